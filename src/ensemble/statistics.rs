//! Means, and intervals by Student's t: of a sample, of paired differences, of two independent samples.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use std::collections::BTreeMap;

/// Confidence of every interval.
pub const LEVEL: f64 = 0.9;

/// A mean with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Mean.
    pub mean: f64,
    /// Lower and upper end; infinite for fewer than two values. They need not be equally far from the mean.
    pub ends: [f64; 2],
    /// Standard deviation of a single value.
    pub deviation: f64,
    /// Number of values.
    pub count: usize,
}

impl Interval {
    /// The mean of a sample.
    pub fn of(values: &[f64]) -> Self {
        let count = values.len();
        let n = count as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>();
        let deviation = if count > 1 { (squares / (n - 1.0)).sqrt() } else { f64::NAN };
        let half = if count > 1 { quantile(n - 1.0) * deviation / n.sqrt() } else { f64::INFINITY };
        Self::symmetric(mean, half, deviation, count)
    }

    /// A mean with half the width of its interval.
    pub fn symmetric(mean: f64, half: f64, deviation: f64, count: usize) -> Self {
        Self { mean, ends: [mean - half, mean + half], deviation, count }
    }

    /// The same within what is possible; the ends stay infinite where there is no interval.
    pub fn within(self, (low, high): (f64, f64)) -> Self {
        let ends = self.ends.map(|end| if end.is_finite() { end.clamp(low, high) } else { end });
        Self { ends, ..self }
    }

    /// The mean of a sample in which values of the same draw of parameters stand together as one: `draws` says of which
    /// draw each value is. Every value counts in the mean; the interval and the count are those of the draws (robust to
    /// clusters). If all are of one draw, each value counts.
    pub fn of_draws(values: &[f64], draws: &[u64]) -> Self {
        let all = Self::of(values);
        let mut sums: BTreeMap<u64, f64> = BTreeMap::new();
        draws.iter().zip(values).for_each(|(draw, v)| *sums.entry(*draw).or_default() += v - all.mean);
        let count = sums.len();
        if count == values.len() || count < 2 {
            return all;
        }
        let (d, n) = (count as f64, values.len() as f64);
        let squares = sums.values().map(|s| s * s).sum::<f64>();
        let deviation = d / n * (squares / (d - 1.0)).sqrt();
        Self::symmetric(all.mean, quantile(d - 1.0) * deviation / d.sqrt(), deviation, count)
    }

    /// The mean of differences between values that belong together.
    pub fn paired(of: &[f64], reference: &[f64]) -> Self {
        let differences: Vec<f64> = of.iter().zip(reference).map(|(a, b)| a - b).collect();
        Self::of(&differences)
    }

    /// The difference of the means of two independent samples (Welch).
    pub fn unpaired(of: &[f64], reference: &[f64]) -> Self {
        Self::welch(&Self::of(of), &Self::of(reference))
    }

    /// The difference of two independent means (Welch).
    pub fn welch(a: &Self, b: &Self) -> Self {
        let (na, nb) = (a.count as f64, b.count as f64);
        let (va, vb) = (a.deviation * a.deviation / na, b.deviation * b.deviation / nb);
        let variance = va + vb;
        let freedom = variance * variance / (va * va / (na - 1.0) + vb * vb / (nb - 1.0));
        let half = match variance {
            0.0 => 0.0,
            v if v.is_nan() => f64::INFINITY,
            _ => quantile(freedom) * variance.sqrt(),
        };
        let count = a.count.min(b.count);
        Self::symmetric(a.mean - b.mean, half, (variance * count as f64).sqrt(), count)
    }

    /// Lower end.
    pub fn low(&self) -> f64 {
        self.ends[0]
    }

    /// Upper end.
    pub fn high(&self) -> f64 {
        self.ends[1]
    }

    /// Half the width; infinite for fewer than two values.
    pub fn half(&self) -> f64 {
        (self.high() - self.low()) / 2.0
    }

    /// True if every value is zero.
    pub fn is_zero(&self) -> bool {
        self.mean == 0.0 && (self.count == 1 || self.deviation == 0.0)
    }

    /// True if zero lies outside.
    pub fn differs_from_zero(&self) -> bool {
        self.low() > 0.0 || self.high() < 0.0
    }

    /// Number of values with which half the width would be at most `half`, judged by the deviation of these.
    pub fn needed(&self, half: f64) -> Option<usize> {
        let enough = |n: f64| quantile(n - 1.0) * self.deviation <= half * n.sqrt();
        let mut n = (1.645 * self.deviation / half).powi(2).max(2.0).floor();
        while n < 1e6 && !enough(n) {
            n += (n * 0.01).ceil();
        }
        (n < 1e6).then_some(n as usize)
    }
}

