//! The table of a comparison: indicator by indicator, scenario by scenario.

use crate::cli::common::tables::{aligned, plus_minus, table as table_of};
use musofir::ensemble::{IndicatorComparison, figures};
use musofir::host::IndicatorId;
use musofir::world::Words;

/// The table of some indicators. Months stand in the head if they are the same throughout.
pub fn table(
    lines: &[(String, Vec<IndicatorComparison>)],
    reference: usize,
    shown: &[IndicatorId],
    words: &Words,
) -> String {
    let windows = || lines.iter().filter_map(|(_, all)| all.first()).map(|line| &line.window);
    let Some(first) = windows().next() else { return "no replicate has ended".to_owned() };
    let uniform = windows().all(|w| w == first);
    let months = if uniform { first.to_string() } else { "months differ".to_owned() };
    let mut table = table_of([&months, "scenario", "mean", "difference", "verdict, 90 %"]);
    for &i in shown {
        for (n, (name, all)) in lines.iter().enumerate() {
            let Some(line) = all.get(i.index()) else { continue };
            let difference = if n == reference { String::new() } else { plus_minus(&line.difference) };
            let verdict = if n == reference { "the reference".to_owned() } else { line.verdict(words) };
            let label = if n == 0 {
                format!("{}, {} ({})", i.name(), words.fill(i.unit()), i.over().name())
            } else {
                String::new()
            };
            let months = format!(" {}", line.window);
            let scenario = format!("{name}{}", if uniform { "" } else { &months });
            table.add_row([label, scenario, mean(line.of.mean), difference, verdict]);
        }
    }
    aligned(table, &[2, 3], 2)
}

/// Four figures, or all before the point.
fn mean(v: f64) -> String {
    if v.abs() >= 1000.0 { format!("{v:.0}") } else { figures(v, 4) }
}
