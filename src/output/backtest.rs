//! The tables of a back-test: `figures`, a row a figure of the record and a forecast, and `scores`, a row a series and a
//! forecast.

use super::{About, Column, Flat, Folder, FolderError, columns};
use crate::evidence::{MODEL, NAIVE, Score, Scored};

/// Writes both.
pub fn write_backtest(folder: &Folder, scores: &[Score], about: &About) -> Result<(), FolderError> {
    let statuses: Vec<Vec<String>> =
        scores.iter().map(|s| s.figures.iter().map(|f| format!("{:?}", f.observation.status)).collect()).collect();
    figures(scores, &statuses).save(folder, "figures", about)?;
    series(scores).save(folder, "scores", about)
}

/// A forecast of a figure: its name; median, ends of the 90 % range, score.
type Forecast = (&'static str, [f64; 4]);

/// The forecasts of a figure. Of a single value the score is the error.
fn forecasts(f: &Scored) -> impl Iterator<Item = Forecast> {
    let model = (MODEL, [f.quantile(0.5), f.quantile(0.05), f.quantile(0.95), f.crps()]);
    let error = |v: f64| (v - f.observation.value).abs();
    let naive =
        NAIVE.iter().zip(f.naive).filter_map(move |(name, v)| v.map(|v| (*name, [v, f64::NAN, f64::NAN, error(v)])));
    std::iter::once(model).chain(naive)
}

fn figures<'a>(scores: &'a [Score], statuses: &'a [Vec<String>]) -> Flat<'a> {
    let mut rows: Vec<(&Score, &Scored, &str, Forecast)> = Vec::new();
    for (s, statuses) in scores.iter().zip(statuses) {
        for (f, status) in s.figures.iter().zip(statuses) {
            rows.extend(forecasts(f).map(|forecast| (s, f, status.as_str(), forecast)));
        }
    }
    let number = |k: usize| Column::Number(rows.iter().map(|(.., (_, numbers))| numbers[k]).collect());
    let table = vec![
        ("series", Column::Text(rows.iter().map(|(s, ..)| s.series.name.as_str()).collect())),
        ("unit", Column::Template(rows.iter().map(|(s, ..)| s.series.unit()).collect())),
        ("from_date", Column::Date(rows.iter().map(|(_, f, ..)| Some(f.observation.period.first)).collect())),
        ("to_date", Column::Date(rows.iter().map(|(_, f, ..)| Some(f.observation.period.last)).collect())),
        ("status", Column::Text(rows.iter().map(|(_, _, status, _)| *status).collect())),
        ("source", Column::Text(rows.iter().map(|(_, f, ..)| f.observation.source.as_str()).collect())),
        ("observed", Column::Number(rows.iter().map(|(_, f, ..)| f.observation.value).collect())),
        ("tolerance", Column::Number(rows.iter().map(|(_, f, ..)| f.observation.tolerance).collect())),
        ("forecast", Column::Text(rows.iter().map(|(.., (name, _))| *name).collect())),
        ("median", number(0)),
        ("low", number(1)),
        ("high", number(2)),
        ("crps", number(3)),
    ];
    Flat::of(&columns::FIGURES, table)
}

fn series(scores: &[Score]) -> Flat<'_> {
    // Of a benchmark: the figures that it covers, its score and the model's on them.
    let mut rows: Vec<(&Score, &str, usize, [f64; 5])> = Vec::new();
    for s in scores {
        let [covered, plausible] = s.coverage();
        rows.push((s, MODEL, s.figures.len(), [s.difference(), covered, plausible, s.crps(), s.crps()]));
        for (k, name) in NAIVE.iter().enumerate() {
            let figures = s.figures.iter().filter(|f| f.naive[k].is_some()).count();
            let [naive, model] = s.beside(k).unwrap_or([f64::NAN; 2]);
            rows.push((s, name, figures, [naive, f64::NAN, f64::NAN, naive, model]));
        }
    }
    let number = |k: usize| Column::Number(rows.iter().map(|(.., numbers)| numbers[k]).collect());
    let table = vec![
        ("series", Column::Text(rows.iter().map(|(s, ..)| s.series.name.as_str()).collect())),
        ("meaning", Column::Text(rows.iter().map(|(s, ..)| s.series.meaning.as_str()).collect())),
        ("forecast", Column::Text(rows.iter().map(|(_, name, ..)| *name).collect())),
        ("figures", Column::Whole(rows.iter().map(|(_, _, figures, _)| *figures as i64).collect())),
        ("difference_percent", number(0)),
        ("within_90_percent", number(1)),
        ("within_90_percent_and_tolerance", number(2)),
        ("crps_percent", number(3)),
        ("model_crps_percent", number(4)),
    ];
    Flat::of(&columns::SCORES, table)
}
