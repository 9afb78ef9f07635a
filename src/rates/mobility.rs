//! Rates of mobility: departures and returns by fear, ties, job, debt and bar; exits from the pool.

use super::{RateInputs, monthly, passing};
use crate::common::chance::{daily_from_yearly_rate, threshold};
use crate::common::tables::Rates;
use crate::world::Values;

/// Fills the rates of mobility.
pub(super) fn mobility(t: &mut Rates, i: &RateInputs, a: &Values) {
    let seasons = &i.scenario.world.seasons;
    let season = i.date.month() as usize - 1;
    let yearly = |people: f64, of: f64| threshold(daily_from_yearly_rate(people / of.max(1.0)).min(0.1));
    for (o, h, at) in i.origins() {
        let denied = if i.policy.exempt[o] { 0.0 } else { i.policy.exit_denied };
        // The host closes the border to the state it bargains with.
        let closed = if o == 0 { i.conditions.exit_denied } else { 0.0 };
        let free = 1.0 - denied.max(closed);
        let [passing_out, passing_back] = passing(i.policy, seasons, o, at, i.date.month());
        let out = seasons.departure[season] * libm::pow(at.buying_power, a.departure_gain) * free * passing_out;
        let back = seasons.homecoming[season] * libm::pow(at.buying_power, -a.homecoming_gain) * passing_back;
        departures(&mut t.departure[o * 128..], a, out);
        homecomings(&mut t.homecoming[o * 32..], a, back);
        t.death[o] = yearly(h.deaths, h.pool);
        t.retirement[o] = yearly(h.retirements, at.at_home);
        t.naturalisation[o] = yearly(i.policy.naturalised(&i.scenario.world, o), at.at_large);
        t.reentry[o] = monthly(a.reentry * passing_out);
    }
    t.same_region = threshold(a.same_region);
    t.job_waiting = threshold(a.job_waiting);
    t.ties.iter_mut().zip(&i.conditions.ties).for_each(|(slot, class)| *slot = *class);
}

/// The fear of a class in hundreds of points; agents between two classes are distributed over both.
fn hundreds(class: usize) -> f64 {
    class as f64 * 32.0 / 100.0
}

fn departures(table: &mut [u32], a: &Values, out: f64) {
    for fear in 0..8 {
        let stay = libm::exp(-a.fear_departure * hundreds(fear));
        for class in 0..4 {
            let ties = 1.0 + a.ties * (class as f64 - 1.5) / 3.0;
            let rows = [(1.0, 1.0), (1.0, a.debt_push), (a.home_job_stay, 1.0), (a.home_job_stay, a.debt_push)];
            for (slot, (job, debt)) in rows.into_iter().enumerate() {
                table[fear * 16 + class * 4 + slot] = monthly((out * ties * job * debt * stay).min(0.9));
            }
        }
    }
}

fn homecomings(table: &mut [u32], a: &Values, back: f64) {
    for fear in 0..8 {
        let flee = libm::exp(a.fear_homecoming * hundreds(fear));
        let rows = [
            (a.jobless_return, 1.0),
            (a.jobless_return, a.barred_return_ratio),
            (1.0, 1.0),
            (1.0, a.barred_return_ratio),
        ];
        for (slot, (job, barred)) in rows.into_iter().enumerate() {
            table[fear * 4 + slot] = monthly((back * job * barred * flee).min(0.9));
        }
    }
}
