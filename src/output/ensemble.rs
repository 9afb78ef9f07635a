//! The tables of an ensemble, made of its replicates.

use super::flat::{Column, Flat};
use super::{Folder, FolderError};
use crate::config::aliases;
use crate::ensemble::spread::Spread;
use crate::ensemble::{Change, Held, IndicatorComparison, Interval, Parts, Record};
use crate::host::INDICATORS;

/// A parameter, and its value in each scenario of an ensemble.
pub type VariedColumn = (String, Vec<f64>);

/// Writes `NAME.csv` and `NAME.parquet` (every number of every replicate), and `summary.csv` (what follows from them).
pub fn write_comparison(
    folder: &Folder,
    name: &str,
    with_values: &[VariedColumn],
    records: &[Vec<Record>],
    lines: &[(String, Vec<IndicatorComparison>)],
) -> Result<(), FolderError> {
    let replicates = replicates(with_values, records);
    folder.file(&format!("{name}.csv"), |out| replicates.csv(std::io::BufWriter::new(out)))?;
    #[cfg(feature = "parquet")]
    folder.file(&format!("{name}.parquet"), |out| replicates.parquet(out))?;
    let verdicts: Vec<String> = lines.iter().flat_map(|(_, of)| of).map(IndicatorComparison::verdict).collect();
    let summary = summary(with_values, lines, &verdicts);
    folder.file("summary.csv", |out| summary.csv(out))
}

/// `scenario, PARAMETER..., seed, month, indicator, unit, value`.
fn replicates<'a>(with_values: &'a [VariedColumn], records: &'a [Vec<Record>]) -> Flat<'a> {
    let tidy: Vec<_> = records
        .iter()
        .enumerate()
        .flat_map(|(n, of)| of.iter().map(move |r| (n, r)))
        .flat_map(|(n, r)| r.months.iter().zip(&r.values).map(move |(month, row)| (n, r, month, row)))
        .flat_map(|(n, r, month, row)| INDICATORS.iter().zip(row).map(move |(i, v)| (n, r, month, i, v)))
        .collect();
    let mut columns = vec![("scenario", Column::Text(tidy.iter().map(|(_, r, ..)| r.scenario.as_str()).collect()))];
    for (name, values) in with_values {
        columns.push((name.as_str(), Column::Number(tidy.iter().map(|(n, ..)| values[*n]).collect())));
    }
    columns.extend([
        ("seed", Column::Whole(tidy.iter().map(|(_, r, ..)| r.seed as i64).collect())),
        ("month", Column::Text(tidy.iter().map(|(_, _, month, ..)| month.as_str()).collect())),
        ("indicator", Column::Text(tidy.iter().map(|(.., i, _)| i.name).collect())),
        ("unit", Column::Text(tidy.iter().map(|(.., i, _)| i.unit).collect())),
        ("value", Column::Number(tidy.iter().map(|(.., v)| **v).collect())),
    ]);
    Flat(columns)
}

/// A line a scenario and indicator: means, paired and unpaired difference with their intervals, verdict.
fn summary<'a>(
    with_values: &'a [VariedColumn],
    lines: &'a [(String, Vec<IndicatorComparison>)],
    verdicts: &'a [String],
) -> Flat<'a> {
    let all: Vec<(usize, &String, &IndicatorComparison)> =
        lines.iter().enumerate().flat_map(|(n, (name, of))| of.iter().map(move |l| (n, name, l))).collect();
    let text =
        |of: &dyn Fn(&'a IndicatorComparison) -> &'a str| Column::Text(all.iter().map(|(.., l)| of(l)).collect());
    let number = |of: &dyn Fn(&IndicatorComparison) -> f64| Column::Number(all.iter().map(|(.., l)| of(l)).collect());
    let mut columns = vec![("scenario", Column::Text(all.iter().map(|(_, name, _)| name.as_str()).collect()))];
    for (name, values) in with_values {
        columns.push((name.as_str(), Column::Number(all.iter().map(|(n, ..)| values[*n]).collect())));
    }
    columns.extend([
        ("indicator", text(&|l| l.indicator.name())),
        ("unit", text(&|l| l.indicator.unit())),
        ("over", text(&|l| l.indicator.over().name())),
        ("from", text(&|l| l.window.from.as_str())),
        ("to", text(&|l| l.window.to.as_str())),
        ("seeds", Column::Whole(all.iter().map(|(.., l)| l.difference.count as i64).collect())),
        ("mean", number(&|l| l.of.mean)),
        ("mean_low", number(&|l| l.of.low())),
        ("mean_high", number(&|l| l.of.high())),
        ("deviation", number(&|l| l.of.deviation)),
        ("reference", number(&|l| l.reference.mean)),
        ("difference", number(&|l| l.difference.mean)),
        ("low", number(&|l| l.difference.low())),
        ("high", number(&|l| l.difference.high())),
        ("unpaired_low", number(&|l| l.unpaired.low())),
        ("unpaired_high", number(&|l| l.unpaired.high())),
        ("seeds_needed", number(&|l| l.needed.map_or(f64::NAN, |n| n as f64))),
        ("verdict", Column::Text(verdicts.iter().map(String::as_str).collect())),
    ]);
    // The parts of a difference by a demand that the reference lacks; empty elsewhere.
    let part = |of: fn(&Parts) -> f64| number(&move |l| l.parts.as_ref().map_or(f64::NAN, of));
    columns.extend([
        ("demand_alone", part(|p| p.alone.mean)),
        ("demand_alone_low", part(|p| p.alone.low())),
        ("demand_alone_high", part(|p| p.alone.high())),
        ("rest", part(|p| p.rest.mean)),
        ("rest_low", part(|p| p.rest.low())),
        ("rest_high", part(|p| p.rest.high())),
    ]);
    Flat(columns)
}

