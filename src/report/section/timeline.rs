//! The timeline: each lever with its value, date and scenario.

use crate::report::data::ReportData;
use crate::report::words::lever;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Dates on which a lever of any scenario moves, each with its letter.
pub fn dates(m: &ReportData) -> Vec<(String, String)> {
    let all: BTreeSet<&str> = m.series.iter().flat_map(|c| &c.given.timeline).map(|(on, _)| on.as_str()).collect();
    all.into_iter().enumerate().map(|(i, on)| (letter(i), on.to_owned())).collect()
}

/// A, B, ... Z, AA, AB, ...
fn letter(i: usize) -> String {
    let last = char::from(b'A' + (i % 26) as u8);
    if i < 26 { last.to_string() } else { letter(i / 26 - 1) + &last.to_string() }
}

/// The timeline.
pub fn timeline(m: &ReportData) -> Option<Markup> {
    if m.series.is_empty() {
        return None;
    }
    let dates = dates(m);
    Some(html! {
        @if dates.is_empty() { p { "No lever moves." } } @else {
            div.scroll.whole tabindex="0" role="region" aria-label="Levers by date" {
                table.sortable {
                    thead { tr { th scope="col" { "Flag" } th scope="col" { "Date" } th scope="col" { "Scenario" } th scope="col" { "Lever" } } }
                    tbody {
                        @for (letter, date) in &dates {
                            @for c in &m.series {
                                @for (_, l) in c.given.timeline.iter().filter(|(on, _)| on == date) {
                                    tr { td { b { (letter) } } td.date { (date) } td { (c.label) } td { code { (lever(l)) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
        p.note {
            "A lever acts from 00:00 of its day until it is set again. " code { "musofir explain LEVER" } " describes a lever. "
            @for c in &m.series {
                (c.label) " runs from " (c.given.start) " to " (c.given.end)
                @if !c.given.feedback { ", without feedback from month to month" }
                @if !c.given.lotteries { ", with no place scarce" }
                ". "
            }
        }
    })
}
