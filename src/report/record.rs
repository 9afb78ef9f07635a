//! The observed record, as points on the courses of the indicators it is held against.

use super::chart::Seen;
use super::material::ReportData;
use super::numbers::say;
use super::section::number;
use crate::host::{INDICATORS, indicator};
use crate::output;
use crate::world::Status;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Figures of an indicator, each once.
fn figures<'a>(m: &'a ReportData, name: &'a str) -> impl Iterator<Item = &'a output::Seen> {
    let mut seen: Vec<&output::Seen> = Vec::new();
    for s in m.sources.iter().flat_map(|s| &s.inputs.record).filter(|s| s.indicator == name) {
        if !seen.contains(&s) {
            seen.push(s);
        }
    }
    seen.into_iter()
}

/// What is said of the record.
pub fn note(m: &ReportData) -> Markup {
    let names: BTreeSet<&str> = m.sources.iter().flat_map(|s| &s.inputs.record).map(|s| s.indicator.as_str()).collect();
    html! {
        @if names.is_empty() {
            "The observed record is not shown: no evidence/record.ron stood beside the scenarios."
        } @else {
            "Rings are the observed record, where there is any: totals of a year or of some months stand as their monthly mean. Pale rings "
            "are recalled, not read in a source."
        }
    }
}

/// Points of an indicator; `first` is the chart's first month, counted from year 0.
pub fn points(m: &ReportData, name: &str, first: i64) -> Vec<Seen> {
    let unit = indicator(name).map_or("", |i| INDICATORS[i].unit);
    let point = |s: &output::Seen| {
        let day = s.middle.get(8..10)?.parse::<f64>().ok()?;
        let total = if s.months.is_some() { " in all" } else { "" };
        Some(Seen {
            at: (number(&s.middle)? - first) as f64 + (day - 0.5) / 31.0,
            value: s.value / s.months.unwrap_or(1.0),
            words: format!("{}, {}: {}{total} ({})", s.meaning, s.period, say(s.value, unit), s.source),
            recalled: s.status == Status::Recalled,
        })
    };
    figures(m, name).filter_map(point).collect()
}
