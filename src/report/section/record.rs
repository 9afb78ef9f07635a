//! The observed record, as points on the charts of the indicators it is compared with.

use crate::host::IndicatorId;
use crate::output;
use crate::report::chart::RecordPoint;
use crate::report::data::ReportData;
use crate::report::numbers::{month_number, say};
use crate::world::Status;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Figures of an indicator, each once.
fn figures(m: &ReportData, indicator: IndicatorId) -> impl Iterator<Item = &output::Seen> {
    let mut seen: Vec<&output::Seen> = Vec::new();
    for s in m.sources.iter().flat_map(|s| &s.inputs.record).filter(|s| s.indicator == indicator.name()) {
        if !seen.contains(&s) {
            seen.push(s);
        }
    }
    seen.into_iter()
}

/// The note on the record.
pub fn note(m: &ReportData) -> Markup {
    let names: BTreeSet<&str> = m.sources.iter().flat_map(|s| &s.inputs.record).map(|s| s.indicator.as_str()).collect();
    html! {
        @if names.is_empty() {
            "The observed record is not shown: there was no record of this corridor in the folder evidence beside the scenarios."
        } @else {
            "Rings are the observed record. Totals of several months are shown as their monthly mean. Pale rings are recalled, not read in a "
            "source."
        }
    }
}

/// Points of an indicator; `first` is the chart's first month, in months from year 0.
pub fn points(m: &ReportData, indicator: IndicatorId, first: i64) -> Vec<RecordPoint> {
    let point = |s: &output::Seen| {
        let day = s.middle.get(8..10)?.parse::<f64>().ok()?;
        let total = if s.months.is_some() { " in all" } else { "" };
        Some(RecordPoint {
            at: (month_number(&s.middle)? - first) as f64 + (day - 0.5) / 31.0,
            value: s.value / s.months.unwrap_or(1.0),
            words: format!("{}, {}: {}{total} ({})", s.meaning, s.period, say(s.value, indicator.unit()), s.source),
            recalled: s.status == Status::Recalled,
        })
    };
    figures(m, indicator).filter_map(point).collect()
}
