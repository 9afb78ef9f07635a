//! What a paired difference supports, as a value and as a sentence.
//!
//! [`Finding`] says which kind of statement the numbers support; [`Outcome`] adds the amount. The `Display` of an
//! outcome is the sentence of tables, files and the report.

use super::statistics::Interval;
use std::fmt;

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
    /// Every difference is exactly zero.
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
    },
    /// No difference distinguishable from zero.
    NotDistinguishable {
        /// Seeds compared.
        seeds: usize,
        /// What the bound is in.
        amount: Amount,
        /// The end of the interval that is further from zero, in absolute value.
        at_most: f64,
        /// Seeds a tighter statement would need.
        needed: Needed,
    },
}

impl Outcome {
    /// The outcome of a paired difference from a reference, both in `unit`.
    pub fn of(difference: &Interval, reference: &Interval, unit: &'static str) -> Self {
        let seeds = difference.count;
        let (low, high) = (difference.low(), difference.high());
        let reference_zero = reference.mean == 0.0 && (seeds == 1 || reference.deviation == 0.0);
        match Finding::of(seeds, [difference.mean, low, high], reference_zero) {
            Finding::NotComparable => Self::NotComparable,
            Finding::ExactlyZero { both_zero } => Self::ExactlyZero { both_zero },
            Finding::OneSeed => Self::OneSeed,
            Finding::Distinct(direction) => {
                let (low, high) = (low.abs(), high.abs());
                distinct(direction, low.min(high), low.max(high), reference, unit)
            }
            Finding::NotDistinguishable => {
                let most = low.abs().max(high.abs());
                let (amount, at_most) = match relative(reference, unit) {
                    _ if is_scale(unit) => (Amount::Points, most),
                    Some(mean) => (Amount::Percent, 100.0 * most / mean),
                    None => (Amount::Absolute(unit), most),
                };
                let needed = match needed(difference, reference) {
                    _ if reference.mean == 0.0 || most <= ASKED * reference.mean.abs() => Needed::NoMore,
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
            Self::ExactlyZero { both_zero } => Finding::ExactlyZero { both_zero },
            Self::OneSeed => Finding::OneSeed,
            Self::Distinct { direction, .. } => Finding::Distinct(direction),
            Self::NotDistinguishable { .. } => Finding::NotDistinguishable,
        }
    }
}

/// The sentence, as in `summary.csv`.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NotComparable => f.write_str("not comparable: it counts from the first day, which differs"),
            Self::ExactlyZero { both_zero: true } => f.write_str("none: zero in both with every seed"),
            Self::ExactlyZero { both_zero: false } => f.write_str("none: every difference is exactly zero"),
            Self::OneSeed => f.write_str("one seed: no interval"),
            Self::Distinct { amount: Amount::Ratio, least, most, .. } => {
                write!(f, "{} times as high", range(least, most))
            }
            Self::Distinct { direction, amount, least, most } => {
                let word = match direction {
                    Direction::Higher => "higher",
                    Direction::Lower => "lower",
                };
                write!(f, "{word} by {} {}", range(least, most), amount.unit())
            }
            Self::NotDistinguishable { seeds, amount, at_most, needed } => {
                write!(f, "no difference distinguishable from zero with {seeds} seeds; ")?;
                match needed {
                    Needed::NoMore => write!(f, "at most {} {}", figures(at_most, 2), amount.unit()),
                    Needed::Seeds(n) if n < 100 => write!(f, "about {n} would be needed for 5 % of the reference"),
                    Needed::Seeds(n) => {
                        write!(f, "about {} would be needed for 5 % of the reference", figures(n as f64, 2))
                    }
                    Needed::OverAMillion => f.write_str("more than a million would be needed for 5 % of the reference"),
                }
            }
        }
    }
}

impl Amount {
    fn unit(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Percent => "%",
            Self::Ratio => "times",
            Self::Absolute(unit) => unit,
        }
    }
}

/// Seeds with which half an interval would be 5 % of the reference; none if a million would not do.
pub fn needed(difference: &Interval, reference: &Interval) -> Option<usize> {
    let asked = ASKED * reference.mean.abs();
    if asked > 0.0 && difference.count > 1 { difference.needed(asked) } else { None }
}

/// The size of a reference that can be divided by: it is an amount, and known to a tenth.
fn relative(reference: &Interval, unit: &str) -> Option<f64> {
    let known = reference.half <= 0.1 * reference.mean.abs();
    (reference.mean != 0.0 && known && !is_scale(unit)).then_some(reference.mean.abs())
}

/// True if the unit is a scale, of which a percentage would mislead.
fn is_scale(unit: &str) -> bool {
    unit.starts_with('%') || unit == "points"
}

