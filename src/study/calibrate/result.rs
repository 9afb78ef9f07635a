//! What a calibration finds, and its files.

use super::fitted::Fitted;
use crate::calibration::{Marginal, Misfit};
use crate::common::digest;
use crate::evidence::{Corridor, Evidence, Observed, Score, Scored};
use crate::output::{self, Column, EnsembleManifest, Flat, Folder, Provenance, columns};
use crate::scenario::{Parameter, Scenario};
use crate::study::draws::FITTED_IN;
use crate::study::error::StudyError;
use crate::study::findings::Findings;
use crate::study::result::StudyResult;
use crate::study::task::Size;
use crate::study::vary::units;
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

/// Columns of the record's series: no name of a column holds a space.
pub(super) fn series_columns(record: &[Observed]) -> Vec<String> {
    record.iter().map(|series| series.name.replace(' ', "_")).collect()
}

/// Trials, with their waves or, of given points, without.
pub(super) fn trials<'a>(
    names: &'a [String],
    series: &'a [String],
    points: &[Vec<f64>],
    misfits: &[Misfit],
    waves: Option<&[i64]>,
) -> Flat<'a> {
    let mut table = vec![("trial", Column::Whole((1..=points.len() as i64).collect()))];
    table.extend(waves.map(|waves| ("wave", Column::Whole(waves.to_vec()))));
    table.extend(output::points(names, points).columns);
    table.push(("misfit", Column::Number(misfits.iter().map(|m| m.squared.sqrt()).collect())));
    let of = |s: usize| Column::Number(misfits.iter().map(|m| m.series[s].unwrap_or(f64::NAN)).collect());
    table.extend(series.iter().enumerate().map(|(s, name)| (name.as_str(), of(s))));
    let spec = if waves.is_some() { &columns::TRIALS } else { &columns::SCORED };
    let units = series.iter().map(|name| (name.as_str(), "tolerances".to_owned()));
    Flat::of(spec, table).with_units(units)
}

impl CalibrateResult {
    /// What each parameter is: a level, behaviour or a lever.
    fn kinds(&self) -> Vec<&'static str> {
        let x = &self.scenario;
        let kind = |name: &String| Parameter::parse(name, x).map_or("", |parameter| parameter.kind(&x.world));
        self.names.iter().map(kind).collect()
    }

    fn identified<'a>(&'a self, fitted: &'a Fitted, units: &'a [(&str, String)]) -> Flat<'a> {
        let of = &fitted.marginals;
        let number = |value: &dyn Fn(usize) -> f64| Column::Number((0..of.len()).map(value).collect());
        let table = vec![
            ("parameter", Column::Text(self.names.iter().map(String::as_str).collect())),
            ("kind", Column::Text(self.kinds())),
            ("unit", Column::Template(units.iter().map(|(_, unit)| unit.as_str()).collect())),
            ("prior_low", number(&|k| of[k].range.0)),
            ("prior_high", number(&|k| of[k].range.1)),
            ("best", number(&|k| fitted.best[k])),
            ("low", number(&|k| of[k].quantiles[0])),
            ("median", number(&|k| of[k].quantiles[1])),
            ("high", number(&|k| of[k].quantiles[2])),
            ("width_of_prior", number(&|k| of[k].width)),
            ("verdict", Column::Text(of.iter().map(Marginal::verdict).collect())),
        ];
        Flat::of(&columns::IDENTIFIED, table)
    }
}

/// The best trial's figures beside the record's.
fn fit(scores: &[Score]) -> Flat<'_> {
    let figures: Vec<(&Score, &Scored)> = scores.iter().flat_map(|s| s.figures.iter().map(move |f| (s, f))).collect();
    let number = |of: &dyn Fn(&Scored) -> f64| Column::Number(figures.iter().map(|(_, f)| of(f)).collect());
    let table = vec![
        ("series", Column::Text(figures.iter().map(|(s, _)| s.series.name.as_str()).collect())),
        ("unit", Column::Template(figures.iter().map(|(s, _)| s.series.unit()).collect())),
        ("from_date", Column::Date(figures.iter().map(|(_, f)| Some(f.observation.period.first)).collect())),
        ("to_date", Column::Date(figures.iter().map(|(_, f)| Some(f.observation.period.last)).collect())),
        ("observed", number(&|f| f.observation.value)),
        ("best", number(&|f| f.quantile(0.5))),
        ("tolerances_apart", number(&|f| f.error() / f.observation.tolerance)),
    ];
    Flat::of(&columns::FIT, table)
}

impl Findings for CalibrateResult {
    fn replicates(&self) -> &StudyResult {
        &self.replicates
    }

    /// Of a search `trials`, `best`, `posterior`, `fits`, `identified` and `fit`; of given points `results`.
    fn write(&self, folder: &Folder) -> Result<(), StudyError> {
        let (about, series) = (&self.about(), series_columns(&self.record.series));
        let units = units(&self.names, &self.scenario);
        let table = |waves| trials(&self.names, &series, &self.points, &self.misfits, waves).with_units(units.clone());
        let Some(fitted) = &self.fitted else { return Ok(table(None).save(folder, "results", about)?) };
        table(Some(&self.waves)).save(folder, "trials", about)?;
        let rows = |points: &[Vec<f64>]| output::points(&self.names, points).with_units(units.clone());
        rows(std::slice::from_ref(&fitted.best)).save(folder, "best", about)?;
        rows(&fitted.posterior).save(folder, "posterior", about)?;
        rows(&fitted.fits).save(folder, "fits", about)?;
        self.identified(fitted, &units).save(folder, "identified", about)?;
        Ok(fit(&fitted.scores).save(folder, "fit", about)?)
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
            .with("kinds", self.kinds())
            .with(FITTED_IN, Corridor::of(&self.scenario.world))
            .with("evidence_sha256", &self.record.hash)
            .with("from", self.dates.0.to_string())
            .with("until", self.dates.1.to_string())
            .with("search_seed", self.search_seed)
    }
}
