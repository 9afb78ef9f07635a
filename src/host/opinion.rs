//! Opinion in the host state on migrants, and the police checks that follow it.
//!
//! `O' = O + return (usual - O) + campaign + shocks + recruits`, with O the percentage who want fewer migrants. Checks are
//! multiplied by `exp(response (O - usual))`, limited to 0.5 to 3. This is the domestic driver of enforcement, separate
//! from the levers of coercion.

use crate::world::Values;
use serde::{Deserialize, Serialize};

/// Public opinion.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Opinion {
    /// Share of the host people who want fewer migrants, %.
    pub level: f64,
}

impl Opinion {
    /// Opinion at its usual level.
    pub fn new(a: &Values) -> Self {
        Self { level: a.opinion_usual }
    }

    /// Closes a month of which the run covers `part`, with a campaign's strength, demonstrations and new recruits of
    /// militants.
    pub fn close(&mut self, a: &Values, part: f64, campaign: f64, shocks: f64, recruits: f64) {
        let back = a.opinion_return * (a.opinion_usual - self.level) * part;
        let moved = a.opinion_campaign * campaign * part + a.opinion_shock * shocks + a.opinion_recruit * recruits;
        self.level = (self.level + back + moved).clamp(0.0, 100.0);
    }

    /// Police checks, as a multiple.
    pub fn checks(&self, a: &Values) -> f64 {
        libm::exp(a.opinion_checks * (self.level - a.opinion_usual)).clamp(0.5, 3.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Opinion;

    #[test]
    fn a_campaign_raises_opinion_to_its_own_level_and_a_shock_wears_off() {
        let mut a = crate::world::values_for_tests().0;
        (a.opinion_usual, a.opinion_return, a.opinion_campaign, a.opinion_shock) = (60.0, 0.1, 2.0, 5.0);
        let mut o = Opinion::new(&a);
        assert_eq!(o.checks(&a), 1.0);
        (0..200).for_each(|_| o.close(&a, 1.0, 1.0, 0.0, 0.0));
        assert!((o.level - 80.0).abs() < 1e-6, "usual + campaign / return: {}", o.level);
        assert!((o.checks(&a) - libm::exp(20.0 * a.opinion_checks)).abs() < 1e-6);
        let mut o = Opinion::new(&a);
        o.close(&a, 1.0, 0.0, 2.0, 0.0);
        assert!((o.level - 70.0).abs() < 1e-9);
        (0..200).for_each(|_| o.close(&a, 1.0, 0.0, 0.0, 0.0));
        assert!((o.level - 60.0).abs() < 1e-6);
        o.close(&a, 1.0, 0.0, 0.0, 100.0);
        assert!(o.level > 60.0, "recruits feed it");
    }
}
