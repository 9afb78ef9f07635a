//! Probabilities as integers: a threshold in `0..=2^31` compared with the upper 31 bits of a draw.
//!
//! Both 0 and 1 are exact, which a plain `draw < threshold` on 32 bits cannot say. The step is 4.7e-10.

/// The threshold of a certainty.
pub const ONE: u32 = 1 << 31;

/// Average length of a calendar month in days.
pub const MONTH_DAYS: f64 = 365.25 / 12.0;

/// True with probability `threshold / 2^31`.
#[inline(always)]
pub fn hit(draw: u32, threshold: u32) -> bool {
    (draw >> 1) < threshold
}

/// The threshold of a probability; values outside 0..=1 are clamped.
pub fn threshold(probability: f64) -> u32 {
    (probability.clamp(0.0, 1.0) * f64::from(ONE)).round() as u32
}

/// Daily probability with the same survival over an average month as the monthly probability `p`.
pub fn daily_from_monthly(p: f64) -> f64 {
    1.0 - libm::pow(1.0 - p.clamp(0.0, 1.0), 1.0 / MONTH_DAYS)
}

/// Daily probability of an event that happens `n` times a year on average.
pub fn daily_from_yearly_rate(n: f64) -> f64 {
    1.0 - libm::exp(-n.max(0.0) / 365.25)
}

/// Cumulative thresholds of adjacent intervals of one draw; the last is exactly certain.
pub fn cumulative<const N: usize>(weights: &[f64]) -> [u32; N] {
    let total: f64 = weights.iter().sum();
    let mut out = [ONE; N];
    let mut sum = 0.0;
    for (slot, weight) in out.iter_mut().zip(weights).take(weights.len().saturating_sub(1)) {
        sum += weight / total;
        *slot = threshold(sum);
    }
    out
}
