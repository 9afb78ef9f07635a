//! The table that shows where the spread of differences comes from.

use crate::cli::common::tables::{table as table_of, text};
use musofir::ensemble::figures;
use musofir::ensemble::spread::Spread;
use musofir::host::IndicatorId;
use musofir::world::Words;

/// The table of some indicators.
pub fn table(all: &[(String, Vec<Spread>)], shown: &[IndicatorId], words: &Words) -> String {
    let mut table = table_of([
        "single differences",
        "scenario",
        "seeds, 5-95 %",
        "parameters, 5-95 %",
        "structure, ends",
        "same sign",
    ]);
    for &i in shown {
        for (n, (name, of)) in all.iter().enumerate() {
            let Some(s) = of.get(i.index()) else { continue };
            let label = if n == 0 { format!("{}, {}", i.name(), words.fill(i.unit())) } else { String::new() };
            let ends = |(a, b): (f64, f64)| {
                if a.is_finite() { format!("{} to {}", figures(a, 3), figures(b, 3)) } else { "-".into() }
            };
            let count = s.parameters.len() + s.structure.len();
            let same = format!("{} of {count}", s.same_sign());
            let [of_seeds, of_parameters] = [&s.seeds, &s.parameters].map(|v| ends(Spread::quantiles(v)));
            table.add_row([label, name.clone(), of_seeds, of_parameters, ends(s.of_structure()), same]);
        }
    }
    text(table, 2)
}
