//! Rates of employment: job loss, wages, destinations of seekers and arrivals, jobs at home.

use super::{RateInputs, alias, monthly};
use crate::common::chance::{MONTH_DAYS, threshold};
use crate::common::layout::*;
use crate::common::tables::{DESTINATIONS, Rates};
use crate::world::{Values, World};

/// Fills the rates of employment.
pub(super) fn employment(t: &mut Rates, i: &RateInputs, a: &Values) {
    let world = &i.scenario.world;
    let (year, month) = (i.date.year(), i.date.month());
    let season = month as usize - 1;
    let wages = world.wages(year, month) * a.wage / mean_wage(world) / 10.0;
    for (s, sector) in world.sectors.iter().enumerate() {
        for level in 0..LEVELS as usize {
            let hazard = world.seasons.separation[season] * sector.separation + 0.05 * level as f64;
            t.separation[s * LEVELS as usize + level] = monthly(hazard.min(0.9));
        }
        t.hours[s] = (sector.hours[season] * i.policy.hours[s] * 256.0).round() as u32;
        for (r, region) in world.host_regions.iter().enumerate() {
            let wage = wages * sector.wage * region.wage;
            t.wage[r * SECTORS as usize + s] = wage.round().min(65535.0) as u32;
        }
    }
    t.irregular_wage = (a.irregular_wage * 256.0).round() as u32;
    t.change_region = monthly(a.change_region);
    t.change_sector = monthly(a.change_sector);
    t.destination.fill(u32::MAX << 8);
    let regions = world.host_regions.len();
    let mut put = |row: usize, weights: Vec<f64>| {
        let table = alias::alias(&padded(weights));
        t.destination[row * REGIONS as usize..(row + 1) * REGIONS as usize].copy_from_slice(&table);
    };
    let demand: Vec<f64> = world.host_regions.iter().map(|r| r.demand.iter().sum()).collect();
    let pull: Vec<f64> = demand.iter().zip(&i.conditions.vacancies).map(|(d, v)| 0.02 * d + v).collect();
    for r in 0..regions {
        let factors = i.reach.from(r);
        put(r, (0..regions).map(|q| if q == r { 0.0 } else { pull[q] * factors[q] }).collect());
    }
    for row in regions.max(REGIONS as usize)..DESTINATIONS {
        put(row, (0..regions).map(|q| demand[q] + 3.0 * i.conditions.vacancies[q]).collect());
    }

    for (o, h, at) in i.origins() {
        let seasonal = if (4..=10).contains(&month) { h.home_jobs_seasonal } else { 0.0 };
        let p = i.policy;
        let inflow = if o == 0 { p.aid + p.investment + p.hedge + i.conditions.inflow } else { 0.0 };
        let openings = (h.home_jobs + seasonal + h.inflow_jobs * inflow / 12.0) / MONTH_DAYS;
        t.home_hire[o] = threshold((openings / at.home_jobless.max(1.0)).min(0.2));
        t.home_separation[o] = monthly(h.home_separation);
    }
}

/// Mean of sector and region factors over the jobs there are.
fn mean_wage(world: &World) -> f64 {
    let (mut sum, mut jobs) = (0.0, 0.0);
    for region in &world.host_regions {
        for (sector, demand) in world.sectors.iter().zip(&region.demand) {
            sum += demand * sector.wage * region.wage;
            jobs += demand;
        }
    }
    sum / jobs
}

/// A row over all columns; a world with fewer regions leaves the rest without weight.
fn padded(mut weights: Vec<f64>) -> Vec<f64> {
    if weights.iter().sum::<f64>() <= 0.0 {
        weights.fill(1.0);
    }
    weights.resize(REGIONS as usize, 0.0);
    weights
}
