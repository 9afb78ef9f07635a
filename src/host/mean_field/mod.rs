//! The mean field: the migrants' rules for shares of people instead of agents, in f64, half a millisecond a year.
//!
//! One host market, one sending state. Each month, in this order: jobs follow activity and the season; an excess of
//! workers is laid off and seekers are hired; the relative wage moves to the tightness of the market; people compare a
//! household's consumption with and without a migrant; some depart, some return; the pool grows, loses the naturalised
//! and holds the barred at home; those in work send, serve debts and save. It is a surrogate of the agents for fits, gives
//! the distribution from which a run starts, and is the twin against which agents are tested. It knows no regions,
//! sectors, papers, fear or skill. Sources of the forms: Yang (2006, 2008) on target savers and on receipts defended in home
//! currency; Massey and others (2016) on closed borders that settle migrants.

mod month;
mod people;
mod season;

pub use people::{CLASSES, People, savings};
pub use season::Season;

use serde::{Deserialize, Serialize};

/// Months of search that are distinguished; the last stands for all longer ones.
pub const SEARCHES: usize = 5;

/// How people decide, and how pay and jobs respond. Rates are monthly.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Behaviour {
    /// Departure hazard of people at home, usually.
    pub out: f64,
    /// Return hazard of people at large, usually.
    pub back: f64,
    /// Rise of the departure hazard with the value of going (per log of consumption).
    pub out_value: f64,
    /// Fall of the return hazard with the same.
    pub back_value: f64,
    /// Share of a change of the value that people at home hear of in a month.
    pub hearsay: f64,
    /// Rise of the departure hazard with the share of the pool abroad.
    pub network: f64,
    /// Rise of the return hazard with each month without work.
    pub search_return: f64,
    /// Rise of the return hazard with savings (per target).
    pub savings_return: f64,
    /// Fall of the departure hazard with savings (per target).
    pub savings_stay: f64,
    /// Fall of the return hazard with months of free pay at stake in going and coming back.
    pub lock: f64,
    /// Rise of the departure hazard with the season ahead.
    pub out_season: f64,
    /// Fall of the return hazard with the same.
    pub back_season: f64,
    /// Months ahead that count.
    pub lead: f64,
    /// Amplitude of the season, 1 for that of the host's jobs and hours.
    pub amplitude: f64,
    /// Elasticity of jobs to activity.
    pub activity_jobs: f64,
    /// Trend of jobs, log a year.
    pub jobs_trend: f64,
    /// Elasticity of the relative wage to tightness.
    pub wage_tightness: f64,
    /// Fall of pay in a slump: short hours and arrears.
    pub slump_pay: f64,
    /// Migrants' pay, of the mean wage in the host country.
    pub pay: f64,
    /// Share of free pay that is sent, usually.
    pub sent: f64,
    /// Force with which accustomed real receipts are defended.
    pub defended: f64,
}

/// Levels of the base year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// People of the pool.
    pub pool: f64,
    /// Jobs wanted.
    pub jobs: f64,
    /// Jobs wanted for each migrant at large, at which the relative wage is 1.
    pub tightness: f64,
    /// Mean wage in the host country, host currency a month.
    pub wage: f64,
    /// Living costs of a migrant, host currency a month.
    pub living_floor: f64,
    /// Savings that a migrant aims at, host currency.
    pub target: f64,
    /// Income of an earner at home, home currency a month.
    pub home_income: f64,
    /// Home currency that a unit of host currency buys.
    pub lcu_per_host: f64,
}

/// Inputs of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// Years from the middle of the base year.
    pub years: f64,
    /// Home currency that a unit of host currency buys.
    pub lcu_per_host: f64,
    /// Mean wage in the host country, base year 1.
    pub wage: f64,
    /// Consumer prices in the host country, base year 1.
    pub host_prices: f64,
    /// Consumer prices at home, base year 1.
    pub home_prices: f64,
    /// Income of an earner at home, base year 1.
    pub home_income: f64,
    /// Activity in the host country, base year 1.
    pub activity: f64,
    /// Cost of papers, host currency a month.
    pub papers: f64,
    /// Cost of an entry, host currency.
    pub entry: f64,
    /// Probability that a journey home ends in an entry bar.
    pub bar_risk: f64,
    /// People under an entry bar who are at home and know of it.
    pub barred_at_home: f64,
    /// Naturalisations, people a month.
    pub naturalised: f64,
    /// Pool, of that of the first month.
    pub population: f64,
    /// Departures that the border lets pass, people a month.
    pub seats_out: f64,
    /// Returns that the border lets pass, people a month.
    pub seats_back: f64,
    /// Hours, as a multiple.
    pub hours: f64,
    /// Jobs wanted, as a multiple.
    pub demand: f64,
}

/// A month of the mean field.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Month {
    /// People at large in the host country at its end.
    pub abroad: f64,
    /// Share of them in work.
    pub employed: f64,
    /// Departures.
    pub departures: f64,
    /// Returns.
    pub returns: f64,
    /// Sent by those in work, host currency.
    pub sent: f64,
    /// Pay of one in work, host currency.
    pub pay: f64,
    /// Relative wage, 1 in the base year.
    pub relative_wage: f64,
    /// Log of a household's consumption with a migrant, of that without.
    pub value: f64,
}

/// What the month remembers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Memory {
    ln_activity: f64,
    ln_jobs: f64,
    ln_people: f64,
    ln_wage: f64,
    job_chance: f64,
    value_heard: f64,
    value_felt: f64,
    network: f64,
    habit: f64,
    target: f64,
}

/// People by what they do, and what the last months left behind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeanField {
    p: Behaviour,
    levels: Levels,
    season: Season,
    /// At home on own account.
    pub own_account: People,
    /// At home in a wage job.
    pub wage_job: People,
    /// Abroad and seeking work, by months of search.
    pub seeking: [People; SEARCHES],
    /// Abroad and in work.
    pub working: People,
    /// Barred and at home.
    pub barred: f64,
    memory: Option<Memory>,
}

impl MeanField {
    /// The state before a first month (0 to 11), after four years of its inputs: no burn-in is left to the run.
    pub fn settled(p: Behaviour, levels: Levels, season: &Season, first: &Inputs, month: usize) -> Self {
        let share = |part: f64| People::without_savings(part * levels.pool);
        let mut seeking = [People::default(); SEARCHES];
        seeking[0] = share(0.05);
        let mut field = Self {
            season: season.amplified(p.amplitude),
            own_account: share(0.3),
            wage_job: share(0.05),
            seeking,
            working: share(0.6),
            barred: 0.0,
            memory: None,
            p,
            levels,
        };
        for k in 0..48 {
            field.step((month + k) % 12, first);
        }
        field
    }

    /// People at large abroad.
    pub fn abroad(&self) -> f64 {
        self.working.total() + self.seeking.iter().map(People::total).sum::<f64>()
    }

    /// People of the pool.
    pub fn pool(&self) -> f64 {
        self.abroad() + self.own_account.total() + self.wage_job.total() + self.barred
    }
}

#[cfg(test)]
mod tests;
