//! What the page is made of: the courses of scenarios, their differences, fates, doses and effects, and how they stand
//! against the record, read from folders.

mod read;

use super::source::Source;
use crate::ensemble::{Interval, Places};
use crate::host::INDICATORS;
use crate::output::Given;
use crate::world::World;

/// Everything that the page shows.
pub struct ReportData {
    /// The folders.
    pub sources: Vec<Source>,
    /// Scenarios with their courses, the reference of a comparison first among its own.
    pub courses: Vec<MonthlySeries>,
    /// Differences of comparisons.
    pub lines: Vec<Line>,
    /// Changes of fate.
    pub fates: Vec<Fate>,
    /// Single differences under other seeds, parameters and rules.
    pub spreads: Vec<Spread>,
    /// Differences under other fits to the record.
    pub fits: Vec<Fit>,
    /// Back-tests.
    pub backtests: Vec<Backtest>,
    /// Doses and responses.
    pub responses: Vec<Response>,
    /// Which assumptions matter.
    pub effects: Vec<Effects>,
}

/// A scenario's course.
pub struct MonthlySeries {
    /// Its name, told apart from others of the same.
    pub label: String,
    /// What it was given.
    pub given: Given,
    /// Its world.
    pub world: World,
    /// True if it is the reference of a comparison.
    pub reference: bool,
    /// Seeds it was run on.
    pub seeds: usize,
    /// Its months.
    pub months: Vec<String>,
    /// By indicator, by month.
    pub values: Vec<Vec<Interval>>,
    /// Places by month; none in a folder without them.
    pub places: Vec<Places>,
    /// First and last month that levels are told of.
    pub window: (String, String),
}

/// A scenario's indicator against the reference's, as `summary.csv` has it.
#[derive(Clone)]
pub struct Line {
    /// Label of the scenario.
    pub label: String,
    /// Index of the indicator.
    pub indicator: usize,
    /// Seeds.
    pub seeds: usize,
    /// Mean, low, high of the scenario.
    pub of: [f64; 3],
    /// Mean of the reference.
    pub reference: f64,
    /// Mean, low, high of the difference.
    pub difference: [f64; 3],
    /// In words.
    pub verdict: String,
}

/// People who stand elsewhere than under the reference.
pub struct Fate {
    /// Label of the scenario.
    pub label: String,
    /// Fate under the reference.
    pub from: String,
    /// Fate under the scenario.
    pub to: String,
    /// `all`, or the kind of people.
    pub by: String,
    /// Which of that kind.
    pub of: String,
    /// People, low, high.
    pub people: [f64; 3],
}

/// A single difference of `spread.csv`.
pub struct Spread {
    /// Label of the scenario.
    pub label: String,
    /// Index of the indicator.
    pub indicator: usize,
    /// `seeds`, `parameters` or `structure`.
    pub source: String,
    /// Which.
    pub which: String,
    /// The difference.
    pub difference: f64,
}

/// A difference of `equifinality.csv`.
pub struct Fit {
    /// Label of the scenario.
    pub label: String,
    /// Index of the indicator.
    pub indicator: usize,
    /// Number of the fit; 0 is as it stands.
    pub fit: usize,
    /// Mean, low, high.
    pub difference: [f64; 3],
}

/// A scenario held against the record.
pub struct Backtest {
    /// Name of the scenario.
    pub label: String,
    /// Series by series.
    pub series: Vec<Scored>,
}

/// A series of the record.
pub struct Scored {
    /// Its name.
    pub name: String,
    /// What it is.
    pub meaning: String,
    /// Its unit.
    pub unit: String,
    /// Mean difference, coverage, coverage with tolerance, CRPS: percent.
    pub scores: [f64; 4],
    /// Each naive forecast's mean difference, and the CRPS on the same figures; not a number if it has nothing to say.
    pub naive: Vec<[f64; 2]>,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// A figure of the record.
pub struct Figure {
    /// When.
    pub when: String,
    /// Where it is from.
    pub source: String,
    /// Observed; median, low and high of the members; their CRPS.
    pub numbers: [f64; 5],
}

/// Responses to doses.
pub struct Response {
    /// Label of the folder's scenario.
    pub label: String,
    /// What was turned.
    pub parameters: Vec<String>,
    /// Index of the indicator, none for what a threshold crosses.
    pub indicator: Option<usize>,
    /// What is to be crossed, such as `crisis_risk>20`.
    pub crosses: Option<String>,
    /// Values of the knobs, and mean, low, high.
    pub points: Vec<(Vec<f64>, [f64; 3])>,
}

/// Effects of assumptions on an indicator.
pub struct Effects {
    /// Label of the folder's scenario.
    pub label: String,
    /// Index of the indicator.
    pub indicator: usize,
    /// Names of the four numbers.
    pub heads: Vec<String>,
    /// Parameter and its four numbers.
    pub rows: Vec<(String, [f64; 4])>,
}

impl MonthlySeries {
    /// Months of the window.
    pub fn inside(&self) -> impl Iterator<Item = usize> + '_ {
        let (from, to) = &self.window;
        self.months.iter().enumerate().filter(move |(_, m)| (from..=to).contains(m)).map(|(i, _)| i)
    }

    /// What the window's months make of an indicator.
    pub fn level(&self, indicator: usize) -> f64 {
        let months: Vec<f64> = self.inside().map(|m| self.values[indicator][m].mean).collect();
        INDICATORS[indicator].over.of(&months)
    }
}
