//! Long replicates of a plan: each is simulated as a run of its own, with checkpoints from which it resumes after a
//! kill. It ends with the bits that it has among others.

use super::error::StudyError;
use super::machine::{Machine, fits};
use super::observer::{Named, StudyObserver};
use super::task::Task;
use crate::common::calendar::Span;
use crate::engine::{Engine, Start};
use crate::ensemble::{Replicate, fingerprint, identity};
use crate::output::{Checkpoints, Folder, Rhythm, Store};
use crate::run::Run;
use crate::run::resumable::{RunHandler, RunOutcome, RunRequest, run_to_end};
use crate::scenario::Scenario;
use std::ops::ControlFlow;

/// Which replicates are long, and when they keep a checkpoint.
#[derive(Clone, Copy, Debug)]
pub struct Long {
    /// Replicates of this many agent-days or more.
    pub from: f64,
    /// Months between two checkpoints; once a minute if `None`.
    pub checkpoint_every: Option<u32>,
}

impl Long {
    /// Where long replicates in flight are, a folder each.
    pub const FOLDER: &'static str = "long";

    /// Takes the long replicates out of a task.
    pub(super) fn parted(&self, task: &mut Task) -> Vec<Replicate> {
        let (long, others) = task.replicates.iter().partition(|m| task.agent_days(m) as f64 >= self.from);
        task.replicates = others;
        long
    }

    /// Simulates a replicate, unless it is there.
    pub(super) fn run(
        &self,
        task: &Task,
        replicate: Replicate,
        machine: &Machine,
        folder: &Folder,
        program: &str,
        observer: &mut dyn StudyObserver,
    ) -> Result<(), StudyError> {
        let scenario = &*task.scenario(replicate.case());
        let id = identity(&fingerprint(scenario), task.agents, replicate.seed, program);
        let store = Store::new(folder, program);
        if store.find(&id, task.agents, task.keep).is_ok() {
            return Ok(());
        }
        if observer.stops() {
            return Err(StudyError::Stopped);
        }
        fits(task.agents)?;
        let place = folder.path().join(Self::FOLDER).join(&id[..32]);
        let aside = Folder::shared(&place, "work")?;
        let mut checkpoints = Checkpoints::new(&aside, Rhythm::every(self.checkpoint_every));
        let request = RunRequest { scenario, agents: task.agents, seed: replicate.seed };
        let mut handler = LongRunHandler { scenario, machine, agents: task.agents, observer };
        let named = Named { scenario: &scenario.name, seed: replicate.seed, identity: &id };
        let outcome = run_to_end(request, None, &mut checkpoints, &mut handler).and_then(|outcome| match outcome {
            RunOutcome::Ended(run) => Ok(run.finished(task.keep.fates)?),
            RunOutcome::Stopped => Err(StudyError::Stopped),
        });
        let finished = outcome.inspect_err(|e| match e {
            StudyError::Stopped => {}
            e => handler.observer.failed(named, &e.to_string()),
        })?;
        store.keep(replicate, &finished, &id, task.keep)?;
        handler.observer.completed(named);
        // What stays behind does no harm.
        let _ = std::fs::remove_dir_all(&place);
        Ok(())
    }
}

/// Sees a replicate through.
struct LongRunHandler<'h> {
    scenario: &'h Scenario,
    machine: &'h Machine,
    agents: u32,
    observer: &'h mut dyn StudyObserver,
}

impl RunHandler for LongRunHandler<'_> {
    type Error = StudyError;

    fn engine(&mut self, start: Start, lost: u32) -> Result<Box<dyn Engine>, StudyError> {
        let machine = if lost < 2 { self.machine } else { &Machine::cpu(self.machine.threads) };
        let processor = machine.processor(self.scenario, &mut |text| self.observer.note(text))?;
        Ok(processor.engine(start)?)
    }

    fn begins(&mut self, run: &mut Run) {
        self.observer.engine(&run.engine().describe());
        if let (Some(month), false) = (run.months_left().first(), run.series().is_empty()) {
            let (name, seed) = (&run.scenario().name, run.seed());
            self.observer.note(&format!("{name}, seed {seed}: resumed from {}", month.first));
        }
    }

    fn closed(&mut self, _: &mut Run, month: Span) -> Result<ControlFlow<()>, StudyError> {
        let days = month.dates().count() as u64 * u64::from(self.agents);
        self.observer.advanced(days, days);
        Ok(if self.observer.stops() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn note(&mut self, what: &str) {
        self.observer.note(what);
    }

    fn lost(&mut self, fault: &str, lost: u32) -> Result<(), StudyError> {
        match lost > 1 && !self.machine.may_fall_back() {
            true => Err(StudyError::Failed(format!("the GPU device failed {lost} times, the last time: {fault}"))),
            false => Ok(()),
        }
    }
}
