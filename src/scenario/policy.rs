//! The policy: the value of every lever on a day.

use super::{Lever, Play, Target};
use crate::common::calendar::months_between;
use crate::world::World;
use jiff::civil::Date;

/// The values in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Police checks by region, as a multiple of the world's.
    pub checks: Vec<f64>,
    /// Camp beds by region, all nationalities.
    pub beds: Vec<f64>,
    /// Beds of the camps that stand, by region.
    standing: Vec<f64>,
    /// Planned camps that have opened.
    opened: usize,
    /// Removal seats a day, all nationalities.
    pub removal_seats: f64,
    /// Second offences that bring a bar.
    pub bar_on_second_offence: f64,
    /// Overstays found at exit that bring a bar.
    pub bar_on_overstay: f64,
    /// Work permits a year, all nationalities.
    pub permit_quota: f64,
    /// Patent, host currency a month.
    pub patent_price: f64,
    /// Patents taken at their price, as a multiple of the world's rates.
    pub patent_scope: f64,
    /// Visa runs, as a multiple of the world's rate.
    pub visa_runs: f64,
    /// Share of departures denied exit for want of a foreign passport.
    pub exit_denied: f64,
    /// Origins whose people need no papers.
    pub exempt: Vec<bool>,
    /// The border, by origin.
    pub border: Vec<Border>,
    /// Standing bars lifted in a month.
    pub bars_lifted: f64,
    /// The most years that a lifted bar has left; none for any.
    pub lifted_term: Option<f64>,
    /// Share of places by origin, where a lever sets it.
    pub places: Vec<Option<f64>>,
    /// People naturalised a year by origin, where a lever sets it.
    pub naturalisations: Vec<Option<f64>>,
    /// The target of checks, expulsions and bars.
    pub target: Option<Target>,
    /// Fear added a month by threats, points.
    pub threat: f64,
    /// People whose expulsion is announced.
    pub threatened: f64,
    /// Recruiters' pressure, as a multiple of the world's.
    pub recruiters: f64,
    /// Labour demand by sector, as a multiple of the world's.
    pub demand: Vec<f64>,
    /// Hours by sector, as a multiple of the season's.
    pub hours: Vec<f64>,
    /// Strength of the campaign against migrants.
    pub campaign: f64,
    /// Aid, million dollars a year.
    pub aid: f64,
    /// Other remittances, million dollars a year.
    pub other_inflows: f64,
    /// Investment, million dollars a year.
    pub investment: f64,
    /// Additional exports, million dollars a year.
    pub trade: f64,
    /// Investment from others, million dollars a year.
    pub hedge: f64,
    /// Share of transit and energy through the transit state that is cut off.
    pub friction: f64,
    /// Overthrows in a crisis, as a multiple of the usual share.
    pub push: f64,
    /// Incentives by third state, points of alignment a month.
    pub incentives: Vec<f64>,
    /// Whether the demand for the base stands, and how pressure is decided.
    pub play: Play,
    /// Aid once the base is conceded, million dollars a year.
    pub reward: f64,
    /// Host currency per dollar by month, if set by a lever, and the day it was.
    pub host_per_dollar: Option<(Date, Vec<f64>)>,
}

/// The border for the people of an origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    /// Shares of intended departures and of intended returns that pass.
    pub shares: [f64; 2],
    /// The most people a month, each way.
    pub seats: Option<f64>,
}

/// A border that everyone passes.
const OPEN: Border = Border { shares: [1.0; 2], seats: None };

