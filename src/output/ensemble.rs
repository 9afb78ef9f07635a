//! The tables of an ensemble, made of its replicates.

use super::flat::{Column, Flat};
use super::{About, Folder, FolderError, columns, intact_table};
use crate::config::{CsvTable, aliases};
use crate::ensemble::spread::Spread;
use crate::ensemble::{Change, Held, IndicatorComparison, Interval, Parts, Record};
use crate::host::IndicatorId;
use crate::world::Words;

/// A parameter, and its value in each scenario of an ensemble.
pub type VariedColumn = (String, Vec<f64>);

/// Scenarios beside a reference, indicator by indicator.
pub struct Compared<'a> {
    /// By scenario: its name, and every indicator.
    pub lines: &'a [(String, Vec<IndicatorComparison>)],
    /// Name of the reference.
    pub reference: &'a str,
    /// What is varied, and the units of it.
    pub varied: (&'a [VariedColumn], Vec<(&'a str, String)>),
}

impl Compared<'_> {
    /// Writes the table NAME (every number of every replicate), and `summary` (what follows from them).
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn write(
        &self,
        folder: &Folder,
        name: &str,
        records: &[Vec<Record>],
        about: &About,
    ) -> Result<(), FolderError> {
        let (varied, units) = &self.varied;
        replicates(varied, records).with_units(units.clone()).save(folder, name, about)?;
        let verdicts = self.verdicts(&about.words);
        self.summary(&verdicts).save(folder, "summary", about)
    }

    fn verdicts(&self, words: &Words) -> Vec<String> {
        self.lines.iter().flat_map(|(_, of)| of).map(|of| of.verdict(words)).collect()
    }

    /// A line a scenario and indicator: means, paired and unpaired difference with their intervals, verdict.
    fn summary<'s>(&'s self, verdicts: &'s [String]) -> Flat<'s> {
        let (varied, units) = &self.varied;
        let all: Vec<(usize, &String, &IndicatorComparison)> =
            self.lines.iter().enumerate().flat_map(|(n, (name, of))| of.iter().map(move |l| (n, name, l))).collect();
        let text =
            |of: &dyn Fn(&'s IndicatorComparison) -> &'s str| Column::Text(all.iter().map(|(.., l)| of(l)).collect());
        let number =
            |of: &dyn Fn(&IndicatorComparison) -> f64| Column::Number(all.iter().map(|(.., l)| of(l)).collect());
        let mut table = vec![("scenario", Column::Text(all.iter().map(|(_, name, _)| name.as_str()).collect()))];
        for (name, values) in *varied {
            table.push((name.as_str(), Column::Number(all.iter().map(|(n, ..)| values[*n]).collect())));
        }
        table.extend([
            ("reference_scenario", text(&|_| self.reference)),
            ("indicator", text(&|l| l.indicator.name())),
            ("unit", Column::Template(all.iter().map(|(.., l)| l.indicator.unit()).collect())),
            ("statistic", text(&|l| l.indicator.over().name())),
            ("first_month", Column::months(all.iter().map(|(.., l)| l.window.from.as_str()))),
            ("last_month", Column::months(all.iter().map(|(.., l)| l.window.to.as_str()))),
            ("days", Column::Whole(all.iter().map(|(.., l)| i64::from(l.window.days)).collect())),
            ("seeds", Column::Whole(all.iter().map(|(.., l)| l.difference.count as i64).collect())),
            ("mean", number(&|l| l.of.mean)),
            ("mean_low", number(&|l| l.of.low())),
            ("mean_high", number(&|l| l.of.high())),
            ("deviation", number(&|l| l.of.deviation)),
            ("reference_mean", number(&|l| l.reference.mean)),
            ("difference", number(&|l| l.difference.mean)),
            ("low", number(&|l| l.difference.low())),
            ("high", number(&|l| l.difference.high())),
            ("unpaired_low", number(&|l| l.unpaired.low())),
            ("unpaired_high", number(&|l| l.unpaired.high())),
            ("seeds_needed", Column::SomeWhole(all.iter().map(|(.., l)| l.needed.map(|n| n as i64)).collect())),
            ("verdict", Column::Text(verdicts.iter().map(String::as_str).collect())),
        ]);
        // The parts of a difference by a demand that the reference lacks; null elsewhere.
        let part = |of: fn(&Parts) -> f64| number(&move |l| l.parts.as_ref().map_or(f64::NAN, of));
        table.extend([
            ("demand_alone", part(|p| p.alone.mean)),
            ("demand_alone_low", part(|p| p.alone.low())),
            ("demand_alone_high", part(|p| p.alone.high())),
            ("rest", part(|p| p.rest.mean)),
            ("rest_low", part(|p| p.rest.low())),
            ("rest_high", part(|p| p.rest.high())),
        ]);
        Flat::of(&columns::SUMMARY, table).with_units(units.clone())
    }
}

