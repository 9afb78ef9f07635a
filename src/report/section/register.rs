//! The register: every assumption with its value, range, unit, source and status.

use crate::report::data::ReportData;
use crate::report::numbers::cell;
use crate::report::words::spaced;
use crate::world::{Assumption, Requirement, Status, Words, World};
use maud::{Markup, html};

/// The registers of all worlds.
pub fn register(m: &ReportData) -> Option<Markup> {
    let mut worlds: Vec<&World> = Vec::new();
    for w in m.sources.iter().flat_map(|s| &s.inputs.worlds) {
        if !worlds.contains(&w) {
            worlds.push(w);
        }
    }
    (!worlds.is_empty()).then(|| {
        html! {
            p { "Every uncertain number of the model. " span.status.recalled { "recalled" } " marks a prior: remembered or judged, not read in a source. "
                "Click a heading to sort." }
            @for w in &worlds { (world(w, worlds.len() > 1)) }
        }
    })
}

fn world(w: &World, named: bool) -> Markup {
    let words = Words::of(w);
    let of_state: Vec<Words> = w.origins.iter().map(|o| Words::of_state(w, o)).collect();
    let own = w.assumptions.iter().map(|(r, a)| (w.name.as_str(), &words, r, a));
    let states = w.origins.iter().zip(&of_state);
    let states = states.flat_map(|(o, words)| o.assumptions.iter().map(move |(r, a)| (o.name.as_str(), words, r, a)));
    let rows: Vec<(&str, &Words, Requirement, &Assumption)> = own.chain(states).collect();
    html! {
        @if named { h3 { (w.name) } }
        div.scroll.tall tabindex="0" role="region" aria-label={ "Register of " (w.name) } {
            table.sortable.register {
                thead { tr { @for h in ["Assumption", "Value", "Low", "High", "Unit", "Status", "Of", "Source"] { th scope="col" { (h) } } } }
                tbody { @for (of, words, r, a) in rows {
                    @let (class, status) = status(a.status);
                    tr.recalled[a.status == Status::Recalled] {
                        th scope="row" { (spaced(r.name)) div.of { (words.fill(r.meaning)) } }
                        td.n data-sort=(a.value) { (cell(a.value)) } td.n data-sort=(a.low) { (cell(a.low)) } td.n data-sort=(a.high) { (cell(a.high)) }
                        td { (a.unit) } td { span.status.(class) { (status) } } td { (of) } td.source { (a.source) }
                    }
                } }
            }
        }
    }
}

fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Found => ("found", "found"),
        Status::Derived => ("derived", "derived"),
        Status::Recalled => ("recalled", "recalled"),
        Status::Fitted => ("fitted", "fitted"),
    }
}
