//! Intervals of what is yes or no with every seed: a share of seeds, and the difference of two shares.
//!
//! Wilson's score interval for one share; Newcombe's square-and-add intervals (1998, method 10) for differences: of
//! shares of the same seeds, and of independent samples. They stay between the shares that are possible, and have a
//! width where every seed says the same.

use super::statistics::{Interval, normal_quantile};

impl Interval {
    /// The share of ones among values that are 0 or 1.
    pub fn share(values: &[f64]) -> Self {
        let sample = Self::of(values);
        let (low, high) = wilson(ones(values), values.len(), normal_quantile());
        Self::between(sample.mean, low, high, &sample)
    }

    /// The difference of shares between values, 0 or 1, that belong together.
    pub fn paired_shares(of: &[f64], reference: &[f64]) -> Self {
        let sample = Self::paired(of, reference);
        let count = |x: f64, y: f64| of.iter().zip(reference).filter(|(a, b)| (**a, **b) == (x, y)).count();
        let counts = [count(1.0, 1.0), count(1.0, 0.0), count(0.0, 1.0), count(0.0, 0.0)];
        let (low, high) = paired(counts, normal_quantile());
        Self::between(sample.mean, low, high, &sample)
    }

    /// The difference of shares of two independent samples of values that are 0 or 1.
    pub fn unpaired_shares(of: &[f64], reference: &[f64]) -> Self {
        let sample = Self::unpaired(of, reference);
        let z = normal_quantile();
        let ends = |v: &[f64]| wilson(ones(v), v.len(), z);
        let (low, high) = square_and_add(share(of), ends(of), share(reference), ends(reference), 0.0);
        Self::between(sample.mean, low, high, &sample)
    }

    /// With other ends than its sample's; one value has no interval.
    fn between(mean: f64, low: f64, high: f64, sample: &Self) -> Self {
        if sample.count < 2 { *sample } else { Self { mean, ends: [low, high], ..*sample } }
    }
}

fn ones(values: &[f64]) -> usize {
    values.iter().filter(|v| **v == 1.0).count()
}

fn share(values: &[f64]) -> f64 {
    ones(values) as f64 / values.len() as f64
}

/// Wilson's score interval of a share of `count`.
fn wilson(ones: usize, count: usize, z: f64) -> (f64, f64) {
    let (k, n) = (ones as f64, count as f64);
    let middle = (k + z * z / 2.0) / (n + z * z);
    let half = z * (k * (n - k) / n + z * z / 4.0).max(0.0).sqrt() / (n + z * z);
    // The ends of shares of 0 and 1 are 0 and 1, but for rounding.
    let low = if ones == 0 { 0.0 } else { middle - half };
    let high = if ones == count { 1.0 } else { middle + half };
    (low, high)
}

/// The interval of the difference of two shares of the same units, by how many are (yes, yes), (yes, no), (no, yes),
/// (no, no).
fn paired([both, first, second, neither]: [usize; 4], z: f64) -> (f64, f64) {
    let n = both + first + second + neither;
    let (a, b) = (both + first, both + second);
    let of = |ones: usize| (ones as f64 / n as f64, wilson(ones, n, z));
    let ((p, ends_p), (q, ends_q)) = (of(a), of(b));
    let product = [a, n - a, b, n - b].into_iter().map(|m| m as f64).product::<f64>();
    let cross = (both * neither) as f64 - (first * second) as f64;
    // Newcombe's correction for continuity of a positive correlation.
    let cross = if cross > 0.0 { (cross - n as f64 / 2.0).max(0.0) } else { cross };
    let correlation = if product > 0.0 { cross / product.sqrt() } else { 0.0 };
    square_and_add(p, ends_p, q, ends_q, correlation)
}

/// Ends of p - q from the intervals of p and q.
fn square_and_add(p: f64, of_p: (f64, f64), q: f64, of_q: (f64, f64), correlation: f64) -> (f64, f64) {
    let width = |a: f64, b: f64| (a * a - 2.0 * correlation * a * b + b * b).max(0.0).sqrt();
    let low = p - q - width(p - of_p.0, of_q.1 - q);
    let high = p - q + width(of_p.1 - p, q - of_q.0);
    (low.max(-1.0), high.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::rng::philox;

    /// Two-sided 95 %.
    const Z95: f64 = 1.959_963_985;

    fn close((low, high): (f64, f64), expected: (f64, f64)) {
        assert!((low - expected.0).abs() < 6e-5 && (high - expected.1).abs() < 6e-5, "{low} {high}, not {expected:?}");
    }

    #[test]
    fn wilsons_intervals_are_those_of_the_literature() {
        // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        for (ones, count, ends) in [
            (81, 263, (0.2553, 0.3662)),
            (15, 148, (0.0624, 0.1605)),
            (0, 20, (0.0, 0.1611)),
            (1, 29, (0.0061, 0.1718)),
        ] {
            close(wilson(ones, count, Z95), ends);
        }
    }

    #[test]
    fn the_paired_interval_is_that_of_the_literature() {
        // Fagerland, Lydersen and Laake (2014), Statistics in Medicine 33, 2850-2875: 1, 1, 7 and 12 of 21 children.
        let (low, high) = paired([1, 1, 7, 12], Z95);
        assert!((low + 0.507).abs() < 6e-4 && (high + 0.026).abs() < 6e-4, "{low} {high}");
    }

    #[test]
    fn what_is_yes_or_no_never_leaves_the_possible() {
        let (yes, no) = ([1.0; 8], [0.0; 8]);
        let most = [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0];
        for values in [yes, no, most] {
            let i = Interval::share(&values);
            assert!(0.0 <= i.low() && i.low() <= i.mean && i.mean <= i.high() && i.high() <= 1.0, "{i:?}");
            assert!(i.high() - i.low() > 0.1, "eight seeds that agree are no certainty: {i:?}");
        }
        // 8 of 8: 8 / (8 + 1.645 squared).
        assert!((Interval::share(&yes).low() - 8.0 / (8.0 + 1.644_853_6 * 1.644_853_6)).abs() < 1e-6);
        let all = Interval::paired_shares(&yes, &no);
        assert!(all.mean == 1.0 && all.high() == 1.0 && (all.low() - 0.6424).abs() < 1e-3, "{all:?}");
        assert!(
            Interval::paired_shares(&most, &no).low() > 0.0
                && !Interval::paired_shares(&most, &yes).differs_from_zero()
        );
        assert!(Interval::unpaired_shares(&yes, &no).high() <= 1.0);
        assert_eq!(Interval::share(&[1.0]).ends, [f64::NEG_INFINITY, f64::INFINITY], "one seed has no interval");
    }

    #[test]
    fn nine_in_ten_paired_intervals_hold_the_difference() {
        let uniform = |t: u32, i: u32, k: usize| (f64::from(philox([t, i, 7, 0], [3, 1])[k]) + 0.5) / 4_294_967_296.0;
        // Shares of 0.7 and 0.4 of the same 12 seeds, which share most of their noise.
        let draw = |t: u32, share: f64, k: usize| -> Vec<f64> {
            let value = |i| if uniform(t, i, 3) < 0.5 { uniform(t, i, 0) } else { uniform(t, i, k) };
            (0..12).map(|i| f64::from(u8::from(value(i) < share))).collect()
        };
        let holds = |t: &u32| {
            let i = Interval::paired_shares(&draw(*t, 0.7, 1), &draw(*t, 0.4, 2));
            i.low() <= 0.3 && 0.3 <= i.high()
        };
        let held = (0..2_000).filter(holds).count();
        assert!((1_700..=1_960).contains(&held), "{held} of 2,000");
    }
}