/// Every number of every replicate.
fn replicates<'a>(with_values: &'a [VariedColumn], records: &'a [Vec<Record>]) -> Flat<'a> {
    let tidy: Vec<_> = records
        .iter()
        .enumerate()
        .flat_map(|(n, of)| of.iter().map(move |r| (n, r)))
        .flat_map(|(n, r)| (0..r.months.len()).map(move |month| (n, r, month)))
        .flat_map(|(n, r, month)| {
            IndicatorId::ALL.map(|i| (n, r, month, i, i.shown(r.value(month, i), r.is_whole(month))))
        })
        .collect();
    let mut all = vec![("scenario", Column::Text(tidy.iter().map(|(_, r, ..)| r.scenario.as_str()).collect()))];
    for (name, values) in with_values {
        all.push((name.as_str(), Column::Number(tidy.iter().map(|(n, ..)| values[*n]).collect())));
    }
    all.extend([
        ("seed", Column::Whole(tidy.iter().map(|(_, r, ..)| r.seed as i64).collect())),
        ("month", Column::months(tidy.iter().map(|(_, r, month, ..)| r.months[*month].as_str()))),
        ("days", Column::Whole(tidy.iter().map(|(_, r, month, ..)| i64::from(r.days[*month])).collect())),
        ("indicator", Column::Text(tidy.iter().map(|(.., i, _)| i.name()).collect())),
        ("unit", Column::Template(tidy.iter().map(|(.., i, _)| i.unit()).collect())),
        ("value", Column::Number(tidy.iter().map(|(.., v)| *v).collect())),
    ]);
    Flat::of(&columns::REPLICATES, all)
}

/// Writes `fates`: who stands elsewhere than under the reference.
pub fn write_fates(folder: &Folder, changes: &[(String, Vec<Change>)], about: &About) -> Result<(), FolderError> {
    let all: Vec<(&String, &Change)> =
        changes.iter().flat_map(|(name, of)| of.iter().map(move |c| (name, c))).collect();
    let text = |of: &dyn Fn(&Change) -> &'static str| Column::Text(all.iter().map(|(_, c)| of(c)).collect());
    let number = |of: &dyn Fn(&Change) -> f64| Column::Number(all.iter().map(|(_, c)| of(c)).collect());
    let table = vec![
        ("scenario", Column::Text(all.iter().map(|(name, _)| name.as_str()).collect())),
        ("reference_fate", text(&|c| c.from)),
        ("fate", text(&|c| c.to)),
        ("attribute", text(&|c| c.by)),
        ("category", Column::Text(all.iter().map(|(_, c)| c.of.as_str()).collect())),
        ("seeds", Column::Whole(all.iter().map(|(_, c)| c.people.count as i64).collect())),
        ("people", number(&|c| c.people.mean)),
        ("low", number(&|c| c.people.low())),
        ("high", number(&|c| c.people.high())),
    ];
    Flat::of(&columns::FATES, table).save(folder, "fates", about)
}

/// Writes `spread`: single differences with every seed, under every set of parameters, and under every variant.
pub fn write_spread(folder: &Folder, spreads: &[(String, Vec<Spread>)], about: &About) -> Result<(), FolderError> {
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
    let table = vec![
        ("scenario", Column::Text(rows.iter().map(|r| r.0).collect())),
        ("indicator", Column::Text(rows.iter().map(|r| r.1.indicator.name()).collect())),
        ("unit", Column::Template(rows.iter().map(|r| r.1.indicator.unit()).collect())),
        ("source", Column::Text(rows.iter().map(|r| r.2).collect())),
        ("variant", Column::Text(rows.iter().map(|r| r.3.as_str()).collect())),
        ("difference", Column::Number(rows.iter().map(|r| r.4).collect())),
    ];
    Flat::of(&columns::SPREAD, table).save(folder, "spread", about)
}

/// Writes `equifinality`: every difference under every fit; fit 0 is as it stands.
pub fn write_fits(folder: &Folder, held: &[(String, Vec<Held>)], about: &About) -> Result<(), FolderError> {
    let of = |h: &Held| std::iter::once(h.stands).chain(h.fits.iter().copied()).enumerate().collect::<Vec<_>>();
    let all: Vec<(&str, &Held, usize, Interval)> = held
        .iter()
        .flat_map(|(name, of_scenario)| of_scenario.iter().map(move |h| (name.as_str(), h)))
        .flat_map(|(name, h)| of(h).into_iter().map(move |(fit, i)| (name, h, fit, i)))
        .collect();
    let number = |of: &dyn Fn(&Interval) -> f64| Column::Number(all.iter().map(|(.., i)| of(i)).collect());
    let table = vec![
        ("scenario", Column::Text(all.iter().map(|(name, ..)| *name).collect())),
        ("indicator", Column::Text(all.iter().map(|(_, h, ..)| h.indicator.name()).collect())),
        ("unit", Column::Template(all.iter().map(|(_, h, ..)| h.indicator.unit()).collect())),
        ("fit", Column::Whole(all.iter().map(|(_, _, fit, _)| *fit as i64).collect())),
        ("difference", number(&|i| i.mean)),
        ("low", number(&Interval::low)),
        ("high", number(&Interval::high)),
    ];
    Flat::of(&columns::EQUIFINALITY, table).save(folder, "equifinality", about)
}

/// Points: a column a parameter.
pub fn points<'a>(names: &'a [String], points: &[Vec<f64>]) -> Flat<'a> {
    let column = |k: usize| Column::Number(points.iter().map(|p| p[k]).collect());
    Flat::of(&columns::POINTS, names.iter().enumerate().map(|(k, name)| (name.as_str(), column(k))).collect())
}

/// A design from a CSV: names of its columns, and its rows.
pub fn read_design(path: &std::path::Path) -> Result<(Vec<String>, Vec<Vec<f64>>), String> {
    intact_table(path).map_err(|e| e.to_string())?;
    let table = CsvTable::read(path, aliases::parameter)?;
    let points = table.rows.iter().map(|row| table.numbers(row)).collect::<Result<Vec<_>, _>>()?;
    if table.names.is_empty() || points.is_empty() {
        return Err("no points: a first line with names of parameters, then a line a point".to_owned());
    }
    Ok((table.names, points))
}
