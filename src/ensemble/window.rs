//! The months a comparison looks at.

use super::Record;
use crate::host::INDICATORS;
use crate::scenario::Experiment;

/// Months from one to another, each as `2014-01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
}

impl Window {
    /// The months that two scenarios have in common between `from` and `to`; without these, the last twelve of them. None
    /// if there are none, or not all that were asked for.
    pub fn in_common(a: &Experiment, b: &Experiment, from: Option<&str>, to: Option<&str>) -> Option<Self> {
        let months = |x: &Experiment| x.calendar.months().into_iter().map(|m| m.month()).collect::<Vec<_>>();
        let others = months(b);
        let common: Vec<String> = months(a).into_iter().filter(|m| others.contains(m)).collect();
        let (first, last) = (common.first()?, common.last()?);
        let to = to.unwrap_or(last);
        let year = common.iter().filter(|m| m.as_str() <= to).rev().take(12).last();
        let from = from.map_or_else(|| year.cloned(), |m| Some(m.to_owned()))?;
        let inside = *first <= from && from.as_str() <= to && to <= last.as_str();
        inside.then(|| Self { from, to: to.to_owned() })
    }

    /// What a member's months of it make of an indicator.
    pub fn of(&self, record: &Record, indicator: usize) -> f64 {
        let inside = |month: &String| (&self.from..=&self.to).contains(&month);
        let months = record.months.iter().zip(&record.values).filter(|(month, _)| inside(month));
        let values: Vec<f64> = months.map(|(_, row)| row[indicator]).collect();
        INDICATORS[indicator].over.of(&values)
    }
}
