//! A world: people, places, economies, and every uncertain number with its source. It is read from RON and validated as
//! a whole.

mod assumption;
mod changes;
mod check;
mod consistency;
mod home;
mod inherit;
mod origin;
mod place;
mod read;
mod register;
pub mod series;
mod words;

pub use assumption::{Assumption, Requirement, Status};
pub use changes::Changes;
pub use home::{HomeAssumptions, HomeValues};
pub use inherit::{Inherit, Kind, beside, kind, resolve};
pub use origin::Origin;
pub use place::{Currency, HostState};
pub use read::{Stated, load, tables};
pub use register::{Assumptions, Values};
pub use series::{Exogenous, Extrapolate};
pub use words::Words;

use crate::common::calendar;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use series::kind;

/// A world file.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// Form of the file.
    pub format: u32,
    /// Its name.
    pub name: String,
    /// Its subject, with sources.
    pub description: String,
    /// The base year: every level is its mean or sum, and every index is 1 over it.
    pub base: i16,
    /// First and last year it is meant for.
    pub valid: (i16, i16),
    /// The host state.
    pub host: HostState,
    /// Sectors of work abroad.
    pub sectors: Vec<Sector>,
    /// Host regions.
    pub host_regions: Vec<HostRegion>,
    /// Camps in existence or planned, in the order of the list.
    pub camps: Vec<Camp>,
    /// Districts in which removal seats are shared, by the name regions give.
    pub removal_districts: Vec<String>,
    /// Hazards by month of the year.
    pub seasons: Seasons,
    /// Tables of the host's exogenous series, in the world's folder or below.
    pub series: Vec<String>,
    /// What they state.
    #[serde(default)]
    #[schemars(skip)]
    pub exogenous: Exogenous,
    /// Third states.
    pub neighbours: Vec<Neighbour>,
    /// What this world cannot say, in sentences for the page.
    #[serde(default)]
    pub limits: Vec<String>,
    /// The register.
    pub assumptions: Assumptions,
    /// Sending states.
    pub origins: Vec<Origin>,
    /// Files of further sending states, in the folder of the world's file or below. Empty once they are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sending_states: Vec<String>,
}

/// A sector of work.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// Its name.
    pub name: String,
    /// Wage relative to the mean.
    pub wage: f64,
    /// Jobs lost, relative to the mean.
    pub separation: f64,
    /// Weight among men who choose a sector.
    pub men: f64,
    /// Weight among women.
    pub women: f64,
    /// Hours by month, of a full month.
    pub hours: [f64; 12],
    /// Demand by month, of the demand a region states.
    pub demand: [f64; 12],
}

/// A host region.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostRegion {
    /// Its name.
    pub name: String,
    /// District in which removal seats are shared.
    pub district: String,
    /// Capital.
    pub capital: String,
    /// Latitude of the capital, degrees north.
    pub lat: f64,
    /// Longitude of the capital, degrees east.
    pub lon: f64,
    /// Population of the base year, thousands.
    pub population: f64,
    /// Weights of the region by sector, over which all jobs are spread.
    pub demand: Vec<f64>,
    /// Wage relative to the mean.
    pub wage: f64,
    /// Police checks per migrant and year.
    pub checks: f64,
}

/// A camp.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Camp {
    /// Region it stands in.
    pub region: String,
    /// Beds, all nationalities.
    pub beds: f64,
    /// True if it stood on the first day; otherwise it is planned, and a lever opens it.
    pub open: bool,
}

/// A home region.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HomeRegion {
    /// Its name.
    pub name: String,
    /// Share of its state's pool.
    pub share: f64,
    /// Number of communities.
    pub communities: u32,
}

/// A third state, which also sends migrants and observes their treatment.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Neighbour {
    /// Its name.
    pub name: String,
    /// Its people in the host country.
    pub abroad: f64,
    /// Remittances over gross domestic product.
    pub dependence: f64,
    /// Its usual alignment with the host state, 0 to 100 points.
    pub alignment: f64,
}

