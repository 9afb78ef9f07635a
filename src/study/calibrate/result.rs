//! What a calibration finds, and its files.

use super::fitted::Fitted;
use crate::calibration::{Marginal, Misfit};
use crate::common::digest;
use crate::evidence::{Evidence, Observed, Score, Scored};
use crate::output::{Column, EnsembleManifest, Flat, Folder, Provenance};
use crate::scenario::Scenario;
use crate::study::error::StudyError;
use crate::study::findings::Findings;
use crate::study::result::StudyResult;
use crate::study::task::Size;
use jiff::civil::Date;

/// What a calibration finds.
#[derive(Clone, Debug)]
pub struct CalibrateResult {
    /// The scenario.
    pub scenario: Scenario,
    /// The record.
    pub record: Evidence,
    /// First and last day that count.
    pub dates: (Date, Date),
    /// Names of the parameters.
    pub names: Vec<String>,
    /// Their ranges.
    pub ends: Vec<(f64, f64)>,
    /// The points that were tried.
    pub points: Vec<Vec<f64>>,
    /// Their misfits.
    pub misfits: Vec<Misfit>,
    /// Their waves; empty if the points were given.
    pub waves: Vec<i64>,
    /// What the search has found; none if the points were given.
    pub fitted: Option<Fitted>,
    /// Replicates: of the best trial, or of every given point.
    pub replicates: StudyResult,
    /// Seeds and agents.
    pub size: Size,
    /// Seed of the search.
    pub search_seed: u32,
}

/// `trial, [wave], PARAMETER..., misfit, SERIES...`.
pub(super) fn trials<'a>(
    names: &'a [String],
    record: &'a [Observed],
    points: &[Vec<f64>],
    misfits: &[Misfit],
    waves: Option<&[i64]>,
) -> Flat<'a> {
    let mut columns = vec![("trial", Column::Whole((1..=points.len() as i64).collect()))];
    columns.extend(waves.map(|waves| ("wave", Column::Whole(waves.to_vec()))));
    columns.extend(rows(names, points).0);
    columns.push(("misfit", Column::Number(misfits.iter().map(|m| m.squared.sqrt()).collect())));
    let of = |s: usize| Column::Number(misfits.iter().map(|m| m.series[s].unwrap_or(f64::NAN)).collect());
    columns.extend(record.iter().enumerate().map(|(s, series)| (series.name.as_str(), of(s))));
    Flat(columns)
}

/// A column a parameter, a row a point.
fn rows<'a>(names: &'a [String], points: &[Vec<f64>]) -> Flat<'a> {
    let column = |k: usize| Column::Number(points.iter().map(|p| p[k]).collect());
    Flat(names.iter().enumerate().map(|(k, name)| (name.as_str(), column(k))).collect())
}

impl CalibrateResult {
    fn identified<'a>(&'a self, fitted: &'a Fitted) -> Flat<'a> {
        let of = &fitted.marginals;
        let number = |value: &dyn Fn(usize) -> f64| Column::Number((0..of.len()).map(value).collect());
        Flat(vec![
            ("parameter", Column::Text(self.names.iter().map(String::as_str).collect())),
            ("prior_low", number(&|k| of[k].range.0)),
            ("prior_high", number(&|k| of[k].range.1)),
            ("best", number(&|k| fitted.best[k])),
            ("low", number(&|k| of[k].quantiles[0])),
            ("median", number(&|k| of[k].quantiles[1])),
            ("high", number(&|k| of[k].quantiles[2])),
            ("width_of_prior", number(&|k| of[k].width)),
            ("verdict", Column::Text(of.iter().map(Marginal::verdict).collect())),
        ])
    }
}

impl Findings for CalibrateResult {
    fn replicates(&self) -> &StudyResult {
        &self.replicates
    }

    /// Of a search `trials.csv`, `best.csv`, `posterior.csv`, `fits.csv`, `identified.csv` and `fit.csv`; of given
    /// points `results.csv`.
    fn write(&self, folder: &Folder) -> Result<(), StudyError> {
        let table = |waves| trials(&self.names, &self.record.series, &self.points, &self.misfits, waves);
        let write = |name: &str, table: Flat| folder.file(name, |out| table.csv(out));
        let Some(fitted) = &self.fitted else { return Ok(write("results.csv", table(None))?) };
        write("trials.csv", table(Some(&self.waves)))?;
        write("best.csv", rows(&self.names, std::slice::from_ref(&fitted.best)))?;
        write("posterior.csv", rows(&self.names, &fitted.posterior))?;
        write("fits.csv", rows(&self.names, &fitted.fits))?;
        write("identified.csv", self.identified(fitted))?;
        let figures: Vec<(&Score, &Scored)> =
            fitted.scores.iter().flat_map(|s| s.figures.iter().map(move |f| (s, f))).collect();
        let periods: Vec<String> = figures.iter().map(|(_, f)| f.observation.period.to_string()).collect();
        let number = |of: &dyn Fn(&Scored) -> f64| Column::Number(figures.iter().map(|(_, f)| of(f)).collect());
        let fit = Flat(vec![
            ("series", Column::Text(figures.iter().map(|(s, _)| s.series.name.as_str()).collect())),
            ("when", Column::Text(periods.iter().map(String::as_str).collect())),
            ("observed", number(&|f| f.observation.value)),
            ("best", number(&|f| f.quantile(0.5))),
            ("tolerances_apart", number(&|f| f.error() / f.observation.tolerance)),
        ]);
        Ok(write("fit.csv", fit)?)
    }

    fn manifest(&self, provenance: &Provenance) -> EnsembleManifest {
        let StudyResult { engine, wall, agent_days, .. } = &self.replicates;
        let one = std::slice::from_ref(&self.scenario);
        // Of every point and its misfit: most replicates are not kept.
        let misfits = self.misfits.iter().map(|m| m.squared);
        let values: Vec<f64> = self.points.iter().flatten().copied().chain(misfits).collect();
        EnsembleManifest::new(one, &[Vec::new()], self.size.seeds, self.size.agents)
            .with("digest", digest::of_run(&Default::default(), &values))
            .on(engine, *wall, *agent_days, provenance)
            .with("parameters", &self.names)
            .with("evidence_sha256", &self.record.hash)
            .with("from", self.dates.0.to_string())
            .with("until", self.dates.1.to_string())
            .with("search_seed", self.search_seed)
    }
}
