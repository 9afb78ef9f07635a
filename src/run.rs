//! One run: an engine, the host and the timeline, month by month.

use crate::calendar::Span;
use crate::checkpoint::{Checkpoint, Unusable};
use crate::course::{Course, Finished, Row};
use crate::engine::{Engine, EngineError, Start};
use crate::host::Broken;
use crate::rates;
use crate::scenario::Experiment;
use crate::tables::Rates;
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
    Audit(#[from] Broken),
}

/// A run in progress.
pub struct Run<'a> {
    course: Course<'a>,
    engine: Box<dyn Engine>,
}

impl<'a> Run<'a> {
    /// Draws the agents and hands them to the engine that `make` builds.
    pub fn new<E>(
        experiment: &'a Experiment,
        agents: u32,
        seed: u64,
        make: impl FnOnce(Start) -> Result<Box<dyn Engine>, E>,
    ) -> Result<Self, E> {
        let (course, start) = Course::new(experiment, agents, seed);
        Ok(Self { course, engine: make(start)? })
    }

    /// Goes on from a checkpoint of this run, on the engine that `make` builds. The bits to come are those of a run
    /// that never stopped.
    pub fn restored<E: From<Unusable>>(
        experiment: &'a Experiment,
        agents: u32,
        seed: u64,
        checkpoint: Checkpoint,
        make: impl FnOnce(Start) -> Result<Box<dyn Engine>, E>,
    ) -> Result<Self, E> {
        checkpoint.fits(experiment, agents, seed)?;
        let (saved, published, planes) = checkpoint.into_parts();
        let course = Course::restored(experiment, agents, seed, saved);
        let start = Start { planes, published: *published, atlas: rates::atlas(&experiment.world, agents) };
        Ok(Self { course, engine: make(start)? })
    }

    /// All that the months to come follow from. To be taken between two months.
    pub fn checkpoint(&mut self) -> Result<Checkpoint, RunError> {
        let (planes, published) = (self.engine.planes()?, Box::new(self.engine.published()?));
        let (x, seed) = (self.course.experiment(), self.course.seed());
        let last = match self.course.series().len() {
            0 => x.calendar.start.saturating_sub(1.day()),
            months => x.calendar.months()[months - 1].last,
        };
        let identity = Checkpoint::identity(x, planes.len() as u32, seed);
        Ok(Checkpoint::new(identity, last, self.course.saved(), published, planes))
    }

    /// The months to come.
    pub fn months_left(&self) -> Vec<Span> {
        self.course.experiment().calendar.months().split_off(self.course.series().len())
    }

    /// Its seed.
    pub fn seed(&self) -> u64 {
        self.course.seed()
    }

    /// As a member of an ensemble that has ended, with its agents if they are to be kept.
    pub fn finished(mut self, keep_agents: bool) -> Result<Finished<'a>, RunError> {
        let digest = self.digest()?;
        let agents = keep_agents.then(|| self.engine.planes()).transpose()?.map(Arc::new);
        Ok(Finished { course: self.course, digest, agents })
    }

    /// The scenario.
    pub fn experiment(&self) -> &'a Experiment {
        self.course.experiment()
    }

    /// The rates in force on a day, under the present conditions.
    pub fn rates(&self, date: Date) -> Box<Rates> {
        self.course.rates(date)
    }

    /// Lives a month, or the part of it that a run covers, and closes it.
    pub fn month(&mut self, month: Span) -> Result<&Row, RunError> {
        let experiment = self.course.experiment();
        for span in month.split(&experiment.cuts()) {
            self.engine.load(&self.course.rates(span.first))?;
            self.engine.advance(&self.course.days(span))?;
        }
        let counted = self.engine.month_end(experiment.calendar.number(month.last))?;
        Ok(self.course.close(month, &counted)?)
    }

    /// The months so far.
    pub fn series(&self) -> &[Row] {
        self.course.series()
    }

    /// The engine, to look at its state.
    pub fn engine(&mut self) -> &mut dyn Engine {
        &mut *self.engine
    }

    /// People an agent stands for.
    pub fn people_per_agent(&self) -> f64 {
        self.course.people_per_agent()
    }

    /// Digest of the agents, of what was published, and of the whole series: 64 hex digits.
    pub fn digest(&mut self) -> Result<String, RunError> {
        let agents = self.engine.digest()?;
        Ok(self.course.digest(agents, &self.engine.published()?))
    }
}
