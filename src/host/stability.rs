//! Stability: the risk of a crisis that makes people flee across the border, and its consequences.
//!
//! The monthly hazard doubles with `crisis_active` people in protest, with a fall of consumption by `crisis_fall`
//! percent, and with `crisis_barred` more people barred and at home. It halves with aid of `crisis_aid` percent of GDP.
//! All are scaled by `crisis_response`. A share of crises overthrows the government, more with less legitimacy and with
//! the host's push; `refugees` people would flee across the border. All of it rests on priors: compare a risk only with
//! that of the twin run without the levers. No crisis happens inside a run; only its risk is reported.

use crate::world::{HomeValues, Values};
use serde::{Deserialize, Serialize};

/// The largest number of doublings: beyond it the priors are silent.
const MOST: f64 = 6.0;

/// A sending state's stability.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stability {
    legitimacy: f64,
    calm: f64,
    in_office: f64,
}

/// The inputs of a month.
#[derive(Clone, Copy, Debug, Default)]
pub struct StressInputs {
    /// Part of a month that the run covers.
    pub part: f64,
    /// People active in protest.
    pub active: f64,
    /// Fall of consumption below its reference, %.
    pub fall: f64,
    /// People barred and at home.
    pub barred: f64,
    /// Aid, % of GDP.
    pub aid: f64,
    /// The host's push.
    pub push: f64,
    /// True once the base is conceded.
    pub conceded: bool,
}

/// The risks of a month.
#[derive(Clone, Copy, Debug, Default)]
pub struct Risk {
    /// Hazard of a crisis in the month.
    pub hazard: f64,
    /// Risk of one since the first day.
    pub crisis: f64,
    /// Risk of an overthrow since the first day.
    pub overthrow: f64,
    /// People expected to flee across the border in the month.
    pub refugees: f64,
    /// Legitimacy of the government, points.
    pub legitimacy: f64,
}

impl Stability {
    /// The state of the first day: no crisis yet.
    pub fn new(h: &HomeValues) -> Self {
        Self { legitimacy: h.legitimacy, calm: 1.0, in_office: 1.0 }
    }

    /// Closes a month.
    pub fn close(&mut self, a: &Values, h: &HomeValues, s: &StressInputs) -> Risk {
        let conceded = if s.conceded { h.legitimacy_concession } else { 0.0 };
        let aim = h.legitimacy + h.legitimacy_aid * s.aid - h.legitimacy_fall * s.fall - conceded;
        self.legitimacy += h.legitimacy_pace * s.part * (aim.clamp(0.0, 100.0) - self.legitimacy);

        let barred = (s.barred - h.first_barred) / a.crisis_barred;
        let stress = s.active / a.crisis_active + s.fall / a.crisis_fall + barred - s.aid / a.crisis_aid;
        let doublings = (a.crisis_response * stress).clamp(-MOST, MOST);
        let usual = -libm::log1p(-a.crisis.min(0.999_999));
        let hazard = 1.0 - libm::exp(-usual * libm::exp2(doublings) * s.part);
        let lost = libm::exp(a.overthrow_legitimacy * (h.legitimacy - self.legitimacy));
        let overthrow = (a.overthrow * s.push * lost).min(1.0);
        self.calm *= 1.0 - hazard;
        self.in_office *= 1.0 - hazard * overthrow;
        Risk {
            hazard,
            crisis: 1.0 - self.calm,
            overthrow: 1.0 - self.in_office,
            refugees: hazard * a.refugees,
            legitimacy: self.legitimacy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn risk(change: impl Fn(&mut StressInputs), months: usize) -> Risk {
        let (a, h) = crate::world::values_for_tests();
        let mut s = StressInputs { part: 1.0, barred: h.first_barred, push: 1.0, ..StressInputs::default() };
        change(&mut s);
        let mut stability = Stability::new(&h);
        (0..months).fold(Risk::default(), |_, _| stability.close(&a, &h, &s))
    }

    #[test]
    fn each_strain_doubles_the_usual_hazard_at_its_scale_and_aid_halves_it() {
        let a = crate::world::values_for_tests().0;
        let rate = |r: Risk| -libm::log1p(-r.hazard);
        let usual = rate(risk(|_| (), 1));
        assert!((usual + libm::log1p(-a.crisis)).abs() < 1e-12);
        let times = |change: fn(&mut StressInputs, &Values)| rate(risk(|s| change(s, &a), 1)) / usual;
        assert!((times(|s, a| s.active = a.crisis_active) - 2.0).abs() < 1e-9);
        assert!((times(|s, a| s.fall = a.crisis_fall) - 2.0).abs() < 1e-9);
        assert!((times(|s, a| s.barred += 2.0 * a.crisis_barred) - 4.0).abs() < 1e-9);
        assert!((times(|s, a| s.aid = a.crisis_aid) - 0.5).abs() < 1e-9);
        assert!((times(|s, a| s.active = 1e9 * a.crisis_active) - 64.0).abs() < 1e-9, "no further than six doublings");
    }

    #[test]
    fn risks_accumulate_and_the_host_can_raise_the_overthrow() {
        let a = crate::world::values_for_tests().0;
        let year = risk(|_| (), 12);
        assert!((year.crisis - (1.0 - libm::pow(1.0 - a.crisis, 12.0))).abs() < 1e-12);
        let pushed = risk(|s| s.push = 2.0, 12);
        assert_eq!(pushed.crisis, year.crisis);
        assert!(pushed.overthrow > 1.9 * year.overthrow && pushed.overthrow < pushed.crisis);
        let conceded = risk(|s| s.conceded = true, 12);
        assert!(conceded.overthrow > year.overthrow && conceded.legitimacy < year.legitimacy);
        assert!(risk(|s| s.aid = 2.0, 12).legitimacy > year.legitimacy);
    }
}
