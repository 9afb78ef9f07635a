//! A sending state's month: its economy, its budget, its stability, and its reference consumption.

use super::budget::Budget;
use super::home_economy::{Economy, Flows, Foreign, HomeEconomy};
use super::remember;
use super::reserves::{External, Reserves};
use super::stability::{Risk, Stability, StressInputs};
use crate::common::calendar::{Span, years_from_mid_2013};
use crate::common::layout::*;
use crate::common::totals::*;
use crate::rates::OriginConditions;
use crate::scenario::Scenario;
use crate::world::{HomeValues, Origin, Values};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::ops::Range;

/// A sending state on the host.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendingState {
    pub h: HomeValues,
    pub name: String,
    /// Its home regions and communities, of the world's.
    pub homes: Range<usize>,
    pub communities: Range<usize>,
    /// Its number of agents, known once they are drawn.
    pub agents: u64,
    pub savings: i64,
    pub first_jobless: f64,
    pub economy: HomeEconomy,
    reserves: Reserves,
    budget: Budget,
    stability: Stability,
    /// Real consumption a head by home region, last twelve months.
    consumption: VecDeque<Vec<f64>>,
    /// Best twelve months of it so far, over all home regions.
    best: f64,
    /// Employment of those at large abroad, last twelve months.
    employment: VecDeque<f64>,
}

/// The inputs of a month.
#[derive(Clone, Copy, Debug)]
pub struct MonthInputs {
    pub host_per_dollar: f64,
    pub foreign: Foreign,
    pub push: f64,
    pub conceded: bool,
    pub financing: f64,
}

/// A closed month of a state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Closed {
    pub economy: Economy,
    pub external: External,
    pub foreign: Foreign,
    pub risk: Risk,
    /// Budget balance of twelve months, % of GDP.
    pub balance: f64,
    /// Consumption of twelve months below the best so far, %.
    pub fall: f64,
    /// Exchange rate and prices of the month.
    pub exchange: f64,
    pub prices: f64,
}

impl SendingState {
    /// A state before the first day.
    pub fn new(x: &Scenario, origin: &Origin, homes: Range<usize>, communities: Range<usize>, sent: f64) -> Self {
        let h = origin.accounts();
        let date = x.calendar.start;
        Self {
            economy: HomeEconomy::new(
                &h,
                origin.population,
                years_from_mid_2013(date.year(), date.month()),
                date.month() as usize,
                sent,
            ),
            reserves: Reserves::new(&h),
            budget: Budget::default(),
            stability: Stability::new(&h),
            name: origin.name.clone(),
            homes,
            communities,
            agents: 0,
            savings: 0,
            first_jobless: 0.0,
            consumption: VecDeque::new(),
            best: 0.0,
            employment: VecDeque::new(),
            h,
        }
    }

    /// True if its parts lie within the given numbers of home regions and communities.
    pub fn fits(&self, homes: usize, communities: usize) -> bool {
        let within = |range: &Range<usize>, of: usize| range.start <= range.end && range.end <= of;
        within(&self.homes, homes)
            && within(&self.communities, communities)
            && self.consumption.iter().all(|month| month.len() == self.homes.len())
    }

    /// Closes a month with the state's own flows and stocks.
    pub fn close(
        &mut self,
        a: &Values,
        month: Span,
        b: &MonthInputs,
        totals: &Totals,
        census: &Census,
        people: f64,
    ) -> Closed {
        let date = month.last;
        let part = month.part();
        let (exchange, prices) = (self.economy.exchange, self.economy.prices);
        let flows = Flows {
            years: years_from_mid_2013(date.year(), date.month()),
            month: date.month() as usize,
            part,
            sent: totals.get(SENT) as f64 * people / 1e6,
            host_per_dollar: b.host_per_dollar,
            poor: totals.get(POOR_PEOPLE) as f64 / (totals.get(HOUSEHOLD_PEOPLE) as f64).max(1.0),
            potential: self.budget.potential(),
            foreign: b.foreign,
        };
        let economy = self.economy.close(&self.h, &flows);
        let dollars = economy.remittances_usd;
        let external = self.reserves.close(&self.h, part, dollars, b.financing, &b.foreign);
        let balance = self.budget.close(&self.h, part, &economy, &external, &b.foreign, exchange);
        let fall = self.consume(totals);
        let stress = StressInputs {
            part,
            active: totals.get(ACTIVE_DAYS) as f64 * people,
            fall,
            barred: census.get(BARRED_HOME) as f64 * people,
            aid: 100.0 * b.foreign.aid * 12.0 / part / economy.gdp_of_a_year,
            push: b.push,
            conceded: b.conceded,
        };
        let risk = self.stability.close(a, &self.h, &stress);
        let (working, seeking) = (census.status(WORKING) as f64, census.status(SEEKING) as f64);
        if working + seeking > 0.0 {
            remember(&mut self.employment, working / (working + seeking));
        }
        Closed { economy, external, foreign: b.foreign, risk, balance, fall, exchange, prices }
    }

    /// Records the month's real consumption a head. Returns the fall of the last twelve months below the best twelve so
    /// far, %.
    fn consume(&mut self, totals: &Totals) -> f64 {
        if totals.get(HOUSEHOLD_PEOPLE) == 0 {
            return 0.0;
        }
        let prices = self.economy.prices;
        let head =
            |h: u32| totals.get(CONSUMED_BY_HOME + h) as f64 / (totals.get(HEADS_BY_HOME + h) as f64).max(1.0) / prices;
        remember(&mut self.consumption, self.homes.clone().map(|h| head(h as u32)).collect());
        if self.consumption.len() < 12 {
            return 0.0;
        }
        let mean = self.consumption.iter().flatten().sum::<f64>() / 12.0 / self.homes.len() as f64;
        self.best = self.best.max(mean);
        100.0 * (1.0 - mean / self.best.max(1e-9))
    }

    /// The conditions for the next month.
    pub fn conditions(&self, x: &Scenario, date: Date, census: &Census, people: f64) -> OriginConditions {
        let count = |status| census.status(status) as f64 * people;
        OriginConditions {
            lcu_per_host: self.economy.recent_lcu_per_host(),
            prices: self.economy.prices,
            buying_power: self.buying_power(x, date),
            home_jobless: count(HOME),
            at_home: count(HOME) + count(HOME_WORKING),
            at_large: count(WORKING) + count(SEEKING),
            wishes: [0.0; 2],
        }
    }

    /// Mean real consumption a head of the last twelve months at current prices, by home region; 0 before the first
    /// month.
    pub fn reference_consumption(&self) -> Vec<f64> {
        let months = self.consumption.len().max(1) as f64;
        let mean = |h| self.consumption.iter().map(|m: &Vec<f64>| m[h]).sum::<f64>() / months * self.economy.prices;
        (0..self.homes.len()).map(mean).collect()
    }

    /// Purchasing power at home of a wage abroad times the last year's employment rate, relative to the base year.
    pub fn buying_power(&self, x: &Scenario, date: Date) -> f64 {
        let wages = x.world.wage_growth.level(date.year(), date.month());
        let mid_2013 = self.h.lcu_per_dollar / x.world.accounts_per_dollar(2013, 6);
        let employment = match self.employment.len() {
            0 => 1.0,
            months => self.employment.iter().sum::<f64>() / months as f64 / self.h.usual_employment,
        };
        (self.economy.recent_lcu_per_host() * wages * employment / self.economy.prices / mid_2013).clamp(0.01, 100.0)
    }
}
