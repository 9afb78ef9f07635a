//! The monthly table on standard output.

use comfy_table::{CellAlignment, Table, presets};
use musofir::course::Row;
use musofir::host::indicator;

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

/// The table of a run.
pub fn table(series: &[Row]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(std::iter::once("month").chain(COLUMNS.iter().map(|c| c.0)));
    for row in series {
        let cells = COLUMNS.iter().map(|(_, name, decimals, unit)| format!("{:.*}", decimals, value(row, name) / unit));
        table.add_row(std::iter::once(row.month.clone()).chain(cells));
    }
    table.column_iter_mut().skip(1).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
