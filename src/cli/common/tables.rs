//! Tables on standard output, and their numbers.

use super::fit::{fitted, width};
use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::{Interval, figures};

/// A table with these headings.
pub fn table<T: Into<comfy_table::Row>>(heads: T) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(heads);
    table
}

/// A table's lines, its columns from `left` on aligned to the right; as wide as the terminal.
pub fn text(table: Table, left: usize) -> String {
    let count = table.column_max_content_widths().len();
    aligned(table, &(left..count).collect::<Vec<_>>(), left)
}

/// A table's lines, the columns `numbers` aligned to the right; as wide as the terminal. A table in several parts repeats
/// the first `keys` columns.
pub fn aligned(mut table: Table, numbers: &[usize], keys: usize) -> String {
    for n in numbers {
        table.column_mut(*n).into_iter().for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    }
    fitted(&table, numbers, keys, width())
}

/// A table's lines at full width, its columns from `left` on aligned to the right.
pub fn full(mut table: Table, left: usize) -> String {
    table.column_iter_mut().skip(left).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    fitted(&table, &[], left, None)
}

/// The lines of a table of texts, as wide as the terminal.
pub fn trimmed(table: &Table) -> String {
    fitted(table, &[], 0, width())
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
