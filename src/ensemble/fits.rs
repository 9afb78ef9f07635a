//! Equifinality: whether a conclusion holds under other parameters that fit the record as well.
//!
//! Several sets of parameters may fit the record equally well and answer a question differently. A conclusion is the
//! sign of a paired difference whose interval excludes zero; it holds under a fit if the interval there lies on the
//! same side of zero.

use super::{IndicatorComparison, Interval};
use crate::host::IndicatorId;
use std::fmt;

/// A difference under the parameters as they stand, and under every fit.
#[derive(Clone, Debug)]
pub struct Held {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Under the parameters as they stand.
    pub stands: Interval,
    /// Under each fit.
    pub fits: Vec<Interval>,
}

/// Which side of zero an interval lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Below zero.
    Below,
    /// The interval covers zero.
    Open,
    /// Above zero.
    Above,
}

impl Side {
    /// The side of an interval.
    pub fn of(low: f64, high: f64) -> Self {
        if low > 0.0 {
            Self::Above
        } else if high < 0.0 {
            Self::Below
        } else {
            Self::Open
        }
    }

    fn opposite(self) -> Self {
        match self {
            Self::Below => Self::Above,
            Self::Open => Self::Open,
            Self::Above => Self::Below,
        }
    }
}

/// Whether a conclusion holds under other fits: counts of fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// The interval as it stands covers zero.
    NothingClaimed {
        /// Fits whose interval lies above zero.
        higher: usize,
        /// Fits whose interval lies below zero.
        lower: usize,
        /// All fits.
        fits: usize,
    },
    /// The interval as it stands excludes zero.
    Claimed {
        /// Fits on the same side.
        same: usize,
        /// Fits whose interval covers zero.
        open: usize,
        /// Fits on the other side.
        reversed: usize,
    },
}

impl Holding {
    /// From the side as it stands and the side under each fit.
    pub fn of(stands: Side, fits: &[Side]) -> Self {
        let count = |side: Side| fits.iter().filter(|f| **f == side).count();
        match stands {
            Side::Open => {
                Self::NothingClaimed { higher: count(Side::Above), lower: count(Side::Below), fits: fits.len() }
            }
            side => Self::Claimed { same: count(side), open: count(Side::Open), reversed: count(side.opposite()) },
        }
    }
}

/// The sentence of tables and of the report.
impl fmt::Display for Holding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NothingClaimed { higher: 0, lower: 0, fits } => write!(f, "nothing claimed, nor in any of {fits}"),
            Self::NothingClaimed { higher, lower, fits } => {
                write!(f, "nothing claimed; higher in {higher}, lower in {lower} of {fits}")
            }
            Self::Claimed { same, open: 0, reversed: 0 } => write!(f, "holds in all {same}"),
            Self::Claimed { same, open, reversed } => {
                write!(f, "holds in {same} of {}", same + open + reversed)?;
                if open > 0 {
                    write!(f, ", open in {open}")?;
                }
                if reversed > 0 { write!(f, ", reversed in {reversed}") } else { Ok(()) }
            }
        }
    }
}

impl Held {
    /// Every indicator of a scenario.
    pub fn all(stands: &[IndicatorComparison], fits: &[Vec<IndicatorComparison>]) -> Vec<Self> {
        let of = |line: &IndicatorComparison| {
            let under = fits.iter().filter_map(|f| f.iter().find(|l| l.indicator == line.indicator));
            Self { indicator: line.indicator, stands: line.difference, fits: under.map(|l| l.difference).collect() }
        };
        stands.iter().map(of).collect()
    }

    /// The smallest and the largest mean, as it stands included.
    pub fn ends(&self) -> (f64, f64) {
        let means = self.fits.iter().map(|i| i.mean).chain([self.stands.mean]);
        means.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
    }

    /// Whether the conclusion holds.
    pub fn holding(&self) -> Holding {
        let of = |i: &Interval| Side::of(i.low(), i.high());
        Holding::of(of(&self.stands), &self.fits.iter().map(of).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conclusion_holds_where_the_interval_lies_on_its_side_of_zero() {
        let of = |mean: f64, half: f64| Interval::symmetric(mean, half, half, 8);
        let held = |stands, fits: &[Interval]| Held { indicator: IndicatorId::at(0), stands, fits: fits.to_vec() };
        let all = held(of(-3.0, 1.0), &[of(-9.0, 2.0), of(-0.5, 0.4)]);
        assert_eq!((all.holding().to_string().as_str(), all.ends()), ("holds in all 2", (-9.0, -0.5)));
        let mixed = held(of(3.0, 1.0), &[of(1.0, 2.0), of(-1.0, 0.4), of(5.0, 1.0)]);
        assert_eq!(mixed.holding().to_string(), "holds in 1 of 3, open in 1, reversed in 1");
        assert_eq!(held(of(3.0, 1.0), &[of(-1.0, 0.4)]).holding().to_string(), "holds in 0 of 1, reversed in 1");
        assert_eq!(held(of(0.1, 1.0), &[of(0.0, 0.0)]).holding().to_string(), "nothing claimed, nor in any of 1");
        assert_eq!(
            held(of(0.1, 1.0), &[of(2.0, 0.5), of(1.0, 9.0)]).holding().to_string(),
            "nothing claimed; higher in 1, lower in 0 of 2"
        );
    }
}
