//! The host's side of a run: a scenario under one seed, from the agents it begins with to its series, month by month.
//! It drives no engine, so that scenarios with a common past can part from it.

use crate::common::agent::*;
use crate::common::calendar::{self, Span};
use crate::common::digest::{self, Digest};
use crate::common::layout::*;
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::common::totals::{Census, Counted};
use crate::engine::{AgentState, Start};
use crate::host::ids::BARS_LIFTED;
use crate::host::{AuditError, Host, IndicatorId};
use crate::rates::{self, RateInputs, Reach};
use crate::rules;
use crate::run::initial;
use crate::run::places::{Home, MOVES, Region, places};
use crate::scenario::Scenario;
use crate::world::World;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A month's row: its indicators, and the stocks by host region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// As `YYYY-MM`.
    pub month: String,
    /// Its days within the run: fewer than the calendar's in a first or last month that is cut.
    pub days: u32,
    /// Values of [`crate::host::INDICATORS`] of the first sending state.
    pub values: Vec<f64>,
    /// Those of further sending states.
    pub others: Vec<Vec<f64>>,
    /// Alignment and probability of having acceded by third state.
    pub neighbours: Vec<[f64; 2]>,
    /// By host region.
    pub regions: Vec<Region>,
    /// By home region.
    pub homes: Vec<Home>,
    /// The flows of [`crate::run::places::MOVES`], in agents.
    pub moves: Vec<u64>,
}

impl Row {
    /// The value of an indicator; of the first sending state, where each has its own.
    pub fn get(&self, indicator: IndicatorId) -> f64 {
        self.values[indicator.index()]
    }

    /// True if the run covers all days of the month.
    pub fn is_whole(&self) -> bool {
        calendar::is_whole(&self.month, self.days)
    }

    /// The values as tables show them: see [`IndicatorId::shown`].
    pub fn shown(&self) -> impl Iterator<Item = f64> + '_ {
        IndicatorId::ALL.into_iter().zip(&self.values).map(|(id, v)| id.shown(*v, self.is_whole()))
    }
}

/// What is kept of a trajectory: all but the scenario and the seed.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Saved {
    host: Host,
    pub series: Vec<Row>,
}

impl Saved {
    /// Whether its parts are as many as the scenario's.
    pub fn fits(&self, x: &Scenario) -> bool {
        let row = |row: &Row| {
            row.values.len() == IndicatorId::COUNT
                && row.others.len() + 1 == x.world.origins.len()
                && row.others.iter().all(|of| of.len() == IndicatorId::COUNT)
                && row.neighbours.len() == x.world.neighbours.len()
                && row.regions.len() == x.world.host_regions.len()
                && row.homes.len() == x.world.home_regions().count()
                && row.moves.len() == MOVES.len()
        };
        self.series.iter().all(row) && self.host.fits(x)
    }
}

/// A scenario under one seed.
#[derive(Clone)]
pub struct Trajectory<'a> {
    scenario: &'a Scenario,
    seed: u64,
    /// Of the scenario's world; computed once.
    reach: Arc<Reach>,
    host: Host,
    /// Home region of every community.
    home_of: Vec<usize>,
    series: Vec<Row>,
}

impl<'a> Trajectory<'a> {
    /// Draws the agents.
    pub fn new(scenario: &'a Scenario, agents: u32, seed: u64) -> (Self, Start) {
        let host = Host::new(scenario, agents, seed);
        let mut trajectory = Self::restored(scenario, agents, seed, Saved { host, series: Vec::new() });
        let date = scenario.calendar.start;
        let day = scenario.calendar.day(date, seed);
        let policy = scenario.policy(date);
        let start = {
            let inputs = trajectory.inputs(&policy, date);
            initial::start(&inputs, &rates::rates(&inputs), &day, agents)
        };
        let (census, sizes) = first_census(&start.agent_state, &start.tables);
        trajectory.host.meet(scenario, &census, sizes);
        (trajectory, start)
    }

    /// Continues a saved one.
    pub(crate) fn restored(scenario: &'a Scenario, agents: u32, seed: u64, Saved { host, series }: Saved) -> Self {
        let reach = Arc::new(Reach::of(&scenario.world));
        Self { scenario, seed, reach, host, home_of: homes(&scenario.world, agents), series }
    }

