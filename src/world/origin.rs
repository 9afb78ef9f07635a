//! A sending state: its people, its home regions, its economy. The first belongs to the world. A scenario may add others,
//! each from its own file; all share jobs, camps, permits and seats.

use super::{Currency, HomeAssumptions, HomeRegion, HomeValues, Words, YearSeries};
use crate::config::Diagnostic;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A sending state.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Its name.
    pub name: String,
    /// What its people are called, in the plural.
    pub people: String,
    /// Its adjective.
    pub adjective: String,
    /// Its capital, which stands for its government.
    pub capital: String,
    /// Its currency.
    pub currency: Currency,
    /// Its population.
    pub population: f64,
    /// Jobs of its migrants abroad in the base year, before the season. The `demand` of host regions says where they are.
    pub jobs: f64,
    /// Home regions.
    pub home_regions: Vec<HomeRegion>,
    /// Papers of those abroad on the first day: visa-free, permit, patent, irregular.
    pub first_papers: [f64; 4],
    /// Financing of imports besides exports, remittances and aid, million dollars a year.
    pub financing: YearSeries,
    /// Its register.
    pub assumptions: HomeAssumptions,
}

impl Origin {
    /// The values of the register in units of the accounts of its households.
    pub fn accounts(&self) -> HomeValues {
        self.assumptions.in_units(1.0, self.currency.unit)
    }

    /// Every problem of the file of a sending state.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        super::check::origin(self, "", &Words::of_home(self))
    }
}
