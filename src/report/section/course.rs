//! Each main indicator month by month, with levers as dated flags and the record as points.

use super::answer::prior;
use super::record;
use super::timeline::dates;
use crate::host::IndicatorId;
use crate::host::ids::*;
use crate::report::chart::{Card, Curve, Flag, lines};
use crate::report::data::{MonthlySeries, ReportData};
use crate::report::numbers::{axis, month_number, say};
use crate::report::words::title;
use maud::{Markup, html};

/// The indicators that are charted.
const DRAWN: [IndicatorId; 21] = [
    IN_RUSSIA,
    COUNTED_IN_RUSSIA,
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
    let on_axis = |c: &MonthlySeries| -> Vec<[f64; 3]> {
        let skip = c.months.first().and_then(|f| month_number(f)).map_or(0, |n| (n - first) as usize);
        let of = |v: &crate::ensemble::Interval| {
            [v.mean, v.low(), v.high()].map(|x| if x.is_finite() { x } else { f64::NAN })
        };
        let own = c.of(i).iter().map(of);
        let all = std::iter::repeat_n([f64::NAN; 3], skip).chain(own).chain(std::iter::repeat([f64::NAN; 3]));
        all.take(months.len()).collect()
    };
    let all: Vec<Curve> = m.series.iter().map(|c| Curve { values: on_axis(c) }).collect();
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
        (vec![months[month].clone()], all.iter().flat_map(of).collect())
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

/// First, smallest, largest and last value of each series.
fn words(m: &ReportData, i: IndicatorId) -> String {
    let of = |c: &MonthlySeries| {
        let values: Vec<f64> = c.of(i).iter().map(|v| v.mean).filter(|v| v.is_finite()).collect();
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
