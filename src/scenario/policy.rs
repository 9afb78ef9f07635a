//! The state of every lever on a day.

use super::Lever;
use crate::world::World;

/// What is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Police checks by region, as a multiple of the world's.
    pub checks: Vec<f64>,
    /// Camp beds by region, all nationalities.
    pub beds: Vec<f64>,
    /// Removal seats a day, all nationalities.
    pub removal_seats: f64,
    /// Second offences that bring a bar.
    pub bar_on_second_offence: f64,
    /// Overstays found at exit that bring a bar.
    pub bar_on_overstay: f64,
    /// Work permits a year, all nationalities.
    pub permit_quota: f64,
    /// Patent, roubles a month.
    pub patent_price: f64,
    /// Visa runs, as a multiple of the world's rate.
    pub visa_runs: f64,
    /// Fear added a month by threats, points.
    pub threat: f64,
    /// Recruiters' pressure, as a multiple of the world's.
    pub recruiters: f64,
    /// Departures kept at home for want of a foreign passport.
    pub kept_home: f64,
    /// Labour demand by sector, as a multiple of the world's.
    pub demand: Vec<f64>,
    /// Roubles per dollar, if set by a lever.
    pub roubles_per_dollar: Option<f64>,
}

impl Policy {
    /// What the world has in force on the first day.
    pub fn first(world: &World) -> Self {
        let a = world.assumptions.values();
        let open = |r: &str| world.camps.iter().filter(|c| c.open && c.region == r).map(|c| c.beds).sum();
        Self {
            checks: vec![1.0; world.host_regions.len()],
            beds: world.host_regions.iter().map(|r| open(&r.name)).collect(),
            removal_seats: a.removal_seats,
            bar_on_second_offence: a.bar_on_second_offence,
            bar_on_overstay: a.bar_on_overstay,
            permit_quota: a.permit_quota,
            patent_price: a.patent_price,
            visa_runs: 1.0,
            threat: 0.0,
            recruiters: 1.0,
            kept_home: 0.0,
            demand: vec![1.0; world.sectors.len()],
            roubles_per_dollar: None,
        }
    }

    /// Sets a lever.
    pub fn apply(&mut self, lever: &Lever, world: &World) {
        match lever {
            Lever::PoliceChecks { times, region } => {
                set(&mut self.checks, region.as_ref().and_then(|r| world.region(r)), *times)
            }
            Lever::CampBeds { beds: Some(beds), region, .. } => {
                set(&mut self.beds, region.as_ref().and_then(|r| world.region(r)), *beds);
            }
            Lever::CampBeds { times, .. } => {
                let first = Self::first(world).beds;
                self.beds = first.into_iter().map(|b| b * times.unwrap_or(1.0)).collect();
            }
            Lever::RemovalSeats { per_day } => self.removal_seats = *per_day,
            Lever::EntryBars { on_second_offence, on_overstay } => {
                self.bar_on_second_offence = on_second_offence.unwrap_or(self.bar_on_second_offence);
                self.bar_on_overstay = on_overstay.unwrap_or(self.bar_on_overstay);
            }
            Lever::PermitQuota { per_year } => self.permit_quota = *per_year,
            Lever::PatentPrice { roubles } => self.patent_price = *roubles,
            Lever::VisaRuns { times } => self.visa_runs = *times,
            Lever::Threat { dose } => self.threat = *dose,
            Lever::RecruiterPressure { times } => self.recruiters = *times,
            Lever::PassportRule { kept_home } => self.kept_home = *kept_home,
            Lever::LabourDemand { times, sector } => {
                set(&mut self.demand, sector.as_ref().and_then(|s| world.sector(s)), *times)
            }
            Lever::Rouble { per_dollar } => self.roubles_per_dollar = Some(*per_dollar),
        }
    }
}

/// Sets one entry, or all.
fn set(values: &mut [f64], index: Option<usize>, value: f64) {
    match index {
        Some(i) => values[i] = value,
        None => values.fill(value),
    }
}
