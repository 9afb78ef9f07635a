//! The table that shows which conclusions hold under other fits to the record.

use crate::cli::common::tables::{aligned, table as table_of};
use musofir::ensemble::{Held, figures};
use musofir::host::IndicatorId;
use musofir::world::Words;

/// The table of some indicators.
pub fn table(held: &[(String, Vec<Held>)], shown: &[IndicatorId], words: &Words) -> String {
    let mut table =
        table_of(["under other fits", "scenario", "difference as it stands", "least and most", "the conclusion"]);
    for &i in shown {
        for (n, (name, of)) in held.iter().enumerate() {
            let Some(h) = of.get(i.index()) else { continue };
            let label = if n == 0 { format!("{}, {}", i.name(), words.fill(i.unit())) } else { String::new() };
            let (least, most) = h.ends();
            let ends = format!("{} to {}", figures(least, 3), figures(most, 3));
            table.add_row([label, name.clone(), figures(h.stands.mean, 3), ends, h.holding().to_string()]);
        }
    }
    aligned(table, &[2, 3], 2)
}
