//! Lines by month, with bands, dated flags above, and points of the record.

use super::axis::Axis;
use super::{path, series};
use maud::{Markup, html};

const HEIGHT: f64 = 240.0;
const LEFT: f64 = 54.0;
const RIGHT: f64 = 390.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 214.0;

/// A series: values by month, with ends of their intervals where there are any.
pub struct Curve {
    /// Mean, low, high by month, from the chart's first month on; not finite where there is none.
    pub values: Vec<[f64; 3]>,
}

/// A lever on a date.
pub struct Flag {
    /// Its letter.
    pub letter: String,
    /// Months from the chart's first.
    pub at: f64,
}

/// A point of the record.
pub struct RecordPoint {
    /// Months from the chart's first, to the middle of its period.
    pub at: f64,
    /// Its value.
    pub value: f64,
    /// Its meaning and source.
    pub words: String,
    /// True if it was not read in a source.
    pub recalled: bool,
}

/// Draws the lines; `months` are the labels along the axis, `by` divides every value.
pub fn lines(
    months: &[String],
    unit: &str,
    by: f64,
    all: &[Curve],
    flags: &[Flag],
    seen: &[RecordPoint],
) -> (f64, Markup) {
    let n = months.len().max(2) as f64;
    let x = Axis { low: 0.0, high: n, from: LEFT, to: RIGHT };
    let inside = seen.iter().filter(|s| (0.0..=n).contains(&s.at));
    let of_lines = all.iter().flat_map(|l| l.values.iter().flatten().map(|v| v / by));
    let y = Axis::around(of_lines.chain(inside.clone().map(|s| s.value / by)), BOTTOM, TOP, 5);
    let middle = |m: usize| x.at(m as f64 + 0.5);
    let band = |l: &Curve| {
        let there: Vec<(usize, &[f64; 3])> =
            l.values.iter().enumerate().filter(|(_, v)| v[1].is_finite() && v[2].is_finite()).collect();
        let up = there.iter().map(|(m, v)| (middle(*m), y.at(v[2] / by)));
        let down = there.iter().rev().map(|(m, v)| (middle(*m), y.at(v[1] / by)));
        if there.len() > 1 { path(up.chain(down)) + "Z" } else { String::new() }
    };
    let drawing = html! {
        text.unit x="0" y="10" { (unit) }
        @for (v, label) in y.ticks(5) {
            path.grid d={ "M" (LEFT) " " (y.at(v)) "H" (RIGHT) } {}
            text.tick.end x=(LEFT - 5.0) y=(y.at(v) + 3.5) { (label) }
        }
        @for (m, label) in ticks(months) {
            path.axis d={ "M" (x.at(m as f64)) " " (BOTTOM) "v4" } {}
            text.tick x=(x.at(m as f64) + 2.0) y=(BOTTOM + 15.0) { (label) }
        }
        path.axis d={ "M" (LEFT) " " (BOTTOM) "H" (RIGHT) } {}
        @for (flag, (row, beside)) in flags.iter().zip(rows(flags, &x)) {
            path.flag d={ "M" (x.at(flag.at)) " " (TOP - 26.0 + row * 10.0) "V" (BOTTOM) } {}
            text.flag-name x=(beside) y=(TOP - 20.0 + row * 10.0) { (flag.letter) }
        }
        @for (i, l) in all.iter().enumerate() {
            @let d = band(l);
            @if !d.is_empty() { path class={ "band " (series(i)) } d=(d) {} }
        }
        @for (i, l) in all.iter().enumerate() {
            path class={ "line " (series(i)) } d=(path(l.values.iter().enumerate().map(|(m, v)| (middle(m), y.at(v[0] / by))))) {}
        }
        @for m in 0..months.len() {
            rect.hit data-row=(m) x=(x.at(m as f64)) y=(TOP) width=(((x.at(m as f64 + 1.0) - x.at(m as f64)) * 10.0).round() / 10.0) height=(BOTTOM - TOP) {}
        }
        @for s in inside {
            circle.seen.recalled[s.recalled] cx=(x.at(s.at)) cy=(y.at(s.value / by)) r="3.6" { title { (s.words) } }
        }
    };
    (HEIGHT, drawing)
}

/// Every January, or every month or quarter of a short run.
fn ticks(months: &[String]) -> Vec<(usize, String)> {
    let every = if months.len() <= 7 {
        1
    } else if months.len() <= 18 {
        3
    } else {
        12
    };
    let number = |m: &str| m.get(5..7).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
    let wanted = |m: &str| (number(m) - 1) % every == 0;
    let label = |m: &str| if every == 12 { m[..4].to_owned() } else { m.to_owned() };
    let all = months.iter().enumerate().filter(|(_, m)| wanted(m)).map(|(i, m)| (i, label(m)));
    // A label needs room for itself.
    all.filter(|(i, _)| (*i as f64) / (months.len().max(2) as f64) < 0.9).collect()
}

/// Rows and places for the flags' letters, so that neighbours do not overlap. If every row is taken, a letter moves to
/// the right.
fn rows(flags: &[Flag], x: &Axis) -> Vec<(f64, f64)> {
    let mut ends = [f64::NEG_INFINITY; 3];
    let place = |flag: &Flag| {
        let at = x.at(flag.at);
        let first_free = (0..ends.len()).min_by(|a, b| ends[*a].total_cmp(&ends[*b])).unwrap_or(0);
        let row = ends.iter().position(|end| at > end + 1.0).unwrap_or(first_free);
        let beside = (at + 2.0).max(ends[row] + 1.0);
        ends[row] = beside + 7.0 * flag.letter.chars().count() as f64;
        (row as f64, beside)
    };
    flags.iter().map(place).collect()
}
