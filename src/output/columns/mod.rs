//! Every column of every table that the program writes: name, unit, type, meaning. Units are templates. The writers, the metadata of Parquet
//! files and the guide's page [`crate::guide::columns`] go by these lists.

mod run;
mod scenarios;
mod studies;

pub use run::{HOMES, MICRODATA, MOVES, REGIONS, SERIES, STATES};
pub use scenarios::{EQUIFINALITY, FATES, REPLICATES, SPREAD, SUMMARY};
pub use studies::{FIGURES, FIT, IDENTIFIED, MORRIS, POINTS, RESULTS, SCORED, SCORES, SOBOL, THRESHOLD, TRIALS};

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers that need not be whole.
    Number,
    /// Dates.
    Date,
}

/// A column, or all columns of a kind: a name in capitals stands for a column a parameter, indicator or series.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Its unit; empty for texts and dates.
    pub unit: &'static str,
    /// Its meaning.
    pub meaning: &'static str,
    /// When the column is there; empty if always.
    pub only: &'static str,
}

/// A table: the files that have its columns, and what a row is.
pub struct TableSpec {
    /// Commands with the names of their files, without the ending.
    pub files: &'static [(&'static str, &'static str)],
    /// Whether there is a CSV beside the Parquet file.
    pub csv: bool,
    /// What a row is.
    pub row: &'static str,
    /// The columns, in order.
    pub columns: &'static [ColumnSpec],
}

/// Every table.
pub static TABLES: [&TableSpec; 22] = [
    &SERIES,
    &REGIONS,
    &HOMES,
    &MOVES,
    &STATES,
    &MICRODATA,
    &REPLICATES,
    &SUMMARY,
    &FATES,
    &SPREAD,
    &EQUIFINALITY,
    &THRESHOLD,
    &POINTS,
    &RESULTS,
    &MORRIS,
    &SOBOL,
    &FIGURES,
    &SCORES,
    &TRIALS,
    &SCORED,
    &IDENTIFIED,
    &FIT,
];

impl ColumnSpec {
    /// True if the name stands for a column a parameter, indicator or series.
    pub fn stands_for_many(&self) -> bool {
        self.name.starts_with(|c: char| c.is_ascii_uppercase())
    }

    const fn only(self, when: &'static str) -> Self {
        Self { only: when, ..self }
    }
}

impl TableSpec {
    /// The column of a name; none if the table has no such column.
    pub fn column(&self, name: &str) -> Option<&'static ColumnSpec> {
        let exact = self.columns.iter().find(|c| c.name == name && !c.stands_for_many());
        exact.or_else(|| self.columns.iter().find(|c| c.stands_for_many()))
    }
}

const fn column(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, unit, meaning, only: "" }
}

const fn text(name: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Text, "", meaning)
}

const fn date(name: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Date, "", meaning)
}

const fn whole(name: &'static str, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Whole, unit, meaning)
}

const fn number(name: &'static str, unit: &'static str, meaning: &'static str) -> ColumnSpec {
    column(name, Kind::Number, unit, meaning)
}

/// The unit of numbers whose row names it.
const OF_ROW: &str = "of column `unit`";
const MONTH: ColumnSpec = date("month", "first day of the month");
const DAYS: ColumnSpec = whole("days", "days", "days of the month within the run");
const SCENARIO: ColumnSpec = text("scenario", "name of the scenario");
const INDICATOR: ColumnSpec = text("indicator", "name of the indicator");
const UNIT: ColumnSpec = text("unit", "unit of the numbers of the row");
const SEED: ColumnSpec = whole("seed", "", "seed of the replicate");
const PARAMETER: ColumnSpec =
    number("PARAMETER", "of the parameter", "a column a parameter, under the name that `--vary` takes");
const VALUE: ColumnSpec = number("value", OF_ROW, "value of the indicator in the month");
const DIFFERENCE: ColumnSpec = number("difference", OF_ROW, "scenario less reference");
const LOW: ColumnSpec = number("low", OF_ROW, "lower end of the 90 % interval; null with one seed");
const HIGH: ColumnSpec = number("high", OF_ROW, "upper end of the 90 % interval; null with one seed");

#[cfg(test)]
mod tests;
