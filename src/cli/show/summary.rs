//! The monthly table of a run on standard output, and six closing lines on standard error.

use crate::cli::common::fit::{folded, width};
use crate::cli::common::tables::{full, table as table_of};
use musofir::host::ids::*;
use musofir::host::{IndicatorId, Over};
use musofir::report::say;
use musofir::report::words::title;
use musofir::run::trajectory::Row;
use musofir::world::Words;

/// Columns: heading, indicator, decimals, divisor.
const COLUMNS: &[(&str, IndicatorId, usize, f64)] = &[
    ("abroad\nthousand", ABROAD, 0, 1e3),
    ("employed\n%", EMPLOYED, 1, 1.0),
    ("left\nthousand", DEPARTURES, 1, 1e3),
    ("returned\nthousand", RETURNS, 1, 1e3),
    ("irregular\n%", IRREGULAR, 1, 1.0),
    ("expelled", EXPELLED, 0, 1.0),
    ("bar\ndecisions", ENTRY_BARS, 0, 1.0),
    ("in\ncamps", DETAINED, 0, 1.0),
    ("remitted\nm USD", REMITTANCES_USD, 0, 1.0),
    ("a migrant\nUSD", SENT_PER_MIGRANT, 0, 1.0),
    ("remittances\n% of GDP", REMITTANCES_PCT_GDP, 1, 1.0),
    ("poverty\n%", POVERTY, 1, 1.0),
];

/// Columns in the order in which a narrow terminal goes without them, by place.
const SPARED: [usize; 11] = [7, 9, 2, 3, 4, 1, 10, 6, 5, 8, 11];

/// Indicators of the closing lines.
const CLOSING: [IndicatorId; 6] = [ABROAD, REMITTANCES_USD, POVERTY, ENTRY_BARS, OUTPUT_LOST, CRISIS_RISK];
/// Characters of a sparkline.
const SPARK: usize = 12;

/// Values in at most `most` characters, least to most; several months to each character if there are many.
fn sparkline(values: &[f64], most: usize) -> String {
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)));
    let level = |v: f64| if high > low { ((v - low) / (high - low) * 7.0).round() as u32 } else { 0 };
    let n = values.len().clamp(1, most);
    let part = |i: usize| &values[i * values.len() / n..((i + 1) * values.len() / n).max(i * values.len() / n + 1)];
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    let bar = |i: usize| char::from_u32(0x2581 + level(mean(part(i)))).unwrap_or(' ');
    if values.is_empty() { String::new() } else { (0..n).map(bar).collect() }
}

/// Values of an indicator, month by month: of whole months alone for what is counted over a month, if there are any.
fn trajectory(series: &[Row], indicator: IndicatorId) -> Vec<f64> {
    let counted = indicator.over() == Over::Total || indicator.is_of_month();
    let of = |row: &Row| row.get(indicator);
    match counted && series.iter().any(Row::is_whole) {
        true => series.iter().filter(|row| row.is_whole()).map(of).collect(),
        false => series.iter().map(of).collect(),
    }
}

/// How many months a total of a year is over; days where no month is whole.
fn over(series: &[Row], months: usize) -> String {
    match series.iter().any(Row::is_whole) {
        true => format!("{months} whole months"),
        false => format!("{} days", series.iter().map(|row| row.days).sum::<u32>()),
    }
}

/// The run of `agents` agents in six lines, in the words of its world.
pub fn closing(series: &[Row], agents: u32, words: &Words) -> Vec<String> {
    let line = |indicator: IndicatorId| {
        let values = trajectory(series, indicator);
        let year = &values[values.len().saturating_sub(12)..];
        let change = match indicator.over() {
            Over::Total => {
                format!("{} in the last {}", say(year.iter().sum(), indicator.unit()), over(series, year.len()))
            }
            _ => format!(
                "from {} to {}",
                say(values[0], indicator.unit()),
                say(values[values.len() - 1], indicator.unit())
            ),
        };
        let biased = if agents < indicator.level_from() { " (biased by the size of the run)" } else { "" };
        let spark = sparkline(&values, SPARK);
        format!("{:<24} {spark:<SPARK$} {}{biased}", words.fill(title(indicator)), words.fill(&change))
    };
    if series.is_empty() { Vec::new() } else { CLOSING.iter().map(|indicator| line(*indicator)).collect() }
}

