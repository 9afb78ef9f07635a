//! The observed record, as points on the courses of a world's indicators.

use super::chart::Seen;
use super::material::Material;
use maud::{Markup, html};

/// What is said of the record.
pub fn note(_m: &Material) -> Markup {
    html! { "The observed record is not shown: it was not found beside the folder." }
}

/// Points of an indicator; `first` is the chart's first month, counted from year 0.
pub fn points(_m: &Material, _indicator: &str, _first: i64) -> Vec<Seen> {
    Vec::new()
}
