//! Third states, which learn from the treatment of others.
//!
//! Each has an alignment with the host state, 0 to 100: `A' = A + return (A0 - A) + incentives - loss d E`. d is its
//! dependence on remittances. E is its exposure: the percentage of migrants abroad sent back in the last twelve months.
//! For a state whose own migrants are simulated, theirs count half. It accedes to the bloc with yearly probability
//! `L(base + alignment A + exposure d E)`. The sign of `exposure` is open: the example deters, or it drives states to
//! seek protection, as Kyrgyzstan's accession of 2015 partly did.

use super::bargaining::logistic;
use super::remember;
use crate::world::{Neighbour, Values};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Third states.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Neighbours {
    states: Vec<Third>,
}

/// A third state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Third {
    /// Its name.
    pub name: String,
    /// Alignment, points.
    pub alignment: f64,
    /// Probability that it has acceded by now.
    pub acceded: f64,
    abroad: f64,
    seen: VecDeque<f64>,
}

impl Neighbours {
    /// The third states at their usual alignment.
    pub fn new(states: &[Neighbour]) -> Self {
        let third = |n: &Neighbour| Third {
            name: n.name.clone(),
            alignment: n.alignment,
            acceded: 0.0,
            abroad: n.abroad,
            seen: VecDeque::new(),
        };
        Self { states: states.iter().map(third).collect() }
    }

    /// Closes a month of which the run covers `part`. `sent_back` gives the share of migrants sent back in it, by the
    /// state's name; `incentives` are in points a month, by state.
    pub fn close(
        &mut self,
        a: &Values,
        world: &[Neighbour],
        part: f64,
        sent_back: impl Fn(&str) -> f64,
        incentives: &[f64],
    ) {
        for ((third, n), incentives) in self.states.iter_mut().zip(world).zip(incentives) {
            remember(&mut third.seen, 100.0 * sent_back(&n.name));
            let seen = third.seen.iter().sum::<f64>();
            let pull = a.alignment_return * (n.alignment - third.alignment) - a.alignment_loss * n.dependence * seen;
            third.alignment = (third.alignment + (pull + incentives) * part).clamp(0.0, 100.0);
            let odds =
                a.accession_base + a.accession_alignment * third.alignment + a.accession_exposure * n.dependence * seen;
            let accedes = 1.0 - libm::pow(1.0 - logistic(odds), part / 12.0);
            third.acceded += (1.0 - third.acceded) * accedes;
        }
    }

    /// The states.
    pub fn states(&self) -> &[Third] {
        &self.states
    }

    /// Mean alignment, by their people abroad.
    pub fn alignment(&self) -> f64 {
        let people: f64 = self.states.iter().map(|s| s.abroad).sum();
        self.states.iter().map(|s| s.alignment * s.abroad).sum::<f64>() / people.max(1.0)
    }

    /// States expected to have acceded.
    pub fn accessions(&self) -> f64 {
        self.states.iter().map(|s| s.acceded).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(months: usize, exposure: f64, sent_back: f64, incentives: f64) -> Neighbours {
        let mut a = crate::world::values_for_tests().0;
        (a.accession_exposure, a.alignment_loss) = (exposure, 0.2);
        let world = [Neighbour { name: "N".into(), abroad: 1e6, dependence: 0.5, alignment: 50.0 }];
        let mut n = Neighbours::new(&world);
        (0..months).for_each(|_| n.close(&a, &world, 1.0, |_| sent_back, &[incentives]));
        n
    }

    #[test]
    fn the_example_costs_alignment_in_proportion_to_dependence() {
        assert_eq!(after(24, 0.0, 0.0, 0.0).alignment(), 50.0);
        // 1 % a month is 12 % a year: 0.2 x 0.5 x 12 / 0.05 points in the long run.
        assert!((after(400, 0.0, 0.01, 0.0).alignment() - (50.0 - 24.0)).abs() < 1e-6);
        assert!(after(400, 0.0, 0.0, 1.0).alignment() > 69.0, "incentives");
    }

    #[test]
    fn whether_pressure_drives_states_away_or_under_cover_is_the_sign_of_one_parameter() {
        let plain = after(36, -1.0, 0.0, 0.0).accessions();
        assert!(after(36, -1.0, 0.005, 0.0).accessions() < plain);
        assert!(after(36, 2.0, 0.005, 0.0).accessions() > plain);
        // Three years at a constant yearly probability.
        let yearly = logistic(-5.0 + 0.06 * 50.0);
        assert!((plain - (1.0 - libm::pow(1.0 - yearly, 3.0))).abs() < 1e-12);
    }
}
