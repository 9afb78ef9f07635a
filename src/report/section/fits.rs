//! Equifinality: which conclusions hold under other parameters that fit the record equally well.

use super::answer::SPOKEN_OF;
use crate::ensemble::{Holding, Side};
use crate::host::IndicatorId;
use crate::report::data::{FitRow, ReportData};
use crate::report::numbers::{interval, say};
use crate::report::words::title;
use maud::{Markup, html};

/// A table a scenario.
pub fn fits(m: &ReportData) -> Option<Markup> {
    let count = m.fits.iter().map(|f| f.fit).max()?;
    let labels: Vec<&str> = m.series.iter().map(|c| c.label.as_str()).collect();
    let compared = labels.into_iter().filter(|label| m.fits.iter().any(|f| f.label == *label));
    Some(html! {
        p { "The record does not identify one set of parameters: " (count) " others, as far apart as the record allows, fit it about as well. "
            "The comparison was run again under each, on the same seeds. A conclusion is the sign of a difference whose 90 % interval excludes "
            "zero. A conclusion that does not hold under all of them is not a finding of this model." }
        @for label in compared {
            h3.scenario { (label) }
            div.scroll tabindex="0" role="region" aria-label={ "Conclusions under other fits: " (label) } {
                table.sortable {
                    thead { tr { @for h in ["Indicator", "Difference as it stands", "Smallest and largest over the fits", "The conclusion"] { th scope="col" { (h) } } } }
                    tbody { @for i in SPOKEN_OF.iter().copied().flatten() { @if let Some(row) = row(m, label, *i) { (row) } } }
                }
            }
        }
    })
}

fn row(m: &ReportData, label: &str, i: IndicatorId) -> Option<Markup> {
    let own: Vec<&FitRow> = m.fits.iter().filter(|f| f.label == label && f.indicator == i).collect();
    let [mean, low, high] = own.iter().find(|f| f.fit == 0)?.difference;
    let sides: Vec<Side> =
        own.iter().filter(|f| f.fit > 0).map(|f| Side::of(f.difference[1], f.difference[2])).collect();
    let means = || own.iter().map(|f| f.difference[0]);
    let (least, most) = (means().fold(f64::INFINITY, f64::min), means().fold(f64::NEG_INFINITY, f64::max));
    let unit = super::balance::points(i.unit());
    Some(html! {
        tr {
            th scope="row" { (title(i)) }
            td.n { (interval(mean, low, high, &unit)) }
            td.n { data value=(least) { (say(least, &unit)) } " to " data value=(most) { (say(most, &unit)) } }
            td { (Holding::of(Side::of(low, high), &sides).to_string()) }
        }
    })
}
