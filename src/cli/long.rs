//! Long members of a plan: each lived as a run of its own, with checkpoints from which it goes on after a kill. It ends
//! with the bits that it has among others.

use super::engines::{self, EngineChoice, Machine};
use super::ensemble::{Task, program};
use super::live::every;
use super::memory::fits;
use super::{Failure, note};
use musofir::cluster::Log;
use musofir::common::calendar::Span;
use musofir::engine::{Engine, Start};
use musofir::ensemble::{Replicate, fingerprint, identity};
use musofir::output::{Checkpoints, Folder, Rhythm, Store};
use musofir::run::Run;
use musofir::run::resumable::{Lived, RunHandler, RunRequest, live};
use std::ops::ControlFlow;

/// Which members are long, and when they keep a checkpoint.
#[derive(clap::Args)]
pub struct Long {
    /// Members of so many agent-days or more are lived one at a time, with checkpoints to go on from after a kill.
    #[arg(long, value_name = "N", default_value_t = 3e10)]
    checkpoint_from: f64,
    /// Keep their checkpoints every so many months, such as 6mo; once a minute if not given.
    #[arg(long, value_name = "MONTHS", value_parser = every)]
    checkpoint_every: Option<u32>,
}

impl Long {
    /// Takes the long members out of a task.
    pub fn parted(&self, task: &mut Task) -> Vec<Replicate> {
        let days = |m: &Replicate| f64::from(task.scenarios[m.scenario].calendar.days()) * f64::from(task.agents);
        let (long, others) = task.replicates.iter().partition(|m| days(m) >= self.checkpoint_from);
        task.replicates = others;
        long
    }

    /// Lives a member, unless it is there.
    pub fn live(
        &self,
        task: &Task,
        replicate: Replicate,
        machine: &Machine,
        folder: &Folder,
        log: &mut Log,
    ) -> Result<(), Failure> {
        let scenario = &task.scenarios[replicate.scenario];
        let id = identity(&fingerprint(scenario), task.agents, replicate.seed, program());
        let store = Store::new(folder, program());
        if store.find(&id, task.agents, task.keep).is_ok() {
            return Ok(());
        }
        fits(task.agents)?;
        let place = folder.path().join("long").join(&id[..32]);
        let aside = Folder::shared(&place, "work")?;
        let rhythm = Rhythm::every(self.checkpoint_every);
        let mut checkpoints = Checkpoints::new(&aside, rhythm);
        let asked = RunRequest { scenario, agents: task.agents, seed: replicate.seed };
        let mut pilot = Pilot { machine, agents: task.agents, log };
        let lived = live(asked, None, &mut checkpoints, &mut pilot).and_then(|lived| match lived {
            Lived::Ended(run) => Ok(run.finished(task.keep.fates)?),
            Lived::Stopped => Err(Failure::failed("stopped")),
        });
        let finished = lived.inspect_err(|e| log.failed(&id, &e.message))?;
        store.keep(replicate, &finished, &id, task.keep)?;
        log.forget(&id);
        // What stays behind does no harm.
        let _ = std::fs::remove_dir_all(&place);
        Ok(())
    }
}

/// Sees a member through.
struct Pilot<'p, 'f> {
    machine: &'p Machine,
    agents: u32,
    log: &'p mut Log<'f>,
}

impl RunHandler for Pilot<'_, '_> {
    type Error = Failure;

    fn engine(&mut self, start: Start, lost: u32) -> Result<Box<dyn Engine>, Failure> {
        let device = if lost < 2 { self.machine.device()? } else { None };
        engines::engine(device, start, self.machine)
    }

    fn begins(&mut self, run: &mut Run) {
        self.log.engine(&run.engine().describe());
        if let (Some(month), false) = (run.months_left().first(), run.series().is_empty()) {
            note!("{}, seed {}: gone on with from {}", run.scenario().name, run.seed(), month.first);
        }
    }

    fn closed(&mut self, _: &mut Run, month: Span) -> Result<ControlFlow<()>, Failure> {
        let days = month.dates().count() as u64 * u64::from(self.agents);
        self.log.lived(days, days);
        Ok(ControlFlow::Continue(()))
    }

    fn note(&mut self, what: &str) {
        note!("note: {what}");
    }

    fn lost(&mut self, fault: &str, lost: u32) -> Result<(), Failure> {
        match lost > 1 && self.machine.engine != EngineChoice::Auto {
            true => Err(Failure::failed(format!("the GPU device failed {lost} times, the last time: {fault}"))),
            false => Ok(()),
        }
    }
}
