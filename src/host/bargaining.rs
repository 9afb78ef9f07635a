//! The bargain over the base: Moscow demands, presses and offers; Dushanbe concedes, or hedges.
//!
//! While the demand stands, Dushanbe concedes in a month with probability
//! `p = L(base + response (w T + N + C - P - H))`, L the logistic function and everything in percent of a year's product: T the
//! remittances of the people threatened with expulsion, believed with credibility w; N those of the people sent back in the
//! last twelve months; C the carrots of aid, investment and trade; P the price of conceding; H what others invest. Credibility
//! rises while at least half of what is announced is carried out, at a year's pace, and falls otherwise.
//!
//! Played by rule, Moscow picks a dose of pressure each month by quantal response on
//! `(worth p - enforcement - output lost - image - risk x crisis cost) / spread`, and under pressure Dushanbe hedges while p is
//! small, which displeases Moscow and makes conceding worth more to it. The forms are priors after McKelvey and Palfrey (1995,
//! quantal response); one event, the lower house's ratification of 1 October 2013, is all there is to compare with.

use super::dose::{DOSES, Dose};
use super::moscow::Costs;
use crate::scenario::Play;
use crate::world::Values;
use std::collections::VecDeque;

/// Where the bargain stands.
#[derive(Clone, Debug)]
pub struct Bargaining {
    /// How far threats are believed, 0 to 1.
    pub credibility: f64,
    /// Probability that Dushanbe has conceded by now.
    pub conceded_by_now: f64,
    /// True once it has, in this run.
    pub conceded: bool,
    /// Probability of conceding in the last month.
    pub hazard: f64,
    /// Moscow's dose of the month to come.
    pub dose: Dose,
    /// Investment from others by rule, million dollars a year.
    pub hedge: f64,
    sent_back: VecDeque<f64>,
}

/// What both sides look at.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Part of a month that the run covers.
    pub part: f64,
    /// Whether the demand stands, and who plays.
    pub play: Play,
    /// People whose expulsion the timeline announces.
    pub threatened: f64,
    /// People expelled or refused in the month.
    pub sent_back: f64,
    /// Of them, expelled.
    pub expelled: f64,
    /// Departures in the month.
    pub departures: f64,
    /// Aid, investment and trade offered, million dollars a year.
    pub carrots: f64,
    /// Investment from others by the timeline, million dollars a year.
    pub hedge: f64,
    /// Product of a year, million dollars.
    pub product: f64,
    /// What the month cost Moscow.
    pub costs: Costs,
    /// Hazard of a crisis in the month.
    pub hazard: f64,
    /// Two uniform draws of the month: Dushanbe's and Moscow's.
    pub draws: [f64; 2],
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

    /// Probability of conceding in a whole month under a threat to so many people.
    fn concedes(&self, a: &Values, t: &Table, threatened: f64) -> f64 {
        let percent = |million: f64| 100.0 * million / t.product;
        let loss = |people: f64| percent(people * a.loss_per_migrant / 1e6);
        let year = self.sent_back.iter().sum::<f64>() * 12.0 / self.sent_back.len().max(1) as f64;
        let gain =
            self.credibility * loss(threatened) + loss(year) + percent(t.carrots) - percent(t.hedge + self.hedge);
        logistic(a.concession_base + a.concession_response * (gain - a.concession_price))
    }

    /// Closes a month.
    pub fn close(&mut self, a: &Values, t: &Table) {
        self.sent_back.push_back(t.sent_back / t.part);
        if self.sent_back.len() > 12 {
            self.sent_back.pop_front();
        }
        let threatened = t.threatened + self.dose.people;
        if threatened > 0.0 {
            let aim = if 12.0 * t.sent_back / t.part >= 0.5 * threatened { 1.0 } else { 0.0 };
            self.credibility += a.credibility_pace * t.part * (aim - self.credibility);
        }
        self.hazard = 0.0;
        if t.play == Play::Off || self.conceded {
            self.dose = DOSES[0];
            self.hedge *= 0.9;
            return;
        }
        let month = self.concedes(a, t, threatened);
        self.hazard = 1.0 - libm::pow(1.0 - month, t.part);
        self.conceded_by_now += (1.0 - self.conceded_by_now) * self.hazard;
        self.conceded = t.draws[0] < self.hazard;
        let pressed = threatened > 0.0 && month < a.hedge_below;
        self.hedge =
            if t.play == Play::Rule && pressed { self.hedge + a.hedge_pace * t.part } else { 0.9 * self.hedge };
        self.dose = if t.play == Play::Rule && !self.conceded { self.choose(a, t) } else { DOSES[0] };
    }

    /// Moscow's choice: more of what is worth more, by quantal response.
    fn choose(&self, a: &Values, t: &Table) -> Dose {
        let worth = a.concession_worth * (1.0 + a.hedge_displeasure * 100.0 * (t.hedge + self.hedge) / t.product);
        let value = |d: &Dose| worth * self.concedes(a, t, t.threatened + d.people) - d.cost(a, t);
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
