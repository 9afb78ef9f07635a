//! Months that a run needs and a series does not state.

use super::{Lever, Scenario};
use crate::config::Diagnostic;
use crate::world::series::kind::HOST_PER_DOLLAR;
use crate::world::series::{KINDS, Series, Use};
use jiff::civil::Date;

impl Scenario {
    /// Series that rules read, each with the last day they read it: a lever of the exchange rate takes over from its own.
    fn read(&self) -> Vec<(&Series, Date)> {
        let end = self.calendar.end;
        let sets = |l: &Lever| matches!(l, Lever::HostCurrency { .. } | Lever::HostCurrencyPath { .. });
        let set =
            self.timeline.iter().find(|(_, lever)| sets(lever)).map(|(on, _)| on.saturating_sub(jiff::ToSpan::day(1)));
        let states = self.world.origins.iter().map(|o| &o.exogenous);
        let all = std::iter::once(&self.world.exogenous).chain(states).flat_map(|of| of.all());
        let acts = |s: &&Series| {
            let used = KINDS.iter().find(|k| k.name == s.name).map(|k| k.used);
            matches!(used, Some(Use::Course | Use::Level))
        };
        let until = |s: &Series| if s.name == HOST_PER_DOLLAR { set.unwrap_or(end).min(end) } else { end };
        all.filter(acts).map(|s| (s, until(s))).filter(|(_, last)| *last >= self.calendar.start).collect()
    }

    /// The series that state less than the run needs.
    fn short(&self) -> Vec<&Series> {
        let start = self.calendar.start;
        let lacks =
            |(s, last): &(&Series, Date)| s.lacks(start.year(), start.month()) || s.lacks(last.year(), last.month());
        self.read().into_iter().filter(lacks).map(|(s, _)| s).collect()
    }

    /// Problems of months outside the range of a series, unless it is said how they go on.
    pub(super) fn outside(&self) -> Vec<Diagnostic> {
        if self.extrapolate.is_some() {
            return Vec::new();
        }
        let (start, end) = (self.calendar.start, self.calendar.end);
        let problem = |s: &Series| {
            let (from, to) = s.months().unwrap_or_default();
            let field = if s.lacks(start.year(), start.month()) { "start" } else { "end" };
            let title =
                format!("`{}` of {} states {from} to {to}, and the run is from {start} to {end}", s.name, s.file);
            let help = "choose dates within, add rows to the table, or say how series go on: --extrapolate hold or trend, \
                        or `extrapolate: Hold` in the scenario";
            Diagnostic::new(field, title, help)
        };
        self.short().into_iter().map(problem).collect()
    }

    /// What is said of series that go on outside of their ranges.
    pub(super) fn extrapolated(&self) -> Option<String> {
        let how = self.extrapolate?;
        let said = |s: &Series| {
            let (from, to) = s.months().unwrap_or_default();
            format!("`{}` of {} ({from} to {to})", s.name, s.file)
        };
        let series: Vec<String> = self.short().into_iter().map(said).collect();
        let goes = match how {
            crate::world::Extrapolate::Hold => "hold their first or last value",
            crate::world::Extrapolate::Trend => "follow the growth of their first or last 36 months",
        };
        (!series.is_empty()).then(|| format!("outside their months these series {goes}: {}", series.join(", ")))
    }
}
