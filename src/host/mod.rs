//! The month, in f64: totals of agents become indicators of states and the conditions of the next month.
//!
//! The host never sees an agent. It acts once a month on the previous month's totals, because governments and markets
//! act on published figures; so a device can run a whole month without waiting. Each sending state has its own economy
//! ([`HomeEconomy`]), reserves, budget and stability. There is one host state, one bargain and one set of third states.
//! The first sending state is the party to the bargain.

mod audit;
mod bargaining;
mod basis;
mod budget;
mod conditions;
mod dose;
mod home_economy;
mod indicator;
mod indicator_id;
mod indicators;
mod ledger;
pub mod mean_field;
mod meeting;
mod neighbours;
mod opinion;
mod reserves;
mod stability;
mod stakes;
mod state;

pub use audit::{AuditError, audit, audit_places};
pub use bargaining::{Bargaining, logistic};
pub use basis::{BASES, Basis, Ground, basis};
pub use budget::Budget;
pub use dose::{DOSES, Dose};
pub use home_economy::{Economy, Flows, Foreign, HomeEconomy};
pub use indicator::{Indicator, IndicatorId, Money, Over, Range, Scope};
pub use indicator_id::UnknownIndicator;
pub use indicators::{INDICATORS, ids};
pub use ledger::{Costs, Ledger};
pub use neighbours::{Neighbours, Third};
pub use opinion::Opinion;
pub use reserves::{External, Reserves};
pub use stability::{Risk, Stability, StressInputs};
pub use stakes::Stakes;

use crate::common::calendar::Span;
use crate::common::layout::*;
use crate::common::rng;
use crate::common::tables::DayState;
use crate::common::totals::*;
use crate::rates::Conditions;
use crate::scenario::Scenario;
use crate::world::{HomeValues, Values};
use serde::{Deserialize, Serialize};
use state::{Closed, MonthInputs, SendingState};
use std::collections::VecDeque;

/// A closed month, from which the indicators are computed.
pub struct ClosedMonth<'a> {
    h: &'a HomeValues,
    totals: &'a Totals,
    census: &'a Census,
    state: Closed,
    days: f64,
    vacant: f64,
    agents: f64,
    people_per_agent: f64,
    host_per_dollar: f64,
    first_jobless: f64,
    threatened: f64,
    recruiters: f64,
    desperate_ratio: f64,
    costs: Costs,
    host: &'a Host,
}

/// The indicators of a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicators {
    /// Values of [`INDICATORS`] by sending state.
    pub states: Vec<Vec<f64>>,
    /// Alignment and probability of having acceded by third state.
    pub neighbours: Vec<[f64; 2]>,
}

/// The host's state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Host {
    a: Values,
    key: [u32; 2],
    people_per_agent: f64,
    community_sizes: Vec<u32>,
    /// Home region of a community.
    home_of: Vec<usize>,
    states: Vec<SendingState>,
    ledger: Ledger,
    opinion: Opinion,
    bargaining: Bargaining,
    neighbours: Neighbours,
    conditions: Conditions,
}

/// Adds a month to a window of twelve.
fn remember<T>(months: &mut VecDeque<T>, value: T) {
    months.push_back(value);
    if months.len() > 12 {
        months.pop_front();
    }
}

impl Host {
    /// The host before the first day; the agents are not drawn yet.
    pub fn new(x: &Scenario, agents: u32, seed: u64) -> Self {
        let a = x.world.accounts();
        let first = x.policy(x.calendar.start).accounts_per_dollar(&x.world, x.calendar.start);
        let counts = x.world.communities_of(agents);
        let (mut home, mut community) = (0, 0);
        let mut states = Vec::new();
        for origin in &x.world.origins {
            let homes = home..home + origin.home_regions.len();
            let end = community + counts[homes.clone()].iter().sum::<u32>() as usize;
            states.push(SendingState::new(x, origin, homes.clone(), community..end, first));
            (home, community) = (homes.end, end);
        }
        let home_of = (0..).zip(&counts).flat_map(|(h, n)| std::iter::repeat_n(h, *n as usize)).collect();
        let conditions = conditions::first(x, &a, &states);
        Self {
            key: rng::key(seed),
            people_per_agent: x.world.pool() / f64::from(agents),
            community_sizes: Vec::new(),
            home_of,
            states,
            ledger: Ledger::new(x.world.host_regions.len()),
            opinion: Opinion::new(&a),
            bargaining: Bargaining::new(&a),
            neighbours: Neighbours::new(&x.world.neighbours),
            conditions,
            a,
        }
    }

    /// Records the agents of the first morning.
    pub fn meet(&mut self, x: &Scenario, census: &Census, community_sizes: Vec<u32>) {
        for (o, state) in self.states.iter_mut().enumerate() {
            let census = census.of(o);
            state.agents = state.communities.clone().map(|k| u64::from(community_sizes[k])).sum();
            state.savings = census.savings(state.agents);
            state.first_jobless = census.status(HOME) as f64 * self.people_per_agent;
        }
        self.community_sizes = community_sizes;
        let counted = Counted { totals: Totals::default(), census: census.clone(), day_state: *DayState::boxed() };
        self.conditions = self.next_conditions(x, x.calendar.start, &counted);
    }

