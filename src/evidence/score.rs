//! Scores of replicates against the record, by figure and by series, beside naive benchmarks.
//!
//! The continuous ranked probability score of an ensemble is `mean |x - y| - mean |x - x'| / 2`, in the figure's unit. For
//! one value it is the absolute error, so that forecasts without a spread are comparable. Scores are expressed in percent
//! of the figure before they are averaged over figures and over series.

use super::naive::{NAIVE, naive};
use super::{Observation, Observed};
use crate::ensemble::Record;
use crate::ensemble::spread::quantile;
use crate::rates::normal;
use jiff::civil::Date;

/// A figure with its counterparts in the ensemble and the naive benchmarks.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The figure.
    pub observation: Observation,
    /// The value of each replicate.
    pub replicates: Vec<f64>,
    /// The values of the naive benchmarks, in the order of [`NAIVE`].
    pub naive: [Option<f64>; NAIVE.len()],
}

/// The scores of a series.
#[derive(Clone, Debug)]
pub struct Score {
    /// The series.
    pub series: Observed,
    /// Its figures within the run and the dates asked for.
    pub figures: Vec<Scored>,
}

impl Scored {
    /// A quantile of the replicates.
    pub fn quantile(&self, p: f64) -> f64 {
        quantile(&self.replicates, p)
    }

    /// The median of the replicates minus the figure.
    pub fn error(&self) -> f64 {
        self.quantile(0.5) - self.observation.value
    }

    /// A number in percent of the figure.
    pub fn percent(&self, value: f64) -> f64 {
        100.0 * value / self.observation.value.abs().max(1e-12)
    }

    /// Continuous ranked probability score.
    pub fn crps(&self) -> f64 {
        crps(&self.replicates, self.observation.value)
    }

    /// True if the figure lies between the 5 % and 95 % quantiles of the replicates.
    pub fn covered(&self) -> bool {
        (self.quantile(0.05)..=self.quantile(0.95)).contains(&self.observation.value)
    }

    /// True if it does so once the figure's tolerance is added to every replicate.
    pub fn plausible(&self) -> bool {
        let below = |x: &f64| normal((self.observation.value - x) / self.observation.tolerance);
        let below = self.replicates.iter().map(below).sum::<f64>() / self.replicates.len() as f64;
        (0.05..=0.95).contains(&below)
    }
}

/// The score of an ensemble of values against the outcome.
pub fn crps(values: &[f64], outcome: f64) -> f64 {
    let n = values.len() as f64;
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    // The sum of |x - x'| over all pairs, by rank.
    let pairs: f64 = sorted.iter().enumerate().map(|(i, x)| (2.0 * i as f64 + 1.0 - n) * x).sum::<f64>() * 2.0;
    values.iter().map(|x| (x - outcome).abs()).sum::<f64>() / n - pairs / (2.0 * n * n)
}

impl Score {
    /// The figures of a series between two days against replicates. Figures that may not be scored, or that lie outside
    /// the run, are left out.
    pub fn new(series: &Observed, replicates: &[Record], from: Date, until: Date) -> Self {
        let simulated: Vec<Vec<Option<f64>>> = replicates.iter().map(|m| series.simulated(m)).collect();
        let naive = replicates.first().map_or_else(Vec::new, |m| naive(series, m, from));
        let figure = |(n, o): (usize, &Observation)| {
            let inside = o.scores() && o.period.first >= from && o.period.last <= until;
            let replicates: Option<Vec<f64>> = simulated.iter().map(|of| of[n]).collect();
            let replicates = replicates.filter(|values| inside && !values.is_empty())?;
            Some(Scored { observation: o.clone(), replicates, naive: naive[n] })
        };
        let figures = series.observations.iter().enumerate().filter_map(figure).collect();
        Self { series: series.clone(), figures }
    }

    fn mean(&self, of: impl Fn(&Scored) -> f64) -> f64 {
        self.figures.iter().map(of).sum::<f64>() / self.figures.len() as f64
    }

    /// Averaged relative difference of the median, percent.
    pub fn difference(&self) -> f64 {
        self.mean(|f| f.percent(f.error().abs()))
    }

    /// Mean ranked probability score, percent of the figure.
    pub fn crps(&self) -> f64 {
        self.mean(|f| f.percent(f.crps()))
    }

    /// Share of the figures within the replicates' 90 % range, without and with the tolerance, percent.
    pub fn coverage(&self) -> [f64; 2] {
        let part = |of: fn(&Scored) -> bool| 100.0 * self.mean(|f| f64::from(u8::from(of(f))));
        [part(Scored::covered), part(Scored::plausible)]
    }

    /// The scores of a naive benchmark and of the replicates on the same figures, percent; none if the benchmark has no
    /// value.
    pub fn beside(&self, naive: usize) -> Option<[f64; 2]> {
        let pairs: Vec<[f64; 2]> = self
            .figures
            .iter()
            .filter_map(|f| Some([f.percent((f.naive[naive]? - f.observation.value).abs()), f.percent(f.crps())]))
            .collect();
        let mean = |k: usize| pairs.iter().map(|p| p[k]).sum::<f64>() / pairs.len() as f64;
        (!pairs.is_empty()).then(|| [mean(0), mean(1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_that_of_its_definition_and_of_one_value_the_error() {
        let values: [f64; 4] = [3.0, 1.0, 4.0, 1.5];
        let pairs = values.iter().flat_map(|a| values.iter().map(move |b| (a - b).abs())).sum::<f64>() / 16.0;
        let errors = values.iter().map(|x| (x - 2.0).abs()).sum::<f64>() / 4.0;
        assert!((crps(&values, 2.0) - (errors - pairs / 2.0)).abs() < 1e-12);
        assert_eq!(crps(&[5.0], 2.0), 3.0);
        assert_eq!(crps(&[2.0; 7], 2.0), 0.0);
    }

    #[test]
    fn a_spread_that_holds_the_outcome_scores_better_than_a_sure_miss_and_worse_than_a_sure_hit() {
        let spread: Vec<f64> = (0..101).map(f64::from).collect();
        assert!(crps(&spread, 50.0) < crps(&[80.0], 50.0) && crps(&spread, 50.0) > crps(&[50.0], 50.0));
    }
}
