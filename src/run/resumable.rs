//! A run to its end, come what may: checkpoints on the way, an interruption between two months, an engine that is lost.
//!
//! Whatever happens, the run goes on from its last checkpoint, or from the first day, and ends with the same bits.

use crate::common::calendar::Span;
use crate::engine::{Engine, EngineError, Start};
use crate::output::{Checkpoints, FolderError, latest};
use crate::run::checkpoint::{Checkpoint, CheckpointError};
use crate::run::{Run, RunError};
use crate::scenario::Scenario;
use std::ops::ControlFlow;

/// What is to be lived.
#[derive(Clone, Copy)]
pub struct RunRequest<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Agents.
    pub agents: u32,
    /// Seed.
    pub seed: u64,
}

/// Who provides engines and is told how a run goes.
pub trait RunHandler {
    /// What ends a run.
    type Error: From<RunError> + From<CheckpointError> + From<FolderError>;
    /// Builds an engine, after `lost` others were lost.
    fn engine(&mut self, start: Start, lost: u32) -> Result<Box<dyn Engine>, Self::Error>;
    /// The run begins, or begins again from its last checkpoint.
    fn begins(&mut self, run: &mut Run);
    /// A month is closed. A break stops the run here, with a checkpoint.
    fn closed(&mut self, run: &mut Run, month: Span) -> Result<ControlFlow<()>, Self::Error>;
    /// Something happened that a user should know, and the run goes on.
    fn note(&mut self, what: &str);
    /// A fault of the engine; what to end with if the run should not go on without it.
    fn lost(&mut self, fault: &str, lost: u32) -> Result<(), Self::Error>;
}

/// How far a run came.
pub enum Lived<'a> {
    /// To its end.
    Ended(Box<Run<'a>>),
    /// To the end of a month, and a checkpoint was kept or the run stood at its first day.
    Stopped,
}

/// Lives a run from `from`, or from the last checkpoint of its folder, or from the first day.
pub fn live<'a, A: RunHandler>(
    asked: RunRequest<'a>,
    mut from: Option<Checkpoint>,
    checkpoints: &mut Checkpoints,
    attendant: &mut A,
) -> Result<Lived<'a>, A::Error> {
    let RunRequest { scenario, agents, seed } = asked;
    let mut lost = 0;
    loop {
        let start = match from.take() {
            Some(checkpoint) => Some(checkpoint),
            None => {
                let (found, refused) = latest(checkpoints.folder().path(), scenario, agents, seed, None);
                refused.iter().for_each(|what| attendant.note(what));
                found
            }
        };
        let make = |start| attendant.engine(start, lost);
        let mut run = match start {
            Some(checkpoint) => Run::restored(scenario, agents, seed, checkpoint, make)?,
            None => Run::new(scenario, agents, seed, make)?,
        };
        attendant.begins(&mut run);
        match months(&mut run, checkpoints, attendant) {
            Ok(ControlFlow::Continue(())) => return Ok(Lived::Ended(Box::new(run))),
            Ok(ControlFlow::Break(())) => return Ok(Lived::Stopped),
            Err(Ended::Lost(fault)) => {
                lost += 1;
                attendant.lost(&fault, lost)?;
            }
            Err(Ended::By(e)) => return Err(e),
        }
    }
}

/// Why months ended early.
enum Ended<E> {
    Lost(String),
    By(E),
}

impl<E: From<RunError>> From<RunError> for Ended<E> {
    fn from(e: RunError) -> Self {
        match e {
            RunError::Engine(EngineError::Device(fault)) => Self::Lost(fault),
            other => Self::By(other.into()),
        }
    }
}

/// Lives the months that are left.
fn months<A: RunHandler>(
    run: &mut Run,
    checkpoints: &mut Checkpoints,
    attendant: &mut A,
) -> Result<ControlFlow<()>, Ended<A::Error>> {
    let left = run.months_left();
    for (n, month) in left.iter().enumerate() {
        run.month(*month)?;
        let stop = attendant.closed(run, *month).map_err(Ended::By)?.is_break();
        let last = n + 1 == left.len();
        if !last && (stop || checkpoints.due(run.series().len())) {
            let checkpoint = run.checkpoint()?;
            match checkpoints.write(&checkpoint) {
                // The results may still be written: a run is not given up for a checkpoint.
                Err(e) if !stop && !e.is_gone() => attendant.note(&format!("no checkpoint: {e}; the run goes on")),
                Err(e) => return Err(Ended::By(e.into())),
                Ok(()) => {}
            }
        }
        if stop && !last {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
