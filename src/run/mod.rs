//! One run: an engine, the host and the timeline, month by month.

pub mod checkpoint;
pub mod fingerprint;
pub mod initial;
pub mod places;
pub mod resumable;
pub mod trajectory;

use crate::common::calendar::Span;
use crate::common::tables::Rates;
use crate::engine::{Engine, EngineError, Start};
use crate::host::AuditError;
use crate::rates;
use crate::run::checkpoint::{Checkpoint, CheckpointError};
use crate::run::trajectory::{Finished, Row, Trajectory};
use crate::scenario::Scenario;
use jiff::ToSpan;
use jiff::civil::Date;
use std::sync::Arc;

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The engine failed, or two engines disagree.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// People or money were lost or made.
    #[error(transparent)]
    Audit(#[from] AuditError),
}

/// A run in progress.
pub struct Run<'a> {
    trajectory: Trajectory<'a>,
    engine: Box<dyn Engine>,
}

impl<'a> Run<'a> {
    /// Draws the agents and hands them to the engine that `make` builds.
    pub fn new<E>(
        scenario: &'a Scenario,
        agents: u32,
        seed: u64,
        make: impl FnOnce(Start) -> Result<Box<dyn Engine>, E>,
    ) -> Result<Self, E> {
        let (trajectory, start) = Trajectory::new(scenario, agents, seed);
        Ok(Self { trajectory, engine: make(start)? })
    }

    /// Continues from a checkpoint of this run, on the engine that `make` builds. The bits to come are those of a run
    /// that never stopped.
    pub fn restored<E: From<CheckpointError>>(
        scenario: &'a Scenario,
        agents: u32,
        seed: u64,
        checkpoint: Checkpoint,
        make: impl FnOnce(Start) -> Result<Box<dyn Engine>, E>,
    ) -> Result<Self, E> {
        checkpoint.fits(scenario, agents, seed)?;
        let identity = Checkpoint::identity(scenario, agents, seed);
        let (saved, day_state, agent_state) = checkpoint.into_parts();
        let (_, saved) = saved.into_iter().find(|(of, _)| *of == identity).expect("it fits");
        let trajectory = Trajectory::restored(scenario, agents, seed, saved);
        let start = Start { agent_state, day_state: *day_state, tables: rates::tables(&scenario.world, agents) };
        Ok(Self { trajectory, engine: make(start)? })
    }

    /// All that the months to come follow from. To be taken between two months.
    pub fn checkpoint(&mut self) -> Result<Checkpoint, RunError> {
        let (agent_state, day_state) = (self.engine.agent_state()?, Box::new(self.engine.day_state()?));
        let (x, seed) = (self.trajectory.scenario(), self.trajectory.seed());
        let last = self.trajectory.next().saturating_sub(1.day()).min(x.calendar.end);
        let identity = Checkpoint::identity(x, agent_state.len() as u32, seed);
        Ok(Checkpoint::new(last, vec![(identity, self.trajectory.saved())], day_state, agent_state))
    }

    /// The months to come.
    pub fn months_left(&self) -> Vec<Span> {
        self.trajectory.scenario().calendar.months().split_off(self.trajectory.series().len())
    }

    /// Its seed.
    pub fn seed(&self) -> u64 {
        self.trajectory.seed()
    }

    /// As a replicate of an ensemble that has ended, with its agents if they are to be kept.
    pub fn finished(mut self, keep_agents: bool) -> Result<Finished<'a>, RunError> {
        let digest = self.digest()?;
        let agents = keep_agents.then(|| self.engine.agent_state()).transpose()?.map(Arc::new);
        Ok(Finished { trajectory: self.trajectory, digest, agents })
    }

    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        self.trajectory.scenario()
    }

    /// The rates in force on a day, under the present conditions.
    pub fn rates(&self, date: Date) -> Box<Rates> {
        self.trajectory.rates(date)
    }

    /// Runs a month, or the part of it within the run, and closes it.
    pub fn month(&mut self, month: Span) -> Result<&Row, RunError> {
        let scenario = self.trajectory.scenario();
        for span in month.split(&scenario.cuts()) {
            self.engine.load(&self.trajectory.rates(span.first))?;
            self.engine.advance(&self.trajectory.days(span))?;
        }
        let counted = self.engine.month_end(scenario.calendar.number(month.last))?;
        Ok(self.trajectory.close(month, &counted)?)
    }

    /// The months so far.
    pub fn series(&self) -> &[Row] {
        self.trajectory.series()
    }

    /// The last month so far. Panics before the first is closed.
    pub fn last(&self) -> &Row {
        self.series().last().expect("a closed month")
    }

    /// The engine, to look at its state.
    pub fn engine(&mut self) -> &mut dyn Engine {
        &mut *self.engine
    }

    /// People an agent stands for.
    pub fn people_per_agent(&self) -> f64 {
        self.trajectory.people_per_agent()
    }

    /// Digest of the agents, of what was published, and of the whole series: 64 hex digits.
    pub fn digest(&mut self) -> Result<String, RunError> {
        let agents = self.engine.digest()?;
        Ok(self.trajectory.digest(agents, &self.engine.day_state()?))
    }
}
