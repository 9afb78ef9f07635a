//! A run to its end: checkpoints on the way, an interruption between two months, an engine that is lost.
//!
//! A run resumes from its last checkpoint, or from the first day, and always ends with the same bits.

use crate::common::calendar::Span;
use crate::engine::{Engine, EngineError, Start};
use crate::output::{Checkpoints, FolderError, latest};
use crate::run::checkpoint::{Checkpoint, CheckpointError};
use crate::run::{Run, RunError};
use crate::scenario::Scenario;
use std::ops::ControlFlow;

/// A run that is asked for.
#[derive(Clone, Copy)]
pub struct RunRequest<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Agents.
    pub agents: u32,
    /// Seed.
    pub seed: u64,
}

/// Provides engines, and follows a run.
pub trait RunHandler {
    /// What ends a run.
    type Error: From<RunError> + From<CheckpointError> + From<FolderError>;
    /// Builds an engine, after `lost` others were lost.
    fn engine(&mut self, start: Start, lost: u32) -> Result<Box<dyn Engine>, Self::Error>;
    /// The run begins, or begins again from its last checkpoint.
    fn begins(&mut self, run: &mut Run);
    /// A month is closed. A break stops the run here, with a checkpoint.
    fn closed(&mut self, run: &mut Run, month: Span) -> Result<ControlFlow<()>, Self::Error>;
    /// Something that a user should know; the run continues.
    fn note(&mut self, what: &str);
    /// The engine failed for the `lost`-th time. An error ends the run; otherwise another engine is asked for.
    fn lost(&mut self, fault: &str, lost: u32) -> Result<(), Self::Error>;
}

/// How far a run came.
pub enum RunOutcome<'a> {
    /// To its end.
    Ended(Box<Run<'a>>),
    /// To the end of a month, where a checkpoint was kept, or to the first day.
    Stopped,
}

/// Runs from `from`, or from the last checkpoint of its folder, or from the first day.
pub fn run_to_end<'a, A: RunHandler>(
    request: RunRequest<'a>,
    mut from: Option<Checkpoint>,
    checkpoints: &mut Checkpoints,
    handler: &mut A,
) -> Result<RunOutcome<'a>, A::Error> {
    let RunRequest { scenario, agents, seed } = request;
    let mut lost = 0;
    loop {
        let start = match from.take() {
            Some(checkpoint) => Some(checkpoint),
            None => {
                let (found, refused) = latest(checkpoints.folder().path(), scenario, agents, seed, None);
                refused.iter().for_each(|what| handler.note(what));
                found
            }
        };
        let make = |start| handler.engine(start, lost);
        let mut run = match start {
            Some(checkpoint) => Run::restored(scenario, agents, seed, checkpoint, make)?,
            None => Run::new(scenario, agents, seed, make)?,
        };
        handler.begins(&mut run);
        match months(&mut run, checkpoints, handler) {
            Ok(ControlFlow::Continue(())) => return Ok(RunOutcome::Ended(Box::new(run))),
            Ok(ControlFlow::Break(())) => return Ok(RunOutcome::Stopped),
            Err(Ended::Lost(fault)) => {
                lost += 1;
                handler.lost(&fault, lost)?;
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

/// Runs the months that are left.
fn months<A: RunHandler>(
    run: &mut Run,
    checkpoints: &mut Checkpoints,
    handler: &mut A,
) -> Result<ControlFlow<()>, Ended<A::Error>> {
    let left = run.months_left();
    for (n, month) in left.iter().enumerate() {
        run.month(*month)?;
        let stop = handler.closed(run, *month).map_err(Ended::By)?.is_break();
        let last = n + 1 == left.len();
        if !last && (stop || checkpoints.due(run.series().len())) {
            let checkpoint = run.checkpoint()?;
            match checkpoints.write(&checkpoint) {
                // The results may still be written: a run is not given up for a checkpoint.
                Err(e) if !stop && !e.is_gone() => handler.note(&format!("no checkpoint: {e}; the run continues")),
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
