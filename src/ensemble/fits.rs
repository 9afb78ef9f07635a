//! Equifinality: whether a conclusion holds under other parameters that fit the record as well.
//!
//! Several sets of parameters may say the record equally well and answer a question differently. A conclusion is the
//! sign of a paired difference whose interval leaves out zero; it holds under a fit if the interval there lies on the
//! same side of zero.

use super::{Interval, Line};

/// A difference as it stands, and under every fit.
#[derive(Clone, Debug)]
pub struct Held {
    /// Index of the indicator.
    pub indicator: usize,
    /// Under the parameters as they stand.
    pub stands: Interval,
    /// Under each fit.
    pub fits: Vec<Interval>,
}

/// Which side of zero an interval lies on: 1, -1, or 0 if it covers it.
pub fn side(low: f64, high: f64) -> i8 {
    if low > 0.0 {
        1
    } else if high < 0.0 {
        -1
    } else {
        0
    }
}

/// In words, whether a conclusion holds: the side as it stands, and under each fit.
pub fn holding(stands: i8, fits: &[i8]) -> String {
    let n = fits.len();
    let count = |side: i8| fits.iter().filter(|f| **f == side).count();
    let claimed = n - count(0);
    match stands {
        0 if claimed == 0 => format!("nothing claimed, nor in any of {n}"),
        0 => format!("nothing claimed; higher in {}, lower in {} of {n}", count(1), count(-1)),
        _ if count(stands) == n => format!("holds in all {n}"),
        _ => match (count(-stands), count(0)) {
            (0, open) => format!("holds in {} of {n}, open in {open}", count(stands)),
            (other, 0) => format!("holds in {} of {n}, reversed in {other}", count(stands)),
            (other, open) => format!("holds in {} of {n}, open in {open}, reversed in {other}", count(stands)),
        },
    }
}

impl Held {
    /// Every indicator of a scenario.
    pub fn all(stands: &[Line], fits: &[Vec<Line>]) -> Vec<Self> {
        let of = |line: &Line| {
            let under = fits.iter().filter_map(|f| f.iter().find(|l| l.indicator == line.indicator));
            Self { indicator: line.indicator, stands: line.difference, fits: under.map(|l| l.difference).collect() }
        };
        stands.iter().map(of).collect()
    }

    /// The least and the most of the means, as it stands included.
    pub fn ends(&self) -> (f64, f64) {
        let means = self.fits.iter().map(|i| i.mean).chain([self.stands.mean]);
        means.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
    }

    /// In words.
    pub fn words(&self) -> String {
        let of = |i: &Interval| side(i.low(), i.high());
        holding(of(&self.stands), &self.fits.iter().map(of).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conclusion_holds_where_the_interval_lies_on_its_side_of_zero() {
        let of = |mean: f64, half: f64| Interval { mean, half, deviation: half, count: 8 };
        let held = |stands, fits: &[Interval]| Held { indicator: 0, stands, fits: fits.to_vec() };
        let all = held(of(-3.0, 1.0), &[of(-9.0, 2.0), of(-0.5, 0.4)]);
        assert_eq!((all.words().as_str(), all.ends()), ("holds in all 2", (-9.0, -0.5)));
        let mixed = held(of(3.0, 1.0), &[of(1.0, 2.0), of(-1.0, 0.4), of(5.0, 1.0)]);
        assert_eq!(mixed.words(), "holds in 1 of 3, open in 1, reversed in 1");
        assert_eq!(held(of(3.0, 1.0), &[of(-1.0, 0.4)]).words(), "holds in 0 of 1, reversed in 1");
        assert_eq!(held(of(0.1, 1.0), &[of(0.0, 0.0)]).words(), "nothing claimed, nor in any of 1");
        assert_eq!(
            held(of(0.1, 1.0), &[of(2.0, 0.5), of(1.0, 9.0)]).words(),
            "nothing claimed; higher in 1, lower in 0 of 2"
        );
    }
}
