//! Relations between states in a month: transfers to the first sending state, the bargain, and the observations of third
//! states.

use super::Host;
use super::home_economy::Foreign;
use super::ledger::Costs;
use super::stakes::Stakes;
use super::state::Closed;
use crate::common::calendar::{Span, months_between};
use crate::common::layout::*;
use crate::common::rng;
use crate::common::totals::*;
use crate::scenario::{Play, Policy, Scenario};
use jiff::civil::Date;

impl Host {
    /// Aid and investment that follow from the bargain, million dollars a year.
    pub(super) fn inflow(&self, x: &Scenario, date: Date) -> f64 {
        let reward = if self.bargaining.conceded { x.policy(date).reward } else { 0.0 };
        reward + self.bargaining.hedge
    }

    /// Transfers and trade of other states with the first sending state in a month.
    pub(super) fn foreign(&self, x: &Scenario, month: Span, part: f64) -> Foreign {
        let monthly = |of: fn(&Policy) -> f64| x.mean(month, of) / 12.0 * part;
        let reward = if self.bargaining.conceded { monthly(|p| p.reward) } else { 0.0 };
        let hedge = self.bargaining.hedge;
        Foreign {
            aid: monthly(|p| p.aid) + reward,
            investment: monthly(|p| p.investment) + monthly(|p| p.hedge) + hedge / 12.0 * part,
            trade: monthly(|p| p.trade),
            remittances: monthly(|p| p.other_inflows),
            friction: x.mean(month, |p| p.friction),
        }
    }

    /// The month of the bargain.
    pub(super) fn bargain(
        &mut self,
        x: &Scenario,
        month: Span,
        part: f64,
        closed: &[(Totals, Census, Closed)],
        costs: Costs,
        threatened: f64,
    ) {
        let (totals, _, first) = &closed[0];
        let all = closed.iter().map(|(t, ..)| t.get(REMOVED) + t.get(LEFT_ORDERED)).sum::<u64>();
        let all_expelled = all as f64 * self.people_per_agent;
        let date = month.last;
        let flow = |flow: u32| totals.get(flow) as f64 * self.people_per_agent;
        let number = months_between(x.calendar.start, date) as u32;
        let words = rng::philox([number, 0, BARGAIN, 0], self.key);
        let uniform = |word: u32| (f64::from(word) + 0.5) / 4_294_967_296.0;
        let policy = x.policy(date);
        let expelled = flow(REMOVED) + flow(LEFT_ORDERED);
        self.bargaining.close(
            &self.a,
            &Stakes {
                part,
                play: policy.play,
                stands: x.mean(month, |p| f64::from(u8::from(p.play != Play::Off))),
                threatened,
                expelled: all_expelled,
                sent_back: expelled + flow(REFUSED),
                departures: flow(DEPARTURES),
                incentives: x.mean(month, |p| p.aid + p.investment + p.trade + p.reward),
                hedge: x.mean(month, |p| p.hedge),
                product: first.economy.gdp_of_a_year,
                costs,
                hazard: first.risk.hazard,
                draws: [uniform(words[0]), uniform(words[1])],
            },
        );
        // Without feedback the bargain is observed but has no effect.
        if !x.feedback {
            self.bargaining.rest();
        }
    }

    /// The observations of third states in the month.
    pub(super) fn watch(&mut self, x: &Scenario, month: Span, part: f64, closed: &[(Totals, Census, Closed)]) {
        let seen = |(totals, census): (&Totals, &Census)| {
            let sent_back = totals.get(REMOVED) + totals.get(LEFT_ORDERED) + totals.get(REFUSED);
            let abroad: u64 = (SEEKING..=ORDERED).map(|s| census.status(s)).sum();
            (sent_back, abroad)
        };
        let all = closed.iter().map(|(t, c, _)| seen((t, c))).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        let share = |(sent_back, abroad): (u64, u64)| sent_back as f64 / abroad.max(1) as f64;
        // A state whose people are simulated weighs their treatment and that of all migrants equally.
        let of = |name: &str| match x.world.origin(name) {
            Some(o) => (share(seen((&closed[o].0, &closed[o].1))) + share(all)) / 2.0,
            None => share(all),
        };
        let incentives: Vec<f64> = (0..x.world.neighbours.len()).map(|k| x.mean(month, |p| p.incentives[k])).collect();
        self.neighbours.close(&self.a, &x.world.neighbours, part, of, &incentives);
    }
}
