//! A flat table, written as CSV, as JSON and (in `parquet.rs`) as Parquet: columns of text, numbers and dates, all of
//! them declared in [`super::columns`]. What is not known is null, which is an empty cell in CSV.

use super::about::About;
use super::columns::{Kind, TableSpec};
use super::{Folder, FolderError};
use crate::world::Words;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io::{self, Write};

/// The values of a column.
pub enum Column<'a> {
    /// Text; an empty one is null.
    Text(Vec<&'a str>),
    /// Templates, which the words of a world fill.
    Template(Vec<&'a str>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Whole numbers, some of them null.
    SomeWhole(Vec<Option<i64>>),
    /// Numbers; what is not finite is null.
    Number(Vec<f64>),
    /// Dates, some of them null.
    Date(Vec<Option<Date>>),
}

/// Columns of one length, each with its name.
pub struct Flat<'a> {
    /// Their declaration.
    pub spec: &'static TableSpec,
    /// Names and values.
    pub columns: Vec<(&'a str, Column<'a>)>,
    /// Units of columns whose declaration leaves them open, by name.
    pub units: Vec<(&'a str, String)>,
}

impl<'a> Column<'a> {
    /// Months, as YYYY-MM, by their first days.
    pub fn months<'m>(months: impl IntoIterator<Item = &'m str>) -> Self {
        let first = |month: &str| format!("{month}-01").parse().expect("a month, as YYYY-MM");
        let mut last: Option<(&str, Date)> = None;
        let date = |month: &'m str| {
            let date = last.filter(|(known, _)| *known == month).map_or_else(|| first(month), |(_, date)| date);
            last = Some((month, date));
            Some(date)
        };
        Self::Date(months.into_iter().map(date).collect())
    }

    /// What its values are.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Text(_) | Self::Template(_) => Kind::Text,
            Self::Whole(_) | Self::SomeWhole(_) => Kind::Whole,
            Self::Number(_) => Kind::Number,
            Self::Date(_) => Kind::Date,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(v) | Self::Template(v) => v.len(),
            Self::Whole(v) => v.len(),
            Self::SomeWhole(v) => v.len(),
            Self::Number(v) => v.len(),
            Self::Date(v) => v.len(),
        }
    }

    fn cell(&self, row: usize, words: &Words) -> String {
        match self {
            Self::Text(v) => inert(v[row]).into_owned(),
            Self::Template(v) => inert(&words.fill(v[row])).into_owned(),
            Self::Whole(v) => v[row].to_string(),
            Self::SomeWhole(v) => v[row].map_or_else(String::new, |n| n.to_string()),
            Self::Number(v) if v[row].is_finite() => v[row].to_string(),
            Self::Number(_) => String::new(),
            Self::Date(v) => v[row].map_or_else(String::new, |date| date.to_string()),
        }
    }

    fn value(&self, row: usize, words: &Words) -> Value {
        match self {
            Self::Template(v) => json!(words.fill(v[row])),
            Self::Text(v) if v[row].is_empty() => Value::Null,
            Self::Text(v) => json!(v[row]),
            Self::Whole(v) => json!(v[row]),
            Self::SomeWhole(v) => json!(v[row]),
            Self::Number(v) => json!(v[row]),
            Self::Date(v) => json!(v[row].map(|date| date.to_string())),
        }
    }
}

/// A text that no spreadsheet takes for a formula: names come from files that others wrote.
pub fn inert(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

impl<'a> Flat<'a> {
    /// Columns of a declared table.
    ///
    /// # Panics
    /// If a column is not declared, or one that is always there is missing.
    pub fn of(spec: &'static TableSpec, columns: Vec<(&'a str, Column<'a>)>) -> Self {
        let (_, file) = spec.files[0];
        for (name, column) in &columns {
            let declared = spec.column(name).map(|c| c.kind);
            assert!(declared == Some(column.kind()), "{file}: column `{name}` is declared as {declared:?}");
        }
        for c in spec.columns.iter().filter(|c| c.only.is_empty() && !c.stands_for_many()) {
            assert!(columns.iter().any(|(name, _)| *name == c.name), "{file}: column `{}` is missing", c.name);
        }
        Self { spec, columns, units: Vec::new() }
    }

    /// With units of columns whose declaration leaves them open.
    pub fn with_units(mut self, units: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        self.units.extend(units);
        self
    }

    fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// The unit of a column, a template; empty for texts and dates.
    pub fn unit(&self, name: &str) -> &str {
        let given = self.units.iter().find(|(of, _)| *of == name).map(|(_, unit)| unit.as_str());
        given.unwrap_or_else(|| self.spec.column(name).map_or("", |c| c.unit))
    }

    /// Writes `NAME.csv`, and `NAME.parquet` where the program has that feature.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn save(&self, folder: &Folder, name: &str, about: &About) -> Result<(), FolderError> {
        folder.file(&format!("{name}.csv"), |out| self.csv(io::BufWriter::new(out), &about.words))?;
        #[cfg(feature = "parquet")]
        folder.file(&format!("{name}.parquet"), |out| self.parquet(out, about))?;
        Ok(())
    }

    /// As CSV, in the words of a world.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn csv(&self, out: impl Write, words: &Words) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(self.columns.iter().map(|(name, _)| inert(name).into_owned()))?;
        for row in 0..self.len() {
            csv.write_record(self.columns.iter().map(|(_, column)| column.cell(row, words)))?;
        }
        csv.flush()
    }

    /// Its rows as JSON, with the columns and words of the CSV: dates are texts.
    pub fn json(&self, words: &Words) -> Value {
        let row = |row| -> Value {
            self.columns.iter().map(|(name, column)| ((*name).to_owned(), column.value(row, words))).collect()
        };
        (0..self.len()).map(row).collect()
    }
}
