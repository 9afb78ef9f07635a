//! Tile maps of the host regions, and bars of the home regions.

use crate::ensemble::Places;
use crate::report::chart::{Card, bars, key, layout, tiles};
use crate::report::data::{MonthlySeries, ReportData};
use crate::report::numbers::{say, scale};
use maud::{Markup, html};

/// Maps: title, unit, whether a total or a mean of the months, column of a region.
const MAPS: [(&str, bool, usize); 3] = [("In the region", false, 0), ("In camps", false, 3), ("Expelled", true, 4)];
/// Bars of home regions: title, unit, total or mean, divisor, column.
const HOMES: [(&str, &str, bool, f64, usize); 3] = [
    ("Its people in {host}", "people", false, 1.0, 0),
    ("Expelled or turned back", "people", true, 1.0, 1),
    ("Sent home", "million {host_currency}", true, 1e6, 2),
];

/// Maps of every scenario.
pub fn map(m: &ReportData) -> Option<Markup> {
    let shown: Vec<&MonthlySeries> = m.series.iter().filter(|c| !c.places.is_empty()).collect();
    (!shown.is_empty()).then(|| {
        html! {
            p { "Every {region} is one square near its capital, so that small ones are visible. Each of the five shades holds an equal number "
                "of {regions}, leaving out those without people. People present are the mean of the window’s months; people expelled are the total." }
            @for c in shown {
                @if m.series.len() > 1 { h3.scenario { (c.label) } }
                div.charts {
                    @for (title, total, k) in MAPS { (subjects(c, title, total, k)) }
                    @for (title, unit, total, by, k) in HOMES { (homes(c, title, unit, total, by, k)) }
                }
            }
        }
    })
}

/// The mean or the total of a place's number over the window.
fn over(c: &MonthlySeries, total: bool, of: impl Fn(&Places) -> f64) -> f64 {
    let months: Vec<f64> = c.inside().filter_map(|m| c.places.get(m)).map(of).collect();
    let sum: f64 = months.iter().sum();
    if total { sum } else { sum / months.len().max(1) as f64 }
}

fn subjects(c: &MonthlySeries, title: &str, total: bool, k: usize) -> Markup {
    let regions = &c.world.host_regions;
    let values: Vec<f64> = (0..regions.len()).map(|r| over(c, total, |p| p.regions[r][k])).collect();
    let squares = layout(regions);
    let (height, drawing) = tiles(&squares, &values);
    let mut order: Vec<usize> = (0..regions.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let first = order.iter().take(3).map(|r| format!("{} {}", regions[*r].name, say(values[*r], "people")));
    let steps = key(&values);
    Card {
        title: title.to_owned(),
        note: html! {
            ul.key { @for (step, low, high) in steps { li.{ "q" (step) } {
                svg.square viewBox="0 0 10 10" aria-hidden="true" { rect width="10" height="10" rx="1" {} }
                @if step == 0 { "none" } @else if low == high { (say(low, "people")) } @else { (say(low, "people")) "–" (say(high, "people")) }
            } } }
        },
        words: format!("Tile map of {} regions. Most: {}.", regions.len(), first.collect::<Vec<_>>().join(", ")),
        legend: Vec::new(),
        height,
        drawing,
        heads: ["region", "on the map", "district", "people"].map(str::to_owned).to_vec(),
        rows: regions
            .iter()
            .zip(&squares)
            .zip(&values)
            .map(|((r, s), v)| (vec![r.name.clone(), s.code.clone(), r.district.clone()], vec![*v]))
            .collect(),
    }
    .show()
}

fn homes(c: &MonthlySeries, title: &str, unit: &str, total: bool, by: f64, k: usize) -> Markup {
    let names: Vec<&str> = c.world.home_regions().map(|(_, h)| h.name.as_str()).collect();
    let values: Vec<f64> = (0..names.len()).map(|h| over(c, total, |p| p.homes[h][k]) / by).collect();
    let (scaled, unit) = scale(unit, values.iter().copied().fold(0.0, f64::max));
    let (height, drawing) = bars(&names, &values, scaled);
    let words = names.iter().zip(&values).map(|(n, v)| format!("{n} {}", super::super::numbers::cell(v / scaled)));
    Card {
        title: title.to_owned(),
        note: html! { "by home region, " (unit) },
        words: format!("Bars in {unit}: {}.", words.collect::<Vec<_>>().join(", ")),
        legend: Vec::new(),
        height,
        drawing,
        heads: ["home region".to_owned(), unit.trim_start_matches("bn ").to_owned()].to_vec(),
        rows: names.iter().zip(&values).map(|(n, v)| (vec![(*n).to_owned()], vec![*v])).collect(),
    }
    .show()
}
