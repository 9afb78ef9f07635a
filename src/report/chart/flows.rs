//! Flows of people between statuses: boxes, and arrows whose width grows with the square root of the people.

use super::super::numbers::say;
use maud::{Markup, html};

/// A flow of people.
pub struct Flow {
    /// Where from.
    pub from: String,
    /// Where to.
    pub to: String,
    /// People.
    pub people: f64,
}

/// Boxes: name, left, top, width.
const BOXES: [(&str, f64, f64, f64); 5] = [
    ("at home", 4.0, 16.0, 100.0),
    ("at large abroad", 268.0, 16.0, 128.0),
    ("in custody", 268.0, 130.0, 128.0),
    ("ordered to leave", 128.0, 204.0, 112.0),
    ("in a camp", 268.0, 240.0, 128.0),
];
const HEIGHT: f64 = 42.0;

/// An arrow: from, to, its path, where and how its head points, where its words stand and how they are anchored.
struct Arrow(&'static str, &'static str, &'static str, &'static str, (f64, f64), &'static str, &'static str);

const ARROWS: [Arrow; 8] = [
    Arrow("at home", "at large abroad", "M104 26H258", "M266 26l-9-5v10z", (186.0, 14.0), "tick middle", "departed"),
    Arrow("at large abroad", "at home", "M268 49H114", "M106 49l9-5v10z", (186.0, 66.0), "tick middle", "returned"),
    Arrow("at large abroad", "in custody", "M304 58V120", "M304 128l-5-9h10z", (297.0, 90.0), "tick end", "arrested"),
    Arrow(
        "in custody or a camp",
        "at large abroad",
        "M342 130V68",
        "M342 60l-5 9h10z",
        (349.0, 90.0),
        "tick",
        "let go",
    ),
    Arrow("in custody", "in a camp", "M342 172V230", "M342 238l-5-9h10z", (349.0, 202.0), "tick", "admitted"),
    Arrow(
        "in custody or a camp",
        "ordered to leave",
        "M268 151H184V194",
        "M184 202l-5-9h10z",
        (178.0, 164.0),
        "tick end",
        "ordered",
    ),
    Arrow("ordered to leave", "at home", "M128 225H74V68", "M74 60l-5 9h10z", (80.0, 100.0), "tick", "left on order"),
    Arrow("in a camp", "at home", "M268 266H34V68", "M34 60l-5 9h10z", (150.0, 282.0), "tick middle", "removed"),
];

/// Draws them; a flow without an arrow stands in the table alone.
pub fn flows(all: &[Flow]) -> (f64, Markup) {
    let most = all.iter().map(|f| f.people).fold(1.0, f64::max);
    let width = |people: f64| format!("{:.1}", 0.8 + 7.0 * (people / most).sqrt());
    let drawing = html! {
        @for Arrow(from, to, d, head, (x, y), class, word) in ARROWS {
            @if let Some((i, f)) = all.iter().enumerate().find(|(_, f)| f.from == from && f.to == to) {
                path.arrow data-row=(i) d=(d) stroke-width=(width(f.people)) {}
                path.head d=(head) {}
                text class=(class) x=(x) y=(y) {
                    @if class.ends_with("middle") { (word) " " tspan.strong { (say(f.people, "people")) } }
                    @else { tspan x=(x) { (word) } tspan.strong x=(x) dy="12" { (say(f.people, "people")) } }
                }
            }
        }
        @for (name, x, y, width) in BOXES {
            rect.box x=(x) y=(y) width=(width) height=(HEIGHT) rx="4" {}
            text.label.middle x=(x + width / 2.0) y=(y + HEIGHT / 2.0 + 4.0) { (name) }
        }
    };
    (296.0, drawing)
}
