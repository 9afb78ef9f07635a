//! Charts: inline SVG with axes and units. Each stands in a card with its title, a legend, a description for screen
//! readers, and its table. A mark with `data-row` belongs to that row of the table; the script shows it on hovering.

mod axis;
mod dose;
mod flows;
mod forest;
mod line;
mod tiles;
mod tornado;

pub use dose::{Point, dose};
pub use flows::{Flow, flows};
pub use forest::{ForestRow, forest};
pub use line::{Curve, Flag, RecordPoint, lines};
pub use tiles::{bars, key, layout, tiles};
pub use tornado::{Bar, tornado};

use super::numbers::cell;
use maud::{Markup, html};

/// Width of every drawing: a phone's.
pub const WIDTH: f64 = 400.0;

/// A chart with everything that belongs to it.
pub struct Card {
    /// Its title.
    pub title: String,
    /// A note for the reader.
    pub note: Markup,
    /// A description, for screen readers.
    pub words: String,
    /// Names of its series, in the order of their colours; empty if there is only one.
    pub legend: Vec<String>,
    /// Height of the drawing.
    pub height: f64,
    /// The drawing.
    pub drawing: Markup,
    /// Heads of the table behind it.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<(Vec<String>, Vec<f64>)>,
}

impl Card {
    /// As a figure.
    pub fn show(&self) -> Markup {
        html! {
            figure.card {
                figcaption { h3 { (self.title) } @if !self.note.0.is_empty() { p.note { (self.note) } } }
                @if self.legend.len() > 1 {
                    ul.legend { @for (i, name) in self.legend.iter().enumerate() { li { (swatch(i)) (name) } } }
                }
                svg.chart viewBox={ "0 0 " (WIDTH) " " (self.height) } role="img" aria-label={ (self.title) ". " (self.words) } {
                    (self.drawing)
                }
                (behind(&self.title, &self.heads, &self.rows))
            }
        }
    }
}

/// The table behind a chart.
fn behind(title: &str, heads: &[String], rows: &[(Vec<String>, Vec<f64>)]) -> Markup {
    html! {
        details {
            summary { "Table" }
            div.scroll tabindex="0" role="region" aria-label={ "Table of " (title) } {
                table.sortable {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody {
                        @for (names, values) in rows {
                            tr {
                                @for (i, name) in names.iter().enumerate() {
                                    @if i == 0 { th scope="row" { (name) } } @else { td { (name) } }
                                }
                                @for v in values { td.n { (cell(*v)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A short line in a series' colour and dashes.
fn swatch(i: usize) -> Markup {
    html! { svg.swatch viewBox="0 0 24 8" aria-hidden="true" { path.line.{ "s" (i % SERIES) }.{ "d" (i / SERIES % 3) } d="M1 4H23" {} } }
}

/// Colours there are; after these come dashes.
const SERIES: usize = 7;

/// Classes of a series.
pub fn series(i: usize) -> String {
    format!("s{} d{}", i % SERIES, i / SERIES % 3)
}

/// A path through points; a point that is not finite breaks it.
pub fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut d = String::new();
    let mut pen_up = true;
    for (x, y) in points {
        if !(x.is_finite() && y.is_finite()) {
            pen_up = true;
            continue;
        }
        d += &format!("{}{x} {y}", if pen_up { "M" } else { "L" });
        pen_up = false;
    }
    d
}
