//! A sending state: its people, its home regions, its economy. The first belongs to the world. A scenario may add others,
//! each from its own file; all share jobs, camps, permits and seats.

use super::series::{self, Exogenous, Side, kind};
use super::{Currency, HomeAssumptions, HomeRegion, HomeValues};
use crate::config::{ConfigError, Diagnostic, Loaded, Source, folder_of, format};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What a sending state of the first form needs.
const CHANGES: &[&str] = &[
    "add `format: 2`",
    "add `adjective`, `capital`, `currency`, and `jobs` of its migrants in the base year",
    "add `remittance_season`, twelve shares of the year",
    "replace `financing` by `series`: names of tables with the columns series,year,month,value,unit,status,source",
    "add to the register `first_lcu_per_dollar`, the exchange rate on the first day",
];

/// A sending state.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Form of the file; nothing of a sending state within a world.
    #[serde(default = "format::first")]
    pub format: u32,
    /// Its name.
    pub name: String,
    /// What its people are called, such as `Tajiks`.
    pub people: String,
    /// Its adjective, such as `Tajik`.
    pub adjective: String,
    /// Its capital, which stands for its government.
    pub capital: String,
    /// Its currency.
    pub currency: Currency,
    /// Its population.
    pub population: f64,
    /// Jobs of its migrants in the base year, distributed over regions and sectors like those of the world. The jobs of
    /// the first origin are given with the host regions.
    #[serde(default)]
    pub jobs: f64,
    /// Home regions.
    pub home_regions: Vec<HomeRegion>,
    /// Papers of those in Russia on the first day: visa-free, permit, patent, irregular.
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
    /// A sending state as its text states it, without its series.
    ///
    /// # Errors
    /// If it is of another form, or no sending state.
    pub fn parsed(source: &Source) -> Result<Loaded<Self>, ConfigError> {
        format::present(source, "a sending state", CHANGES)?;
        crate::config::parsed(source)
    }

    /// Reads its tables of series, which lie below a folder.
    ///
    /// # Errors
    /// If a table is not among the texts, or has problems.
    pub fn take_series(&mut self, folder: &Path, texts: &[Source]) -> Result<(), ConfigError> {
        self.exogenous = series::of(Side::Home, &self.series, folder, texts)?;
        Ok(())
    }

    /// Tables of series that its file names, each with its field.
    pub fn tables(&self) -> Vec<(String, String)> {
        self.series.iter().enumerate().map(|(n, name)| (format!("series[{n}]"), name.clone())).collect()
    }

    /// Reads a sending state with its series, and validates it.
    ///
    /// # Errors
    /// With every problem of the first file that has any.
    pub fn load(path: &Path) -> Result<Loaded<Self>, ConfigError> {
        let mut origin = Self::parsed(&Source::read(path)?)?;
        let texts = series::sources(&origin, &folder_of(path), origin.value.tables())?;
        origin.value.take_series(&folder_of(path), &texts)?;
        match origin.value.diagnostics() {
            found if found.is_empty() => Ok(origin),
            found => Err(origin.refuse(found)),
        }
    }

    /// Its people whom the host state naturalises in a year: of the series, or of the register where none is found.
    pub fn naturalisations(&self, h: &HomeValues, year: i16, month: i8) -> f64 {
        let series = self.exogenous.get(kind::NATURALISATIONS).filter(|s| s.months().is_some());
        series.map_or(h.naturalisations, |s| s.at(year, month))
    }

    /// Every problem of the file of a sending state.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        super::check::origin(self, "")
    }
}
