//! What `run`, `resume` and `fork` share: a run in its folder, to its end, and shown.

use super::common::conclude::{both, report_of};
use super::common::console::{data, note};
use super::common::progress::Progress;
use super::common::provenance::provenance;
use super::common::signals::Signals;
use super::failure::Failure;
use super::show::summary;
use musofir::common::calendar::Span;
use musofir::engine::{Engine, Start};
use musofir::output::{self, About, Checkpoints, Folder, Manifest, Microdata, Request, json};
use musofir::run::Run;
use musofir::run::checkpoint::Checkpoint;
use musofir::run::resumable::{RunHandler, RunOutcome, RunRequest, run_to_end};
use musofir::scenario::Scenario;
use musofir::study::{Machine, Processor};
use musofir::world::Words;
use std::ops::ControlFlow;

/// How a run is shown.
#[derive(clap::Args)]
pub struct ShowArgs {
    /// Print manifest and series as one JSON document instead of the table.
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
pub struct RunFolder<'a> {
    /// The scenario.
    pub x: &'a Scenario,
    /// The request.
    pub request: &'a Request,
    /// Where the results go.
    pub folder: &'a Folder,
    /// What to run on.
    pub machine: &'a Machine,
    /// How to show it.
    pub show: &'a ShowArgs,
}

impl<'a> RunFolder<'a> {
    /// What its tables are of.
    fn about(&self) -> About {
        About::of([self.x], self.request.agents).with("seed", self.request.seed)
    }

    /// Runs on an opened processor, from a checkpoint, or from the last of its folder, or from the first day.
    pub fn carry_out(&self, processor: Option<Processor>, from: Option<Checkpoint>) -> Result<(), Failure> {
        let Self { x, request, folder, show, .. } = *self;
        let signals = Signals::catch().map_err(Failure::failed)?;
        let mut checkpoints = Checkpoints::new(folder, request.rhythm());
        let mut handler =
            RunFolderHandler { run: self, processor, signals, progress: None, before: 0, engine: String::new() };
        let asked = RunRequest { scenario: x, agents: request.agents, seed: request.seed };
        let mut run = match run_to_end(asked, from, &mut checkpoints, &mut handler)? {
            RunOutcome::Ended(run) => run,
            RunOutcome::Stopped => {
                let code = handler.signals.caught().unwrap_or(1);
                let message = format!("stopped; continue with `musofir resume {}`", folder.path().display());
                return Err(Failure { code, message });
            }
        };
        let wall = handler.progress.take().map_or(0.0, Progress::finish);
        let digest = run.digest()?;
        let (agents, seed) = (request.agents, request.seed);
        let mut manifest = Manifest::new(x, agents, seed, &handler.engine, wall, &digest, &provenance());
        if let Some(forked) = &request.forked {
            manifest = manifest.with("forked", forked);
        }
        if handler.before > 0 {
            manifest = manifest.resumed(handler.before);
        }
        let write = || -> Result<(), Failure> {
            let about = self.about().with("digest", &digest);
            output::write_run(folder, x, run.series(), run.people_per_agent(), &about)?;
            folder.finish(&manifest.text())?;
            checkpoints.end();
            if show.no_report { Ok(()) } else { report_of(folder.path()) }
        };
        let written = write();
        // The numbers are shown even if the files cannot be written.
        let print = || -> Result<(), Failure> {
            match show.json {
                true => data!("{}", json(&manifest, run.series(), &Words::of(&x.world))),
                false => data!("{}\ndigest {digest}", summary::table(run.series(), show.quiet)),
            }
            Ok(())
        };
        both(written, print(), folder.path())?;
        if !show.quiet {
            summary::closing(run.series(), agents, &Words::of(&x.world)).iter().for_each(|line| note!("{line}"));
            let rate = manifest.rate() / 1e6;
            note!("{wall:.1} s, {rate:.0} million agent-days/s; written to {}", folder.path().display());
        }
        Ok(())
    }
}

/// Sees a run through.
struct RunFolderHandler<'a> {
    run: &'a RunFolder<'a>,
    processor: Option<Processor>,
    signals: Signals,
    progress: Option<Progress>,
    /// Days simulated before the last begin.
    before: u32,
    engine: String,
}

impl RunHandler for RunFolderHandler<'_> {
    type Error = Failure;

    fn engine(&mut self, start: Start, lost: u32) -> Result<Box<dyn Engine>, Failure> {
        let machine = self.run.machine;
        let cpu = Processor::Cpu { threads: machine.threads };
        let note = &mut |text: &str| note!("note: {text}");
        let processor = match lost {
            0 => self.processor.take(),
            1 => match machine.processor(self.run.x, note) {
                Err(e) if !machine.may_fall_back() => return Err(e.into()),
                found => found.ok(),
            },
            _ => None,
        };
        match processor {
            Some(Processor::Gpu(gpu)) if machine.may_fall_back() => match gpu.engine(&start) {
                Ok(engine) => Ok(engine),
                Err(e) => {
                    self.note(&format!("{e}; the CPU takes over"));
                    Ok(cpu.engine(start)?)
                }
            },
            processor => Ok(processor.unwrap_or(cpu).engine(start)?),
        }
    }

    fn begins(&mut self, run: &mut Run) {
        let RunFolder { x, request, show, .. } = *self.run;
        let left: u32 = run.months_left().iter().map(|m| m.dates().count() as u32).sum();
        self.before = x.calendar.days() - left;
        self.engine = run.engine().describe();
        if !show.quiet {
            let from = run.months_left().first().map_or(x.calendar.start, |m| m.first);
            let again = if self.before > 0 { ", resumed" } else { "" };
            let (name, end, engine) = (&x.name, x.calendar.end, &self.engine);
            note!("{name}: {} agents, seed {}, {from} to {end}{again}, on {engine}", request.agents, request.seed);
        }
        self.progress = Some(Progress::new(left, request.agents, show.quiet));
    }

    fn closed(&mut self, run: &mut Run, month: Span) -> Result<ControlFlow<()>, Failure> {
        let RunFolder { x, request, folder, .. } = *self.run;
        let due = |m: &&Microdata| m.monthly || month.last == x.calendar.end;
        if let Some(microdata) = request.microdata.as_ref().filter(due) {
            microdata.write(folder, x, &run.engine().agent_state()?, month.last, &self.run.about())?;
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
        if lost > 1 && !self.run.machine.may_fall_back() {
            let folder = self.run.folder.path().display();
            let help = format!(
                "continue with `musofir resume {folder}`, or on the CPU with --engine cpu: the numbers are the same"
            );
            return Err(Failure::failed(format!("the GPU device failed {lost} times, the last time: {fault}; {help}")));
        }
        self.note(&format!("the GPU device failed: {fault}; {again}, from the last checkpoint"));
        Ok(())
    }
}
