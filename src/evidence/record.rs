//! The definition of series and their counterparts in the model: `record.ron`, beside the tables it names.

use super::once::once;
use super::table::{self, RecordRow};
use super::{Corridor, Counterpart, EvidenceError, Measure, Period};
use crate::common::digest;
use crate::config::{self, ConfigError, Diagnostic, Loaded, Source, folder_of, format, suggest};
use crate::ensemble::Record;
use crate::host::{IndicatorId, UnknownIndicator};
use crate::world::Status;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One standard deviation of the differences between model and record that are not the model's fault.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
enum Tolerance {
    /// Of the figure.
    Relative(f64),
    /// In the series' own unit.
    Points(f64),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordFile {
    /// Form of the file.
    #[serde(default = "format::first", rename = "format")]
    _format: u32,
    /// The world whose figures these are, and further ones.
    #[serde(default)]
    world: Option<String>,
    #[serde(default)]
    worlds: Vec<String>,
    /// Its first sending state.
    #[serde(default)]
    state: Option<String>,
    series: Vec<RecordEntry>,
    /// The parameters of a fit, in the form of `sweep --vary`.
    #[serde(default)]
    parameters: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordEntry {
    name: String,
    meaning: String,
    /// Table beside this file.
    file: String,
    /// Texts that the cells of its rows contain, by column; after `=` the whole cell.
    #[serde(default, deserialize_with = "once")]
    only: BTreeMap<String, String>,
    /// The part of the year, such as `Apr-Jun`, of rows that name the year alone.
    #[serde(default)]
    period: Option<String>,
    indicator: String,
    #[serde(default)]
    percent_of: Option<String>,
    over: Counterpart,
    /// Only the figures' proportions count.
    #[serde(default)]
    shape: bool,
    /// Factor from the table's unit to the model's.
    #[serde(default = "one")]
    scale: f64,
    tolerance: Tolerance,
    /// Tolerances of single figures, by period.
    #[serde(default, deserialize_with = "once")]
    tolerances: BTreeMap<String, Tolerance>,
    /// Figures that are left out, by period, with the reason.
    #[serde(default, deserialize_with = "once")]
    left_out: BTreeMap<String, String>,
    /// Weight in a fit; 0 for none.
    #[serde(default = "one")]
    weight: f64,
}

fn one() -> f64 {
    1.0
}

/// A figure of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// When.
    pub period: Period,
    /// The figure, in the model's unit.
    pub value: f64,
    /// One standard deviation of the differences that are not the model's fault, in the same unit.
    pub tolerance: f64,
    /// How it is known.
    pub status: Status,
    /// Where it comes from.
    pub source: String,
    /// Line of the table.
    pub line: u64,
}

impl Observation {
    /// True if it may be scored: found, or derived from found figures.
    pub fn scores(&self) -> bool {
        matches!(self.status, Status::Found | Status::Derived)
    }
}

/// A series of the record, with its counterpart in the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Its name.
    pub name: String,
    /// Its meaning.
    pub meaning: String,
    /// The table.
    pub file: PathBuf,
    /// The counterpart in the model.
    pub measure: Measure,
    /// Only proportions count: figures are in percent of their mean.
    pub shape: bool,
    /// Weight in a fit; 0 for none.
    pub weight: f64,
    /// The figures, by time.
    pub observations: Vec<Observation>,
}

impl Observed {
    /// Unit of its figures.
    pub fn unit(&self) -> &'static str {
        if self.shape { "% of their mean" } else { self.measure.unit() }
    }

    /// The counterparts of the figures in a replicate; none for those outside its run.
    pub fn simulated(&self, replicate: &Record) -> Vec<Option<f64>> {
        let mut values: Vec<_> = self.observations.iter().map(|o| self.measure.of(replicate, o.period)).collect();
        if self.shape {
            let scored = values.iter().zip(&self.observations).filter(|(_, o)| o.scores());
            let scored: Option<Vec<f64>> = scored.map(|(v, _)| *v).collect();
            let mean = scored.map(|v| v.iter().sum::<f64>() / v.len() as f64);
            values.iter_mut().for_each(|v| *v = v.zip(mean).map(|(v, mean)| 100.0 * v / mean));
        }
        values
    }
}

/// A record with its tables.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Whose figures they are.
    pub corridor: Corridor,
    /// Its series.
    pub series: Vec<Observed>,
    /// The parameters of a fit, in the form of `sweep --vary`.
    pub parameters: Vec<String>,
    /// Digest of the file and of the rows used.
    pub hash: String,
}

/// Reads a record without its tables.
fn read(path: &Path) -> Result<Loaded<RecordFile>, ConfigError> {
    let source = Source::read(path)?;
    format::known(&source)?;
    config::parsed(&source)
}

/// Whose figures a record holds.
///
/// # Errors
/// If it cannot be read.
pub fn corridor(path: &Path) -> Result<Corridor, ConfigError> {
    let RecordFile { world, worlds, state, .. } = read(path)?.value;
    Ok(Corridor { worlds: world.into_iter().chain(worlds).collect(), state })
}

