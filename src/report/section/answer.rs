//! The question and the answer in plain words: the outcomes that the intervals support, and nothing more. Indicators
//! that rest on priors stand apart, with what would change their sign.

use crate::ensemble::Finding;
use crate::host::ids::*;
use crate::host::{Ground, IndicatorId, basis};
use crate::report::data::{MonthlySeries, ReportData, SummaryRow, VariedOver};
use crate::report::numbers::{say, value};
use crate::report::words::{spaced, title};
use maud::{Markup, html};

/// Indicators of the answer, in this order.
const SPOKEN: [IndicatorId; 9] =
    [ABROAD, EXPELLED, ENTRY_BARS, REMITTANCES_USD, POVERTY, HOME_JOBLESSNESS, OUTPUT_LOST, ENFORCEMENT_COST, EARNED];
/// Indicators that are reported as conditional on priors.
const CONDITIONAL: [IndicatorId; 5] = [CONCESSION_PROBABILITY, CRISIS_RISK, PROTESTERS, RECRUITS_EXPECTED, IMAGE];

/// Both.
pub const SPOKEN_OF: [&[IndicatorId]; 2] = [&SPOKEN, &CONDITIONAL];

/// Question and answer.
pub fn answer(m: &ReportData) -> Option<Markup> {
    if m.series.is_empty() {
        return None;
    }
    let reference = m.series.iter().find(|c| c.reference);
    Some(match reference {
        Some(reference) if m.series.iter().any(|c| !c.reference) => compared(m, reference),
        _ => alone(m),
    })
}

fn compared(m: &ReportData, reference: &MonthlySeries) -> Markup {
    let others: Vec<&MonthlySeries> = m.series.iter().filter(|c| m.lines.iter().any(|l| l.label == c.label)).collect();
    html! {
        p.question {
            "What would change in both states, compared with " b { (reference.label) } " (" (reference.given.title) "), under "
            @for (i, c) in others.iter().enumerate() {
                @if i > 0 { (if i + 1 == others.len() { " and " } else { ", " }) } b { (c.label) }
            } "?"
        }
        @for source in &m.sources { @if let Some(note) = source.manifest["demand"].as_str() { p.warning { (note) } } }
        (biased(m, SPOKEN_OF.into_iter().flatten()))
        // Folders of several comparisons: each scenario is spoken of against its own reference.
        @let against = |c: &MonthlySeries| m.series.iter().find(|r| c.against.as_ref() == Some(&r.label)).unwrap_or(reference);
        div.answers { @for c in others { (scenario(m, c, against(c))) } }
        p.note {
            "Each statement rests on a paired difference, seed by seed, and claims no more than its 90 % interval supports. One in ten such "
            "intervals misses the true value. The interval covers Monte Carlo error only. Uncertain parameters and rules are not part of it, "
            "and they nearly always matter more."
        }
    }
}

fn scenario(m: &ReportData, c: &MonthlySeries, reference: &MonthlySeries) -> Markup {
    let find = |id: &IndicatorId| m.lines.iter().find(|l| l.label == c.label && l.indicator == *id);
    let spoken: Vec<&SummaryRow> = SPOKEN.iter().filter_map(find).collect();
    let (claimed, rest): (Vec<_>, Vec<_>) = spoken.into_iter().partition(|l| l.finding.claims());
    let exactly_zero = |l: &&SummaryRow| matches!(l.finding, Finding::ExactlyZero { .. });
    let (equal, open): (Vec<_>, Vec<_>) = rest.into_iter().partition(exactly_zero);
    let nothing = |l: &&SummaryRow| l.finding == Finding::ExactlyZero { both_zero: true };
    let conditional: Vec<&SummaryRow> = CONDITIONAL.iter().filter_map(find).filter(|l| !nothing(l)).collect();
    html! {
        article.answer {
            h3 { (c.label) }
            p.title dir="auto" { (c.given.title) }
            @if c.seeds < 2 {
                p { "One seed gives no interval, and so no claim. Run " code { "musofir compare" } " with more " code { "--seeds" } "." }
            }
            @if !claimed.is_empty() {
                p { "From " (c.span()) ", against " (reference.label) ":" }
                ul.verdicts {
                    @for l in &claimed {
                        li { b { (title(l.indicator)) } " " span.verdict { (l.verdict) } (levels(l)) "." }
                    }
                }
            }
            @if !equal.is_empty() && c.seeds > 1 {
                p { "No difference from " (reference.label) " in any replicate: " @for (i, l) in equal.iter().enumerate() {
                    @if i > 0 { "; " } b { (within(title(l.indicator))) } @if nothing(l) { " (" (l.verdict) ")" }
                } "." }
            }
            @if !open.is_empty() && c.seeds > 1 {
                p { "No difference can be claimed for " @for (i, l) in open.iter().enumerate() {
                    @if i > 0 { "; " } b { (within(title(l.indicator))) } " (" (l.verdict) ")"
                } "." }
            }
            @if !conditional.is_empty() && c.seeds > 1 {
                div.conditional {
                    p { b { "Only if the priors hold" } ": unrest, bargaining and image rest on them. "
                        @if m.spreads.is_empty() { "This comparison did not test which parameters and rules would change a sign; " code { "compare --spread" } " does." } }
                    ul.verdicts { @for l in conditional { li {
                        b { (title(l.indicator)) } " "
                        @if l.finding.claims() {
                            span.verdict { (l.verdict) } (levels(l)) "."
                        } @else { (l.verdict) "." }
                        " " (sign(m, l))
                    } } }
                }
            }
        }
    }
}

