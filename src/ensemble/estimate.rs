//! Intervals of an indicator: by what it can be. Those of a yes or no are intervals of shares; none reaches beyond the
//! indicator's range.

use super::Interval;
use crate::host::{IndicatorId, Range};
use std::collections::BTreeSet;

/// The mean of an indicator over replicates; `draws` says which draw of parameters each has (empty: one of its own).
pub fn level(indicator: IndicatorId, values: &[f64], draws: &[u64]) -> Interval {
    match indicator.range() {
        Range::YesNo if are_apart(draws) => Interval::share(values),
        range => Interval::of_draws(values, draws).within(range.ends()),
    }
}

/// An indicator of a scenario and of its reference, by replicates that belong together.
pub struct Paired<'s> {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its values under the scenario.
    pub of: &'s [f64],
    /// Its values under the reference.
    pub reference: &'s [f64],
    /// The draw of parameters of each pair.
    pub draws: &'s [u64],
}

impl Paired<'_> {
    /// The difference from the reference.
    pub fn difference(&self) -> Interval {
        let Self { indicator, of, reference, draws } = *self;
        let differences: Vec<f64> = of.iter().zip(reference).map(|(a, b)| a - b).collect();
        match indicator.range() {
            Range::YesNo if of != reference && are_apart(draws) => Interval::paired_shares(of, reference),
            Range::YesNo if of == reference => Interval::of(&differences),
            _ => Interval::of_draws(&differences, draws).within(possible(indicator, reference)),
        }
    }

    /// The same difference as it would be known if the samples were independent.
    pub fn unpaired(&self) -> Interval {
        let Self { indicator, of, reference, draws } = *self;
        match indicator.range() {
            Range::YesNo if are_apart(draws) => Interval::unpaired_shares(of, reference),
            _ => {
                let [a, b] = [of, reference].map(|values| Interval::of_draws(values, draws));
                Interval::welch(&a, &b).within(possible(indicator, reference))
            }
        }
    }
}

/// True if replicates count one by one: each has a draw of its own, or all have the same.
fn are_apart(draws: &[u64]) -> bool {
    let different = draws.iter().collect::<BTreeSet<_>>().len();
    different < 2 || different == draws.len()
}

/// Differences that are possible: less than all of the range where the reference is the same with every seed.
fn possible(indicator: IndicatorId, reference: &[f64]) -> (f64, f64) {
    let (low, high) = indicator.range().ends();
    match reference.first() {
        Some(one) if reference.iter().all(|v| v == one) => (low - one, high - one),
        _ => (low - high, high - low),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::ids::{CONCEDED, CONCESSION_PROBABILITY, EXPELLED, GDP_REAL};

    fn level(indicator: IndicatorId, values: &[f64]) -> Interval {
        super::level(indicator, values, &(0..values.len() as u64).collect::<Vec<_>>())
    }

    fn difference(indicator: IndicatorId, of: &[f64], reference: &[f64]) -> Interval {
        Paired { indicator, of, reference, draws: &(0..of.len() as u64).collect::<Vec<_>>() }.difference()
    }

    fn unpaired(indicator: IndicatorId, of: &[f64], reference: &[f64]) -> Interval {
        Paired { indicator, of, reference, draws: &(0..of.len() as u64).collect::<Vec<_>>() }.unpaired()
    }

    #[test]
    fn no_interval_reaches_beyond_what_can_be() {
        let nearly = [99.99, 100.0, 100.0, 99.98];
        let i = level(CONCESSION_PROBABILITY, &nearly);
        assert!(i.high() <= 100.0 && i.low() < i.mean, "{i:?}");
        let i = difference(CONCESSION_PROBABILITY, &nearly, &[0.0; 4]);
        assert!(i.high() <= 100.0 && i.low() > 99.9, "{i:?}");
        assert_eq!(level(EXPELLED, &[0.0, 0.0, 0.0, 150.0]).low(), 0.0);
        // None was expelled under the reference: no fewer can be.
        assert_eq!(difference(EXPELLED, &[0.0, 0.0, 0.0, 150.0], &[0.0; 4]).low(), 0.0);
        assert!(difference(EXPELLED, &[0.0, 0.0, 0.0, 150.0], &[0.0, 150.0, 0.0, 0.0]).low() < 0.0);
        assert!(level(GDP_REAL, &[1.0, -9.0]).low() < -9.0);
    }

    #[test]
    fn a_yes_or_no_has_the_interval_of_a_share() {
        // Seven of eight concede; none under the reference.
        let (of, none) = ([1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0], [0.0; 8]);
        assert_eq!(level(CONCEDED, &of), Interval::share(&of));
        let all = [level(CONCEDED, &of), difference(CONCEDED, &of, &none), unpaired(CONCEDED, &of, &none)];
        assert!(all.iter().all(|i| 0.0 < i.low() && i.high() < 1.0), "{all:?}");
        // Wilson's ends of 7 of 8 at 90 %.
        assert!((all[0].low() - 0.5889).abs() < 1e-3 && (all[0].high() - 0.9716).abs() < 1e-3, "{:?}", all[0]);
        assert!(difference(CONCEDED, &of, &of).is_zero(), "the same bits differ by nothing");
    }

    #[test]
    fn shares_over_repeated_draws_count_the_draws_and_stay_within_what_can_be() {
        let (values, draws) = ([1.0, 1.0, 1.0, 0.0, 1.0, 1.0], [0, 0, 1, 1, 2, 2]);
        let i = super::level(CONCEDED, &values, &draws);
        assert!(i.count == 3 && 0.0 <= i.low() && i.high() <= 1.0, "{i:?}");
        let i = Paired { indicator: CONCEDED, of: &values, reference: &[0.0; 6], draws: &draws }.difference();
        assert!(i.count == 3 && i.high() <= 1.0, "{i:?}");
    }
}
