//! The host state's month: substitution of removed workers, costs of enforcement, and image.
//!
//! A worker's place falls vacant at the arrest, in the region of work. The month's ratio of expulsions to arrests gives
//! the share of these workers who are removed. A share `substitution` of their places is filled by others, evenly over
//! `substitution_time` months, and opens again at `1 / substitution_fade` a month. A filled place is no loss to the
//! host, and no longer open to a returning migrant.
//!
//! A bed-day, a removal and a court decision have a price; an unfilled job loses its output. Image falls most with
//! removals by plane, less with orders, little with refusals at the border, and recovers: `I' = I - fading I - seen`.

use crate::common::chance::MONTH_DAYS;
use crate::common::totals::*;
use crate::world::Values;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Places taken over by others, by host region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ledger {
    /// Places of people now filled by others.
    pub substituted: Vec<f64>,
    /// Image among the sending states, points; 0 if nobody is sent back.
    pub image: f64,
    removed: VecDeque<Vec<f64>>,
}

impl Ledger {
    /// Nobody removed yet.
    pub fn new(regions: usize) -> Self {
        Self { substituted: vec![0.0; regions], image: 0.0, removed: VecDeque::new() }
    }

    /// True if it covers `regions` regions.
    pub(super) fn fits(&self, regions: usize) -> bool {
        self.removed.iter().all(|month| month.len() == regions)
    }

    /// Closes a month of which the run covers `part`, with the workers removed from each region.
    pub fn close(&mut self, a: &Values, part: f64, removed: Vec<f64>) {
        let months = a.substitution_time.round().max(1.0);
        self.removed.push_back(removed);
        if self.removed.len() as f64 > months {
            self.removed.pop_front();
        }
        for (r, places) in self.substituted.iter_mut().enumerate() {
            let filling: f64 = self.removed.iter().map(|month| month[r]).sum();
            *places += (a.substitution * filling / months - *places / a.substitution_fade) * part;
        }
    }
}

/// Costs of enforcement and of unfilled jobs to the host state in a month, million of its currency.
#[derive(Clone, Copy, Debug, Default)]
pub struct Costs {
    /// Bed-days in the camps.
    pub detention: f64,
    /// Removals.
    pub flights: f64,
    /// Decisions of courts.
    pub courts: f64,
    /// Output of unfilled jobs.
    pub output_lost: f64,
}

impl Costs {
    /// The costs of a month's flows, and of people's unfilled jobs summed over its days.
    pub fn of(a: &Values, all: &Totals, people_per_agent: f64, vacant_days: f64) -> Self {
        let million = |flow: f64, price: f64| flow * people_per_agent * price / 1e6;
        let count = |flow| all.get(flow) as f64;
        Self {
            detention: million(count(BED_DAYS), a.bed_day_cost),
            flights: million(count(REMOVED), a.seat_cost),
            courts: million(count(REMOVAL_ORDERS) + count(LEAVE_ORDERS), a.court_cost),
            output_lost: vacant_days / MONTH_DAYS * a.output_per_worker / 1e6,
        }
    }

    /// Detention, flights and courts.
    pub fn enforcement(&self) -> f64 {
        self.detention + self.flights + self.courts
    }
}

impl Ledger {
    /// Image after a month of which the run covers `part`.
    pub fn look(&mut self, a: &Values, part: f64, all: &Totals, people_per_agent: f64) {
        let thousand = |flow, points: f64| all.get(flow) as f64 * people_per_agent / 1000.0 * points;
        let seen = thousand(REMOVED, a.image_removed)
            + thousand(LEFT_ORDERED, a.image_ordered)
            + thousand(REFUSED, a.image_refused);
        self.image -= a.image_fading * part * self.image + seen;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_given_share_of_places_is_filled_in_the_given_time() {
        let mut a = crate::world::values_for_tests().0;
        (a.substitution, a.substitution_time, a.substitution_fade) = (0.6, 4.0, 600.0);
        let mut m = Ledger::new(1);
        m.close(&a, 1.0, vec![1000.0]);
        (0..3).for_each(|_| m.close(&a, 1.0, vec![0.0]));
        assert!((m.substituted[0] - 600.0).abs() < 5.0, "{}", m.substituted[0]);
        (0..60).for_each(|_| m.close(&a, 1.0, vec![0.0]));
        assert!(m.substituted[0] < 560.0, "a place once filled is not filled again, and fades");
    }

    #[test]
    fn enforcement_has_its_price_and_planes_are_seen() {
        let a = crate::world::values_for_tests().0;
        let mut t = Totals::default();
        for (flow, value) in [(BED_DAYS, 3_000), (REMOVED, 100), (LEAVE_ORDERS, 40), (REFUSED, 500)] {
            t.add(0, flow, value);
        }
        let c = Costs::of(&a, &t, 10.0, 304_370.0);
        assert!((c.detention - 60.0).abs() < 1e-9 && (c.flights - 20.0).abs() < 1e-9 && (c.courts - 2.0).abs() < 1e-9);
        assert!((c.output_lost / (10_000.0 * 45_000.0 / 1e6) - 1.0).abs() < 1e-4, "a thousand jobs for a month");
        let mut m = Ledger::new(1);
        m.look(&a, 1.0, &t, 10.0);
        assert!((m.image + 3.0 + 1.0).abs() < 1e-9, "{}", m.image);
        m.look(&a, 1.0, &Totals::default(), 10.0);
        assert!((m.image + 3.6).abs() < 1e-9, "a tenth is forgotten");
    }
}
