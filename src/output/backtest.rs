//! The files of a back-test: `figures.csv`, a row a figure of the record, and `scores.csv`, a row a series.

use super::{Column, Flat, Folder, FolderError};
use crate::evidence::{NAIVE, Score, Scored};

/// Writes both.
pub fn write_backtest(folder: &Folder, scores: &[Score]) -> Result<(), FolderError> {
    let all: Vec<(&Score, &Scored)> = scores.iter().flat_map(|s| s.figures.iter().map(move |f| (s, f))).collect();
    let periods: Vec<String> = all.iter().map(|(_, f)| f.observation.period.to_string()).collect();
    let statuses: Vec<String> = all.iter().map(|(_, f)| format!("{:?}", f.observation.status)).collect();
    let number = |of: &dyn Fn(&Scored) -> f64| Column::Number(all.iter().map(|(_, f)| of(f)).collect());
    let mut columns = vec![
        ("series", Column::Text(all.iter().map(|(s, _)| s.series.name.as_str()).collect())),
        ("unit", Column::Text(all.iter().map(|(s, _)| s.series.unit()).collect())),
        ("when", Column::Text(periods.iter().map(String::as_str).collect())),
        ("status", Column::Text(statuses.iter().map(String::as_str).collect())),
        ("source", Column::Text(all.iter().map(|(_, f)| f.observation.source.as_str()).collect())),
        ("observed", number(&|f| f.observation.value)),
        ("tolerance", number(&|f| f.observation.tolerance)),
        ("median", number(&|f| f.quantile(0.5))),
        ("low", number(&|f| f.quantile(0.05))),
        ("high", number(&|f| f.quantile(0.95))),
        ("crps", number(&Scored::crps)),
    ];
    for (k, name) in NAIVE.iter().enumerate() {
        columns.push((name, number(&|f| f.naive[k].unwrap_or(f64::NAN))));
    }
    let table = Flat(columns);
    folder.file("figures.csv", |out| table.csv(out))?;

    let number = |of: &dyn Fn(&Score) -> f64| Column::Number(scores.iter().map(of).collect());
    let mut columns = vec![
        ("series", Column::Text(scores.iter().map(|s| s.series.name.as_str()).collect())),
        ("meaning", Column::Text(scores.iter().map(|s| s.series.meaning.as_str()).collect())),
        ("figures", Column::Whole(scores.iter().map(|s| s.figures.len() as i64).collect())),
        ("difference_percent", number(&Score::difference)),
        ("within_90_percent", number(&|s| s.coverage()[0])),
        ("within_90_percent_and_tolerance", number(&|s| s.coverage()[1])),
        ("crps_percent", number(&Score::crps)),
    ];
    let names: Vec<[String; 2]> =
        NAIVE.iter().map(|name| [format!("{name}_percent"), format!("crps_percent_beside_{name}")]).collect();
    for (k, pair) in names.iter().enumerate() {
        for (which, name) in pair.iter().enumerate() {
            columns.push((name, number(&|s| s.beside(k).map_or(f64::NAN, |pair| pair[which]))));
        }
    }
    let table = Flat(columns);
    folder.file("scores.csv", |out| table.csv(out))
}
