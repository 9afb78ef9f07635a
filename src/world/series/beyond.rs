//! How a series goes on outside the months that its table states.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Months whose growth a trend takes.
const TREND: usize = 36;

/// How series go on outside their range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Extrapolate {
    /// The last value, or the first, goes on.
    Hold,
    /// The mean growth of the last 36 months, or of the first, goes on.
    Trend,
}

impl Extrapolate {
    /// The value `months` after the last of these, or before the first where it is negative.
    pub(super) fn value(self, values: &[f64], months: i32) -> f64 {
        let last = values.len() - 1;
        let from = if months < 0 { 0 } else { last };
        let (Self::Trend, true) = (self, last > 0) else { return values[from] };
        let over = TREND.min(last);
        let (a, b) = if months < 0 { (0, over) } else { (last - over, last) };
        let (a, b) = (values[a], values[b]);
        let rate = f64::from(months) / over as f64;
        match values.iter().all(|v| *v > 0.0) {
            true => values[from] * libm::exp((libm::log(b) - libm::log(a)) * rate),
            false => values[from] + (b - a) * rate,
        }
    }
}

impl fmt::Display for Extrapolate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hold => "hold",
            Self::Trend => "trend",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Extrapolate::{Hold, Trend};

    #[test]
    fn a_value_is_held_or_follows_the_growth_of_three_years() {
        let growing: Vec<f64> = (0..60).map(|m| 2.0 * libm::pow(1.01, f64::from(m))).collect();
        assert_eq!((Hold.value(&growing, 7), Hold.value(&growing, -7)), (growing[59], 2.0));
        for months in [1, 24, -1, -24] {
            let from = if months > 0 { growing[59] } else { 2.0 };
            assert!((Trend.value(&growing, months) / (from * libm::pow(1.01, f64::from(months))) - 1.0).abs() < 1e-12);
        }
        // Growth of before the last three years is forgotten.
        let halted: Vec<f64> = (0..40).map(|m| if m < 3 { 1.0 } else { 5.0 }).collect();
        assert_eq!(Trend.value(&halted, 12), 5.0);
        assert_eq!(Trend.value(&[3.0], 12), 3.0);
        assert_eq!(Trend.value(&[-1.0, 1.0], 2), 5.0, "a series that changes its sign goes on in a line");
    }
}
