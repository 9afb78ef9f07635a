//! A tornado chart: the parameters that matter most, each with its interval.

use super::axis::Axis;
use super::forest::short;
use maud::{Markup, html};

const LEFT: f64 = 4.0;
const RIGHT: f64 = 388.0;
const TOP: f64 = 22.0;
const ROW: f64 = 32.0;

/// A parameter.
pub struct Bar {
    /// Its name.
    pub label: String,
    /// The size of its effect.
    pub size: f64,
    /// Half the interval.
    pub half: f64,
    /// Its sign, if the method gives one: below 0 if crossing the range lowers the indicator.
    pub sign: f64,
}

/// Draws the bars, widest first.
pub fn tornado(unit: &str, by: f64, bars: &[Bar]) -> (f64, Markup) {
    let ends = bars.iter().flat_map(|b| [(b.size + b.half) / by, 0.0]);
    let x = Axis::around(ends, LEFT, RIGHT, 4);
    let bottom = TOP + ROW * bars.len() as f64;
    let drawing = html! {
        text.unit x="0" y="10" { (unit) }
        @for (v, label) in x.ticks(4) {
            path.grid d={ "M" (x.at(v)) " " (TOP) "V" (bottom) } {}
            text.tick.middle x=(x.at(v).clamp(LEFT + 6.0, RIGHT - 12.0)) y=(bottom + 15.0) { (label) }
        }
        path.axis d={ "M" (x.at(0.0)) " " (TOP) "V" (bottom) } {}
        @for (i, b) in bars.iter().enumerate() {
            @let y = TOP + ROW * i as f64;
            @let (size, half) = (b.size / by, b.half / by);
            text.label x=(LEFT + 4.0) y=(y + 12.0) { (short(&b.label)) @if b.sign < 0.0 { " (lowers it)" } }
            rect.bar.lowers[b.sign < 0.0] x=(x.at(0.0)) y=(y + 16.0) width=(((x.at(size) - x.at(0.0)).max(0.5) * 10.0).round() / 10.0) height="9" {}
            @if half > 0.0 && half.is_finite() { path.whisker d={ "M" (x.at((size - half).max(0.0))) " " (y + 20.5) "H" (x.at(size + half)) } {} }
            rect.hit data-row=(i) x="0" y=(y) width="400" height=(ROW) {}
        }
    };
    (bottom + 22.0, drawing)
}
