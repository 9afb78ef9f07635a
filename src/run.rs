//! One run: an engine, the host and the timeline, month by month.

use crate::calendar::Span;
use crate::cpu;
use crate::digest;
use crate::engine::{Engine, EngineError, Planes, Start};
use crate::host::{Broken, Host};
use crate::layout::{COMMUNITIES, FIRST_DAY, unpack};
use crate::rates::{self, Inputs};
use crate::scenario::Experiment;
use crate::start;
use crate::tables::{Atlas, Day, Rates};
use crate::totals::{Census, EXPELLED_BY_REGION};
use jiff::civil::Date;

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

/// A month's row: its indicators, and the stocks by host region.
#[derive(Clone, Debug)]
pub struct Row {
    /// `2013-08`.
    pub month: String,
    /// Values of [`crate::host::INDICATORS`] of the first sending state.
    pub values: Vec<f64>,
    /// Those of further sending states.
    pub others: Vec<Vec<f64>>,
    /// Alignment and probability of having acceded by third state.
    pub neighbours: Vec<[f64; 2]>,
    /// The recount at its end, in agents.
    pub census: Census,
    /// Expelled by host region, in agents.
    pub expelled: Vec<u64>,
}

/// A run in progress.
pub struct Run<'a> {
    experiment: &'a Experiment,
    seed: u64,
    host: Host,
    engine: Box<dyn Engine>,
    series: Vec<Row>,
}

impl<'a> Run<'a> {
    /// Draws the agents and hands them to the engine that `make` builds.
    pub fn new<E>(
        experiment: &'a Experiment,
        agents: u32,
        seed: u64,
        make: impl FnOnce(Start) -> Result<Box<dyn Engine>, E>,
    ) -> Result<Self, E> {
        let mut host = Host::new(experiment, agents, seed);
        let date = experiment.calendar.start;
        let day = experiment.calendar.day(date, seed);
        let policy = experiment.policy(date);
        let start = {
            let inputs = Inputs {
                experiment,
                policy: &policy,
                conditions: host.conditions(),
                date,
                agents_per_person: 1.0 / host.people_per_agent(),
            };
            start::start(&inputs, &rates::rates(&inputs), &day, agents)
        };
        let (census, sizes) = first_census(&start.planes, &start.atlas);
        host.meet(experiment, &census, sizes);
        Ok(Self { experiment, seed, host, engine: make(start)?, series: Vec::new() })
    }

    /// The rates in force on a day, under the present conditions.
    pub fn rates(&self, date: Date) -> Box<Rates> {
        rates::rates(&Inputs {
            experiment: self.experiment,
            policy: &self.experiment.policy(date),
            conditions: self.host.conditions(),
            date,
            agents_per_person: 1.0 / self.host.people_per_agent(),
        })
    }

    /// Lives a month, or the part of it that a run covers, and closes it.
    pub fn month(&mut self, month: Span) -> Result<&Row, RunError> {
        for span in month.split(&self.experiment.cuts()) {
            let rates = self.rates(span.first);
            self.engine.load(&rates)?;
            let days: Vec<Day> = span.dates().map(|date| self.experiment.calendar.day(date, self.seed)).collect();
            self.engine.advance(&days)?;
        }
        let counted = self.engine.month_end(self.experiment.calendar.number(month.last))?;
        let mut indicators = self.host.close(self.experiment, month, &counted)?;
        let values = indicators.states.remove(0);
        let regions = 0..self.experiment.world.host_regions.len() as u32;
        let expelled = regions.map(|r| counted.totals.get(EXPELLED_BY_REGION + r)).collect();
        self.series.push(Row {
            month: month.month(),
            values,
            others: indicators.states,
            neighbours: indicators.neighbours,
            census: counted.census,
            expelled,
        });
        Ok(self.series.last().expect("just pushed"))
    }

    /// The months so far.
    pub fn series(&self) -> &[Row] {
        &self.series
    }

    /// The engine, to look at its state.
    pub fn engine(&mut self) -> &mut dyn Engine {
        &mut *self.engine
    }

    /// People an agent stands for.
    pub fn people_per_agent(&self) -> f64 {
        self.host.people_per_agent()
    }

    /// Digest of the agents, of what was published, and of the whole series: 64 hex digits.
    pub fn digest(&mut self) -> Result<String, RunError> {
        let state = digest::add(self.engine.digest()?, digest::published(&self.engine.published()?));
        let of_row = |row: &Row| [row.values.clone(), row.others.concat(), row.neighbours.concat()].concat();
        let values: Vec<f64> = self.series.iter().flat_map(of_row).collect();
        Ok(digest::of_run(&state, &values))
    }
}

/// Stocks on the first morning, and the size of every community.
fn first_census(planes: &Planes, atlas: &Atlas) -> (Census, Vec<u32>) {
    let mut census = Census::default();
    let mut sizes = vec![0; COMMUNITIES as usize];
    for i in 0..planes.len() {
        let agent = unpack(planes.get(i));
        cpu::census::census(&agent, FIRST_DAY, atlas, &mut census);
        sizes[agent.community as usize] += 1;
    }
    (census, sizes)
}
