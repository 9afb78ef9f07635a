//! Exogenous series: what the world around a corridor does month by month. Their tables are files of the world.

mod beyond;
pub mod kind;
mod path;
mod table;

pub use beyond::Extrapolate;
pub use kind::{KINDS, Kind, Side, Use};
pub use table::read;

use crate::config::{ConfigError, Diagnostic, Source, clean, within};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// How fine a series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Resolution {
    /// A figure a month.
    Monthly,
    /// A figure a year, on a monthly path that keeps the mean of each year.
    Yearly,
    /// One figure for all time.
    Constant,
}

/// A series as its table states it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The table, as the world names it.
    pub file: String,
    /// How fine it is.
    pub resolution: Resolution,
    /// Its unit.
    pub unit: String,
    /// Rows found, derived and recalled.
    pub statuses: [u32; 3],
    /// First month, in months of year 0 on.
    first: i32,
    /// Values by month; one alone of a constant.
    values: Vec<f64>,
    /// How it goes on outside its range.
    beyond: Option<Extrapolate>,
}

/// Months of year 0 on.
fn count(year: i16, month: i8) -> i32 {
    i32::from(year) * 12 + i32::from(month) - 1
}

/// A month as `YYYY-MM`.
fn text(count: i32) -> String {
    format!("{}-{:02}", count.div_euclid(12), count.rem_euclid(12) + 1)
}

impl Series {
    /// The value of a month. Outside of the range it goes on as the scenario says; a scenario that does not say is
    /// refused before.
    pub fn at(&self, year: i16, month: i8) -> f64 {
        let n = count(year, month) - self.first;
        let last = self.values.len() as i32 - 1;
        let beyond = self.beyond.unwrap_or(Extrapolate::Hold);
        match n {
            _ if self.resolution == Resolution::Constant => self.values[0],
            n if n < 0 => beyond.value(&self.values, n),
            n if n > last => beyond.value(&self.values, n - last),
            n => self.values[n as usize],
        }
    }

    /// The mean of a year.
    pub fn mean(&self, year: i16) -> f64 {
        match self.resolution {
            Resolution::Constant => self.values[0],
            _ => (1..=12).map(|month| self.at(year, month)).sum::<f64>() / 12.0,
        }
    }

    /// The value of a month, relative to the mean of the base year.
    pub fn course(&self, base: i16, year: i16, month: i8) -> f64 {
        match self.resolution {
            Resolution::Constant => 1.0,
            _ => self.at(year, month) / self.mean(base),
        }
    }

    /// The least value.
    pub fn least(&self) -> f64 {
        self.values.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// First and last month; none of a constant.
    fn range(&self) -> Option<(i32, i32)> {
        (self.resolution != Resolution::Constant).then_some((self.first, self.first + self.values.len() as i32 - 1))
    }

    /// First and last month in words.
    pub fn months(&self) -> Option<(String, String)> {
        self.range().map(|(from, to)| (text(from), text(to)))
    }

    /// True if a month lies outside of the range.
    pub fn lacks(&self, year: i16, month: i8) -> bool {
        let n = count(year, month);
        self.range().is_some_and(|(from, to)| n < from || n > to)
    }
}

/// The series of a state.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Exogenous(Vec<Series>);

impl Exogenous {
    /// The series, in the order of [`KINDS`].
    pub fn all(&self) -> &[Series] {
        &self.0
    }

    /// A series by its name.
    pub fn get(&self, name: &str) -> Option<&Series> {
        self.0.iter().find(|s| s.name == name)
    }

    /// The value of a month, if the series is stated.
    pub fn at(&self, name: &str, year: i16, month: i8) -> Option<f64> {
        self.get(name).map(|s| s.at(year, month))
    }

    /// The value of a month relative to the mean of the base year; 1 if the series is not stated.
    pub fn course(&self, name: &str, base: i16, year: i16, month: i8) -> f64 {
        self.get(name).map_or(1.0, |s| s.course(base, year, month))
    }

    /// Says how series go on outside of their ranges.
    pub fn extrapolate(&mut self, how: Option<Extrapolate>) {
        self.0.iter_mut().for_each(|s| s.beyond = how);
    }

    /// Problems of the series of a side of a world with a base year; `at` is the path of their names.
    pub fn diagnostics(&self, side: Side, base: i16, at: &str) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for kind in KINDS.iter().filter(|k| k.side == side) {
            let Some(series) = self.get(kind.name) else {
                if kind.required {
                    let help = format!("name a table that states {}, a row a month or a year", kind.meaning);
                    found.push(Diagnostic::new(at, format!("no table has the series `{}`", kind.name), help));
                }
                continue;
            };
            let read = kind.used == Use::Course || kind.required;
            if read && (series.lacks(base, 1) || series.lacks(base, 12)) {
                let (from, to) = series.months().unwrap_or_default();
                let title =
                    format!("`{}` of {} covers {from} to {to}, not the base year {base}", kind.name, series.file);
                let help = "levels are means of the base year: add its rows, or choose another `base`";
                found.push(Diagnostic::new("base", title, help));
            }
        }
        found
    }
}

/// The series of tables of a folder, whose texts were read before.
///
/// # Errors
/// If a table is not among the texts, or has problems.
pub(super) fn of(side: Side, names: &[String], folder: &Path, texts: &[Source]) -> Result<Exogenous, ConfigError> {
    let mut tables = Vec::new();
    for name in names {
        let path = folder.join(name);
        let Some(text) = texts.iter().find(|t| clean(&t.path) == clean(&path)) else {
            let source = Source { path, text: String::new() };
            return Err(ConfigError::of_lines(&source, vec![(0, "has not been read".to_owned(), String::new())]));
        };
        tables.push((name.as_str(), text));
    }
    read(side, tables)
}

/// The texts of tables that a file names at fields; they lie in the folder or below.
///
/// # Errors
/// If one lies elsewhere, as `refuse` says it, or cannot be read.
pub fn sources(
    folder: &Path,
    names: impl IntoIterator<Item = (String, String)>,
    refuse: impl Fn(Vec<Diagnostic>) -> ConfigError,
) -> Result<Vec<Source>, ConfigError> {
    let read = |(field, name): (String, String)| match within(folder, &name) {
        Ok(path) => Source::read(&path),
        Err((title, help)) => Err(refuse(vec![Diagnostic::new(field, title, help)])),
    };
    names.into_iter().map(read).collect()
}
