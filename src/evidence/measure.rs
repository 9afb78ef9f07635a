//! The counterpart of a figure of the record in the model: an indicator over the figure's period.

use super::Period;
use crate::common::calendar::{days_between, parse};
use crate::ensemble::Record;
use crate::host::IndicatorId;
use jiff::civil::Date;
use serde::Deserialize;

/// How the counterpart of a figure is computed from months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Counterpart {
    /// Their total, part months by their days.
    Total,
    /// Their mean, part months by their days.
    Mean,
    /// The value on the period's middle day, interpolated between the ends of months.
    At,
    /// The total from the run's first day to the period's middle.
    SoFar,
    /// The total, in percent of the calendar year's.
    ShareOfYear,
    /// The mean, in percent of that of the same months a year before.
    OfYearBefore,
}

/// How the model's counterpart of a figure is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The indicator of which it is a percentage over the same months, if any.
    pub percent_of: Option<IndicatorId>,
    /// How it is computed from months.
    pub over: Counterpart,
}

impl Measure {
    /// The unit of the value.
    pub fn unit(&self) -> &'static str {
        match (self.percent_of, self.over) {
            (Some(_), _) | (_, Counterpart::ShareOfYear | Counterpart::OfYearBefore) => "%",
            _ => self.indicator.unit(),
        }
    }

    /// The model's value over a period; none if the replicate does not cover all of it.
    pub fn of(&self, replicate: &Record, period: Period) -> Option<f64> {
        let months = MonthRange::of(replicate)?;
        let value = |id: IndicatorId| self.over.of(&months, period, |month| replicate.values[month][id.index()]);
        let of = value(self.indicator)?;
        Some(match self.percent_of {
            None => of,
            Some(other) => 100.0 * of / value(other)?,
        })
    }
}

impl Counterpart {
    fn of(self, months: &MonthRange, period: Period, value: impl Fn(usize) -> f64) -> Option<f64> {
        match self {
            Self::Total => months.sum(period, value),
            Self::Mean => months.mean(period, value),
            Self::OfYearBefore => {
                let before = months.mean(period.a_year_before(), &value)?;
                Some(100.0 * months.mean(period, value)? / before)
            }
            Self::At => months.at(period.middle(), value),
            Self::SoFar => {
                let past = Period { first: months.first, last: period.middle() };
                (past.first <= past.last).then(|| months.sum(past, value))?
            }
            Self::ShareOfYear => {
                let year = months.sum(Period::year(period.first.year()), &value)?;
                Some(100.0 * months.sum(period, value)? / year)
            }
        }
    }
}

/// The months of a replicate, each as its days within the run.
struct MonthRange {
    first: Date,
    spans: Vec<Period>,
}

impl MonthRange {
    fn of(replicate: &Record) -> Option<Self> {
        let first = parse(&replicate.start)?;
        let mut spans = Vec::new();
        let mut next = first;
        for days in &replicate.days {
            let last = next.checked_add(jiff::Span::new().days(i64::from(*days) - 1)).ok()?;
            spans.push(Period { first: next, last });
            next = last.tomorrow().ok()?;
        }
        Some(Self { first, spans })
    }

    fn days(&self, month: usize) -> f64 {
        days_between(self.spans[month].first, self.spans[month].last) as f64 + 1.0
    }

    /// Total of monthly values over days; none if the months do not cover them all.
    fn sum(&self, period: Period, value: impl Fn(usize) -> f64) -> Option<f64> {
        let simulated = Period { first: self.first, last: self.spans.last()?.last };
        let part = |month: usize| {
            let (first, last) = (period.first.max(self.spans[month].first), period.last.min(self.spans[month].last));
            ((days_between(first, last) + 1).max(0)) as f64 / self.days(month)
        };
        let months = 0..self.spans.len();
        simulated
            .holds(period)
            .then(|| months.map(|m| (m, part(m))).filter(|(_, p)| *p > 0.0).map(|(m, p)| p * value(m)).sum())
    }

    /// Mean of monthly values over days.
    fn mean(&self, period: Period, value: impl Fn(usize) -> f64) -> Option<f64> {
        let days = days_between(period.first, period.last) as f64 + 1.0;
        Some(self.sum(period, |month| value(month) * self.days(month))? / days)
    }

