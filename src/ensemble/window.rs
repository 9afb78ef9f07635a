//! The months a comparison looks at.

use super::Record;
use crate::common::calendar::{Span, days_of_month};
use crate::host::IndicatorId;
use crate::scenario::Scenario;
use std::fmt;

/// Months from one to another, each as `YYYY-MM`: whole months, unless the runs have none in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// Its days within the runs.
    pub days: u32,
}

impl Window {
    /// The whole months that two scenarios have in common between `from` and `to`; without these, the last twelve of
    /// them. Of runs without a whole month in common, the days they share. None if there are none, or not all that were
    /// asked for.
    pub fn in_common(a: &Scenario, b: &Scenario, from: Option<&str>, to: Option<&str>) -> Option<Self> {
        let others = b.calendar.months();
        let mut common: Vec<Span> = a.calendar.months().into_iter().filter(|m| others.contains(m)).collect();
        if common.iter().any(|m| m.part() == 1.0) {
            common.retain(|m| m.part() == 1.0);
        }
        let place = |month: Option<&str>, default: usize| match month {
            Some(month) => common.iter().position(|m| m.month() == month),
            None => Some(default),
        };
        let to = place(to, common.len().checked_sub(1)?)?;
        let from = place(from, (to + 1).saturating_sub(12))?;
        let days = || common[from..=to].iter().map(|m| m.dates().count() as u32).sum();
        (from <= to).then(|| Self { from: common[from].month(), to: common[to].month(), days: days() })
    }

    /// An indicator of a replicate over these months.
    pub fn of(&self, record: &Record, indicator: IndicatorId) -> f64 {
        let inside = |month: &String| (&self.from..=&self.to).contains(&month);
        let months = record.months.iter().zip(&record.values).filter(|(month, _)| inside(month));
        let values: Vec<f64> = months.map(|(_, row)| row[indicator.index()]).collect();
        indicator.over().of(&values)
    }
}

/// `YYYY-MM to YYYY-MM`; with the number of days where the months are not whole.
impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)?;
        // A window of cut months has at most two of them.
        let months: std::collections::BTreeSet<&String> = [&self.from, &self.to].into();
        let whole: u32 = months.into_iter().filter_map(|m| days_of_month(m)).sum();
        if whole > self.days { write!(f, " ({} days)", self.days) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(start: &str, end: &str) -> Scenario {
        let mut x = Scenario::load("configs/baseline.ron").expect("the baseline loads");
        let date = |text| crate::common::calendar::parse(text).expect("a date");
        (x.calendar.start, x.calendar.end) = (date(start), date(end));
        x
    }

    #[test]
    fn only_whole_months_are_summed_and_runs_without_one_say_their_days() {
        let said = |x: &Scenario| Window::in_common(x, x, None, None).map(|w| w.to_string());
        let cut = from("2012-01-15", "2013-12-10");
        assert_eq!(said(&cut).as_deref(), Some("2012-12 to 2013-11"));
        assert_eq!(Window::in_common(&cut, &cut, Some("2012-01"), None), None);
        assert_eq!(Window::in_common(&cut, &cut, None, Some("2013-12")), None);
        assert_eq!(said(&from("2012-01-15", "2012-02-29")).as_deref(), Some("2012-02 to 2012-02"));
        assert_eq!(said(&from("2012-01-15", "2012-01-24")).as_deref(), Some("2012-01 to 2012-01 (10 days)"));
        assert_eq!(said(&from("2012-01-25", "2012-02-03")).as_deref(), Some("2012-01 to 2012-02 (10 days)"));
    }
}
