//! The tables of a sensitivity study.

use crate::cli::common::tables::{table as table_of, text};
use musofir::ensemble::{Window, figures};
use musofir::host::IndicatorId;
use musofir::study::sensitivity::{Effects, Method};
use musofir::world::Words;

/// Parameters of a table.
const MOST: usize = 8;

/// The parameters that matter most, indicator by indicator.
pub fn tables(effects: &Effects, window: &Window, shown: &[IndicatorId], words: &Words) -> String {
    let Effects { method, names, numbers } = effects;
    let key = if *method == Method::Morris { 0 } else { 2 };
    let blocks = shown.iter().map(|&i| {
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|a, b| numbers[i.index()][*b][key].total_cmp(&numbers[i.index()][*a][key]));
        let unit = if *method == Method::Morris { i.unit() } else { "parts of its variance" };
        let head = format!("{} ({})", i.name(), words.fill(unit));
        let mut table = table_of(std::iter::once(head).chain(effects.heads().map(str::to_owned)));
        for p in order.into_iter().take(MOST) {
            let cells = numbers[i.index()][p].iter().map(|v| figures(*v, 3));
            table.add_row(std::iter::once(format!("  {}", names[p])).chain(cells));
        }
        text(table, 1)
    });
    let what = match method {
        Method::Morris => "mean size of the effect of crossing a parameter's range",
        Method::Sobol => "parts of the variance over all ranges",
    };
    let blocks = blocks.collect::<Vec<_>>().join("\n\n");
    format!("{window}; {what}, the eight largest\n\n{blocks}")
}