    /// What a checkpoint keeps.
    pub(crate) fn saved(&self) -> Saved {
        Saved { host: self.host.clone(), series: self.series.clone() }
    }

    fn inputs<'i>(&'i self, policy: &'i crate::scenario::Policy, date: Date) -> RateInputs<'i> {
        RateInputs {
            scenario: self.scenario,
            reach: &self.reach,
            policy,
            conditions: self.host.conditions(),
            date,
            agents_per_person: 1.0 / self.host.people_per_agent(),
        }
    }

    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The first day of the first month that has not been closed.
    pub fn next(&self) -> Date {
        let start = self.scenario.calendar.start;
        match self.series.len() {
            0 => start,
            months => start.first_of_month().saturating_add((months as i64).months()),
        }
    }

    /// The rates in force on a day, under the present conditions.
    pub fn rates(&self, date: Date) -> Box<Rates> {
        rates::rates(&self.inputs(&self.scenario.policy(date), date))
    }

    /// The days of a span.
    pub fn days(&self, span: Span) -> Vec<Day> {
        span.dates().map(|date| self.scenario.calendar.day(date, self.seed)).collect()
    }

    /// Closes a month with what an engine counted.
    pub fn close(&mut self, month: Span, counted: &Counted) -> Result<&Row, AuditError> {
        let mut indicators = self.host.close(self.scenario, month, counted)?;
        let host_regions = self.scenario.world.host_regions.len() as u32;
        let (regions, homes, moves) = places(counted, host_regions, &self.home_of);
        self.series.push(Row {
            month: month.month(),
            days: month.dates().count() as u32,
            values: indicators.states.remove(0),
            others: indicators.states,
            neighbours: indicators.neighbours,
            regions,
            homes,
            moves,
        });
        Ok(self.series.last().expect("just pushed"))
    }

    /// The months so far.
    pub fn series(&self) -> &[Row] {
        &self.series
    }

    /// People an agent stands for.
    pub fn people_per_agent(&self) -> f64 {
        self.host.people_per_agent()
    }

    /// Digest of the agents, of what was published, and of the whole series: 64 hex digits.
    pub fn digest(&self, agents: Digest, day_state: &DayState) -> String {
        let state = digest::add(agents, digest::day_state(day_state));
        // Without what a lever alone makes other than nothing: a lever that is not used leaves no trace.
        let counts = |(i, value): &(usize, &f64)| *i != BARS_LIFTED.index() || **value != 0.0;
        let of_state =
            |values: &Vec<f64>| values.iter().enumerate().filter(counts).map(|(_, v)| *v).collect::<Vec<_>>();
        let of_row = |row: &Row| {
            let others = row.others.iter().flat_map(of_state);
            of_state(&row.values).into_iter().chain(others).chain(row.neighbours.concat()).collect::<Vec<_>>()
        };
        let values: Vec<f64> = self.series.iter().flat_map(of_row).collect();
        digest::of_run(&state, &values)
    }
}

/// A run's end.
pub struct Finished<'a> {
    /// Its scenario and series.
    pub trajectory: Trajectory<'a>,
    /// The digest it ends in.
    pub digest: String,
    /// Its agents, if they were to be kept.
    pub agents: Option<Arc<AgentState>>,
}

/// Home region of every community of a run of `agents` agents.
fn homes(world: &World, agents: u32) -> Vec<usize> {
    let counts = world.communities_of(agents).into_iter().enumerate();
    counts.flat_map(|(home, n)| std::iter::repeat_n(home, n as usize)).collect()
}

/// Stocks on the first morning, and the size of every community.
fn first_census(agent_state: &AgentState, tables: &WorldTables) -> (Census, Vec<u32>) {
    let mut census = Census::default();
    let mut sizes = vec![0; COMMUNITIES as usize];
    for i in 0..agent_state.len() {
        let agent = unpack(agent_state.get(i));
        rules::census::census(&agent, FIRST_DAY, tables, &mut census);
        sizes[agent.community as usize] += 1;
    }
    (census, sizes)
}
