//! Scarce places of people as whole places of agents: the remainder of one cell is carried into the next, so that a
//! small run has the right total however many cells share it.

use super::{Conditions, RateInputs};
use crate::common::calendar::years_from_mid_2013;
use crate::common::layout::*;
use crate::scenario::Policy;
use crate::world::World;

/// More places than there can be applications.
const UNLIMITED: u32 = 0x3fff_ffff;

/// Jobs of migrants by region and sector in a month, without those filled by others.
pub fn jobs(world: &World, policy: &Policy, conditions: &Conditions, year: i16, month: i8) -> Vec<f64> {
    let a = world.accounts();
    let years = years_from_mid_2013(year, month);
    // The exchange rate stands for the oil price: dear oil brings construction, cheap oil does not.
    let rate =
        policy.accounts_per_dollar(world, jiff::civil::date(year, month, 1)) / world.accounts_per_dollar(2013, 6);
    let slump = libm::pow(rate, -a.demand_currency);
    let growth = libm::pow(1.0 + a.demand_growth, years) * slump * world.jobs_factor();
    let mut cells = Vec::new();
    for (r, region) in world.host_regions.iter().enumerate() {
        let total = region.demand.iter().sum::<f64>() * world.jobs_factor();
        let open = if total > 0.0 { (1.0 - conditions.substituted[r] / total).max(0.0) } else { 0.0 };
        for (s, sector) in world.sectors.iter().enumerate() {
            cells.push(region.demand[s] * sector.demand[month as usize - 1] * growth * policy.demand[s] * open);
        }
    }
    cells
}

/// Whole places of agents whose running sum follows that of the people's.
pub fn whole(people: &[f64], agents_per_person: f64) -> Vec<u32> {
    let mut sum = 0.0;
    let mut given = 0.0;
    people
        .iter()
        .map(|p| {
            sum += p * agents_per_person;
            let places = (sum - given + 1e-9).floor().clamp(0.0, f64::from(UNLIMITED));
            given += places;
            places as u32
        })
        .collect()
}

/// Capacities of every lottery, and the unused seats that a district keeps.
pub fn capacities(i: &RateInputs, jobs: &[f64]) -> ([u32; LOTTERIES as usize], [u32; DISTRICTS as usize]) {
    let mut out = [0; LOTTERIES as usize];
    if !i.scenario.lotteries {
        out[..SEATS as usize].fill(UNLIMITED);
        out[SEATS as usize..].fill(u32::MAX >> 1);
        return (out, [0xffff_0000; DISTRICTS as usize]);
    }
    let world = &i.scenario.world;
    let a = world.accounts();
    let mut put =
        |first: u32, values: Vec<u32>| out[first as usize..first as usize + values.len()].copy_from_slice(&values);
    put(JOBS, whole(jobs, i.agents_per_person));

    let share = i.policy.share_of_places(world) * i.agents_per_person;
    put(BEDS, whole(&i.policy.beds, share));
    let demand: Vec<f64> = world.host_regions.iter().map(|r| r.demand.iter().sum()).collect();
    let total: f64 = demand.iter().sum();
    let quota: Vec<f64> = demand.iter().map(|d| i.policy.permit_quota * d / total).collect();
    put(PERMITS, whole(&quota, share));

    // Seats are a daily flow with a fraction; the evening carries the remainder through time.
    let mut districts = vec![0.0; world.removal_districts.len()];
    for (region, d) in world.host_regions.iter().zip(&demand) {
        if let Some(k) = world.removal_districts.iter().position(|name| *name == region.district) {
            districts[k] += i.policy.removal_seats * d / total * share * 65536.0;
        }
    }
    let mut kept = [0; DISTRICTS as usize];
    for (kept, flow) in kept.iter_mut().zip(&districts) {
        *kept = (flow * (1.0 + a.seats_kept) + 65536.0).min(f64::from(u32::MAX)) as u32;
    }
    put(SEATS, districts.iter().map(|flow| flow.round().min(f64::from(u32::MAX >> 1)) as u32).collect());
    (out, kept)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn the_remainder_is_carried_from_cell_to_cell() {
        assert_eq!(whole(&[0.4; 10], 1.0).iter().sum::<u32>(), 4);
        assert_eq!(whole(&[0.5, 0.5, 2.0, 0.0], 1.0), [0, 1, 2, 0]);
        let people: Vec<f64> = (0..581).map(|i| f64::from(i % 7) * 3.7).collect();
        let total: f64 = people.iter().sum::<f64>() * 0.013;
        assert_eq!(whole(&people, 0.013).iter().sum::<u32>(), (total + 1e-9).floor() as u32);
    }
}
