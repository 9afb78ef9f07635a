//! The limits of the model, in a prominent box.

use crate::common::calendar;
use crate::report::data::{MonthlySeries, ReportData};
use crate::report::numbers::say;
use crate::world::Status;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The box.
pub fn limits(m: &ReportData) -> Markup {
    let worlds = m.sources.iter().flat_map(|s| &s.inputs.worlds);
    let known: Vec<Status> = worlds
        .take(1)
        .flat_map(|w| {
            let own = w.assumptions.iter().map(|(_, a)| a.status);
            own.chain(w.origins.iter().flat_map(|o| o.assumptions.iter().map(|(_, a)| a.status))).collect::<Vec<_>>()
        })
        .collect();
    let limits: BTreeSet<&String> = m.sources.iter().flat_map(|s| &s.inputs.worlds).flat_map(|w| &w.limits).collect();
    let count = |status| known.iter().filter(|s| **s == status).count();
    let agents = m.sources.iter().filter_map(|s| s.manifest["agents"].as_u64()).min();
    let warned = |c: &MonthlySeries| {
        let dates = calendar::parse(&c.given.start).zip(calendar::parse(&c.given.end));
        dates.map_or_else(Vec::new, |(start, end)| c.world.warnings(start, end))
    };
    let warnings: BTreeSet<String> = m.series.iter().flat_map(warned).collect();
    html! {
        div.limits role="note" {
            ul {
                @for what in &warnings { li { b { "Hard to believe: " } (what) "." } }
                li { "This is a model, not a forecast. Of the " (known.len()) " numbers it rests on, " (count(Status::Recalled)) " are priors, "
                    (count(Status::Fitted)) " priors fitted to the record, "
                    (count(Status::Derived)) " derived and " (count(Status::Found)) " found in a source." }
                li { "Unrest, the risk of a crisis, the bargain and the third states rest on priors alone. Read them as ratios to the run without "
                    "the lever, never as probabilities of events." }
                li { "Intervals cover Monte Carlo error only. Common random numbers make small effects look certain. Other parameters and other rules "
                    "can move a difference further than any band shown here." }
                li { "The record cannot distinguish coercion from a domestic campaign against migrants. Compare with the preset " code { "domestic-campaign" }
                    " before inferring a motive." }
                @for limit in &limits { li { (limit) } }
                @if let Some(n) = agents.filter(|n| *n < 500_000) {
                    li { "This was run with " (say(n as f64, "agents")) ". An output that counts n agents is uncertain by about 1/√n of its value, and "
                        "communities of fewer than a thousand agents are merged." }
                }
            }
        }
    }
}