    /// A stock on a day, between the ends of two months.
    fn at(&self, day: Date, value: impl Fn(usize) -> f64) -> Option<f64> {
        let month = self.spans.iter().position(|span| span.holds(Period::day(day)))?;
        let passed = (days_between(self.spans[month].first, day) as f64 + 1.0) / self.days(month);
        let before = if month == 0 { value(0) } else { value(month - 1) };
        Some(before + passed * (value(month) - before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::calendar::days_of_month;
    use crate::host::ids::{ABROAD, DEPARTURES, RETURNS};

    /// Two years in which the n-th month's value is n.
    fn replicate() -> Record {
        let month = |n: usize| format!("{}-{:02}", 2012 + n / 12, n % 12 + 1);
        Record {
            identity: String::new(),
            scenario: String::new(),
            seed: 1,
            start: "2012-01-01".to_owned(),
            digest: String::new(),
            days: (0..24).filter_map(|n| days_of_month(&month(n))).collect(),
            months: (0..24).map(month).collect(),
            values: (1..=24).map(|n| vec![f64::from(n); IndicatorId::COUNT]).collect(),
            places: Vec::new(),
        }
    }

    fn measured(over: Counterpart, period: Period) -> Option<f64> {
        Measure { indicator: DEPARTURES, percent_of: None, over }.of(&replicate(), period)
    }

    #[test]
    fn flows_add_up_stocks_lie_between_month_ends_and_shares_are_of_the_year() {
        let half = Period::part(2013, "Jan-Jun").unwrap();
        let close = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-9, "{a:?}, {b}");
        close(measured(Counterpart::Total, half), (13..=18).sum::<i32>().into());
        close(measured(Counterpart::Total, Period::part(2013, "1 Jan-15 Feb").unwrap()), 13.0 + 14.0 * 15.0 / 28.0);
        close(measured(Counterpart::Mean, Period::months(2013, 4, 4).unwrap()), 16.0);
        close(measured(Counterpart::At, Period::day(jiff::civil::date(2012, 3, 31))), 3.0);
        close(measured(Counterpart::At, Period::months(2013, 4, 4).unwrap()), 15.0 + 16.0 / 30.0 - 1.0 / 30.0);
        close(measured(Counterpart::SoFar, Period::day(jiff::civil::date(2012, 2, 29))), 3.0);
        close(measured(Counterpart::ShareOfYear, half), 100.0 * 93.0 / 222.0);
        close(measured(Counterpart::OfYearBefore, Period::months(2013, 4, 4).unwrap()), 100.0 * 16.0 / 4.0);
    }

    #[test]
    fn a_month_that_the_run_covers_in_part_counts_by_its_days() {
        let mut cut = replicate();
        cut.days[23] = 10;
        let total = Measure { indicator: DEPARTURES, percent_of: None, over: Counterpart::Total };
        let of = |text| total.of(&cut, Period::part(2013, text).unwrap());
        assert_eq!((of("Dec"), of("Oct-Dec")), (None, None), "the run ends on 10 December");
        assert!((of("1 Dec-5 Dec").unwrap() - 12.0).abs() < 1e-9, "half of the 24 of ten days");
        assert!((of("1 Nov-10 Dec").unwrap() - 47.0).abs() < 1e-9);
        let at = Measure { over: Counterpart::At, ..total };
        assert!((at.of(&cut, Period::day(jiff::civil::date(2013, 12, 10))).unwrap() - 24.0).abs() < 1e-9);
    }

    #[test]
    fn there_is_no_counterpart_outside_the_run() {
        assert_eq!(measured(Counterpart::Total, Period::year(2014)), None);
        assert_eq!(measured(Counterpart::At, Period::months(2011, 12, 12).unwrap()), None);
        assert_eq!(measured(Counterpart::ShareOfYear, Period::months(2014, 1, 3).unwrap()), None);
        assert_eq!(measured(Counterpart::OfYearBefore, Period::year(2012)), None);
    }

    #[test]
    fn a_rate_is_in_percent_of_another_indicator() {
        let m = Measure { indicator: RETURNS, percent_of: Some(ABROAD), over: Counterpart::Mean };
        assert!((m.of(&replicate(), Period::months(2012, 5, 5).unwrap()).unwrap() - 100.0).abs() < 1e-9);
        assert_eq!(m.unit(), "%");
    }
}