/// Reads a record with its tables.
pub fn load(path: &Path) -> Result<Evidence, EvidenceError> {
    let file = read(path)?;
    let mut diagnostics = Vec::new();
    let mut all = Vec::new();
    let mut text = file.text.clone();
    for (n, entry) in file.value.series.iter().enumerate() {
        let of_series = folder_of(path).join(&entry.file);
        let rows = table::read(&of_series, &entry.only, entry.period.as_deref())?;
        let mut found = diagnostics_of(entry, &rows, &format!("series[{n}]"));
        if file.value.series[..n].iter().any(|other| other.name == entry.name) {
            found.push(Diagnostic::new(format!("series[{n}].name"), "two series have one name", "rename one"));
        }
        if found.is_empty() {
            rows.iter().for_each(|row| text += &row.line());
            all.push(observed(entry, rows, of_series));
        }
        diagnostics.extend(found);
    }
    if !diagnostics.is_empty() {
        return Err(file.refuse(diagnostics).into());
    }
    let RecordFile { world, worlds, state, parameters, .. } = file.value;
    let corridor = Corridor { worlds: world.into_iter().chain(worlds).collect(), state };
    Ok(Evidence { corridor, series: all, parameters, hash: digest::of_text(&text) })
}

fn diagnostics_of(entry: &RecordEntry, rows: &[RecordRow], at: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut say = |field: &str, title: String, help: String| {
        found.push(Diagnostic::new(format!("{at}.{field}"), title, help));
    };
    for (field, name) in [("indicator", Some(&entry.indicator)), ("percent_of", entry.percent_of.as_ref())] {
        if let Some(Err(UnknownIndicator { name, help })) = name.map(|name| IndicatorId::parse(name)) {
            say(field, format!("unknown indicator `{name}`"), help);
        }
    }
    let periods: Vec<String> = rows.iter().map(|r| r.period.to_string()).collect();
    if rows.is_empty() {
        say("only", "no row of the table matches".to_owned(), "give texts that its cells contain".to_owned());
    }
    for period in entry.tolerances.keys().chain(entry.left_out.keys()).filter(|p| !periods.contains(p)) {
        let help = suggest(period, periods.iter().map(String::as_str));
        say("tolerances", format!("the table has no row for `{period}`"), help);
    }
    for tolerance in std::iter::once(&entry.tolerance).chain(entry.tolerances.values()) {
        let (Tolerance::Relative(t) | Tolerance::Points(t)) = tolerance;
        if !(*t > 0.0 && t.is_finite()) {
            say("tolerance", format!("the tolerance {t} is out of range"), "above 0".to_owned());
        }
    }
    if !(0.0..=100.0).contains(&entry.weight) {
        say("weight", format!("{} is out of range", entry.weight), "between 0 and 100".to_owned());
    }
    found
}

fn observed(entry: &RecordEntry, rows: Vec<RecordRow>, file: PathBuf) -> Observed {
    let named = |name: &String| IndicatorId::named(name).expect("a known indicator");
    let measure = Measure {
        indicator: named(&entry.indicator),
        percent_of: entry.percent_of.as_ref().map(named),
        over: entry.over,
    };
    let rows: Vec<RecordRow> =
        rows.into_iter().filter(|r| !entry.left_out.contains_key(&r.period.to_string())).collect();
    let mut observations: Vec<Observation> = rows.iter().filter_map(|row| observation(entry, row, &rows)).collect();
    observations.sort_by_key(|o| (o.period, o.line));
    if entry.shape {
        let scored: Vec<f64> = observations.iter().filter(|o| o.scores()).map(|o| o.value).collect();
        let mean = scored.iter().sum::<f64>() / scored.len() as f64;
        for o in &mut observations {
            (o.value, o.tolerance) = (100.0 * o.value / mean, 100.0 * o.tolerance / mean);
        }
    }
    let (name, meaning) = (entry.name.clone(), entry.meaning.clone());
    Observed { name, meaning, file, measure, shape: entry.shape, weight: entry.weight, observations }
}

/// A row as a figure; none if a share of a year, or a ratio to the year before, cannot be computed.
fn observation(entry: &RecordEntry, row: &RecordRow, rows: &[RecordRow]) -> Option<Observation> {
    let mut value = row.value * entry.scale;
    if entry.over == Counterpart::ShareOfYear {
        let year = Period::year(row.period.first.year());
        if row.period == year {
            return None;
        }
        value = 100.0 * row.value / of_year(year, rows)?;
    }
    if entry.over == Counterpart::OfYearBefore {
        let before = row.period.a_year_before();
        let before = rows.iter().find(|r| r.period == before && r.status != Status::Recalled)?;
        value = 100.0 * row.value / before.value;
    }
    let tolerance = match entry.tolerances.get(&row.period.to_string()).unwrap_or(&entry.tolerance) {
        Tolerance::Relative(t) => t * value.abs(),
        Tolerance::Points(t) => *t,
    };
    let (status, source) = (row.status, row.source.clone());
    Some(Observation { period: row.period, value, tolerance, status, source, line: row.line })
}

/// A year's figure: its own row, or the rows that are its parts.
fn of_year(year: Period, rows: &[RecordRow]) -> Option<f64> {
    let known = || rows.iter().filter(|r| r.status != Status::Recalled && year.holds(r.period));
    if let Some(row) = known().find(|r| r.period == year) {
        return Some(row.value);
    }
    let mut parts: Vec<&RecordRow> = known().collect();
    parts.sort_by_key(|r| r.period);
    let mut next = year.first;
    for part in &parts {
        if part.period.first != next {
            return None;
        }
        next = part.period.last.tomorrow().ok()?;
    }
    (Some(next) == year.last.tomorrow().ok()).then(|| parts.iter().map(|r| r.value).sum())
}
