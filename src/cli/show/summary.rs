//! The monthly table of a run on standard output, and six closing lines on standard error.

use crate::cli::common::tables::{table as table_of, text};
use musofir::host::ids::*;
use musofir::host::{IndicatorId, Over};
use musofir::report::{say, words};
use musofir::run::trajectory::Row;

/// Columns: heading, indicator, decimals, divisor.
const COLUMNS: &[(&str, IndicatorId, usize, f64)] = &[
    ("in Russia\nthousand", IN_RUSSIA, 0, 1e3),
    ("employed\n%", EMPLOYED, 1, 1.0),
    ("left\nthousand", DEPARTURES, 1, 1e3),
    ("returned\nthousand", RETURNS, 1, 1e3),
    ("irregular\n%", IRREGULAR, 1, 1.0),
    ("expelled", EXPELLED, 0, 1.0),
    ("entry\nbars", ENTRY_BARS, 0, 1.0),
    ("in\ncamps", DETAINED, 0, 1.0),
    ("remitted\nm USD", REMITTANCES_USD, 0, 1.0),
    ("a migrant\nUSD", SENT_PER_MIGRANT, 0, 1.0),
    ("remittances\n% of GDP", REMITTANCES_PCT_GDP, 1, 1.0),
    ("poverty\n%", POVERTY, 1, 1.0),
];

/// Indicators of the closing lines.
const CLOSING: [IndicatorId; 6] = [IN_RUSSIA, REMITTANCES_USD, POVERTY, ENTRY_BARS, OUTPUT_LOST, CRISIS_RISK];
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
fn trajectory(series: &[Row], indicator: IndicatorId) -> Vec<f64> {
    series.iter().map(|row| row.get(indicator)).collect()
}

/// The run of `agents` agents in six lines; bold on a terminal that shows it.
pub fn closing(series: &[Row], agents: u32) -> Vec<String> {
    let line = |indicator: IndicatorId| {
        let values = trajectory(series, indicator);
        let year = &values[values.len().saturating_sub(12)..];
        let change = match indicator.over() {
            Over::Total => format!("{} in the last {} months", say(year.iter().sum(), indicator.unit()), year.len()),
            _ => format!(
                "from {} to {}",
                say(values[0], indicator.unit()),
                say(values[values.len() - 1], indicator.unit())
            ),
        };
        let biased = if agents < indicator.level_from() { " (biased by the size of the run)" } else { "" };
        format!("\x1b[1m{:<24}\x1b[0m {:<SPARK$} {change}{biased}", words::title(indicator), sparkline(&values))
    };
    if series.is_empty() { Vec::new() } else { CLOSING.iter().map(|indicator| line(*indicator)).collect() }
}

/// The table of a run; with a last row of sparklines unless `quiet`.
pub fn table(series: &[Row], quiet: bool) -> String {
    let mut table = table_of(std::iter::once("month").chain(COLUMNS.iter().map(|c| c.0)));
    for row in series {
        let cells =
            COLUMNS.iter().map(|(_, indicator, decimals, unit)| format!("{:.*}", decimals, row.get(*indicator) / unit));
        table.add_row(std::iter::once(row.month.clone()).chain(cells));
    }
    if !quiet {
        let sparks = COLUMNS.iter().map(|(_, indicator, ..)| sparkline(&trajectory(series, *indicator)));
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
