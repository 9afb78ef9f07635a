//! The month, in f64: totals of agents become indicators of states, and the conditions of the next month.
//!
//! The host never sees an agent. It acts once a month on the previous month's totals: governments and markets act on
//! published figures, and a device can run a whole month without waiting.

mod audit;
mod dushanbe;
mod indicators;
mod moscow;

pub use audit::{Broken, audit};
pub use dushanbe::{Dushanbe, Economy, Flows};
pub use indicators::{INDICATORS, Indicator};
pub use moscow::Moscow;

use crate::calendar::Span;
use crate::layout::*;
use crate::rates::{self, Conditions};
use crate::scenario::{Experiment, Policy};
use crate::totals::*;
use crate::world::Values;
use jiff::civil::Date;
use std::collections::VecDeque;

/// A closed month, as indicators see it.
pub struct Month<'a> {
    a: &'a Values,
    totals: &'a Totals,
    census: &'a Census,
    economy: Economy,
    days: f64,
    agents: f64,
    people_per_agent: f64,
    roubles_per_dollar: f64,
    exchange: f64,
    prices: f64,
    first_jobless: f64,
}

/// The host's state.
#[derive(Clone, Debug)]
pub struct Host {
    a: Values,
    agents: u64,
    people_per_agent: f64,
    community_sizes: Vec<u32>,
    dushanbe: Dushanbe,
    moscow: Moscow,
    /// Consumption a head by home region, last twelve months.
    consumption: VecDeque<Vec<f64>>,
    /// Employment of those at large in Russia, last twelve months.
    employment: VecDeque<f64>,
    savings: i64,
    first_jobless: f64,
    conditions: Conditions,
}

/// Years of a month's middle from mid-2013.
fn years(date: Date) -> f64 {
    f64::from(date.year()) + (f64::from(date.month()) - 0.5) / 12.0 - 2013.5
}

/// Roubles per dollar under a policy in a month.
fn roubles(x: &Experiment, policy: &Policy, date: Date) -> f64 {
    policy.roubles_per_dollar.unwrap_or_else(|| x.world.roubles_per_dollar.at(date.year(), date.month()))
}

impl Host {
    /// The host before the first day; the agents are not drawn yet.
    pub fn new(x: &Experiment, agents: u32) -> Self {
        let a = x.world.assumptions.values();
        let date = x.calendar.start;
        let dushanbe = Dushanbe::new(
            &a,
            x.world.population,
            years(date),
            date.month() as usize,
            roubles(x, &x.policy(date), date),
        );
        let regions = x.world.host_regions.len();
        let communities = x.world.communities_of(agents).iter().sum::<u32>() as usize;
        let conditions = Conditions {
            somoni_per_rouble: dushanbe.recent_somoni_per_rouble(),
            prices: dushanbe.prices,
            buying_power: 1.0,
            substituted: vec![0.0; regions],
            vacancies: vec![0.0; regions],
            home_jobless: (a.pool - a.started_in_russia).max(1.0),
            ties: vec![1; communities],
            sent_back: vec![0.0; communities],
            accustomed: vec![0.0; x.world.home_regions.len()],
            at_home: a.pool - a.started_in_russia,
            at_large: a.started_in_russia,
        };
        let people_per_agent = a.pool / f64::from(agents);
        let mut host = Self {
            agents: u64::from(agents),
            people_per_agent,
            community_sizes: Vec::new(),
            dushanbe,
            moscow: Moscow::new(regions),
            consumption: VecDeque::new(),
            employment: VecDeque::new(),
            savings: 0,
            first_jobless: 0.0,
            conditions,
            a,
        };
        host.conditions.buying_power = host.buying_power(x, date);
        host
    }

    /// Takes note of the agents as they stand on the first morning.
    pub fn meet(&mut self, x: &Experiment, census: &Census, community_sizes: Vec<u32>) {
        self.community_sizes = community_sizes;
        self.savings = census.savings(self.agents);
        self.first_jobless = census.status(HOME) as f64 * self.people_per_agent;
        let date = x.calendar.start;
        self.conditions = self.next_conditions(x, &x.policy(date), date, census, &Totals::default());
    }

    /// What moves the rates of the month to come.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// People an agent stands for.
    pub fn people_per_agent(&self) -> f64 {
        self.people_per_agent
    }

