//! Dose and response: means with their intervals against the parameter that was varied.

use super::axis::Axis;
use super::path;
use maud::{Markup, html};

const HEIGHT: f64 = 236.0;
const LEFT: f64 = 54.0;
const RIGHT: f64 = 388.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 192.0;

/// A dose.
pub struct Point {
    /// The value of the parameter.
    pub dose: f64,
    /// Mean, low, high.
    pub values: [f64; 3],
}

/// Draws the doses in order: joined by a line if one parameter was varied, with a horizontal line at a limit.
pub fn dose(parameter: &str, unit: &str, by: f64, points: &[Point], joined: bool, limit: Option<f64>) -> (f64, Markup) {
    let x = Axis::around(points.iter().map(|p| p.dose), LEFT, RIGHT, 5);
    let of_points = points.iter().flat_map(|p| p.values).map(|v| v / by);
    let y = Axis::around(of_points.chain(limit.map(|l| l / by)), BOTTOM, TOP, 5);
    let at = |p: &Point, k: usize| (x.at(p.dose), y.at(p.values[k] / by));
    let bounded = joined && points.iter().all(|p| p.values.iter().all(|v| v.is_finite())) && points.len() > 1;
    let drawing = html! {
        text.unit x="0" y="10" { (unit) }
        @for (v, label) in y.ticks(5) {
            path.grid d={ "M" (LEFT) " " (y.at(v)) "H" (RIGHT) } {}
            text.tick.end x=(LEFT - 5.0) y=(y.at(v) + 3.5) { (label) }
        }
        @for (v, label) in x.ticks(5) {
            path.axis d={ "M" (x.at(v)) " " (BOTTOM) "v4" } {}
            text.tick.middle x=(x.at(v).min(RIGHT - 10.0)) y=(BOTTOM + 16.0) { (label) }
        }
        text.unit.end x=(RIGHT) y=(BOTTOM + 34.0) { (super::forest::short(parameter)) }
        path.axis d={ "M" (LEFT) " " (BOTTOM) "H" (RIGHT) } {}
        @if let Some(l) = limit { path.limit d={ "M" (LEFT) " " (y.at(l / by)) "H" (RIGHT) } {} }
        @if bounded { path.band.s0 d={ (path(points.iter().map(|p| at(p, 2)).chain(points.iter().rev().map(|p| at(p, 1))))) "Z" } {} }
        @if joined { path.line.s0 d=(path(points.iter().map(|p| at(p, 0)))) {} }
        @for (i, p) in points.iter().enumerate() {
            @if !joined && p.values[1].is_finite() { path.interval.s0 d={ "M" (x.at(p.dose)) " " (y.at(p.values[1] / by)) "V" (y.at(p.values[2] / by)) } {} }
            circle.dot.s0 data-row=(i) cx=(x.at(p.dose)) cy=(y.at(p.values[0] / by)) r="3.5" {}
        }
    };
    (HEIGHT, drawing)
}
