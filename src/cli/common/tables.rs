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

/// A mean and half its interval, to the last figure that counts; both ends where they are not equally far from the mean.
/// No mean has more than five figures, and its interval is no finer.
pub fn plus_minus(i: &Interval) -> String {
    let half = i.half();
    if !half.is_finite() {
        return figures(i.mean, 3);
    }
    let last = |v: f64, count: f64| if v > 0.0 { count - 1.0 - v.log10().floor() } else { 0.0 };
    let finest = if i.mean == 0.0 { 6.0 } else { last(i.mean.abs(), 5.0) };
    let decimals = last(half, 2.0).min(finest).clamp(0.0, 6.0) as usize;
    let number = |v: f64| format!("{v:.decimals$}");
    let uneven = ((i.low() + i.high()) / 2.0 - i.mean).abs() > 0.02 * half;
    match (uneven, number(half)) {
        (true, _) if number(i.low()) == number(i.high()) => number(i.mean),
        (true, _) => format!("{} ({} to {})", number(i.mean), number(i.low()), number(i.high())),
        (false, text) if half > 0.0 && text.parse() == Ok(0.0) => {
            format!("{} ± <{:.decimals$}", number(i.mean), 10f64.powi(-(decimals as i32)))
        }
        (false, text) => format!("{} ± {text}", number(i.mean)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_has_the_digits_that_its_interval_leaves() {
        let even = |mean, half| plus_minus(&Interval::symmetric(mean, half, 1.0, 8));
        assert_eq!((even(66.845, 0.096), even(-786.2, 31.4)), ("66.845 ± 0.096".into(), "-786 ± 31".into()));
        assert_eq!((even(0.0, 0.0), even(12345.678, 0.01)), ("0 ± 0".into(), "12346 ± <1".into()));
        let certain = Interval::symmetric(99.99995, 0.00005, 1.0, 8).within((-100.0, 100.0));
        assert_eq!(plus_minus(&certain), "100.000 ± <0.001");
        let few = Interval::symmetric(1.2, 2.0, 1.0, 8).within((0.0, f64::INFINITY));
        assert_eq!(plus_minus(&few), "1.2 (0.0 to 3.2)");
        assert_eq!(plus_minus(&Interval::share(&[1.0; 8])), "1.00 (0.75 to 1.00)");
    }
}
