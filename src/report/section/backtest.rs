//! A scenario against the record: its scores beside naive benchmarks, and every figure.

use crate::evidence::NAIVE;
use crate::report::chart::{Card, ForestRow, forest};
use crate::report::data::{BacktestData, Figure, ReportData, ScoredSeries};
use crate::report::numbers::cell;
use maud::{Markup, html};

/// Scores and figures.
pub fn backtest(m: &ReportData) -> Option<Markup> {
    (!m.backtests.is_empty()).then(|| {
        html! {
            p { "Only figures found in a source, or derived from one, are scored. The error is that of the median over seeds. CRPS is the continuous "
                "ranked probability score. Both are in percent of the figure. In brackets: the model’s CRPS on the figures for which the naive "
                "benchmark has a value." }
            @for b in &m.backtests { (scenario(b)) }
        }
    })
}

fn scenario(b: &BacktestData) -> Markup {
    let heads = ["Series", "Figures", "Error, %", "Within 90 %, %", "With tolerance, %", "CRPS, %"].map(str::to_owned);
    let heads = heads.into_iter().chain(NAIVE.iter().map(|n| format!("{n}, %")));
    html! {
        h3.scenario { (b.label) }
        div.scroll tabindex="0" role="region" aria-label={ "Scores of " (b.label) } {
            table.sortable {
                thead { tr { @for h in heads { th scope="col" { (h) } } } }
                tbody { @for s in &b.series { tr {
                    th scope="row" { (s.name) div.of { (s.meaning) } }
                    td.n { (s.figures.len()) }
                    @for v in s.scores { td.n data-sort=(v) { (tenth(v)) } }
                    @for [naive, own] in &s.naive { td.n data-sort=(naive) {
                        @if naive.is_finite() { (tenth(*naive)) " (" (tenth(*own)) @if own > naive { ", " b { "worse" } } ")" } @else { "–" }
                    } }
                } } }
            }
        }
        div.charts { @for s in &b.series { (card(s)) } }
    }
}

fn tenth(v: f64) -> Markup {
    html! { data value=(v) { (format!("{v:.1}")) } }
}

/// The errors of a series, with the intervals of the replicates.
fn card(s: &ScoredSeries) -> Markup {
    let percent = |f: &Figure, v: f64| 100.0 * (v - f.numbers[0]) / f.numbers[0].abs().max(1e-12);
    let pair = |f: &Figure| ForestRow {
        label: f.when.clone(),
        series: 0,
        values: [1, 2, 3].map(|k| percent(f, f.numbers[k])),
    };
    let pairs: Vec<ForestRow> = s.figures.iter().map(pair).collect();
    let (height, drawing) = forest("% of the figure", 1.0, &pairs);
    let words: Vec<String> = pairs.iter().map(|p| format!("{} {} %", p.label, cell(p.values[0]))).collect();
    let heads = ["when", "source", "observed", "median", "low", "high", "CRPS"].map(|h| match h {
        "observed" => format!("observed, {}", s.unit),
        _ => h.to_owned(),
    });
    Card {
        title: s.meaning.clone(),
        note: html! { "median minus the figure, and the 5 % to 95 % range of the replicates" },
        words: format!("Errors: {}.", words.join("; ")),
        legend: Vec::new(),
        height,
        drawing,
        heads: heads.to_vec(),
        rows: s.figures.iter().map(|f| (vec![f.when.clone(), f.source.clone()], f.numbers.to_vec())).collect(),
    }
    .show()
}
