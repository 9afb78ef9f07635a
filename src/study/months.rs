//! Which figures of the record count: those within dates.

use super::error::StudyError;
use crate::common::calendar;
use crate::scenario::Scenario;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Months within which figures of the record count, as YYYY-MM.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Months {
    /// Only figures that begin in this month or later.
    pub from: Option<String>,
    /// Only figures that end in this month or earlier.
    pub until: Option<String>,
}

impl Months {
    /// First and last day that count; those of the scenario where none is given.
    pub(super) fn dates(&self, x: &Scenario) -> Result<(Date, Date), StudyError> {
        let first = |month: &Option<String>| month.as_deref().map(first_day).transpose().map_err(StudyError::Invalid);
        let (from, until) = (first(&self.from)?, first(&self.until)?);
        Ok((from.unwrap_or(x.calendar.start), until.map_or(x.calendar.end, |first| first.last_of_month())))
    }
}

/// The first day of a month as YYYY-MM.
///
/// # Errors
/// If the text is none.
pub fn first_day(month: &str) -> Result<Date, String> {
    calendar::parse(&format!("{month}-01")).ok_or_else(|| format!("`{month}`: a month, as YYYY-MM"))
}
