//! Moscow's month: the places of removed workers, and who takes them.
//!
//! A worker's place falls vacant at the arrest, in the region of work; the month's share of expulsions among arrests says
//! how many of them are removed. A part `substitution` of those places is filled by others, evenly over
//! `substitution_time` months, and opens again at `1 / substitution_fade` a month. So far as it is filled, the place is
//! no loss to Russia, and nothing to return to.

use crate::world::Values;
use std::collections::VecDeque;

/// Places taken over by others, by host region.
#[derive(Clone, Debug)]
pub struct Moscow {
    /// Places of people now filled by others.
    pub substituted: Vec<f64>,
    removed: VecDeque<Vec<f64>>,
}

impl Moscow {
    /// Nobody removed yet.
    pub fn new(regions: usize) -> Self {
        Self { substituted: vec![0.0; regions], removed: VecDeque::new() }
    }

    /// Closes a month with the workers removed from each region.
    pub fn close(&mut self, a: &Values, removed: Vec<f64>) {
        let months = a.substitution_time.round().max(1.0);
        self.removed.push_back(removed);
        if self.removed.len() as f64 > months {
            self.removed.pop_front();
        }
        for (r, places) in self.substituted.iter_mut().enumerate() {
            let filling: f64 = self.removed.iter().map(|month| month[r]).sum();
            *places += a.substitution * filling / months - *places / a.substitution_fade;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Moscow;

    #[test]
    fn the_given_share_of_places_is_filled_in_the_given_time() {
        let mut a = crate::world::values_for_tests();
        (a.substitution, a.substitution_time, a.substitution_fade) = (0.6, 4.0, 600.0);
        let mut m = Moscow::new(1);
        m.close(&a, vec![1000.0]);
        (0..3).for_each(|_| m.close(&a, vec![0.0]));
        assert!((m.substituted[0] - 600.0).abs() < 5.0, "{}", m.substituted[0]);
        (0..60).for_each(|_| m.close(&a, vec![0.0]));
        assert!(m.substituted[0] < 560.0, "a place once filled is not filled again, and fades");
    }
}
