//! How far a trial lies from the record, in tolerances.

use crate::ensemble::Record;
use crate::evidence::Observed;
use jiff::civil::Date;

/// A trial's distance from the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// Weighted mean over series; 1 where model and record lie a tolerance apart.
    pub squared: f64,
    /// Sum of the series' weights.
    pub weight: f64,
    /// Root mean square of each series' differences in tolerances; none for one without a figure that counts.
    pub series: Vec<Option<f64>>,
    /// Every difference in tolerances, weighted so that their squares add up to `weight * squared`.
    pub differences: Vec<f64>,
}

/// The misfit of replicates on several seeds: their mean against the figures between two days.
pub fn misfit(record: &[Observed], replicates: &[Record], from: Date, until: Date) -> Misfit {
    let of_series = |series: &Observed| -> Vec<f64> {
        let simulated: Vec<Vec<Option<f64>>> = replicates.iter().map(|m| series.simulated(m)).collect();
        let figures = series.observations.iter().enumerate();
        figures
            .filter(|(_, o)| o.scores() && o.period.first >= from && o.period.last <= until)
            .filter_map(|(n, o)| {
                let values: Option<Vec<f64>> = simulated.iter().map(|of| of[n]).collect();
                let values = values.filter(|v| !v.is_empty())?;
                Some((values.iter().sum::<f64>() / values.len() as f64 - o.value) / o.tolerance)
            })
            .collect()
    };
    let (mut weight, mut differences, mut series) = (0.0, Vec::new(), Vec::new());
    for observed in record {
        let of = of_series(observed);
        let count = of.len() as f64;
        series.push((!of.is_empty()).then(|| (of.iter().map(|r| r * r).sum::<f64>() / count).sqrt()));
        if !of.is_empty() && observed.weight > 0.0 {
            weight += observed.weight;
            differences.extend(of.iter().map(|r| r * (observed.weight / count).sqrt()));
        }
    }
    let squared = differences.iter().map(|r| r * r).sum::<f64>() / f64::max(weight, 1e-12);
    Misfit { squared, weight, series, differences }
}
