//! The data of the page, read from folders: monthly series of scenarios, their differences, fates, doses and effects,
//! and their scores against the record.

mod places;
mod read;

use super::folder::ResultFolder;
use crate::common::calendar::is_whole;
use crate::ensemble::{Finding, Interval, Places};
use crate::host::IndicatorId;
use crate::output::Given;
use crate::world::World;

/// All data of the page.
pub struct ReportData {
    /// The folders.
    pub sources: Vec<ResultFolder>,
    /// Monthly series of scenarios, the reference of a comparison first among its own.
    pub series: Vec<MonthlySeries>,
    /// Differences of comparisons.
    pub lines: Vec<SummaryRow>,
    /// Changes of fate.
    pub fates: Vec<Fate>,
    /// Single differences under other seeds, parameters and rules.
    pub spreads: Vec<SpreadRow>,
    /// Differences under other fits to the record.
    pub fits: Vec<FitRow>,
    /// Back-tests.
    pub backtests: Vec<BacktestData>,
    /// Doses and responses.
    pub responses: Vec<Response>,
    /// Which assumptions matter.
    pub effects: Vec<EffectRows>,
}

/// The monthly series of a scenario.
pub struct MonthlySeries {
    /// Its name, made unique among the series of the page.
    pub label: String,
    /// Its inputs.
    pub given: Given,
    /// Its world.
    pub world: World,
    /// True if it is the reference of a comparison.
    pub reference: bool,
    /// Label of the reference it is compared with; none for a run, and for a reference.
    pub against: Option<String>,
    /// Seeds it was run on.
    pub seeds: usize,
    /// Its months.
    pub months: Vec<String>,
    /// Days of each month within the run.
    pub days: Vec<u32>,
    /// By indicator, by month.
    pub values: Vec<Vec<Interval>>,
    /// Places by month; none in a folder without them.
    pub places: Vec<Places>,
    /// First and last month over which levels are taken.
    pub window: (String, String),
}

/// An indicator of a scenario against the reference: a row of `summary.csv`.
#[derive(Clone)]
pub struct SummaryRow {
    /// Label of the scenario.
    pub label: String,
    /// The indicator.
    pub indicator: IndicatorId,
    /// Seeds.
    pub seeds: usize,
    /// Mean, low, high of the scenario.
    pub of: [f64; 3],
    /// Mean of the reference.
    pub reference: f64,
    /// Mean, low, high of the difference.
    pub difference: [f64; 3],
    /// What the difference supports, decided from the numbers of the row.
    pub finding: Finding,
    /// The sentence of the file, shown as it stands.
    pub verdict: String,
    /// True if the indicator's level, and not only a difference, is right at the size of the runs.
    pub has_level: bool,
}

/// People whose status differs from that under the reference.
pub struct Fate {
    /// Label of the scenario.
    pub label: String,
    /// Fate under the reference.
    pub from: String,
    /// Fate under the scenario.
    pub to: String,
    /// The kind of people, such as `sector`; none for all people.
    pub by: Option<String>,
    /// Which of that kind.
    pub of: String,
    /// People, low, high.
    pub people: [f64; 3],
}

/// The variation under which a difference of `spread.csv` is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariedOver {
    /// Another seed.
    Seeds,
    /// Other parameters.
    Parameters,
    /// Another rule.
    Structure,
}

/// A single difference: a row of `spread.csv`.
pub struct SpreadRow {
    /// Label of the scenario.
    pub label: String,
    /// The indicator.
    pub indicator: IndicatorId,
    /// The variation it is taken under.
    pub varied: VariedOver,
    /// Which.
    pub which: String,
    /// The difference.
    pub difference: f64,
}

/// A difference under a fit: a row of `equifinality.csv`.
pub struct FitRow {
    /// Label of the scenario.
    pub label: String,
    /// The indicator.
    pub indicator: IndicatorId,
    /// Number of the fit; 0 is as it stands.
    pub fit: usize,
    /// Mean, low, high.
    pub difference: [f64; 3],
}

/// A scenario against the record.
pub struct BacktestData {
    /// Name of the scenario.
    pub label: String,
    /// Series by series.
    pub series: Vec<ScoredSeries>,
}

/// A series of the record with its scores: a row of `scores.csv`.
pub struct ScoredSeries {
    /// Its name.
    pub name: String,
    /// Its meaning.
    pub meaning: String,
    /// Its unit.
    pub unit: String,
    /// Mean difference, coverage, coverage with tolerance, CRPS: percent.
    pub scores: [f64; 4],
    /// Each naive benchmark's mean difference, and the model's CRPS on the same figures; NaN where the benchmark has no value.
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
    /// Observed; median, low and high of the replicates; their CRPS.
    pub numbers: [f64; 5],
}

/// Responses to doses.
pub struct Response {
    /// Label of the folder's scenario.
    pub label: String,
    /// The parameters that were varied.
    pub parameters: Vec<String>,
    /// The indicator; none for a threshold, which says what it crosses.
    pub indicator: Option<IndicatorId>,
    /// The limit to be crossed, such as `crisis_risk>20`.
    pub crosses: Option<String>,
    /// Values of the parameters, and mean, low, high of the response.
    pub points: Vec<(Vec<f64>, [f64; 3])>,
}

/// The method of a sensitivity analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectMethod {
    /// Elementary effects (Morris): their mean size comes first.
    Morris,
    /// Variance-based indices (Sobol'): the total index comes third.
    Sobol,
}

impl EffectMethod {
    /// Position of the measure by which parameters are ranked; its interval is next to it.
    pub fn rank(self) -> usize {
        match self {
            Self::Morris => 0,
            Self::Sobol => 2,
        }
    }
}

/// Effects of assumptions on an indicator.
pub struct EffectRows {
    /// Label of the folder's scenario.
    pub label: String,
    /// The indicator.
    pub indicator: IndicatorId,
    /// How they were estimated.
    pub method: EffectMethod,
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

    /// True if the run covers all days of the month of this number.
    pub fn is_whole(&self, month: usize) -> bool {
        is_whole(&self.months[month], self.days[month])
    }

    /// The months of the window in words, with their days where they are not whole.
    pub fn span(&self) -> String {
        let (from, to) = &self.window;
        let days: u32 = self.inside().map(|m| self.days[m]).sum();
        let cut = if self.inside().all(|m| self.is_whole(m)) { String::new() } else { format!(" ({days} days)") };
        format!("{from} to {to}{cut}")
    }

    /// An indicator by month.
    pub fn of(&self, indicator: IndicatorId) -> &[Interval] {
        &self.values[indicator.index()]
    }

    /// An indicator over the months of the window.
    pub fn level(&self, indicator: IndicatorId) -> f64 {
        let months: Vec<f64> = self.inside().map(|m| self.of(indicator)[m].mean).collect();
        indicator.over().of(&months)
    }
}
