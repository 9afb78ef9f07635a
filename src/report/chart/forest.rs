//! A forest plot: paired differences with their intervals, about zero.

use super::axis::Axis;
use super::series;
use maud::{Markup, html};

const LEFT: f64 = 12.0;
const RIGHT: f64 = 388.0;
const TOP: f64 = 22.0;
const ROW: f64 = 36.0;

/// A difference.
pub struct ForestRow {
    /// Whose.
    pub label: String,
    /// Its place among the series.
    pub series: usize,
    /// Mean, low, high.
    pub values: [f64; 3],
}

/// Draws the differences.
pub fn forest(unit: &str, by: f64, pairs: &[ForestRow]) -> (f64, Markup) {
    let all = pairs.iter().flat_map(|p| p.values).map(|v| v / by);
    let x = Axis::around(all.chain([0.0]), LEFT, RIGHT, 5);
    let bottom = TOP + ROW * pairs.len() as f64;
    let drawing = html! {
        text.unit x="0" y="10" { "difference, " (unit) }
        @for (v, label) in x.ticks(5) {
            path.grid d={ "M" (x.at(v)) " " (TOP) "V" (bottom) } {}
            text.tick.middle x=(x.at(v).clamp(LEFT + 8.0, RIGHT - 12.0)) y=(bottom + 15.0) { (label) }
        }
        path.zero d={ "M" (x.at(0.0)) " " (TOP) "V" (bottom) } {}
        path.axis d={ "M" (LEFT) " " (bottom) "H" (RIGHT) } {}
        @for (i, p) in pairs.iter().enumerate() {
            @let y = TOP + ROW * i as f64 + 26.0;
            @let [mean, low, high] = p.values.map(|v| x.at(v / by));
            text.label x=(LEFT) y=(y - 11.0) { (short(&p.label)) }
            @if low.is_finite() && high.is_finite() {
                path class={ "interval " (series(p.series)) } d={ "M" (low) " " (y) "H" (high) "M" (low) " " (y - 3.5) "v7M" (high) " " (y - 3.5) "v7" } {}
            }
            circle class={ "dot " (series(p.series)) } cx=(mean) cy=(y) r="4" {}
            rect.hit data-row=(i) x="0" y=(y - 22.0) width="400" height=(ROW) {}
        }
    };
    (bottom + 22.0, drawing)
}

/// A name that fits beside its interval.
pub fn short(name: &str) -> String {
    if name.chars().count() <= 52 { name.to_owned() } else { name.chars().take(51).chain(['…']).collect() }
}
