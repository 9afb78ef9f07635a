//! What last month leaves for this month.

use serde::{Deserialize, Serialize};

/// What last month's totals leave for this month: governments and markets act on published figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conditions {
    /// By origin.
    pub origins: Vec<OriginConditions>,
    /// Jobs of people taken over by others, by host region.
    pub substituted: Vec<f64>,
    /// Unfilled jobs of people, by host region.
    pub vacancies: Vec<f64>,
    /// Tie class by community, 0 to 3.
    pub ties: Vec<u32>,
    /// Share of a community's people sent back last month.
    pub sent_back: Vec<f64>,
    /// Activists observed_activists of from other communities, in agents.
    pub observed_activists: Vec<f64>,
    /// Consumption a head that home regions are used to, home currency a month; 0 before the first month.
    pub reference_consumption: Vec<f64>,
    /// Police checks, as a multiple: opinion's and the dose that Moscow chose.
    pub checks: f64,
    /// Fear added a month by the threat that Moscow chose, points.
    pub threat: f64,
    /// Departures kept at home by the border that Moscow closed.
    pub exit_denied: f64,
    /// How far threats are believed, 0 to 1.
    pub credibility: f64,
    /// True once the base is conceded: the threats of the timeline end.
    pub conceded: bool,
    /// Aid and investment that follow from the bargain, million dollars a year.
    pub inflow: f64,
}

/// An origin's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginConditions {
    /// Home currency a rouble buys, mean of three months.
    pub somoni_per_rouble: f64,
    /// Prices at home, mid-2013 = 1.
    pub prices: f64,
    /// What a Russian wage, if one is earned, buys at home, relative to mid-2013.
    pub buying_power: f64,
    /// People of the pool at home without a job.
    pub home_jobless: f64,
    /// People at home.
    pub at_home: f64,
    /// People at large in Russia.
    pub at_large: f64,
}
