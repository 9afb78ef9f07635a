//! The files of an ensemble: its members as they end, and the tables made of them.

use super::flat::{Column, Flat};
use super::{Folder, FolderError};
use crate::ensemble::{Change, Line, Record};
use crate::host::INDICATORS;
use std::io::Write;

/// The members of a folder, each in a file named by what identifies it.
pub struct Store<'a>(pub &'a Folder);

impl Store<'_> {
    fn name(identity: &str) -> String {
        format!("members/{}.json", &identity[..32])
    }

    /// A member kept earlier, with its fates if these are wanted; none if there is none, or if its file is damaged or of
    /// something else.
    pub fn read(&self, identity: &str, fates: bool) -> Option<Record> {
        if fates && self.read_fates(identity).is_none() {
            return None;
        }
        let text = std::fs::read_to_string(self.0.path().join(Self::name(identity))).ok()?;
        serde_json::from_str(&text).ok().filter(|r: &Record| {
            r.identity == identity
                && r.values.len() == r.months.len()
                && r.values.iter().all(|row| row.len() == INDICATORS.len())
        })
    }

    fn fates(identity: &str) -> String {
        format!("members/{}.fates", &identity[..32])
    }

    /// A member's fates, a byte an agent.
    pub fn read_fates(&self, identity: &str) -> Option<Vec<u8>> {
        std::fs::read(self.0.path().join(Self::fates(identity))).ok()
    }

    /// Keeps a member's fates; before the member itself, which makes it whole.
    pub fn write_fates(&self, identity: &str, fates: &[u8]) -> Result<(), FolderError> {
        self.0.file(&Self::fates(identity), |out| out.write_all(fates))
    }

    /// Keeps a member.
    pub fn write(&self, record: &Record) -> Result<(), FolderError> {
        self.0.file(&Self::name(&record.identity), |out| {
            let mut out = std::io::BufWriter::new(out);
            serde_json::to_writer(&mut out, record)?;
            out.flush()
        })
    }
}

/// Writes `compare.csv` and `compare.parquet` (every number of every member) and `summary.csv` (what follows from them).
pub fn write_comparison(
    folder: &Folder,
    records: &[Vec<Record>],
    lines: &[(String, Vec<Line>)],
) -> Result<(), FolderError> {
    let members = members(records);
    folder.file("compare.csv", |out| members.csv(std::io::BufWriter::new(out)))?;
    folder.file("compare.parquet", |out| members.parquet(out))?;
    let summary = summary(lines);
    folder.file("summary.csv", |out| summary.csv(out))
}

/// `scenario, seed, month, indicator, unit, value`.
fn members(records: &[Vec<Record>]) -> Flat<'_> {
    let tidy: Vec<_> = records
        .iter()
        .flatten()
        .flat_map(|r| r.months.iter().zip(&r.values).map(move |(month, row)| (r, month, row)))
        .flat_map(|(r, month, row)| INDICATORS.iter().zip(row).map(move |(i, v)| (r, month, i, v)))
        .collect();
    Flat(vec![
        ("scenario", Column::Text(tidy.iter().map(|(r, ..)| r.scenario.as_str()).collect())),
        ("seed", Column::Whole(tidy.iter().map(|(r, ..)| r.seed as i64).collect())),
        ("month", Column::Text(tidy.iter().map(|(_, month, ..)| month.as_str()).collect())),
        ("indicator", Column::Text(tidy.iter().map(|(.., i, _)| i.name).collect())),
        ("unit", Column::Text(tidy.iter().map(|(.., i, _)| i.unit).collect())),
        ("value", Column::Number(tidy.iter().map(|(.., v)| **v).collect())),
    ])
}

/// A line a scenario and indicator: means, paired and unpaired difference with their intervals, verdict.
fn summary(lines: &[(String, Vec<Line>)]) -> Flat<'_> {
    let all: Vec<(&String, &Line)> = lines.iter().flat_map(|(name, of)| of.iter().map(move |l| (name, l))).collect();
    let text = |of: &dyn Fn(&Line) -> &'static str| Column::Text(all.iter().map(|(_, l)| of(l)).collect());
    let number = |of: &dyn Fn(&Line) -> f64| Column::Number(all.iter().map(|(_, l)| of(l)).collect());
    Flat(vec![
        ("scenario", Column::Text(all.iter().map(|(name, _)| name.as_str()).collect())),
        ("indicator", text(&|l| INDICATORS[l.indicator].name)),
        ("unit", text(&|l| INDICATORS[l.indicator].unit)),
        ("over", text(&|l| INDICATORS[l.indicator].over.name())),
        ("from", Column::Text(all.iter().map(|(_, l)| l.window.from.as_str()).collect())),
        ("to", Column::Text(all.iter().map(|(_, l)| l.window.to.as_str()).collect())),
        ("seeds", Column::Whole(all.iter().map(|(_, l)| l.difference.count as i64).collect())),
        ("mean", number(&|l| l.of.mean)),
        ("deviation", number(&|l| l.of.deviation)),
        ("reference", number(&|l| l.reference.mean)),
        ("difference", number(&|l| l.difference.mean)),
        ("low", number(&|l| l.difference.low())),
        ("high", number(&|l| l.difference.high())),
        ("unpaired_low", number(&|l| l.unpaired.low())),
        ("unpaired_high", number(&|l| l.unpaired.high())),
        ("verdict", Column::Text(all.iter().map(|(_, l)| l.verdict.as_str()).collect())),
    ])
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
