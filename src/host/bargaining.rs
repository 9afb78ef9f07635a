//! The bargain: the host state demands, presses and offers; the first sending state concedes, or hedges.
//!
//! While the demand stands, the sending state concedes in a month with probability `p = L(base + response (w T + N + C -
//! P - H))`. L is the logistic function; all terms are in percent of a year's product. T is the remittances of the
//! people threatened with expulsion, and w the credibility of the threat. N is the remittances of the people sent back
//! in the last twelve months or kept out by a closed border. C is the incentives: aid, investment and trade. P is the
//! price of conceding. H is investment from other states. Credibility rises in a month in which at least half of the
//! announced expulsions are carried out, at a yearly pace; otherwise it falls.
//!
//! By rule, the host state picks a dose of pressure each month by quantal response on `(worth p - enforcement - output
//! lost - image - risk x crisis cost) / spread`. Under pressure the sending state hedges while p is small; hedging
//! makes a concession worth more to the host. The forms are priors after McKelvey and Palfrey (1995, quantal response).
//! There is one event to compare with: the lower house's ratification of 1 October 2013.

use super::dose::{DOSES, Dose};
use super::remember;
use super::stakes::Stakes;
use crate::scenario::Play;
use crate::world::Values;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The state of the bargain.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bargaining {
    /// Credibility of threats, 0 to 1.
    pub credibility: f64,
    /// Probability of conceding by now.
    pub conceded_by_now: f64,
    /// True once it has, in this run.
    pub conceded: bool,
    /// Probability of conceding in the last month.
    pub hazard: f64,
    /// The host's dose of the next month.
    pub dose: Dose,
    /// Investment from other states by rule, million dollars a year.
    pub hedge: f64,
    sent_back: VecDeque<f64>,
}

impl Bargaining {
    /// No demand yet.
    pub fn new(a: &Values) -> Self {
        let dose = DOSES[0];
        let credibility = a.credibility;
        Self {
            credibility,
            conceded_by_now: 0.0,
            conceded: false,
            hazard: 0.0,
            dose,
            hedge: 0.0,
            sent_back: VecDeque::new(),
        }
    }

    /// Probability of conceding in a whole month, with `threatened` people under threat.
    fn concedes(&self, a: &Values, t: &Stakes, threatened: f64) -> f64 {
        let percent = |million: f64| 100.0 * million / t.product;
        let loss = |people: f64| percent(people * a.loss_per_migrant / 1e6);
        let year = self.sent_back.iter().sum::<f64>();
        let gain =
            self.credibility * loss(threatened) + loss(year) + percent(t.incentives) - percent(t.hedge + self.hedge);
        logistic(a.concession_base + a.concession_response * (gain - a.concession_price))
    }

    /// Closes a month.
    pub fn close(&mut self, a: &Values, t: &Stakes) {
        // People kept at home by a closed border count as sent back.
        let kept_out = t.departures / (1.0 - self.dose.exit_denied) * self.dose.exit_denied;
        remember(&mut self.sent_back, t.sent_back + kept_out);
        let threatened = t.threatened + self.dose.people;
        if threatened > 0.0 && !self.conceded {
            let aim = if 12.0 * (t.sent_back + kept_out) / t.part >= 0.5 * threatened { 1.0 } else { 0.0 };
            self.credibility += a.credibility_pace * t.part * (aim - self.credibility);
        }
        self.hazard = 0.0;
        if t.play == Play::Off {
            self.dose = DOSES[0];
            self.hedge *= libm::pow(0.9, t.part);
            return;
        }
        // The probability continues after the concession, by the offers and announcements of the timeline, so that one
        // run informs about more than its own draw.
        let month = self.concedes(a, t, threatened);
        self.hazard = 1.0 - libm::pow(1.0 - month, t.part * t.stands);
        self.conceded_by_now += (1.0 - self.conceded_by_now) * self.hazard;
        self.conceded |= t.draws[0] < self.hazard;
        let by_rule = t.play == Play::Rule && !self.conceded;
        let hedges = by_rule && threatened > 0.0 && month < a.hedge_below;
        self.hedge = if hedges { self.hedge + a.hedge_pace * t.part } else { self.hedge * libm::pow(0.9, t.part) };
        self.dose = if by_rule { self.choose(a, t) } else { DOSES[0] };
    }

    /// Reverts the decisions of the month, and keeps its probabilities.
    pub(super) fn rest(&mut self) {
        (self.conceded, self.dose, self.hedge) = (false, DOSES[0], 0.0);
    }

    /// The host's choice by quantal response: a better dose is likelier.
    fn choose(&self, a: &Values, t: &Stakes) -> Dose {
        let worth = a.concession_worth * (1.0 + a.hedge_displeasure * 100.0 * (t.hedge + self.hedge) / t.product);
        let value = |d: &Dose| worth * self.concedes(a, t, t.threatened + d.people) - d.cost(a, t, &self.dose);
        let best = DOSES.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
        let weights = DOSES.map(|d| libm::exp((value(&d) - best) / a.dose_spread));
        let mut rest = t.draws[1] * weights.iter().sum::<f64>();
        for (dose, weight) in DOSES.iter().zip(weights) {
            rest -= weight;
            if rest < 0.0 {
                return *dose;
            }
        }
        DOSES[0]
    }
}

