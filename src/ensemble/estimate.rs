//! Intervals of an indicator: by what it can be. Those of a yes or no are intervals of shares; none reaches beyond the
//! indicator's range.

use super::Interval;
use crate::host::{IndicatorId, Range};

/// The mean of an indicator over replicates.
pub fn level(indicator: IndicatorId, values: &[f64]) -> Interval {
    match indicator.range() {
        Range::YesNo => Interval::share(values),
        range => Interval::of(values).within(range.ends()),
    }
}

/// The paired difference of an indicator from a reference.
pub fn difference(indicator: IndicatorId, of: &[f64], reference: &[f64]) -> Interval {
    match indicator.range() {
        Range::YesNo if of == reference => Interval::paired(of, reference),
        Range::YesNo => Interval::paired_shares(of, reference),
        _ => Interval::paired(of, reference).within(possible(indicator, reference)),
    }
}

/// The same difference as it would be known if the samples were independent.
pub fn unpaired(indicator: IndicatorId, of: &[f64], reference: &[f64]) -> Interval {
    match indicator.range() {
        Range::YesNo => Interval::unpaired_shares(of, reference),
        _ => Interval::unpaired(of, reference).within(possible(indicator, reference)),
    }
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
}
