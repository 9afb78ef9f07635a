//! The months a comparison looks at.

use super::Record;
use crate::host::IndicatorId;
use crate::scenario::Scenario;

/// Months from one to another, each as `2014-01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
}

impl Window {
    /// The months that two scenarios have in common, day for day, between `from` and `to`; without these, the last
    /// twelve of them. None if there are none, or not all that were asked for.
    pub fn in_common(a: &Scenario, b: &Scenario, from: Option<&str>, to: Option<&str>) -> Option<Self> {
        let others = b.calendar.months();
        let same = a.calendar.months().into_iter().filter(|m| others.contains(m));
        let common: Vec<String> = same.map(|m| m.month()).collect();
        let place = |month: Option<&str>, default: usize| match month {
            Some(month) => common.iter().position(|m| m == month),
            None => Some(default),
        };
        let to = place(to, common.len().checked_sub(1)?)?;
        let from = place(from, (to + 1).saturating_sub(12))?;
        (from <= to).then(|| Self { from: common[from].clone(), to: common[to].clone() })
    }

    /// An indicator of a replicate over these months.
    pub fn of(&self, record: &Record, indicator: IndicatorId) -> f64 {
        let inside = |month: &String| (&self.from..=&self.to).contains(&month);
        let months = record.months.iter().zip(&record.values).filter(|(month, _)| inside(month));
        let values: Vec<f64> = months.map(|(_, row)| row[indicator.index()]).collect();
        indicator.over().of(&values)
    }
}
