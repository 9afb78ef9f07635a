//! Tables on standard output, and their numbers.

use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::{Interval, figures};

/// A table with these headings.
pub fn table<T: Into<comfy_table::Row>>(heads: T) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(heads);
    table
}

/// A table's lines, its columns from `left` on aligned to the right.
pub fn text(mut table: Table, left: usize) -> String {
    table.column_iter_mut().skip(left).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    trimmed(&table)
}

/// A table's lines, without blanks at their ends.
pub fn trimmed(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A value of a parameter: whole, or to six figures.
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
