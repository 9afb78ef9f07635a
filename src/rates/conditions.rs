//! The conditions that last month leaves for this month.

use serde::{Deserialize, Serialize};

/// The conditions from last month's totals: governments and markets act on published figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conditions {
    /// By origin.
    pub origins: Vec<OriginConditions>,
    /// Jobs of migrants filled by others, by host region.
    pub substituted: Vec<f64>,
    /// Unfilled jobs, by host region.
    pub vacancies: Vec<f64>,
    /// Tie class by community, 0 to 3.
    pub ties: Vec<u32>,
    /// Share of a community's people sent back last month.
    pub sent_back: Vec<f64>,
    /// Activists observed in other communities, in agents.
    pub observed_activists: Vec<f64>,
    /// Reference consumption a head by home region, home currency a month; 0 before the first month.
    pub reference_consumption: Vec<f64>,
    /// Police checks, as a multiple: opinion's and the dose that the host chose.
    pub checks: f64,
    /// Fear added a month by the threat that the host chose, points.
    pub threat: f64,
    /// Share of departures denied exit at the border that the host closed.
    pub exit_denied: f64,
    /// Credibility of threats, 0 to 1.
    pub credibility: f64,
    /// True once the base is conceded: the threats of the timeline end.
    pub conceded: bool,
    /// Aid and investment that follow from the bargain, million dollars a year.
    pub inflow: f64,
}

/// The conditions of an origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginConditions {
    /// Home currency that one of the host currency buys, mean of three months.
    pub lcu_per_host: f64,
    /// Prices at home, 1 in the base year.
    pub prices: f64,
    /// Purchasing power at home of an expected wage abroad, relative to the base year.
    pub buying_power: f64,
    /// People of the pool at home without a job.
    pub home_jobless: f64,
    /// People at home.
    pub at_home: f64,
    /// People at large abroad.
    pub at_large: f64,
    /// People who would cross an open border in a month, out and back, over the season's hazard: see [`super::passing`].
    pub wishes: [f64; 2],
}