/// The logistic function.
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Costs;

    fn table() -> Stakes {
        Stakes {
            part: 1.0,
            play: Play::Scheduled,
            stands: 1.0,
            threatened: 0.0,
            sent_back: 0.0,
            expelled: 0.0,
            departures: 60_000.0,
            incentives: 0.0,
            hedge: 0.0,
            product: 8_000.0,
            costs: Costs::default(),
            hazard: 0.004,
            draws: [1.0, 0.5],
        }
    }

    /// Probability of conceding in a first month.
    fn hazard(change: impl Fn(&mut Stakes)) -> f64 {
        let a = crate::world::values_for_tests().0;
        let (mut b, mut t) = (Bargaining::new(&a), table());
        change(&mut t);
        b.close(&a, &t);
        b.hazard
    }

    #[test]
    fn the_sending_state_concedes_by_the_logistic_of_what_is_at_stake() {
        let a = crate::world::values_for_tests().0;
        let plain = hazard(|_| ());
        assert!((plain - logistic(a.concession_base - a.concession_response * a.concession_price)).abs() < 1e-12);
        // A threat to 100,000: 339 million dollars of 8,000, moved by credibility before it is weighed.
        let w = a.credibility * (1.0 - a.credibility_pace);
        let threat = w * 100.0 * 339.0 / 8_000.0;
        let expected = logistic(a.concession_base + a.concession_response * (threat - a.concession_price));
        assert!((hazard(|t| t.threatened = 100_000.0) - expected).abs() < 1e-12);
        assert!(hazard(|t| t.incentives = 200.0) > plain && hazard(|t| t.hedge = 200.0) < plain);
        assert!(hazard(|t| t.sent_back = 5_000.0) > plain);
        assert_eq!(hazard(|t| t.play = Play::Off), 0.0);
        let half = hazard(|t| t.part = 0.5);
        assert!(((1.0 - half) * (1.0 - half) - (1.0 - plain)).abs() < 1e-12, "two half months are a month");
    }

    #[test]
    fn probability_accumulates_and_a_concession_ends_the_pressure() {
        let a = crate::world::values_for_tests().0;
        let (mut b, mut t) = (Bargaining::new(&a), table());
        (0..12).for_each(|_| b.close(&a, &t));
        assert!((b.conceded_by_now - (1.0 - libm::pow(1.0 - b.hazard, 12.0))).abs() < 1e-12 && !b.conceded);
        t.draws[0] = 0.0;
        t.play = Play::Rule;
        b.close(&a, &t);
        assert!(b.conceded && b.dose == DOSES[0]);
        t.draws[0] = 1.0;
        b.close(&a, &t);
        assert!(b.conceded && b.dose == DOSES[0], "once is enough");
    }

    #[test]
    fn threats_are_believed_when_half_of_them_is_carried_out() {
        let a = crate::world::values_for_tests().0;
        let after = |sent_back: f64| {
            let (mut b, t) = (Bargaining::new(&a), Stakes { threatened: 12_000.0, sent_back, ..table() });
            (0..60).for_each(|_| b.close(&a, &t));
            b.credibility
        };
        assert!(after(499.0) < 0.01 && after(500.0) > 0.99);
    }

    #[test]
    fn the_host_presses_harder_the_more_a_concession_is_worth_and_the_less_it_costs() {
        let mean_dose = |worth: f64, expelled: f64| {
            let mut a = crate::world::values_for_tests().0;
            a.concession_worth = worth;
            let doses = (0..200).map(|i| {
                let (mut b, t) = (Bargaining::new(&a), table());
                b.close(&a, &Stakes { play: Play::Rule, expelled, draws: [1.0, (f64::from(i) + 0.5) / 200.0], ..t });
                f64::from(b.dose.step)
            });
            doses.sum::<f64>() / 200.0
        };
        assert!(mean_dose(60.0, 800.0) > mean_dose(0.0, 800.0) + 0.5);
        assert!(mean_dose(10.0, 800.0) > mean_dose(10.0, 80_000.0), "costly doses are shunned");
    }

    #[test]
    fn under_pressure_the_sending_state_hedges_only_when_both_play_by_rule() {
        let mut a = crate::world::values_for_tests().0;
        // Nothing moves the sending state: its probability of conceding stays small.
        a.concession_response = 0.0;
        let hedge = |play| {
            let (mut b, t) = (Bargaining::new(&a), Stakes { threatened: 10_000.0, play, ..table() });
            (0..12).for_each(|_| b.close(&a, &t));
            b.hedge
        };
        assert!((hedge(Play::Rule) - 12.0 * a.hedge_pace).abs() < 1e-9);
        assert_eq!(hedge(Play::Scheduled), 0.0);
    }
}