/// Writes `fates.csv`: who stands elsewhere than under the reference.
pub fn write_fates(folder: &Folder, changes: &[(String, Vec<Change>)]) -> Result<(), FolderError> {
    let all: Vec<(&String, &Change)> =
        changes.iter().flat_map(|(name, of)| of.iter().map(move |c| (name, c))).collect();
    let text = |of: &dyn Fn(&Change) -> &'static str| Column::Text(all.iter().map(|(_, c)| of(c)).collect());
    let number = |of: &dyn Fn(&Change) -> f64| Column::Number(all.iter().map(|(_, c)| of(c)).collect());
    let table = Flat(vec![
        ("scenario", Column::Text(all.iter().map(|(name, _)| name.as_str()).collect())),
        ("reference_fate", text(&|c| c.from)),
        ("fate", text(&|c| c.to)),
        ("by", text(&|c| c.by)),
        ("of", Column::Text(all.iter().map(|(_, c)| c.of.as_str()).collect())),
        ("seeds", Column::Whole(all.iter().map(|(_, c)| c.people.count as i64).collect())),
        ("people", number(&|c| c.people.mean)),
        ("low", number(&|c| c.people.low())),
        ("high", number(&|c| c.people.high())),
    ]);
    folder.file("fates.csv", |out| table.csv(out))
}

/// Writes `spread.csv`: single differences with every seed, under every set of parameters, and under every variant.
pub fn write_spread(folder: &Folder, spreads: &[(String, Vec<Spread>)]) -> Result<(), FolderError> {
    let mut rows: Vec<(&str, &Spread, &str, String, f64)> = Vec::new();
    for (name, of) in spreads {
        for s in of {
            for (source, values) in [("seeds", &s.seeds), ("parameters", &s.parameters)] {
                rows.extend(
                    values.iter().enumerate().map(|(n, v)| (name.as_str(), s, source, (n + 1).to_string(), *v)),
                );
            }
            rows.extend(s.structure.iter().map(|(v, d)| (name.as_str(), s, "structure", (*v).to_owned(), *d)));
        }
    }
    let table = Flat(vec![
        ("scenario", Column::Text(rows.iter().map(|r| r.0).collect())),
        ("indicator", Column::Text(rows.iter().map(|r| r.1.indicator.name()).collect())),
        ("unit", Column::Text(rows.iter().map(|r| r.1.indicator.unit()).collect())),
        ("source", Column::Text(rows.iter().map(|r| r.2).collect())),
        ("which", Column::Text(rows.iter().map(|r| r.3.as_str()).collect())),
        ("difference", Column::Number(rows.iter().map(|r| r.4).collect())),
    ]);
    folder.file("spread.csv", |out| table.csv(out))
}

/// Writes `equifinality.csv`: every difference under every fit; fit 0 is as it stands.
pub fn write_fits(folder: &Folder, held: &[(String, Vec<Held>)]) -> Result<(), FolderError> {
    let of = |h: &Held| std::iter::once(h.stands).chain(h.fits.iter().copied()).enumerate().collect::<Vec<_>>();
    let all: Vec<(&str, &Held, usize, Interval)> = held
        .iter()
        .flat_map(|(name, of_scenario)| of_scenario.iter().map(move |h| (name.as_str(), h)))
        .flat_map(|(name, h)| of(h).into_iter().map(move |(fit, i)| (name, h, fit, i)))
        .collect();
    let number = |of: &dyn Fn(&Interval) -> f64| Column::Number(all.iter().map(|(.., i)| of(i)).collect());
    let table = Flat(vec![
        ("scenario", Column::Text(all.iter().map(|(name, ..)| *name).collect())),
        ("indicator", Column::Text(all.iter().map(|(_, h, ..)| h.indicator.name()).collect())),
        ("unit", Column::Text(all.iter().map(|(_, h, ..)| h.indicator.unit()).collect())),
        ("fit", Column::Whole(all.iter().map(|(_, _, fit, _)| *fit as i64).collect())),
        ("difference", number(&|i| i.mean)),
        ("low", number(&Interval::low)),
        ("high", number(&Interval::high)),
    ]);
    folder.file("equifinality.csv", |out| table.csv(out))
}

/// A design from a CSV: names of its columns, and its rows.
pub fn read_design(path: &std::path::Path) -> Result<(Vec<String>, Vec<Vec<f64>>), String> {
    let mut csv = csv::Reader::from_path(path).map_err(|e| e.to_string())?;
    let names: Vec<String> =
        csv.headers().map_err(|e| e.to_string())?.iter().map(|n| aliases::parameter(n.trim())).collect();
    let mut points = Vec::new();
    for (n, row) in csv.records().enumerate() {
        let row = row.map_err(|e| e.to_string())?;
        let number = |cell: &str| {
            let value = cell.trim().parse().ok().filter(|v: &f64| v.is_finite());
            value.ok_or(format!("row {}: `{cell}` is not a number", n + 2))
        };
        points.push(row.iter().map(number).collect::<Result<Vec<f64>, _>>()?);
    }
    if names.is_empty() || points.is_empty() {
        return Err("no points: a first line with names of parameters, then a line a point".to_owned());
    }
    Ok((names, points))
}
