//! What `run`, `resume` and `fork` share: a run is lived to its end in its folder, and shown.

use super::engines::{self, EngineChoice, Machine};
use super::progress::Progress;
use super::signals::Signals;
use super::summary;
use super::{Failure, data, note, report};
use musofir::common::calendar::Span;
use musofir::engine::{Engine, Start};
use musofir::gpu::{Device, GpuEngine};
use musofir::output::{self, Checkpoints, Folder, Manifest, Microdata, Request, json};
use musofir::run::Run;
use musofir::run::checkpoint::Checkpoint;
use musofir::run::resumable::{Lived, RunHandler, RunRequest, live};
use musofir::scenario::Scenario;
use std::ops::ControlFlow;

/// How a run is shown.
#[derive(clap::Args)]
pub struct Show {
    /// Print manifest and series as JSON instead of the table.
    #[arg(long)]
    json: bool,
    /// Print only data.
    #[arg(long)]
    pub quiet: bool,
    /// Write no report.html.
    #[arg(long)]
    pub no_report: bool,
}

/// A run and its folder.
pub struct Work<'a> {
    /// The scenario.
    pub x: &'a Scenario,
    /// What was asked for.
    pub request: &'a Request,
    /// Where the results go.
    pub folder: &'a Folder,
    /// What to run on.
    pub machine: &'a Machine,
    /// How to show it.
    pub show: &'a Show,
}

impl<'a> Work<'a> {
    /// Lives the run on a device or on the CPU, from a checkpoint, or from the last of its folder, or from the first
    /// day.
    pub fn live(&self, device: Option<Device>, from: Option<Checkpoint>) -> Result<(), Failure> {
        let Self { x, request, folder, show, .. } = *self;
        let signals = Signals::catch().map_err(Failure::failed)?;
        let mut checkpoints = Checkpoints::new(folder, request.rhythm());
        let mut pilot = Pilot { work: self, device, signals, progress: None, before: 0, engine: String::new() };
        let asked = RunRequest { scenario: x, agents: request.agents, seed: request.seed };
        let mut run = match live(asked, from, &mut checkpoints, &mut pilot)? {
            Lived::Ended(run) => run,
            Lived::Stopped => {
                let code = pilot.signals.caught().unwrap_or(1);
                let message = format!("stopped; go on with `musofir resume {}`", folder.path().display());
                return Err(Failure { code, message });
            }
        };
        let wall = pilot.progress.take().map_or(0.0, Progress::finish);
        let digest = run.digest()?;
        let mut manifest = Manifest::new(x, request.agents, request.seed, &pilot.engine, wall, &digest)
            .with("program_sha256", super::ensemble::program());
        if let Some(forked) = &request.forked {
            manifest = manifest.with("forked", forked);
        }
        if pilot.before > 0 {
            manifest = manifest.resumed(pilot.before);
        }
        // Whatever becomes of the files, the numbers are shown.
        match show.json {
            true => data!("{}", json(&manifest, run.series())),
            false => data!("{}\ndigest {digest}", summary::table(run.series(), show.quiet)),
        }
        output::write_run(folder, x, run.series(), run.people_per_agent())?;
        folder.finish(&manifest.text())?;
        checkpoints.end();
        if !show.no_report {
            report::of(folder)?;
        }
        if !show.quiet {
            summary::closing(run.series()).iter().for_each(|line| note!("{line}"));
            let rate = manifest.rate() / 1e6;
            note!("{wall:.1} s, {rate:.0} million agent-days/s; written to {}", folder.path().display());
        }
        Ok(())
    }
}

/// Sees a run through.
struct Pilot<'a> {
    work: &'a Work<'a>,
    device: Option<Device>,
    signals: Signals,
    progress: Option<Progress>,
    /// Days lived before the last begin.
    before: u32,
    engine: String,
}

impl Pilot<'_> {
    /// Whether the CPU may take over.
    fn may_fall_back(&self) -> bool {
        self.work.machine.engine == EngineChoice::Auto
    }
}

impl RunHandler for Pilot<'_> {
    type Error = Failure;

    fn engine(&mut self, start: Start, lost: u32) -> Result<Box<dyn Engine>, Failure> {
        let machine = self.work.machine;
        let device = match lost {
            0 => self.device.take(),
            1 => match machine.device() {
                Err(e) if !self.may_fall_back() => return Err(e),
                found => found.ok().flatten(),
            },
            _ => None,
        };
        match device {
            Some(device) if self.may_fall_back() => match GpuEngine::new(device, &start, machine.options()) {
                Ok(engine) => Ok(Box::new(engine)),
                Err(e) => {
                    self.note(&format!("{e}; the CPU takes over"));
                    engines::engine(None, start, machine)
                }
            },
            device => engines::engine(device, start, machine),
        }
    }

    fn begins(&mut self, run: &mut Run) {
        let Work { x, request, show, .. } = *self.work;
        let left: u32 = run.months_left().iter().map(|m| m.dates().count() as u32).sum();
        self.before = x.calendar.days() - left;
        self.engine = run.engine().describe();
        if !show.quiet {
            let from = run.months_left().first().map_or(x.calendar.start, |m| m.first);
            let again = if self.before > 0 { ", gone on with" } else { "" };
            let (name, end, engine) = (&x.name, x.calendar.end, &self.engine);
            note!("{name}: {} agents, seed {}, {from} to {end}{again}, on {engine}", request.agents, request.seed);
        }
        self.progress = Some(Progress::new(left, request.agents, show.quiet));
    }

    fn closed(&mut self, run: &mut Run, month: Span) -> Result<ControlFlow<()>, Failure> {
        let Work { x, request, folder, .. } = *self.work;
        let due = |m: &&Microdata| m.monthly || month.last == x.calendar.end;
        if let Some(microdata) = request.microdata.as_ref().filter(due) {
            microdata.write(folder, x, &run.engine().agent_state()?, month.last)?;
        }
        if let Some(progress) = &mut self.progress {
            progress.advance(month.dates().count() as u32, month.last);
        }
        Ok(if self.signals.caught().is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn note(&mut self, what: &str) {
        note!("note: {what}");
    }

    fn lost(&mut self, fault: &str, lost: u32) -> Result<(), Failure> {
        let again = if lost < 2 { "the device is opened again" } else { "the CPU takes over" };
        if lost > 1 && !self.may_fall_back() {
            let folder = self.work.folder.path().display();
            let help = format!(
                "go on with `musofir resume {folder}`, or on the CPU with --engine cpu: the numbers are the same"
            );
            return Err(Failure::failed(format!("the GPU device failed {lost} times, the last time: {fault}; {help}")));
        }
        self.note(&format!("the GPU device failed: {fault}; {again}, from the last checkpoint"));
        Ok(())
    }
}

/// Reads a number of months: `6mo`, `1y`; 0 for `never`.
pub fn every(text: &str) -> Result<u32, String> {
    if text == "never" {
        return Ok(0);
    }
    let span: Option<jiff::Span> = text.parse().ok();
    let months = span.map(|s| (s, i32::from(s.get_years()) * 12 + s.get_months()));
    let whole = months
        .filter(|(s, n)| *n > 0 && *s == jiff::Span::new().years(s.get_years()).months(s.get_months()).fieldwise());
    whole.map(|(_, n)| n as u32).ok_or_else(|| "whole months such as 6mo, 1y, or `never`".to_owned())
}