/// Two-sided quantile of Student's t at [`LEVEL`].
fn quantile(freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |t| t.inverse_cdf(0.5 + LEVEL / 2.0))
}

/// The same of the normal distribution.
pub(super) fn normal_quantile() -> f64 {
    Normal::standard().inverse_cdf(0.5 + LEVEL / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::rng::philox;
    use crate::rates::normal_quantile;

    #[test]
    fn the_quantiles_are_those_of_the_tables() {
        for (freedom, expected) in [(1.0, 6.3138), (4.0, 2.1318), (15.0, 1.7531), (1e6, 1.6449)] {
            assert!((quantile(freedom) - expected).abs() < 1e-3, "{freedom}: {}", quantile(freedom));
        }
    }

    /// Sixteen normal draws about 3, the deviation 2.
    fn sample(trial: u32, stream: u32) -> Vec<f64> {
        let uniform = |i| (f64::from(philox([trial, i, stream, 0], [5, 9])[0]) + 0.5) / 4_294_967_296.0;
        (0..16).map(|i| 3.0 + 2.0 * normal_quantile(uniform(i))).collect()
    }

    #[test]
    fn nine_in_ten_intervals_hold_the_mean() {
        let holds = |i: Interval, truth: f64| i.low() <= truth && truth <= i.high();
        let of_a_sample = (0..2_000).filter(|t| holds(Interval::of(&sample(*t, 0)), 3.0)).count();
        let noise = |t| sample(t, 1);
        let with = |t| sample(t, 2).iter().zip(noise(t)).map(|(a, b)| 10.0 * b + 0.5 * a).collect::<Vec<_>>();
        let without = |t| noise(t).iter().map(|b| 10.0 * b).collect::<Vec<_>>();
        let paired = (0..2_000).filter(|t| holds(Interval::paired(&with(*t), &without(*t)), 1.5)).count();
        let unpaired = (0..2_000).filter(|t| holds(Interval::unpaired(&sample(*t, 3), &sample(*t, 4)), 0.0)).count();
        for covered in [of_a_sample, paired, unpaired] {
            assert!((1_740..=1_860).contains(&covered), "{of_a_sample}, {paired}, {unpaired} of 2,000");
        }
    }

    #[test]
    fn pairing_takes_common_noise_away_and_one_value_has_no_interval() {
        let (a, b) = ([11.0, 21.0, 31.5], [10.0, 20.0, 30.0]);
        assert!(Interval::paired(&a, &b).half() * 10.0 < Interval::unpaired(&a, &b).half());
        assert_eq!(Interval::paired(&b, &b), Interval::symmetric(0.0, 0.0, 0.0, 3));
        assert_eq!(Interval::of(&[99.0, 100.0]).within((0.0, 100.0)).high(), 100.0);
        assert!(!Interval::of(&[4.0]).differs_from_zero());
        assert_eq!(Interval::of(&[4.0]).within((0.0, 9.0)).half(), f64::INFINITY);
    }

    #[test]
    fn values_of_one_draw_stand_together() {
        let values = [1.0, 5.0, 2.0, 6.0, 9.0, 4.0];
        let all = Interval::of(&values);
        assert_eq!(Interval::of_draws(&values, &[0, 1, 2, 3, 4, 5]), all);
        assert_eq!(Interval::of_draws(&values, &[7; 6]), all, "one set of parameters: each seed counts");
        // Each draw twice with the same value: as if each stood once.
        let (twice, once) = ([1.0, 1.0, 5.0, 5.0, 2.0, 2.0], Interval::of(&[1.0, 5.0, 2.0]));
        let of_draws = Interval::of_draws(&twice, &[0, 0, 1, 1, 2, 2]);
        let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(
            of_draws.count == 3 && close(of_draws.half(), once.half()) && close(of_draws.deviation, once.deviation)
        );
        // A draw that stands more often weighs more.
        assert_eq!(Interval::of_draws(&[1.0, 1.0, 1.0, 5.0], &[0, 0, 0, 1]).mean, 2.0);
    }

    #[test]
    fn the_number_of_values_needed_follows_from_the_deviation() {
        let i = Interval::symmetric(0.0, 0.0, 1.0, 16);
        let n = i.needed(0.1).unwrap();
        assert!((270..=275).contains(&n), "{n}");
        assert_eq!(i.needed(1e-9), None);
    }
}