    /// True if its parts have the sizes of the scenario: a stored host may belong to another run.
    pub(crate) fn fits(&self, x: &Scenario) -> bool {
        let (w, c) = (&x.world, &self.conditions);
        let (regions, communities) = (w.host_regions.len(), self.home_of.len());
        let homes = w.home_regions().count();
        let by_region = [&self.ledger.substituted, &c.substituted, &c.vacancies];
        let by_community = [c.ties.len(), c.sent_back.len(), c.observed_activists.len()];
        self.states.len() == w.origins.len()
            && communities <= COMMUNITIES as usize
            && self.states.iter().all(|s| s.fits(homes, communities))
            && self.states.last().is_some_and(|s| s.homes.end == homes && s.communities.end == communities)
            && self.community_sizes.len() >= communities
            && self.home_of.iter().all(|h| *h < homes)
            && by_region.iter().all(|of| of.len() == regions)
            && self.ledger.fits(regions)
            && by_community.iter().all(|of| *of == communities)
            && c.origins.len() == w.origins.len()
            && c.reference_consumption.len() == homes
            && self.neighbours.states().len() == w.neighbours.len()
    }

    /// The conditions that set the rates of the next month.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// People represented by one agent.
    pub fn people_per_agent(&self) -> f64 {
        self.people_per_agent
    }

    /// Closes a month: audits it, moves the states, and returns the indicators.
    pub fn close(&mut self, x: &Scenario, month: Span, counted: &Counted) -> Result<Indicators, AuditError> {
        let Counted { totals, census, day_state } = counted;
        let people = self.people_per_agent;
        let date = month.last;
        let days = month.dates().count() as f64;
        let part = month.part();
        let host_per_dollar = x.mean(month, |p| p.accounts_per_dollar(&x.world, date));
        let threatened = x.mean(month, |p| p.threatened);
        let flow = |flow: u32| totals.get(flow) as f64 * people;

        audit_places(&month.month(), census, day_state)?;
        let mut closed = Vec::new();
        for o in 0..self.states.len() {
            let (totals, census) = (totals.of(o), census.of(o));
            let foreign = if o == 0 { self.foreign(x, month, part) } else { Foreign::default() };
            let inputs = MonthInputs {
                host_per_dollar,
                foreign,
                push: if o == 0 { x.mean(month, |p| p.push) } else { 1.0 },
                conceded: o == 0 && self.bargaining.conceded,
                financing: x.world.origins[o].financing.at(date.year()),
            };
            let state = &mut self.states[o];
            audit(&month.month(), &state.name, state.agents, state.savings, &totals, &census)?;
            state.savings = census.savings(state.agents);
            let month = state.close(&self.a, month, &inputs, &totals, &census, people);
            closed.push((totals, census, month));
        }

        // Where no place is scarce, nothing says how many jobs are open.
        let vacant = if x.lotteries { flow(VACANT_DAYS) } else { 0.0 };
        let costs = Costs::of(&self.a, totals, people, vacant);
        let expelled = totals.get(REMOVED) + totals.get(LEFT_ORDERED);
        let share = (expelled as f64 / totals.get(ARRESTS).max(1) as f64).min(1.0) * people;
        let regions = 0..x.world.host_regions.len() as u32;
        let removed = regions.map(|r| totals.get(VACATED_BY_REGION + r) as f64 * share).collect();
        self.ledger.close(&self.a, part, removed);
        self.ledger.look(&self.a, part, totals, people);
        let campaign = x.mean(month, |p| p.campaign);
        self.opinion.close(&self.a, part, campaign, x.shocks(month), flow(RECRUITED));
        let pressed = if self.bargaining.conceded { 0.0 } else { threatened + self.bargaining.dose.people };
        self.bargain(x, month, part, &closed, costs, threatened);
        self.watch(x, month, part, &closed);
        if x.feedback {
            self.record_wishes(x, month, totals);
            self.conditions = self.next_conditions(x, date, counted);
        }

        let evaluate = |(o, (of, census, state)): (usize, &(Totals, Census, Closed))| {
            let mut values = indicators::evaluate(&ClosedMonth {
                h: &self.states[o].h,
                totals: of,
                census,
                state: *state,
                days,
                vacant,
                agents: self.states[o].agents as f64,
                people_per_agent: people,
                host_per_dollar,
                first_jobless: self.states[o].first_jobless,
                threatened: pressed,
                recruiters: x.mean(month, |p| p.recruiters),
                desperate_ratio: self.a.recruitment_desperate,
                costs,
                host: self,
            });
            // The files are in the currencies themselves.
            let (host, home) = (x.world.host.currency.unit, x.world.origins[o].currency.unit);
            for (value, indicator) in values.iter_mut().zip(INDICATORS) {
                match indicator.money {
                    Some(Money::Host) => *value *= host,
                    Some(Money::Home) => *value *= home,
                    None => {}
                }
            }
            values
        };
        Ok(Indicators {
            states: closed.iter().enumerate().map(evaluate).collect(),
            neighbours: self.neighbours.states().iter().map(|s| [s.alignment, s.acceded]).collect(),
        })
    }
}