/// A note on indicators whose levels the size of the runs biases; empty if there are none.
pub fn biased<'i>(m: &ReportData, indicators: impl IntoIterator<Item = &'i IndicatorId>) -> Markup {
    let agents = m.sources.iter().filter_map(|s| s.manifest["agents"].as_u64()).min().unwrap_or(u64::MAX);
    let found = indicators.into_iter().filter(|i| agents < u64::from(i.level_from()));
    let names: Vec<_> = found.map(|i| within(title(*i))).collect();
    html! { @if !names.is_empty() {
        p.note { "With " (agents) " agents the size of the run biases these levels: " (names.join(", ")) ". Differences between "
            "runs of one size count, and are given as amounts." }
    } }
}

/// Both levels of a difference that is claimed. None where the size of the runs biases them, and one where they are the
/// same in the digits that are shown.
fn levels(l: &SummaryRow) -> Markup {
    let unit = l.indicator.unit();
    if !l.has_level {
        return html! {};
    }
    html! {
        @if say(l.of[0], unit) == say(l.reference, unit) { ": both about " (value(l.of[0], unit)) }
        @else { ": " (value(l.of[0], unit)) " instead of " (value(l.reference, unit)) }
    }
}

/// A title within a sentence: in small letters from its first, or its first placeholder's.
fn within(title: &str) -> String {
    let begin = if title.starts_with('{') { 2 } else { 1 };
    title.chars().enumerate().map(|(i, c)| if i < begin { c.to_ascii_lowercase() } else { c }).collect()
}

/// What would change the sign of a difference: the variations that were run, or else the assumptions it depends on most.
fn sign(m: &ReportData, l: &SummaryRow) -> Markup {
    let of = |varied: VariedOver| -> Vec<(&str, f64)> {
        let own = m.spreads.iter().filter(|s| s.label == l.label && s.indicator == l.indicator && s.varied == varied);
        own.map(|s| (s.which.as_str(), s.difference)).collect()
    };
    let (parameters, structure) = (of(VariedOver::Parameters), of(VariedOver::Structure));
    let other = |d: f64| d.is_finite() && d.signum() != l.difference[0].signum() || d == 0.0;
    if parameters.is_empty() && structure.is_empty() {
        let leans = basis(l.indicator).assumptions.iter().take(4).map(|a| spaced(a));
        return html! { span.sign { "Depends most on " (leans.collect::<Vec<_>>().join(", ")) "." } };
    }
    let flips = parameters.iter().filter(|(_, d)| other(*d)).count();
    let rules: Vec<&str> = structure.iter().filter(|(_, d)| other(*d)).map(|(w, _)| *w).collect();
    let matters = m.effects.iter().find(|e| e.indicator == l.indicator && !e.rows.is_empty()).map(|e| {
        let key = e.method.rank();
        let mut rows: Vec<_> = e.rows.iter().collect();
        rows.sort_by(|a, b| b.1[key].total_cmp(&a.1[key]));
        rows.iter().take(3).map(|(p, _)| spaced(p)).collect::<Vec<_>>().join(", ")
    });
    html! { span.sign {
        "The sign changes, or the effect is zero, under " (flips) " of " (parameters.len()) " parameter draws from the register"
        @if rules.is_empty() { " and under none of " (structure.len()) " other rules" } @else { ", and if " (rules.join("; if ")) }
        "." @if let Some(names) = matters { " It depends most on: " (names) "." }
    } }
}

/// Runs without a reference: levels, and no claim about a lever.
fn alone(m: &ReportData) -> Markup {
    let one = m.series.len() == 1;
    html! {
        p.question {
            @if one { "What happens in the corridor under " b { (m.series[0].label) } "?" }
            @else { "What happens in the corridor under each of these?" }
        }
        p.warning {
            "These are single runs with one seed each. They have no interval, and no statement about the effect of a lever can be "
            "based on them. " code { "musofir compare" } " takes differences seed by seed and reports what can be claimed."
        }
        (biased(m, SPOKEN_OF.into_iter().flatten()))
        div.answers { @for c in &m.series {
            article.answer {
                h3 { (c.label) }
                p.title dir="auto" { (c.given.title) }
                p dir="auto" { (c.given.description) }
                p { "From " (c.span()) " in this run:" }
                dl.levels {
                    @for i in SPOKEN { (super::item(title(i), level(c, i))) }
                }
                div.conditional {
                    p { b { "Only if the priors hold" } " (unrest, bargaining and image rest on them; compare them with a run without the lever):" }
                    dl.levels {
                        @for i in CONDITIONAL { (super::item(title(i), level(c, i))) }
                    }
                }
            }
        } }
    }
}

fn level(c: &MonthlySeries, i: IndicatorId) -> Markup {
    html! { (value(c.level(i), i.unit())) " " span.over { "(" (i.over().name()) ")" } }
}

/// True if an indicator rests on priors.
pub fn prior(i: IndicatorId) -> bool {
    basis(i).ground == Ground::Prior
}
