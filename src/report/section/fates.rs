//! Changes of fate: the same people under each scenario and under the reference.

use crate::report::data::{Fate, ReportData};
use crate::report::numbers::{interval, say};
use maud::{Markup, html};

/// Changes shown of each scenario; the file has all.
const SHOWN: usize = 10;

/// A table a scenario.
pub fn fates(m: &ReportData) -> Option<Markup> {
    let compared: Vec<&str> =
        m.series.iter().filter(|c| m.lines.iter().any(|l| l.label == c.label)).map(|c| c.label.as_str()).collect();
    if compared.is_empty() {
        return None;
    }
    if m.fates.is_empty() {
        return Some(html! {
            p { "This comparison did not follow individual people, or nobody ends in another status. " code { "musofir compare --fates" }
                " reports the final status of the same people." }
        });
    }
    let of = |label: &str| m.fates.iter().filter(move |f| f.label == label).collect::<Vec<_>>();
    Some(html! {
        p { "The same agents on the last evening: their status under the reference, and under the scenario. A fate is the final status, not the "
            "path to it." }
        @for label in compared.iter().filter(|l| !of(l).is_empty()) {
            @let all = of(label);
            h3.scenario { (label) ": " (say(all.iter().filter(|f| f.by.is_none()).map(|f| f.people[0]).sum(), "people")) " people end in another status" }
            div.scroll tabindex="0" role="region" aria-label={ "Changes of fate under " (label) } {
                table.sortable {
                    thead { tr { @for h in ["Under the reference", "Under the scenario", "People", "Most of them"] { th scope="col" { (h) } } } }
                    tbody { @for f in all.iter().filter(|f| f.by.is_none()).take(SHOWN) {
                        tr {
                            th scope="row" { (f.from) } td { (f.to) }
                            td.n { (interval(f.people[0], f.people[1], f.people[2], "people")) }
                            td { (most(&all, f)) }
                        }
                    } }
                }
            }
        }
    })
}

/// The home region, sector and papers that most of them have.
fn most(all: &[&Fate], f: &Fate) -> String {
    let kind = |by: &str| {
        let own = all.iter().find(|o| o.by.as_deref() == Some(by) && o.from == f.from && o.to == f.to)?;
        Some(format!("{:.0} % {}", 100.0 * own.people[0] / f.people[0], own.of))
    };
    ["home region", "sector", "papers"].into_iter().filter_map(kind).collect::<Vec<_>>().join(", ")
}