    /// Closes a month: audits it, moves the states, and returns the indicators.
    pub fn close(&mut self, x: &Experiment, month: Span, counted: &Counted) -> Result<Vec<f64>, Broken> {
        let Counted { totals, census, published } = counted;
        audit(&month.month(), self.agents, self.savings, totals, census, published)?;
        self.savings = census.savings(self.agents);

        let date = month.last;
        let spans = month.split(&x.cuts());
        let days = month.dates().count() as f64;
        let roubles_per_dollar =
            spans.iter().map(|s| roubles(x, &x.policy(s.first), date) * s.dates().count() as f64).sum::<f64>() / days;
        let (exchange, prices) = (self.dushanbe.exchange, self.dushanbe.prices);
        let sent = totals.get(SENT) as f64 * self.people_per_agent / 1e6;
        let poor = totals.get(POOR_PEOPLE) as f64 / (totals.get(HOUSEHOLD_PEOPLE) as f64).max(1.0);
        let part = days / f64::from(date.days_in_month());
        let flows = Flows { years: years(date), month: date.month() as usize, part, sent, roubles_per_dollar, poor };
        let economy = self.dushanbe.close(&self.a, &flows);
        let expelled = totals.get(REMOVED) + totals.get(LEFT_ORDERED);
        let share = (expelled as f64 / totals.get(ARRESTS).max(1) as f64).min(1.0) * self.people_per_agent;
        let regions = 0..x.world.host_regions.len() as u32;
        let removed = regions.map(|r| totals.get(VACATED_BY_REGION + r) as f64 * share).collect();
        self.moscow.close(&self.a, removed);
        if x.feedback {
            self.conditions = self.next_conditions(x, &x.policy(date), date, census, totals);
        }
        Ok(indicators::evaluate(&Month {
            a: &self.a,
            totals,
            census,
            economy,
            days,
            agents: self.agents as f64,
            people_per_agent: self.people_per_agent,
            roubles_per_dollar,
            exchange,
            prices,
            first_jobless: self.first_jobless,
        }))
    }

    /// What a Russian wage, times the year's chance of earning one, buys at home, relative to mid-2013.
    fn buying_power(&self, x: &Experiment, date: Date) -> f64 {
        let wages = x.world.wage_growth.level(date.year(), date.month());
        let mid_2013 = self.a.somoni_per_dollar / x.world.roubles_per_dollar.at(2013, 6);
        let employment = match self.employment.len() {
            0 => 1.0,
            months => self.employment.iter().sum::<f64>() / months as f64 / self.a.usual_employment,
        };
        (self.dushanbe.recent_somoni_per_rouble() * wages * employment / self.dushanbe.prices / mid_2013)
            .clamp(0.01, 100.0)
    }

    fn next_conditions(
        &mut self,
        x: &Experiment,
        policy: &Policy,
        date: Date,
        census: &Census,
        totals: &Totals,
    ) -> Conditions {
        let mut next = Conditions { substituted: self.moscow.substituted.clone(), ..self.conditions.clone() };
        next.somoni_per_rouble = self.dushanbe.recent_somoni_per_rouble();
        next.prices = self.dushanbe.prices;
        let (working, seeking) = (census.status(WORKING) as f64, census.status(SEEKING) as f64);
        next.at_large = (working + seeking) * self.people_per_agent;
        next.at_home = (census.status(HOME) + census.status(HOME_WORKING)) as f64 * self.people_per_agent;
        next.home_jobless = census.status(HOME) as f64 * self.people_per_agent;
        let jobs = rates::jobs(&x.world, policy, &next, date.year(), date.month());
        for (r, vacancies) in next.vacancies.iter_mut().enumerate() {
            let open: f64 = jobs[r * SECTORS as usize..(r + 1) * SECTORS as usize].iter().sum();
            *vacancies = (open - census.at(WORKING, r as u32) as f64 * self.people_per_agent).max(0.0);
        }
        next.ties = self.ties(census);
        for (k, (share, size)) in next.sent_back.iter_mut().zip(&self.community_sizes).enumerate() {
            *share = totals.get(SENT_BACK_BY_COMMUNITY + k as u32) as f64 / f64::from((*size).max(1));
        }
        if totals.get(HOUSEHOLD_PEOPLE) > 0 {
            next.accustomed = self.accustomed(x.world.home_regions.len() as u32, totals);
            if working + seeking > 0.0 {
                remember(&mut self.employment, working / (working + seeking));
            }
        }
        next.buying_power = self.buying_power(x, date);
        next
    }

    /// Mean real consumption a head of the last twelve months at today's prices, by home region.
    fn accustomed(&mut self, homes: u32, totals: &Totals) -> Vec<f64> {
        let prices = self.dushanbe.prices;
        let month = (0..homes).map(|h| {
            totals.get(CONSUMED_BY_HOME + h) as f64 / (totals.get(HEADS_BY_HOME + h) as f64).max(1.0) / prices
        });
        remember(&mut self.consumption, month.collect());
        let months = self.consumption.len() as f64;
        (0..homes as usize).map(|h| self.consumption.iter().map(|m| m[h]).sum::<f64>() / months * prices).collect()
    }

    /// Communities by the share of their people who are in Russia, against the pool's.
    fn ties(&self, census: &Census) -> Vec<u32> {
        let abroad: u64 = (0..COMMUNITIES).map(|k| census.get(ABROAD + k)).sum();
        let mean = abroad as f64 / self.agents as f64;
        let class = |(k, size): (usize, &u32)| {
            let share = census.get(ABROAD + k as u32) as f64 / f64::from((*size).max(1));
            [0.94, 1.0, 1.06].iter().filter(|edge| share >= **edge * mean).count() as u32
        };
        self.community_sizes.iter().enumerate().map(class).collect()
    }
}

/// Keeps the last twelve months.
fn remember<T>(months: &mut VecDeque<T>, value: T) {
    months.push_back(value);
    if months.len() > 12 {
        months.pop_front();
    }
}