impl Policy {
    /// The policy of the world on the first day.
    pub fn first(world: &World) -> Self {
        let a = world.accounts();
        let open = |r: &str| world.camps.iter().filter(|c| c.open && c.region == r).map(|c| c.beds).sum();
        let beds: Vec<f64> = world.host_regions.iter().map(|r| open(&r.name)).collect();
        Self {
            checks: vec![1.0; world.host_regions.len()],
            standing: beds.clone(),
            beds,
            opened: 0,
            removal_seats: a.removal_seats,
            bar_on_second_offence: a.bar_on_second_offence,
            bar_on_overstay: a.bar_on_overstay,
            permit_quota: a.permit_quota,
            patent_price: a.patent_price,
            patent_scope: 1.0,
            visa_runs: 1.0,
            exit_denied: 0.0,
            exempt: vec![false; world.origins.len()],
            border: vec![OPEN; world.origins.len()],
            bars_lifted: 0.0,
            lifted_term: None,
            places: vec![None; world.origins.len()],
            naturalisations: vec![None; world.origins.len()],
            target: None,
            threat: 0.0,
            threatened: 0.0,
            recruiters: 1.0,
            demand: vec![1.0; world.sectors.len()],
            hours: vec![1.0; world.sectors.len()],
            campaign: 0.0,
            aid: 0.0,
            other_inflows: 0.0,
            investment: 0.0,
            trade: 0.0,
            hedge: 0.0,
            friction: 0.0,
            push: 1.0,
            incentives: vec![0.0; world.neighbours.len()],
            play: Play::Off,
            reward: 0.0,
            host_per_dollar: None,
        }
    }

    /// The policy of a world and its levers on a day.
    pub fn on(world: &World, timeline: &[(Date, Lever)], day: Date) -> Self {
        let mut policy = Self::first(world);
        let mut building = Vec::new();
        for (on, lever) in timeline.iter().filter(|(on, _)| *on <= day) {
            policy.build(built(&building, *on), world);
            policy.apply(*on, lever, world);
            if let Lever::BuildCamps { per_month } = lever {
                building.push((*on, *per_month));
            }
        }
        policy.build(built(&building, day), world);
        policy
    }

    /// Camps that are open: those of the first day, and those that have opened since.
    pub fn open_camps(&self, world: &World) -> usize {
        let first = world.camps.iter().filter(|c| c.open).count();
        (first + self.opened).min(world.camps.len())
    }

    /// Sets a lever.
    fn apply(&mut self, on: Date, lever: &Lever, world: &World) {
        let region = |name: &Option<String>| name.as_ref().and_then(|r| world.region(r));
        let sector = |name: &Option<String>| name.as_ref().and_then(|s| world.sector(s));
        let state = |name: &Option<String>| name.as_ref().and_then(|s| world.origin(s));
        match lever {
            Lever::PoliceChecks { times, region: name } => set(&mut self.checks, region(name), *times),
            Lever::CampBeds { beds: Some(beds), region: name, .. } => set(&mut self.beds, region(name), *beds),
            Lever::CampBeds { times, .. } => {
                self.beds = self.standing.iter().map(|b| b * times.unwrap_or(1.0)).collect();
            }
            Lever::RemovalSeats { per_day } => self.removal_seats = *per_day,
            Lever::EntryBars { on_second_offence, on_overstay } => {
                self.bar_on_second_offence = on_second_offence.unwrap_or(self.bar_on_second_offence);
                self.bar_on_overstay = on_overstay.unwrap_or(self.bar_on_overstay);
            }
            Lever::PermitQuota { per_year } => self.permit_quota = *per_year,
            Lever::PatentPrice { per_month } => self.patent_price = *per_month / world.host.currency.unit,
            Lever::PatentScope { times } => self.patent_scope = *times,
            Lever::VisaRuns { times } => self.visa_runs = *times,
            Lever::PassportRule { exit_denied } => self.exit_denied = *exit_denied,
            Lever::Exempt { exempt, state: name } => self.exempt[state(name).unwrap_or(0)] = *exempt,
            Lever::Border { out, back, seats_per_month, state: name } => {
                set(&mut self.border, state(name), Border { shares: [*out, *back], seats: *seats_per_month });
            }
            Lever::LiftBars { share, term } => (self.bars_lifted, self.lifted_term) = (*share, *term),
            Lever::PlacesShare { share, state: name } => self.places[state(name).unwrap_or(0)] = Some(*share),
            Lever::Naturalisations { per_year, state: name } => {
                self.naturalisations[state(name).unwrap_or(0)] = Some(*per_year);
            }
            Lever::Target { .. } => self.target = Target::of(lever, world),
            Lever::Threat { dose, people } => (self.threat, self.threatened) = (*dose, *people),
            Lever::RecruiterPressure { times } => self.recruiters = *times,
            Lever::LabourDemand { times, sector: name } => set(&mut self.demand, sector(name), *times),
            Lever::Hours { times, sector: name } => set(&mut self.hours, sector(name), *times),
            Lever::DomesticCampaign { strength } => self.campaign = *strength,
            Lever::Aid { million } => self.aid = *million,
            Lever::OtherInflows { million } => self.other_inflows = *million,
            Lever::Investment { million } => self.investment = *million,
            Lever::Trade { million } => self.trade = *million,
            Lever::Hedge { million } => self.hedge = *million,
            Lever::Transit { share } => self.friction = *share,
            Lever::RegimePush { times } => self.push = *times,
            Lever::Neighbour { state, incentives } => {
                let index = world.neighbours.iter().position(|n| n.name == *state);
                set(&mut self.incentives, index, *incentives);
            }
            Lever::Bargain { play, reward } => (self.play, self.reward) = (*play, *reward),
            Lever::HostCurrency { per_dollar } => self.host_per_dollar = Some((on, vec![*per_dollar])),
            Lever::HostCurrencyPath { per_dollar } => self.host_per_dollar = Some((on, per_dollar.clone())),
            // Acts of a day and of a schedule: see `Scenario`.
            Lever::Demonstration { .. } | Lever::BuildCamps { .. } => {}
        }
    }

