//! The period of a figure: a day, a month, some months or days of a year, or a year.

use jiff::civil::{Date, date};
use std::fmt;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Days from a first to a last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Period {
    /// A calendar year.
    pub fn year(year: i16) -> Self {
        Self { first: date(year, 1, 1), last: date(year, 12, 31) }
    }

    /// Months of a year, 1 to 12, both included.
    pub fn months(year: i16, first: i8, last: i8) -> Option<Self> {
        let start = |month| Date::new(year, month, 1).ok();
        Some(Self { first: start(first)?, last: start(last)?.last_of_month() }).filter(|p| p.first <= p.last)
    }

    /// A day.
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// A part of a year as tables write it: `year`, `Jan`, `Jan-Feb`, `1 Jan-15 Jun`.
    pub fn part(year: i16, text: &str) -> Option<Self> {
        if text == "year" {
            return Some(Self::year(year));
        }
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        // A day and a month, or a month alone, of which `of` says which day is meant.
        let end = |text: &str, of: fn(Date) -> Date| {
            let (day, month) = text.trim().split_once(' ').map_or((None, text.trim()), |(d, m)| (Some(d), m));
            let month = MONTHS.iter().position(|m| *m == month)? as i8 + 1;
            match day {
                Some(day) => Date::new(year, month, day.parse().ok()?).ok(),
                None => Date::new(year, month, 1).ok().map(of),
            }
        };
        let (first, last) = (end(first, |d| d)?, end(last, Date::last_of_month)?);
        (first <= last).then_some(Self { first, last })
    }

    /// Quarters of a year as tables write them: `3`, `1-2`.
    pub fn quarters(year: i16, text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let quarter = |text: &str| text.trim().parse().ok().filter(|q: &i8| (1..=4).contains(q));
        Self::months(year, 3 * quarter(first)? - 2, 3 * quarter(last)?)
    }

    /// The same days of the year before; the last of February for the 29th.
    pub fn a_year_before(self) -> Self {
        let before = |d: Date| d.saturating_sub(jiff::ToSpan::year(1));
        Self { first: before(self.first), last: before(self.last) }
    }

    /// True if another lies within.
    pub fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Its middle day.
    pub fn middle(self) -> Date {
        let days = crate::common::calendar::days_between(self.first, self.last);
        self.first.saturating_add(jiff::ToSpan::days(days / 2))
    }
}

impl fmt::Display for Period {
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `YYYY Q1`, or both ends.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let whole = first.day() == 1 && last == last.last_of_month() && first.year() == last.year();
        match (first.month(), last.month()) {
            _ if first == last => write!(f, "{first}"),
            (1, 12) if whole => write!(f, "{}", first.year()),
            (a, b) if whole && a == b => write!(f, "{}", first.strftime("%Y-%m")),
            (a, b) if whole && a % 3 == 1 && b == a + 2 => write!(f, "{} Q{}", first.year(), (a + 2) / 3),
            _ if whole => write!(f, "{} to {}", first.strftime("%Y-%m"), last.strftime("%Y-%m")),
            _ => write!(f, "{first} to {last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_tables_write_them() {
        for (text, shown) in [
            ("year", "2015"),
            ("Jan", "2015-01"),
            ("Jan-Jun", "2015-01 to 2015-06"),
            ("1 Jan-15 Jun", "2015-01-01 to 2015-06-15"),
        ] {
            assert_eq!(Period::part(2015, text).unwrap().to_string(), shown);
        }
        assert_eq!(Period::quarters(2013, "3").unwrap().to_string(), "2013 Q3");
        assert_eq!(Period::quarters(2013, "1-2").unwrap().to_string(), "2013-01 to 2013-06");
        assert!(Period::part(2015, "start").is_none() && Period::part(2015, "Jun-Jan").is_none());
        assert!(Period::quarters(2013, "5").is_none() && Period::months(2013, 13, 13).is_none());
    }

    #[test]
    fn a_year_before_is_the_same_part_of_the_year() {
        let leap = Period::months(2016, 2, 2).unwrap();
        assert_eq!(leap.a_year_before(), Period::months(2015, 2, 2).unwrap());
        assert_eq!(Period::year(2013).a_year_before(), Period::year(2012));
        assert!(Period::year(2013).holds(Period::quarters(2013, "4").unwrap()));
        assert_eq!(Period::months(2013, 3, 3).unwrap().middle(), date(2013, 3, 16));
    }
}
