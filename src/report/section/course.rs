//! Each main indicator month by month, with levers as dated flags and the record as points.

use super::answer::prior;
use super::record;
use super::timeline::dates;
use crate::host::ids::*;
use crate::host::{IndicatorId, Over};
use crate::report::chart::{Card, Curve, Flag, lines};
use crate::report::data::{MonthlySeries, ReportData};
use crate::report::numbers::{axis, month_number, say};
use crate::report::words::title;
use maud::{Markup, html};

/// The indicators that are charted.
const DRAWN: [IndicatorId; 21] = [
    ABROAD,
    COUNTED_BY_HOST,
    DEPARTURES,
    RETURNS,
    EMPLOYED,
    IRREGULAR,
    CHECKS,
    ARRESTS,
    EXPELLED,
    ENTRY_BARS,
    BARRED,
    DETAINED,
    REMITTANCES_USD,
    SENT_PER_MIGRANT,
    POVERTY,
    HOME_JOBLESSNESS,
    OUTPUT_LOST,
    ENFORCEMENT_COST,
    PROTESTERS,
    CRISIS_RISK,
    CONCESSION_PROBABILITY,
];

/// The charts.
pub fn course(m: &ReportData) -> Option<Markup> {
    let months = months(&m.series)?;
    let seeds = m.series.iter().map(|c| c.seeds).max().unwrap_or(0);
    let flags = flags(m, &months[0]);
    Some(html! {
        p {
            @if seeds > 1 { "Means over " (seeds) " seeds, with the 90 % interval of each mean as a band. Where no band is visible, it is narrower than the line. " }
            @else { "One seed each, so there is no band. " }
            @if !flags.is_empty() { "Letters mark the dates on which a lever moves; they are explained " a href="#timeline" { "below" } ". " }
            @if m.series.iter().any(|c| (0..c.months.len()).any(|m| !c.is_whole(m))) {
                "Of a month that a run covers in part, flows are listed in the tables and not drawn. "
            }
            (record::note(m))
        }
        div.charts { @for i in DRAWN { (card(m, i, &months, &flags)) } }
    })
}

/// Every month from the first to the last of all series.
fn months(series: &[MonthlySeries]) -> Option<Vec<String>> {
    let first = series.iter().filter_map(|c| c.months.first()).min()?;
    let last = series.iter().filter_map(|c| c.months.last()).max()?;
    let (from, to) = (month_number(first)?, month_number(last)?);
    Some((from..=to).map(|n| format!("{:04}-{:02}", n / 12, n % 12 + 1)).collect())
}

fn flags(m: &ReportData, first: &str) -> Vec<Flag> {
    let at = |date: &str| -> Option<f64> {
        let day = date.get(8..10)?.parse::<f64>().ok()?;
        Some((month_number(date)? - month_number(first)?) as f64 + (day - 1.0) / 31.0)
    };
    dates(m).into_iter().filter_map(|(letter, date)| Some(Flag { at: at(&date)?, letter })).collect()
}

fn card(m: &ReportData, i: IndicatorId, months: &[String], flags: &[Flag]) -> Markup {
    let first = month_number(&months[0]).unwrap_or(0);
    // A flow of some days beside flows of months would look like a fall.
    let drawn = |c: &MonthlySeries, month: usize| !counted(i) || c.is_whole(month);
    let on_axis = |c: &MonthlySeries, all: bool| -> Vec<[f64; 3]> {
        let skip = c.months.first().and_then(|f| month_number(f)).map_or(0, |n| (n - first) as usize);
        let of = |v: &crate::ensemble::Interval| {
            [v.mean, v.low(), v.high()].map(|x| if x.is_finite() { x } else { f64::NAN })
        };
        let own = c.of(i).iter().enumerate();
        let own = own.map(|(month, v)| if all || drawn(c, month) { of(v) } else { [f64::NAN; 3] });
        let all = std::iter::repeat_n([f64::NAN; 3], skip).chain(own).chain(std::iter::repeat([f64::NAN; 3]));
        all.take(months.len()).collect()
    };
    let curves = |all| m.series.iter().map(|c| Curve { values: on_axis(c, all) }).collect::<Vec<_>>();
    let (all, listed) = (curves(false), curves(true));
    let days = |month: &String| {
        let place = |c: &MonthlySeries| {
            c.months.iter().position(|m| m == month).filter(|at| !c.is_whole(*at)).map(|at| c.days[at])
        };
        m.series.iter().find_map(place).map_or_else(|| month.clone(), |days| format!("{month} ({days} days)"))
    };
    let size = all
        .iter()
        .flat_map(|l| &l.values)
        .map(|v| v[0])
        .filter(|v| v.is_finite())
        .fold(0.0, |a: f64, b| a.max(b.abs()));
    let (by, unit) = axis(i.unit(), size);
    let seen = record::points(m, i, first);
    let (height, drawing) = lines(months, &unit, by, &all, flags, &seen);
    let banded = m.series.iter().any(|c| c.seeds > 1);
    let mut heads = vec!["month".to_owned()];
    for c in &m.series {
        heads.push(c.label.clone());
        if banded {
            heads.extend([format!("{}, low", c.label), format!("{}, high", c.label)]);
        }
    }
    let row = |month: usize| {
        let of = |l: &Curve| l.values[month].into_iter().take(if banded { 3 } else { 1 }).collect::<Vec<_>>();
        (vec![days(&months[month])], listed.iter().flat_map(of).collect())
    };
    Card {
        title: title(i).to_owned(),
        note: html! { (i.meaning()) @if prior(i) { " " span.mark { "prior" } } },
        words: words(m, i),
        legend: m.series.iter().map(|c| c.label.clone()).collect(),
        height,
        drawing,
        heads,
        rows: (0..months.len()).map(row).collect(),
    }
    .show()
}

/// True if the values of an indicator are counted over their month.
fn counted(i: IndicatorId) -> bool {
    i.over() == Over::Total || i.is_of_month()
}

/// First, smallest, largest and last value of each series.
fn words(m: &ReportData, i: IndicatorId) -> String {
    let of = |c: &MonthlySeries| {
        let months = c.of(i).iter().enumerate().filter(|(month, _)| !counted(i) || c.is_whole(*month));
        let values: Vec<f64> = months.map(|(_, v)| v.mean).filter(|v| v.is_finite()).collect();
        let (Some(first), Some(last)) = (values.first(), values.last()) else {
            return format!("{}: no value", c.label);
        };
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let [first, last, least, most] = [*first, *last, least, most].map(|v| say(v, i.unit()));
        format!("{}: {first} at first, {last} at last, between {least} and {most}", c.label)
    };
    format!("By month. {}.", m.series.iter().map(of).collect::<Vec<_>>().join("; "))
}
