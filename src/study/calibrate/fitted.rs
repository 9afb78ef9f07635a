//! What a search has found: the best point, what the record says of each parameter, samples for other studies.

use crate::calibration::{Marginal, Search, Weighted, distinct, marginals, resampled};
use crate::ensemble::Record;
use crate::evidence::{Evidence, Score};
use crate::study::error::StudyError;
use jiff::civil::Date;

/// Good fits that are kept apart.
const DISTINCT: usize = 4;

/// The least effective sample size before the posterior counts as its own.
pub(super) fn enough(search: &Search) -> f64 {
    (search.trials().len() as f64 / 10.0).min(50.0)
}

/// What a search has found.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// Index of the best trial.
    pub best_trial: usize,
    /// Its values, parameter by parameter.
    pub best: Vec<f64>,
    /// Its misfit, in tolerances.
    pub misfit: f64,
    /// The figures it makes, series by series.
    pub scores: Vec<Score>,
    /// What the record says of each parameter.
    pub marginals: Vec<Marginal>,
    /// Weights of the trials.
    pub weighed: Weighted,
    /// A sample of the posterior.
    pub posterior: Vec<Vec<f64>>,
    /// Good fits that have little in common, the best first.
    pub fits: Vec<Vec<f64>>,
}

impl Fitted {
    pub(super) fn new(
        search: &Search,
        points: &[Vec<f64>],
        ends: &[(f64, f64)],
        sample: usize,
        record: &Evidence,
        best: &[Record],
        (from, until): (Date, Date),
    ) -> Result<Self, StudyError> {
        let weighed = search.weighed(enough(search));
        let none = || StudyError::Failed("no trial ended with a misfit".to_owned());
        let best_trial = search.best().ok_or_else(none)?;
        let rows = |picked: Vec<usize>| picked.into_iter().map(|i| points[i].clone()).collect();
        Ok(Self {
            best_trial,
            best: points[best_trial].clone(),
            misfit: search.trials()[best_trial].squared.sqrt(),
            scores: record.series.iter().map(|s| Score::new(s, best, from, until)).collect(),
            marginals: marginals(search, &weighed, ends),
            posterior: rows(resampled(&weighed, sample)),
            fits: rows(distinct(search, &weighed, DISTINCT)),
            weighed,
        })
    }
}
