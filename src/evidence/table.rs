//! A table of observed figures: `year`, with `month` and `day`, `quarter` or `period`, `value`, `unit`, `source`, `status`,
//! and columns that distinguish subjects, such as `country` and `series`. An empty `month` is a yearly figure.

use super::{EvidenceError, Period};
use crate::common::calendar::YEARS;
use crate::config::CsvTable;
use crate::world::Status;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordRow {
    /// Its line in the file; the head is line 1.
    pub line: u64,
    /// When.
    pub period: Period,
    /// The figure.
    pub value: f64,
    /// Its unit, as in the table.
    pub unit: String,
    /// Its status.
    pub status: Status,
    /// Its source.
    pub source: String,
    /// All cells by column.
    pub cells: BTreeMap<String, String>,
}

impl RecordRow {
    /// Its number and cells as a line of text, for a digest.
    pub(super) fn line(&self) -> String {
        let cells = self.cells.iter().map(|(column, text)| format!("{column}={text}\t"));
        format!("{}\t{}\n", self.line, cells.collect::<String>())
    }
}

/// Reads the rows whose cells contain the texts of `only`, by column; a text after `=` is the whole cell. Rows that name a
/// year alone are of its part `of_year`, if one is given.
pub fn read(
    path: &Path,
    only: &BTreeMap<String, String>,
    of_year: Option<&str>,
) -> Result<Vec<RecordRow>, EvidenceError> {
    let of_table = |what: String| EvidenceError::Table { path: path.to_owned(), what };
    let CsvTable { names: head, rows: all } = CsvTable::read(path, str::to_owned).map_err(of_table)?;
    for name in ["year", "value", "unit", "source", "status"].into_iter().chain(only.keys().map(String::as_str)) {
        if !head.iter().any(|h| h == name) {
            return Err(of_table(format!("no column `{name}`; it has {}", head.join(", "))));
        }
    }
    let mut rows = Vec::new();
    for (line, cells) in all {
        let cells: BTreeMap<String, String> = head.iter().cloned().zip(cells).collect();
        if only.iter().all(|(column, text)| has(&cells[column], text)) {
            let fail = |what| EvidenceError::Row { path: path.to_owned(), row: line, what };
            rows.push(row(line, cells, of_year).map_err(fail)?);
        }
    }
    Ok(rows)
}

fn has(cell: &str, text: &str) -> bool {
    text.strip_prefix('=').map_or_else(|| cell.contains(text), |whole| cell == whole)
}

fn row(line: u64, cells: BTreeMap<String, String>, of_year: Option<&str>) -> Result<RecordRow, String> {
    let number = cells["value"].parse().ok().filter(|v: &f64| v.is_finite());
    let value = number.ok_or(format!("value: `{}` is not a number", cells["value"]))?;
    let status = match cells["status"].to_uppercase().as_str() {
        "FOUND" => Status::Found,
        "DERIVED" => Status::Derived,
        "RECALLED" => Status::Recalled,
        _ => return Err(format!("status: `{}`; expected FOUND, DERIVED or RECALLED", cells["status"])),
    };
    let period = period(&cells, of_year)?;
    let (unit, source) = (cells["unit"].clone(), cells["source"].clone());
    if source.is_empty() {
        return Err("source: none is given; name the source of the figure".to_owned());
    }
    Ok(RecordRow { line, period, value, unit, status, source, cells })
}

fn period(cells: &BTreeMap<String, String>, of_year: Option<&str>) -> Result<Period, String> {
    let cell = |name: &str| cells.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let wrong = |name: &str, expected: &str| format!("{name}: `{}`; expected {expected}", cells[name]);
    let year = cells["year"].parse().ok().filter(|y| YEARS.contains(y));
    let year: i16 = year.ok_or_else(|| wrong("year", "a year, as YYYY"))?;
    if let Some(text) = cell("period") {
        return Period::part(year, text).ok_or_else(|| wrong("period", "`year`, `Jan`, `Jan-Jun` or `1 Jan-15 Jun`"));
    }
    if let Some(text) = cell("quarter") {
        return Period::quarters(year, text).ok_or_else(|| wrong("quarter", "1 to 4, or 1-2"));
    }
    let Some(text) = cell("month") else {
        let part = of_year.unwrap_or("year");
        return Period::part(year, part).ok_or_else(|| {
            format!("period: `{part}` of the series; expected `year`, `Jan`, `Jan-Jun` or `1 Jan-15 Jun`")
        });
    };
    let month = text.parse().ok().filter(|m| (1..=12).contains(m));
    let month: i8 = month.ok_or_else(|| wrong("month", "1 to 12"))?;
    match cell("day") {
        None => Ok(Period::months(year, month, month).expect("a month")),
        Some(text) => {
            let day = text.parse().ok().and_then(|day| Date::new(year, month, day).ok());
            day.map(Period::day).ok_or_else(|| wrong("day", "a day of the month"))
        }
    }
}
