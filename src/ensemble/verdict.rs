//! What a paired difference supports, as a value and as a sentence.
//!
//! [`Finding`] says which kind of statement the numbers support; [`Outcome`] adds the amount. The `Display` of an
//! outcome, in `wording.rs`, is the sentence of tables, files and the report.
//!
//! A percentage and a multiple divide by the reference's level. They are used only where that level is right at the size
//! of the run ([`Resolution::has_level`]), and known to a tenth; otherwise the outcome is an amount.

use super::resolution::Resolution;
use super::statistics::Interval;
use crate::host::IndicatorId;

/// Precision asked of a difference, as a share of the reference.
const ASKED: f64 = 0.05;

/// Which way a difference goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Above the reference.
    Higher,
    /// Below the reference.
    Lower,
}

/// Which kind of statement a paired difference supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The indicator accumulates from the first day, and the first days differ.
    NotComparable,
    /// No replicate differs from its twin.
    ExactlyZero {
        /// True if every value is zero too.
        both_zero: bool,
    },
    /// One seed: there is no interval.
    OneSeed,
    /// The interval excludes zero.
    Distinct(Direction),
    /// The interval covers zero.
    NotDistinguishable,
}

impl Finding {
    /// The finding of a difference: its mean and the ends of its interval. `reference_zero` is true if the reference is
    /// zero with every seed.
    pub fn of(seeds: usize, [mean, low, high]: [f64; 3], reference_zero: bool) -> Self {
        if mean == 0.0 && (seeds == 1 || (low == 0.0 && high == 0.0)) {
            Self::ExactlyZero { both_zero: reference_zero }
        } else if seeds < 2 {
            Self::OneSeed
        } else if low > 0.0 || high < 0.0 {
            Self::Distinct(if mean > 0.0 { Direction::Higher } else { Direction::Lower })
        } else {
            Self::NotDistinguishable
        }
    }

    /// True if a difference may be claimed.
    pub fn claims(self) -> bool {
        matches!(self, Self::Distinct(_))
    }
}

/// What an amount is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Points of a scale: of an indicator in percent or points.
    Points,
    /// Percent of the reference.
    Percent,
    /// A multiple of the reference.
    Ratio,
    /// The indicator's unit.
    Absolute(&'static str),
}

/// Seeds with which half the interval would be 5 % of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// No more than were run, or the bound is tighter than that already.
    NoMore,
    /// This many.
    Seeds(usize),
    /// More than a million.
    OverAMillion,
}

/// What can be said of an indicator against a reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// See [`Finding::NotComparable`].
    NotComparable,
    /// See [`Finding::ExactlyZero`].
    ExactlyZero {
        /// True if every value is zero too.
        both_zero: bool,
        /// What one agent stands for, if the indicator counts agents that stand for more than one person.
        grain: Option<f64>,
    },
    /// See [`Finding::OneSeed`].
    OneSeed,
    /// A difference with its range.
    Distinct {
        /// Which way it goes.
        direction: Direction,
        /// What the range is in.
        amount: Amount,
        /// Smaller end of the range, in absolute value.
        least: f64,
        /// Larger end.
        most: f64,
        /// What one agent stands for, in the same; 0 if the indicator counts no agents.
        grain: f64,
    },
    /// No difference distinguishable from zero.
    NotDistinguishable {
        /// Seeds compared.
        seeds: usize,
        /// What the bound is in.
        amount: Amount,
        /// The end of the interval that is further from zero, in absolute value; no finer than one agent.
        at_most: f64,
        /// Seeds a tighter statement would need.
        needed: Needed,
    },
}

impl Outcome {
    /// The outcome of a paired difference of an indicator from a reference, in runs of a size.
    pub fn of(difference: &Interval, reference: &Interval, indicator: IndicatorId, size: &Resolution) -> Self {
        let (seeds, unit) = (difference.count, indicator.unit());
        let (low, high) = (difference.low(), difference.high());
        let grain = size.grain(indicator);
        let divisor = divisor(reference, indicator, size);
        match Finding::of(seeds, [difference.mean, low, high], reference.is_zero()) {
            Finding::NotComparable => Self::NotComparable,
            Finding::ExactlyZero { both_zero } => Self::ExactlyZero { both_zero, grain },
            Finding::OneSeed => Self::OneSeed,
            Finding::Distinct(direction) => {
                let (amount, shift, by) = scale(direction, [low.abs(), high.abs()], reference, divisor, unit);
                let [a, b] = [low, high].map(|end| shift + by * end.abs());
                let grain = by * grain.unwrap_or(0.0);
                Self::Distinct { direction, amount, least: a.min(b), most: a.max(b), grain }
            }
            Finding::NotDistinguishable => {
                let most = low.abs().max(high.abs()).max(grain.unwrap_or(0.0));
                let (amount, at_most) = match divisor {
                    _ if is_scale(unit) => (Amount::Points, most),
                    Some(mean) => (Amount::Percent, 100.0 * most / mean),
                    None => (Amount::Absolute(unit), most),
                };
                let needed = match needed(difference, reference) {
                    _ if reference.mean == 0.0 || most <= ASKED * reference.mean.abs() => Needed::NoMore,
                    _ if !size.has_level(indicator) => Needed::NoMore,
                    Some(n) if n <= seeds => Needed::NoMore,
                    Some(n) => Needed::Seeds(n),
                    None => Needed::OverAMillion,
                };
                Self::NotDistinguishable { seeds, amount, at_most, needed }
            }
        }
    }

    /// The kind of statement, without its amount.
    pub fn finding(&self) -> Finding {
        match *self {
            Self::NotComparable => Finding::NotComparable,
            Self::ExactlyZero { both_zero, .. } => Finding::ExactlyZero { both_zero },
            Self::OneSeed => Finding::OneSeed,
            Self::Distinct { direction, .. } => Finding::Distinct(direction),
            Self::NotDistinguishable { .. } => Finding::NotDistinguishable,
        }
    }
}

/// Seeds with which half an interval would be 5 % of the reference; none if a million would not do.
pub fn needed(difference: &Interval, reference: &Interval) -> Option<usize> {
    let asked = ASKED * reference.mean.abs();
    if asked > 0.0 && difference.count > 1 { difference.needed(asked) } else { None }
}

/// The size of a reference that can be divided by: it is an amount, right at this size of run, and known to a tenth.
fn divisor(reference: &Interval, indicator: IndicatorId, size: &Resolution) -> Option<f64> {
    let known = reference.half() <= 0.1 * reference.mean.abs() && size.has_level(indicator);
    (reference.mean != 0.0 && known && !is_scale(indicator.unit())).then_some(reference.mean.abs())
}

/// True if the unit is a scale, of which a percentage would mislead.
fn is_scale(unit: &str) -> bool {
    unit.starts_with('%') || unit == "points"
}

/// What a distinct difference is worded in: the amount, and what is added to and multiplied with the ends.
fn scale(
    direction: Direction,
    ends: [f64; 2],
    reference: &Interval,
    divisor: Option<f64>,
    unit: &'static str,
) -> (Amount, f64, f64) {
    match divisor {
        _ if is_scale(unit) => (Amount::Points, 0.0, 1.0),
        None => (Amount::Absolute(unit), 0.0, 1.0),
        // A multiple says more than hundreds of percent.
        Some(mean) if direction == Direction::Higher && reference.mean > 0.0 && ends[0].min(ends[1]) >= mean => {
            (Amount::Ratio, 1.0, 1.0 / mean)
        }
        Some(mean) => (Amount::Percent, 0.0, 100.0 / mean),
    }
}
