//! The monthly table of a run on standard output, and six closing lines on standard error.

use crate::cli::common::tables::{table as table_of, text};
use musofir::host::{INDICATORS, Over, indicator};
use musofir::report::{say, words};
use musofir::run::trajectory::Row;

/// Columns: heading, indicator, decimals, divisor.
const COLUMNS: &[(&str, &str, usize, f64)] = &[
    ("in Russia\nthousand", "in_russia", 0, 1e3),
    ("employed\n%", "employed", 1, 1.0),
    ("left\nthousand", "departures", 1, 1e3),
    ("returned\nthousand", "returns", 1, 1e3),
    ("irregular\n%", "irregular", 1, 1.0),
    ("expelled", "expelled", 0, 1.0),
    ("entry\nbars", "entry_bars", 0, 1.0),
    ("in\ncamps", "detained", 0, 1.0),
    ("remitted\nm USD", "remittances_usd", 0, 1.0),
    ("a migrant\nUSD", "sent_per_migrant", 0, 1.0),
    ("remittances\n% of GDP", "remittances_pct_gdp", 1, 1.0),
    ("poverty\n%", "poverty", 1, 1.0),
];

/// The value of an indicator in a month.
pub fn value(row: &Row, name: &str) -> f64 {
    row.values[indicator(name).expect("an indicator of the list")]
}

/// Indicators of the closing lines.
const CLOSING: [&str; 6] = ["in_russia", "remittances_usd", "poverty", "entry_bars", "output_lost", "crisis_risk"];
/// Characters of a sparkline.
const SPARK: usize = 12;

/// Values in a few characters, least to most; several months to each character if there are many.
fn sparkline(values: &[f64]) -> String {
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)));
    let level = |v: f64| if high > low { ((v - low) / (high - low) * 7.0).round() as u32 } else { 0 };
    let n = values.len().clamp(1, SPARK);
    let part = |i: usize| &values[i * values.len() / n..((i + 1) * values.len() / n).max(i * values.len() / n + 1)];
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    let bar = |i: usize| char::from_u32(0x2581 + level(mean(part(i)))).unwrap_or(' ');
    if values.is_empty() { String::new() } else { (0..n).map(bar).collect() }
}

/// Values of an indicator, month by month.
fn trajectory(series: &[Row], name: &str) -> Vec<f64> {
    series.iter().map(|row| value(row, name)).collect()
}

/// The run in six lines; bold on a terminal that shows it.
pub fn closing(series: &[Row]) -> Vec<String> {
    let line = |name: &str| {
        let i = indicator(name).expect("an indicator of the list");
        let (values, of) = (trajectory(series, name), INDICATORS[i]);
        let year = &values[values.len().saturating_sub(12)..];
        let change = match of.over {
            Over::Total => format!("{} in the last {} months", say(year.iter().sum(), of.unit), year.len()),
            _ => format!("from {} to {}", say(values[0], of.unit), say(values[values.len() - 1], of.unit)),
        };
        format!("\x1b[1m{:<24}\x1b[0m {:<SPARK$} {change}", words::title(i), sparkline(&values))
    };
    if series.is_empty() { Vec::new() } else { CLOSING.iter().map(|name| line(name)).collect() }
}

/// The table of a run; with a last row of sparklines unless `quiet`.
pub fn table(series: &[Row], quiet: bool) -> String {
    let mut table = table_of(std::iter::once("month").chain(COLUMNS.iter().map(|c| c.0)));
    for row in series {
        let cells = COLUMNS.iter().map(|(_, name, decimals, unit)| format!("{:.*}", decimals, value(row, name) / unit));
        table.add_row(std::iter::once(row.month.clone()).chain(cells));
    }
    if !quiet {
        let sparks = COLUMNS.iter().map(|(_, name, ..)| sparkline(&trajectory(series, name)));
        table.add_row(std::iter::once("course".to_owned()).chain(sparks));
    }
    text(table, 1)
}

#[cfg(test)]
mod tests {
    use super::sparkline;

    #[test]
    fn sparklines_rise_and_fall_with_their_values() {
        assert_eq!(sparkline(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]), "▁▂▃▄▅▆▇█");
        assert_eq!(sparkline(&[3.0, 3.0]), "▁▁");
        assert_eq!(sparkline(&(0..60).map(f64::from).collect::<Vec<_>>()).chars().count(), 12);
        assert_eq!(sparkline(&[]), "");
    }
}
