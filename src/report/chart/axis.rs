//! Axes: a range in the data, its place on the paper, and ticks at round numbers.

/// A linear axis.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// Ends in the data.
    pub low: f64,
    /// The other end.
    pub high: f64,
    /// Place of `low`.
    pub from: f64,
    /// Place of `high`.
    pub to: f64,
}

impl Axis {
    /// An axis whose ends are round numbers around some values, with zero among them if it is near.
    pub fn around(values: impl Iterator<Item = f64> + Clone, from: f64, to: f64, ticks: usize) -> Self {
        let finite = values.filter(|v| v.is_finite());
        let (mut low, mut high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low > 0.0 && low < 0.5 * high {
            low = 0.0;
        }
        if high < 0.0 && high > 0.5 * low {
            high = 0.0;
        }
        if low == high {
            let pad = if low == 0.0 { 1.0 } else { 0.1 * low.abs() };
            (low, high) = (if low == 0.0 { 0.0 } else { low - pad }, high + pad);
        }
        let step = step(high - low, ticks);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, from, to }
    }

    /// The place of a value.
    pub fn at(&self, v: f64) -> f64 {
        let part = (v - self.low) / (self.high - self.low);
        // Tenths of a unit are finer than anyone sees.
        ((self.from + part * (self.to - self.from)) * 10.0).round() / 10.0
    }

    /// Round numbers along it, with the decimals that distinguish them.
    pub fn ticks(&self, count: usize) -> Vec<(f64, String)> {
        let step = step(self.high - self.low, count);
        let decimals = (-step.log10().floor()).clamp(0.0, 8.0) as usize;
        let first = (self.low / step).ceil() as i64;
        let last = (self.high / step + 1e-9).floor() as i64;
        (first..=last)
            .map(|n| {
                let v = n as f64 * step;
                (v, super::super::numbers::grouped(&format!("{:.decimals$}", if v == 0.0 { 0.0 } else { v })))
            })
            .collect()
    }
}

/// The round step that divides a width into about `count` parts.
fn step(width: f64, count: usize) -> f64 {
    let rough = width / count as f64;
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * power >= rough * 0.999).unwrap_or(10.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_ticks_are_round_and_hold_the_values() {
        for values in [[873.0, 1_214.0], [0.002, 0.0031], [-3.4, 9.1], [5.0, 5.0], [0.0, 0.0], [88.0, 91.0]] {
            let axis = Axis::around(values.into_iter(), 40.0, 390.0, 5);
            assert!(axis.low <= values[0] && axis.high >= values[1], "{axis:?}");
            let ticks = axis.ticks(5);
            assert!((2..=8).contains(&ticks.len()), "{values:?}: {ticks:?}");
            assert!(ticks.iter().all(|(v, _)| (39.9..=390.1).contains(&axis.at(*v))), "{ticks:?}");
        }
    }
}
