//! Losses of migrants beside gains of states: never one without the other.

use super::answer::{biased, prior};
use crate::host::IndicatorId;
use crate::host::ids::*;
use crate::report::data::{MonthlySeries, ReportData};
use crate::report::numbers::{interval, value};
use crate::report::words::title;
use maud::{Markup, html};

/// The sides, and the indicators of each.
const SIDES: [(&str, &[IndicatorId]); 3] = [
    (
        "Migrants and their households",
        &[EARNED, SENT_PER_MIGRANT, SAVINGS_LOST, IN_DEBT, BARRED, EXPELLED, HOME_JOBLESSNESS, POVERTY],
    ),
    (
        "The sending state",
        &[REMITTANCES_USD, REMITTANCES_PCT_GDP, DISPOSABLE_INCOME, RESERVES, CRISIS_RISK, PROTESTERS],
    ),
    ("{Host}", &[OUTPUT_LOST, UNFILLED_JOBS, ENFORCEMENT_COST, CONCESSION_PROBABILITY, IMAGE, ALIGNMENT]),
];

/// A table a side: levels, and differences where there is a reference.
pub fn balance(m: &ReportData) -> Option<Markup> {
    if m.series.is_empty() {
        return None;
    }
    let reference = m.series.iter().find(|c| c.reference);
    let compared: Vec<&str> =
        m.series.iter().filter(|c| m.lines.iter().any(|l| l.label == c.label)).map(|c| c.label.as_str()).collect();
    let line = |label: &str, i: IndicatorId| m.lines.iter().find(|l| l.label == label && l.indicator == i);
    // Named where it is not the reference of the first column.
    let against = |label: &str, first: &MonthlySeries| {
        let own = m.series.iter().find(|c| c.label == label).and_then(|c| c.against.as_ref());
        own.filter(|of| **of != first.label).map_or_else(String::new, |of| format!(" from {of}"))
    };
    Some(html! {
        @for (side, indicators) in SIDES {
            h3 { (side) }
            div.scroll.whole tabindex="0" role="region" aria-label={ (side) ": levels and differences" } {
                table {
                    thead { tr {
                        th scope="col" { "Indicator" }
                        @match reference {
                            Some(r) => {
                                th scope="col" { (r.label) }
                                @for label in &compared { th scope="col" { (label) ", difference" (against(label, r)) } }
                            }
                            None => @for c in &m.series { th scope="col" { (c.label) } }
                        }
                    } }
                    tbody { @for &i in indicators { tr {
                        @let unit = i.unit();
                        th scope="row" { (title(i)) " " span.over { (i.over().name()) } @if prior(i) { " " span.mark { "prior" } } }
                        @match reference {
                            Some(r) => {
                                td.n { (value(r.level(i), unit)) }
                                @for label in &compared { td.n {
                                    @if let Some(l) = line(label, i) {
                                        (interval(l.difference[0], l.difference[1], l.difference[2], &points(unit)))
                                        div.of { "to " (value(l.of[0], unit)) }
                                    }
                                } }
                            }
                            None => @for c in &m.series { td.n { (value(c.level(i), unit)) } }
                        }
                    } } }
                }
            }
        }
        (biased(m, SIDES.iter().flat_map(|(_, indicators)| indicators.iter())))
        p.note {
            "Over the months of each scenario's window: totals of flows, means of stocks and shares, and the last value of indicators that "
            "accumulate from the first day. " span.mark { "prior" } " marks indicators that rest on priors." @if reference.is_some() { " Differences with 90 % intervals." }
        }
    })
}

/// The unit of a difference: percentages differ by points.
pub fn points(unit: &str) -> String {
    unit.replacen('%', "points", 1)
}
