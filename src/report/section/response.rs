//! Doses and responses, and the assumptions that matter most.

use crate::ensemble::threshold::Limit;
use crate::host::IndicatorId;
use crate::host::ids::*;
use crate::report::chart::{Bar, Card, Point, dose, tornado};
use crate::report::data::{EffectMethod, EffectRows, ReportData, Response};
use crate::report::numbers::axis;
use crate::report::words::title;
use maud::{Markup, html};

/// The indicators that are charted.
const DRAWN: [IndicatorId; 9] = [
    ABROAD,
    REMITTANCES_USD,
    REMITTANCES_PCT_GDP,
    POVERTY,
    HOME_JOBLESSNESS,
    OUTPUT_LOST,
    ENFORCEMENT_COST,
    CRISIS_RISK,
    CONCESSION_PROBABILITY,
];
/// Parameters of a tornado.
const MOST: usize = 12;

/// The charts.
pub fn response(m: &ReportData) -> Option<Markup> {
    let drawn = |i: IndicatorId| DRAWN.contains(&i);
    let doses = m.responses.iter().filter(|r| r.indicator.is_none_or(drawn)).flat_map(doses).collect::<Vec<_>>();
    let effects = m.effects.iter().filter(|e| drawn(e.indicator)).filter_map(effects).collect::<Vec<_>>();
    (!doses.is_empty() || !effects.is_empty()).then(|| {
        html! {
            @if !doses.is_empty() {
                h3 { "Dose and response" }
                p { "Means over the seeds with their 90 % intervals, over the last twelve months of the scenario, as a parameter varies." }
                div.charts { @for d in doses { (d) } }
            }
            @if !effects.is_empty() {
                h3 { "Which assumptions matter" }
                p { "The " (MOST) " largest effects over the ranges of the register; whiskers are 90 % intervals. A single wide bar shows how much a better "
                    "source would be worth." }
                div.charts { @for e in effects { (e) } }
            }
        }
    })
}

/// A chart for every parameter that was varied.
fn doses(r: &Response) -> Vec<Markup> {
    let limit = r.crosses.as_deref().and_then(|text| Limit::parse(text).ok());
    let crossed = limit.as_ref().map(|l| (l.indicator, l.relative));
    let (name, unit) = match (r.indicator, crossed) {
        (Some(i), _) | (None, Some((i, false))) => (title(i).to_owned(), i.unit()),
        (None, Some((i, true))) => (format!("{}, ratio to the run without the lever", title(i)), "ratio"),
        (None, None) => ("Response".to_owned(), ""),
    };
    let size = r.points.iter().map(|(_, v)| v[0].abs()).fold(0.0, f64::max);
    let (by, unit) = axis(unit, size);
    let one = |k: usize| {
        let mut points: Vec<(Vec<f64>, [f64; 3])> = r.points.clone();
        points.sort_by(|a, b| a.0[k].total_cmp(&b.0[k]));
        let drawn: Vec<Point> = points.iter().map(|(d, v)| Point { dose: d[k], values: *v }).collect();
        let (height, drawing) =
            dose(&r.parameters[k], &unit, by, &drawn, r.parameters.len() == 1, limit.as_ref().map(|l| l.limit));
        let ends = |v: Option<&Point>| {
            v.map_or_else(String::new, |p| format!("{} at {}", super::super::numbers::cell(p.values[0] / by), p.dose))
        };
        Card {
            title: name.clone(),
            note: html! { (r.label) " as " code { (r.parameters[k]) } " varies" @if let Some(c) = &r.crosses { "; the limit is " code { (c) } } },
            words: format!("Response in {unit} to {}: {} to {}.", r.parameters[k], ends(drawn.first()), ends(drawn.last())),
            legend: Vec::new(),
            height,
            drawing,
            heads: r.parameters.iter().cloned().chain(["mean", "low", "high"].map(str::to_owned)).collect(),
            rows: points.iter().map(|(d, v)| (Vec::new(), d.iter().copied().chain(*v).collect())).collect(),
        }
        .show()
    };
    if r.points.is_empty() { Vec::new() } else { (0..r.parameters.len()).map(one).collect() }
}

/// The tornado of an indicator.
fn effects(e: &EffectRows) -> Option<Markup> {
    let (morris, key) = (e.method == EffectMethod::Morris, e.method.rank());
    let mut rows = e.rows.clone();
    rows.sort_by(|a, b| b.1[key].total_cmp(&a.1[key]));
    rows.truncate(MOST);
    let size = rows.first()?.1[key];
    let (by, unit) = if morris { axis(e.indicator.unit(), size) } else { (1.0, "share of the variance".to_owned()) };
    let bars: Vec<Bar> = rows
        .iter()
        .map(|(p, v)| Bar { label: p.clone(), size: v[key], half: v[key + 1], sign: if morris { v[2] } else { 1.0 } })
        .collect();
    let (height, drawing) = tornado(&unit, by, &bars);
    let words = rows.iter().take(3).map(|(p, _)| p.as_str()).collect::<Vec<_>>().join(", ");
    Some(
        Card {
            title: title(e.indicator).to_owned(),
            note: html! { (e.label) ": " @if morris { "mean size of the effect of crossing a parameter's range" } @else { "total Sobol’ indices" } },
            words: format!("Bars in {unit}; the widest are {words}."),
            legend: Vec::new(),
            height,
            drawing,
            heads: std::iter::once("parameter".to_owned()).chain(e.heads.iter().cloned()).collect(),
            rows: rows.iter().map(|(p, v)| (vec![p.clone()], v.to_vec())).collect(),
        }
        .show(),
    )
}
