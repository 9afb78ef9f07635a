//! The comparison: a forest plot of paired differences for each main indicator.

use super::answer::prior;
use super::balance::points;
use crate::host::IndicatorId;
use crate::host::ids::*;
use crate::report::chart::{Card, ForestRow, forest};
use crate::report::data::{ReportData, SummaryRow};
use crate::report::numbers::axis;
use crate::report::words::title;
use maud::{Markup, html};

/// The indicators that are plotted.
const PLOTTED: [IndicatorId; 14] = [
    ABROAD,
    DEPARTURES,
    EXPELLED,
    ENTRY_BARS,
    REMITTANCES_USD,
    POVERTY,
    HOME_JOBLESSNESS,
    EARNED,
    OUTPUT_LOST,
    ENFORCEMENT_COST,
    CRISIS_RISK,
    CONCESSION_PROBABILITY,
    PROTESTERS,
    RECRUITS_EXPECTED,
];

/// The plots.
pub fn differences(m: &ReportData) -> Option<Markup> {
    let reference = m.series.iter().find(|c| c.reference)?;
    let several = m.series.iter().filter(|c| c.reference).count() > 1;
    let cards: Vec<Markup> = PLOTTED.into_iter().filter_map(|i| card(m, i)).collect();
    (!cards.is_empty()).then(|| {
        html! {
            p { "Differences from " b { (reference.label) } @if several { ", or from the reference of their own comparison" } ", seed by seed on the same random numbers: the mean and its 90 % interval. An "
                "interval that covers the line at zero supports no claim." }
            div.charts { @for c in cards { (c) } }
        }
    })
}

fn card(m: &ReportData, i: IndicatorId) -> Option<Markup> {
    let place = |label: &str| m.series.iter().position(|c| c.label == label);
    let lines: Vec<&SummaryRow> = m.lines.iter().filter(|l| l.indicator == i && place(&l.label).is_some()).collect();
    let size = lines.iter().flat_map(|l| l.difference).filter(|v| v.is_finite()).fold(0.0, |a: f64, b| a.max(b.abs()));
    if lines.is_empty() {
        return None;
    }
    let (by, name) = axis(&points(i.unit()), size);
    let pairs: Vec<ForestRow> = lines
        .iter()
        .map(|l| ForestRow { label: l.label.clone(), series: place(&l.label).unwrap_or(0), values: l.difference })
        .collect();
    let (height, drawing) = forest(&name, by, &pairs);
    let words = lines.iter().map(|l| format!("{}: {}", l.label, l.verdict)).collect::<Vec<_>>().join("; ");
    Some(
        Card {
            title: title(i).to_owned(),
            note: html! { (i.over().name()) @if prior(i) { ", " span.mark { "prior" } } },
            words: format!("Paired differences in {name}. {words}."),
            legend: Vec::new(),
            height,
            drawing,
            heads: ["scenario", "verdict", "seeds", "mean", "reference", "difference", "low", "high"]
                .map(str::to_owned)
                .to_vec(),
            rows: lines
                .iter()
                .map(|l| {
                    let numbers =
                        [l.seeds as f64, l.of[0], l.reference, l.difference[0], l.difference[1], l.difference[2]];
                    (vec![l.label.clone(), l.verdict.clone()], numbers.to_vec())
                })
                .collect(),
        }
        .show(),
    )
}
