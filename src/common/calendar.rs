//! Calendar months, and the numbers of days in an agent's state.

use crate::common::layout::FIRST_DAY;
use crate::common::rng;
use crate::common::tables::Day;
use jiff::civil::Date;
use jiff::{ToSpan, Unit};

/// The longest run, days: forty years. An agent's state would hold the end of a ten years' bar long after.
pub const LONGEST_RUN: u32 = 14_610;

/// Years that a file can name: those of four digits.
pub const YEARS: std::ops::RangeInclusive<i16> = 1_000..=9_999;

/// A date of our era from its ISO text.
pub fn parse(text: &str) -> Option<Date> {
    text.parse().ok().filter(|d: &Date| d.year() > 0)
}

/// Days from one date to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// Days of a month, as `YYYY-MM`; none if the text is no month.
pub fn days_of_month(month: &str) -> Option<u32> {
    parse(&format!("{month}-01")).map(|first| first.days_in_month() as u32)
}

/// True if some days of a month, as `YYYY-MM`, are all of it.
pub fn is_whole(month: &str, days: u32) -> bool {
    days_of_month(month) == Some(days)
}

/// Years from the middle of a base year to the middle of a month.
pub fn years_from(base: i16, year: i16, month: i8) -> f64 {
    f64::from(year - base) + (f64::from(month) - 0.5) / 12.0 - 0.5
}

/// Firsts of a month from one date to another.
pub fn months_between(from: Date, to: Date) -> i32 {
    i32::from(to.year() - from.year()) * 12 + i32::from(to.month()) - i32::from(from.month())
}

/// The dates of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl Calendar {
    /// Number of days.
    pub fn days(&self) -> u32 {
        (days_between(self.start, self.end) + 1) as u32
    }

    /// The number of a date in an agent's state.
    pub fn number(&self, date: Date) -> u32 {
        (i64::from(FIRST_DAY) + days_between(self.start, date)) as u32
    }

    /// The months, each as its days within the run.
    pub fn months(&self) -> Vec<Span> {
        let mut months = Vec::new();
        let mut first = self.start;
        while first <= self.end {
            let last = first.last_of_month().min(self.end);
            months.push(Span { first, last });
            first = last.saturating_add(1.day());
        }
        months
    }

    /// The table of one day.
    pub fn day(&self, date: Date, seed: u64) -> Day {
        let [key_0, key_1] = rng::key(seed);
        let eve = date.saturating_sub(1.day());
        Day {
            day: self.number(date),
            month_day: date.day() as u32 - 1,
            eve_month_day: eve.day() as u32 - 1,
            new_year: u32::from(date.day_of_year() == 1),
            key_0,
            key_1,
            ..bytemuck::Zeroable::zeroed()
        }
    }
}

/// Consecutive days within a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Span {
    /// The dates in order.
    pub fn dates(self) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(self.first), |d| d.tomorrow().ok()).take_while(move |d| *d <= self.last)
    }

    /// The month as `YYYY-MM`.
    pub fn month(&self) -> String {
        self.first.strftime("%Y-%m").to_string()
    }

    /// The share of its calendar month that it covers, 0 to 1.
    pub fn part(&self) -> f64 {
        self.dates().count() as f64 / f64::from(self.last.days_in_month())
    }

    /// The span cut before each of the dates that falls inside.
    pub fn split(self, cuts: &[Date]) -> Vec<Self> {
        let mut first = self.first;
        let mut spans = Vec::new();
        for &cut in cuts.iter().filter(|c| **c > self.first && **c <= self.last) {
            if cut > first {
                spans.push(Self { first, last: cut.saturating_sub(1.day()) });
                first = cut;
            }
        }
        spans.push(Self { first, last: self.last });
        spans
    }
}

const _: () = assert!(FIRST_DAY + LONGEST_RUN + 3652 < 1 << 16, "the longest bar of the last day has a number");