/// Hazards by month of the year, January first.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seasons {
    /// Departure of those at home and free to go, a month.
    pub departure: [f64; 12],
    /// Return of those abroad, a month.
    pub homecoming: [f64; 12],
    /// Job lost, a month.
    pub separation: [f64; 12],
}

impl World {
    /// Says how series go on outside their ranges.
    pub fn extrapolate(&mut self, how: Option<Extrapolate>) {
        self.exogenous.extrapolate(how);
        self.origins.iter_mut().for_each(|o| o.exogenous.extrapolate(how));
    }

    /// Units of the accounts per dollar, mean of the base year.
    pub fn base_rate(&self) -> f64 {
        self.exogenous.get(kind::HOST_PER_DOLLAR).map_or(1.0, |s| s.mean(self.base)) / self.host.currency.unit
    }

    /// Wages of a month in the host state, relative to the mean of the base year.
    pub fn wages(&self, year: i16, month: i8) -> f64 {
        self.exogenous.course(kind::WAGE_INDEX, self.base, year, month)
    }

    /// Years from the middle of the base year to the middle of a month.
    pub fn years(&self, year: i16, month: i8) -> f64 {
        calendar::years_from(self.base, year, month)
    }

    /// The values of the register in units of the agents' accounts.
    pub fn accounts(&self) -> Values {
        self.assumptions.in_units(self.host.currency.unit, 1.0)
    }

    /// Units of the accounts per dollar in a month.
    pub fn accounts_per_dollar(&self, year: i16, month: i8) -> f64 {
        let rate = self.exogenous.at(kind::HOST_PER_DOLLAR, year, month).unwrap_or(1.0);
        rate / self.host.currency.unit
    }

    /// Home regions of all origins, in order, each with its origin.
    pub fn home_regions(&self) -> impl Iterator<Item = (usize, &HomeRegion)> {
        self.origins.iter().enumerate().flat_map(|(o, origin)| origin.home_regions.iter().map(move |home| (o, home)))
    }

    /// People of the pool of all origins.
    pub fn pool(&self) -> f64 {
        self.origins.iter().map(|o| o.assumptions.pool.value).sum()
    }

    /// Jobs for migrants of all origins, of the sum over the host regions' demand.
    pub fn jobs_factor(&self) -> f64 {
        let spread: f64 = self.host_regions.iter().flat_map(|r| &r.demand).sum();
        self.origins.iter().map(|o| o.jobs / spread).sum()
    }

    /// Number of communities.
    pub fn communities(&self) -> u32 {
        self.home_regions().map(|(_, h)| h.communities).sum()
    }

    /// Communities of each home region in a run of `agents` agents. A community below about a thousand agents cannot show
    /// protest, so a small run merges communities.
    pub fn communities_of(&self, agents: u32) -> Vec<u32> {
        let room = |people: f64| (people / self.pool() * f64::from(agents) / 1000.0).max(1.0) as u32;
        let people = |o: usize, h: &HomeRegion| h.share * self.origins[o].assumptions.pool.value;
        self.home_regions().map(|(o, h)| h.communities.min(room(people(o, h)))).collect()
    }

    /// Index of a host region.
    pub fn region(&self, name: &str) -> Option<usize> {
        self.host_regions.iter().position(|r| r.name == name)
    }

    /// Index of an origin.
    pub fn origin(&self, name: &str) -> Option<usize> {
        self.origins.iter().position(|o| o.name == name)
    }

    /// Index of a sector.
    pub fn sector(&self, name: &str) -> Option<usize> {
        self.sectors.iter().position(|s| s.name == name)
    }
}

/// The values of the reference world and its sending state, for tests of equations.
#[cfg(test)]
pub(crate) fn values_for_tests() -> (Values, HomeValues) {
    let world = World::reference();
    (world.assumptions.values(), world.origins[0].assumptions.values())
}
