//! A flat table, written as CSV (and as Parquet, in `parquet.rs`): columns of text, numbers and dates.

use jiff::civil::Date;
use std::borrow::Cow;
use std::io::{self, Write};

/// The values of a column.
pub enum Column<'a> {
    /// Text.
    Text(Vec<&'a str>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Numbers; what is not finite is left empty in CSV.
    Number(Vec<f64>),
    /// Dates.
    Date(Vec<Date>),
}

/// Columns of one length, each with its name.
pub struct Flat<'a>(pub Vec<(&'a str, Column<'a>)>);

impl Column<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Text(v) => v.len(),
            Self::Whole(v) => v.len(),
            Self::Number(v) => v.len(),
            Self::Date(v) => v.len(),
        }
    }

    fn cell(&self, row: usize) -> String {
        match self {
            Self::Text(v) => inert(v[row]).into_owned(),
            Self::Whole(v) => v[row].to_string(),
            Self::Number(v) if v[row].is_finite() => v[row].to_string(),
            Self::Number(_) => String::new(),
            Self::Date(v) => v[row].to_string(),
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

impl Flat<'_> {
    /// As CSV.
    pub fn csv(&self, out: impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(self.0.iter().map(|(name, _)| inert(name).into_owned()))?;
        for row in 0..self.0.first().map_or(0, |(_, column)| column.len()) {
            csv.write_record(self.0.iter().map(|(_, column)| column.cell(row)))?;
        }
        csv.flush()
    }
}
