//! The conditions that a closed month sets for the rates of the next.

use super::Host;
use super::state::SendingState;
use crate::common::calendar::Span;
use crate::common::layout::*;
use crate::common::totals::*;
use crate::rates::{self, Conditions, OriginConditions};
use crate::scenario::Scenario;
use crate::world::Values;
use jiff::civil::Date;

/// The conditions before the first day.
pub(super) fn first(x: &Scenario, a: &Values, states: &[SendingState]) -> Conditions {
    let regions = x.world.host_regions.len();
    let communities = states.last().map_or(0, |s| s.communities.end);
    let date = x.calendar.start;
    let origins = states.iter().map(|s| {
        let (at_home, at_large) = (s.h.pool - s.h.started_abroad, s.h.started_abroad);
        OriginConditions {
            home_jobless: at_home.max(1.0),
            at_home,
            at_large,
            wishes: [at_home, at_large],
            ..s.conditions(x, date, &Census::default(), 1.0)
        }
    });
    Conditions {
        origins: origins.collect(),
        substituted: vec![0.0; regions],
        vacancies: vec![0.0; regions],
        ties: vec![1; communities],
        sent_back: vec![0.0; communities],
        observed_activists: vec![0.0; communities],
        reference_consumption: vec![0.0; x.world.home_regions().count()],
        checks: 1.0,
        threat: 0.0,
        credibility: a.credibility,
        exit_denied: 0.0,
        conceded: false,
        inflow: 0.0,
    }
}

impl Host {
    /// After a month, or on the first morning.
    pub(super) fn next_conditions(&self, x: &Scenario, date: Date, counted: &Counted) -> Conditions {
        let Counted { totals, census, day_state } = counted;
        let people = self.people_per_agent;
        let bargain = &self.bargaining;
        let mut next = Conditions {
            substituted: self.ledger.substituted.clone(),
            ties: self.ties(census),
            observed_activists: self.observed_activists(&day_state.activists),
            reference_consumption: self.states.iter().flat_map(|s| s.reference_consumption()).collect(),
            checks: self.opinion.checks(&self.a) * bargain.dose.checks,
            threat: bargain.dose.fear,
            credibility: bargain.credibility,
            exit_denied: bargain.dose.exit_denied,
            conceded: bargain.conceded,
            inflow: self.inflow(x, date),
            ..self.conditions.clone()
        };
        for (o, (at, state)) in next.origins.iter_mut().zip(&self.states).enumerate() {
            *at = OriginConditions { wishes: at.wishes, ..state.conditions(x, date, &census.of(o), people) };
        }
        let jobs = rates::jobs(&x.world, &x.policy(date), &next, date.year(), date.month());
        for (r, vacancies) in next.vacancies.iter_mut().enumerate() {
            let open: f64 = jobs[r * SECTORS as usize..(r + 1) * SECTORS as usize].iter().sum();
            *vacancies = (open - census.at(WORKING, r as u32) as f64 * people).max(0.0);
        }
        for (k, (share, size)) in next.sent_back.iter_mut().zip(&self.community_sizes).enumerate() {
            *share = totals.get(SENT_BACK_BY_COMMUNITY + k as u32) as f64 / f64::from((*size).max(1));
        }
        next
    }

    /// Records how many people of each state would have crossed an open border in a month.
    pub(super) fn record_wishes(&mut self, x: &Scenario, month: Span, totals: &Totals) {
        let (seasons, number) = (&x.world.seasons, month.last.month());
        for o in 0..self.states.len() {
            let at = &self.conditions.origins[o];
            let of = totals.of(o);
            let people = |flows: &[u32]| flows.iter().map(|f| of.get(*f) as f64 * self.people_per_agent).sum();
            let crossed = [people(&[DEPARTURES, VISA_RUNS]), people(&[RETURNS, LEFT_ORDERED, VISA_RUNS])];
            let passed = [0, 1].map(|way| x.mean(month, |p| rates::passing(p, seasons, o, at, number)[way]));
            let wishes = rates::wishes(seasons, at, number, month.part(), crossed, passed);
            self.conditions.origins[o].wishes = wishes;
        }
    }

    /// Activists observed by a community: a share of those in the other communities of its home region.
    fn observed_activists(&self, activists: &[u32]) -> Vec<f64> {
        let active = |k: usize| f64::from(activists[k]) / 16.0;
        let mut observed_activists = vec![0.0; self.home_of.len()];
        for (k, slot) in observed_activists.iter_mut().enumerate() {
            let all: f64 = (0..self.home_of.len()).filter(|j| self.home_of[*j] == self.home_of[k]).map(active).sum();
            *slot = self.a.contagion * (all - active(k));
        }
        observed_activists
    }

    /// Tie class of each community: its share of people abroad, relative to that of its state's pool.
    fn ties(&self, census: &Census) -> Vec<u32> {
        let mut classes = Vec::new();
        for state in &self.states {
            let abroad: u64 = state.communities.clone().map(|k| census.get(ABROAD + k as u32)).sum();
            let mean = abroad as f64 / state.agents.max(1) as f64;
            classes.extend(state.communities.clone().map(|k| {
                let share = census.get(ABROAD + k as u32) as f64 / f64::from(self.community_sizes[k].max(1));
                // With nobody abroad, all communities are equally tied.
                let edges = if mean > 0.0 { [0.94, 1.0, 1.06] } else { return 1 };
                edges.iter().filter(|edge| share >= **edge * mean).count() as u32
            }));
        }
        classes
    }
}