    /// Share of places that falls to an origin: a lever's, or the world's.
    pub fn places_of(&self, world: &World, origin: usize) -> f64 {
        self.places[origin].unwrap_or(world.origins[origin].assumptions.origin_share.value)
    }

    /// Share of places that falls to all origins together.
    pub fn share_of_places(&self, world: &World) -> f64 {
        (0..world.origins.len()).map(|o| self.places_of(world, o)).sum::<f64>().min(1.0)
    }

    /// People of an origin naturalised in a year: a lever's, or the world's.
    pub fn naturalised(&self, world: &World, origin: usize, date: Date) -> f64 {
        self.naturalisations[origin].unwrap_or_else(|| world.origins[origin].naturalisations(date.year(), date.month()))
    }

    /// Units of the accounts per dollar in a month: a lever's rate, or the world's.
    pub fn accounts_per_dollar(&self, world: &World, date: Date) -> f64 {
        match &self.host_per_dollar {
            Some((on, path)) => {
                path[(months_between(*on, date) as usize).min(path.len() - 1)] / world.host.currency.unit
            }
            None => world.accounts_per_dollar(date.year(), date.month()),
        }
    }

    /// Opens planned camps until `count` have opened.
    fn build(&mut self, count: usize, world: &World) {
        let planned = world.camps.iter().filter(|c| !c.open);
        for camp in planned.take(count).skip(self.opened) {
            if let Some(r) = world.region(&camp.region) {
                self.beds[r] += camp.beds;
                self.standing[r] += camp.beds;
            }
        }
        self.opened = self.opened.max(count);
    }
}

/// Camps that a building schedule has opened by a day. Camps open on the first of every month after the lever.
fn built(schedule: &[(Date, f64)], day: Date) -> usize {
    let ends = schedule.iter().skip(1).map(|(on, _)| *on).chain([day]);
    schedule.iter().zip(ends).map(|((on, per_month), end)| per_month * f64::from(months_between(*on, end))).sum::<f64>()
        as usize
}

/// Sets one entry, or all.
fn set<T: Copy>(values: &mut [T], index: Option<usize>, value: T) {
    match index {
        Some(i) => values[i] = value,
        None => values.fill(value),
    }
}