fn distinct(direction: Direction, least: f64, most: f64, reference: &Interval, unit: &'static str) -> Outcome {
    if is_scale(unit) {
        return Outcome::Distinct { direction, amount: Amount::Points, least, most };
    }
    let Some(mean) = relative(reference, unit) else {
        return Outcome::Distinct { direction, amount: Amount::Absolute(unit), least, most };
    };
    // A multiple says more than hundreds of percent.
    let (least, most) = (least / mean, most / mean);
    if direction == Direction::Higher && reference.mean > 0.0 && least >= 1.0 {
        return Outcome::Distinct { direction, amount: Amount::Ratio, least: 1.0 + least, most: 1.0 + most };
    }
    Outcome::Distinct { direction, amount: Amount::Percent, least: 100.0 * least, most: 100.0 * most }
}

/// Two numbers with the decimals that their distance justifies; large ones to two figures of it.
fn range(least: f64, most: f64) -> String {
    if least == most {
        return figures(least, 3);
    }
    let digits = |v: f64| -v.log10().floor();
    let decimals = digits(most - least).max(digits(least)).clamp(0.0, 6.0) as usize;
    let step = 10f64.powf(-digits(most - least) - 1.0).max(1.0);
    let (least, most) = if step > 1.0 { (rounded(least, step), rounded(most, step)) } else { (least, most) };
    let (a, b) = (format!("{least:.decimals$}"), format!("{most:.decimals$}"));
    if a == b { a } else { format!("{a}-{b}") }
}

fn rounded(v: f64, step: f64) -> f64 {
    (v / step).round() * step
}

/// A number with a given count of significant figures.
pub fn figures(v: f64, significant: i32) -> String {
    if v == 0.0 {
        return "0".to_owned();
    }
    if !v.is_finite() {
        return v.to_string();
    }
    let last = v.abs().log10().floor() as i32 - significant + 1;
    if last >= 0 {
        let step = 10f64.powi(last);
        return format!("{:.0}", rounded(v, step));
    }
    format!("{v:.*}", -last as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(mean: f64, half: f64, count: usize) -> Interval {
        Interval { mean, half, deviation: half * (count as f64).sqrt() / 1.75, count }
    }

    #[test]
    fn outcomes_say_what_the_interval_supports() {
        const NONE: &str = "no difference distinguishable from zero with 16 seeds";
        for (interval, reference, unit, expected) in [
            (of(-125.0, 15.0, 16), 1000.0, "people", "lower by 11-14 %"),
            (of(-10.5, 10.0, 16), 1000.0, "people", "lower by 0.05-2.05 %"),
            (of(-3.45, 0.34, 16), 40.0, "% of GDP", "lower by 3.1-3.8 points"),
            (of(2_000.0, 100.0, 16), 1000.0, "people", "2.9-3.1 times as high"),
            (of(30.0, 4.0, 16), 0.0, "people", "higher by 26-34 people"),
            (of(1_235_100.0, 295_957.0, 16), 0.0, "people", "higher by 940000-1530000 people"),
            (of(-5.0, 1.0, 16), -10.0, "points", "lower by 4-6 points"),
            (of(6_000.0, 0.0, 16), 1000.0, "people", "7.00 times as high"),
            (of(0.0, 0.0, 16), 1000.0, "people", "none: every difference is exactly zero"),
            (of(0.0, 0.0, 16), 0.0, "people", "none: zero in both with every seed"),
            (of(3.0, f64::INFINITY, 1), 1000.0, "people", "one seed: no interval"),
            (of(2.0, 8.0, 16), 1000.0, "people", &format!("{NONE}; at most 1.0 %")),
            (of(0.01, 0.02, 16), 15.0, "%", &format!("{NONE}; at most 0.030 points")),
            (of(1.0, 1.2, 16), 40.0, "%", &format!("{NONE}; at most 2.2 points")),
            (of(1.0, 3.0, 16), 0.0, "people", &format!("{NONE}; at most 4.0 people")),
            (
                of(20.0, 95.0, 16),
                1000.0,
                "people",
                &format!("{NONE}; about 53 would be needed for 5 % of the reference"),
            ),
        ] {
            assert_eq!(Outcome::of(&interval, &of(reference, 0.0, 16), unit).to_string(), expected);
        }
        // A reference that is not known to a tenth bears no percentage and no multiple.
        let outcome = Outcome::of(&of(2_000.0, 100.0, 16), &of(250.0, 90.0, 16), "people");
        assert_eq!(outcome.to_string(), "higher by 1900-2100 people");
        assert_eq!(outcome.finding(), Finding::Distinct(Direction::Higher));
    }

    #[test]
    fn figures_are_significant() {
        let cases = [(0.0, "0"), (1234.5, "1200"), (0.01234, "0.012"), (-87.4, "-87"), (9.94, "9.9")];
        cases.iter().for_each(|(v, text)| assert_eq!(figures(*v, 2), *text));
    }
}