/// The table of a run, as wide as the terminal; with a last row of sparklines unless `quiet`.
pub fn table(series: &[Row], quiet: bool) -> String {
    within(series, quiet, width())
}

/// The table within a width, of the columns that fit.
fn within(series: &[Row], quiet: bool, width: Option<usize>) -> String {
    let all: Vec<usize> = (0..COLUMNS.len()).collect();
    let fits = |text: &String| width.is_none_or(|width| text.lines().all(|line| line.chars().count() <= width));
    let whole = of_columns(series, quiet, &all, SPARK);
    if fits(&whole) {
        return whole;
    }
    let mut some = (0..=SPARED.len()).map(|n| {
        let there: Vec<usize> = all.iter().copied().filter(|i| !SPARED[..n].contains(i)).collect();
        let left_out = SPARED[..n].iter().map(|i| COLUMNS[*i].1.name()).collect::<Vec<_>>().join(", ");
        (of_columns(series, quiet, &there, 5), left_out)
    });
    let (text, left_out) = some.clone().find(|(text, _)| fits(text)).or(some.next_back()).unwrap_or_default();
    let note = format!("Only in series.csv, or on a wider terminal: {left_out}");
    if left_out.is_empty() || quiet { text } else { format!("{text}\n{}", folded(&note, width.unwrap_or(usize::MAX))) }
}

fn of_columns(series: &[Row], quiet: bool, columns: &[usize], spark: usize) -> String {
    let columns = || columns.iter().map(|i| &COLUMNS[*i]);
    let mut table = table_of(std::iter::once("month").chain(columns().map(|c| c.0)));
    for row in series {
        let cells = columns().map(|(_, indicator, decimals, unit)| {
            let value = indicator.shown(row.get(*indicator), row.is_whole());
            if value.is_finite() { format!("{:.*}", decimals, value / unit) } else { "-".to_owned() }
        });
        let month = match row.is_whole() {
            true => row.month.clone(),
            false => format!("{} ({} days)", row.month, row.days),
        };
        table.add_row(std::iter::once(month).chain(cells));
    }
    if !quiet {
        let sparks = columns().map(|(_, indicator, ..)| sparkline(&trajectory(series, *indicator), spark));
        table.add_row(std::iter::once("course".to_owned()).chain(sparks));
    }
    full(table, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use musofir::{Options, Scenario};

    #[test]
    fn sparklines_rise_and_fall_with_their_values() {
        assert_eq!(sparkline(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], SPARK), "▁▂▃▄▅▆▇█");
        assert_eq!(sparkline(&[3.0, 3.0], SPARK), "▁▁");
        assert_eq!(sparkline(&(0..60).map(f64::from).collect::<Vec<_>>(), SPARK).chars().count(), 12);
        assert_eq!(sparkline(&[], SPARK), "");
    }

    #[test]
    fn a_narrow_terminal_gets_fewer_columns_and_is_given_their_names() {
        let mut x = Scenario::load("configs/baseline.ron").unwrap();
        x.until("2012-04-30").unwrap();
        let months = x.run(Options { agents: 500, ..Options::default() }).unwrap().months;
        let columns = |text: &str| text.lines().nth(2).map_or(0, |line| line.split_whitespace().count());
        for quiet in [false, true] {
            let whole = within(&months, quiet, None);
            assert_eq!(columns(&whole), 1 + COLUMNS.len());
            assert_eq!(within(&months, quiet, Some(176)), whole);
            let count = [60, 80, 100].map(|width| {
                let text = within(&months, quiet, Some(width));
                assert!(text.lines().all(|line| line.chars().count() <= width), "{width}\n{text}");
                assert!(text.contains("abroad") && (quiet || text.contains("detained")), "{text}");
                columns(&text)
            });
            assert!(count[0] >= 4 && count[0] < count[1] && count[1] < count[2], "{count:?}");
        }
    }
}
