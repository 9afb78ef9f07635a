//! A sending state: its people, its home regions, its economy. The first belongs to the world. A scenario may add others,
//! each from its own file; all share jobs, camps, permits and seats.

use super::series::{Exogenous, kind};
use super::{Currency, HomeAssumptions, HomeRegion, HomeValues, Words};
use crate::config::{Diagnostic, format};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A sending state.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Form of the file; nothing of a sending state within a world.
    #[serde(default = "format::first")]
    pub format: u32,
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
    /// Shares of the year's remittances by month, January first.
    pub remittance_season: [f64; 12],
    /// Tables of its exogenous series, in the folder of its file or below.
    #[serde(default)]
    pub series: Vec<String>,
    /// What they state.
    #[serde(default)]
    #[schemars(skip)]
    pub exogenous: Exogenous,
    /// Its register.
    pub assumptions: HomeAssumptions,
}

impl Origin {
    /// The values of the register in units of the accounts of its households.
    pub fn accounts(&self) -> HomeValues {
        self.assumptions.in_units(1.0, self.currency.unit)
    }

    /// Its people whom the host state naturalises in a year: of the series, or of the register where none is found.
    pub fn naturalisations(&self, year: i16, month: i8) -> f64 {
        let series = self.exogenous.get(kind::NATURALISATIONS).filter(|s| s.months().is_some());
        series.map_or(self.assumptions.naturalisations.value, |s| s.at(year, month))
    }

    /// Every problem of the file of a sending state.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        super::check::origin(self, "", &Words::of_home(self))
    }
}
