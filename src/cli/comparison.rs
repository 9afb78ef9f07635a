//! The table of a comparison: indicator by indicator, scenario by scenario.

use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::{Interval, Line, figures};
use musofir::host::INDICATORS;

/// The table of some indicators. Months stand in the head if they are the same throughout.
pub fn table(lines: &[(String, Vec<Line>)], reference: usize, shown: &[usize]) -> String {
    let windows = || lines.iter().filter_map(|(_, all)| all.first()).map(|line| &line.window);
    let Some(first) = windows().next() else { return "no member has ended".to_owned() };
    let uniform = windows().all(|w| w == first);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let months = if uniform { format!("{} to {}", first.from, first.to) } else { "months differ".to_owned() };
    table.set_header([&months, "scenario", "mean", "difference", "verdict, 90 %"]);
    for &i in shown {
        let of = INDICATORS[i];
        for (n, (name, all)) in lines.iter().enumerate() {
            let Some(line) = all.get(i) else { continue };
            let difference = if n == reference { String::new() } else { plus_minus(&line.difference) };
            let verdict = if n == reference { "the reference".to_owned() } else { line.outcome.to_string() };
            let label = if n == 0 { format!("{}, {} ({})", of.name, of.unit, of.over.name()) } else { String::new() };
            let months = format!(" {} to {}", line.window.from, line.window.to);
            let scenario = format!("{name}{}", if uniform { "" } else { &months });
            table.add_row([label, scenario, mean(line.of.mean), difference, verdict]);
        }
    }
    for column in [2, 3] {
        table.column_mut(column).expect("a column").set_cell_alignment(CellAlignment::Right);
    }
    trimmed(&table)
}

/// A table's lines, without blanks at their ends.
pub fn trimmed(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// Four figures, or all before the point.
fn mean(v: f64) -> String {
    if v.abs() >= 1000.0 { format!("{v:.0}") } else { figures(v, 4) }
}

/// A value that a number was turned to: whole, or to six figures.
pub fn plain(v: f64) -> String {
    let text = if v.fract() == 0.0 { v.to_string() } else { figures(v, 6) };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A mean and half its interval, to the last figure that counts.
pub fn plus_minus(i: &Interval) -> String {
    if !i.half.is_finite() {
        return figures(i.mean, 3);
    }
    let decimals = if i.half > 0.0 { (1.0 - i.half.log10().floor()).clamp(0.0, 6.0) as usize } else { 0 };
    format!("{:.decimals$} ± {:.decimals$}", i.mean, i.half)
}
