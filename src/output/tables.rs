//! The tables of a run: tidy series as CSV and Parquet, and as CSV what belongs to further sending states and to third
//! states.

use super::flat::{Column, Flat, inert};
use crate::host::{INDICATORS, Scope};
use crate::run::trajectory::Row;
use crate::scenario::Scenario;
use std::io::{self, Write};

/// `month, indicator, unit, value`.
pub fn series(series: &[Row]) -> Flat<'_> {
    let tidy: Vec<_> =
        series.iter().flat_map(|row| INDICATORS.iter().zip(&row.values).map(move |(i, v)| (row, i, v))).collect();
    Flat(vec![
        ("month", Column::Text(tidy.iter().map(|(row, ..)| row.month.as_str()).collect())),
        ("indicator", Column::Text(tidy.iter().map(|(_, i, _)| i.name).collect())),
        ("unit", Column::Text(tidy.iter().map(|(_, i, _)| i.unit).collect())),
        ("value", Column::Number(tidy.iter().map(|(.., v)| **v).collect())),
    ])
}

/// Further sending states and third states: `month, state, indicator, unit, value`. Money is in dollars: each has its
/// own currency.
pub fn states_csv(x: &Scenario, series: &[Row], out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["month", "state", "indicator", "unit", "value"])?;
    let own = |i: &crate::host::Indicator| {
        i.scope == Scope::State && !i.unit.contains("somoni") && !i.name.contains("somoni")
    };
    for row in series {
        for (origin, values) in x.world.origins.iter().skip(1).zip(&row.others) {
            for (i, value) in INDICATORS.iter().zip(values).filter(|(i, _)| own(i)) {
                csv.write_record([&row.month, &*inert(&origin.name), i.name, i.unit, &value.to_string()])?;
            }
        }
        for (n, [alignment, acceded]) in x.world.neighbours.iter().zip(&row.neighbours) {
            let name = &*inert(&n.name);
            csv.write_record([&row.month, name, "alignment", "points", &alignment.to_string()])?;
            csv.write_record([&row.month, name, "acceded", "%", &(100.0 * acceded).to_string()])?;
        }
    }
    csv.flush()
}
