//! The tables of a run: tidy series as CSV and Parquet, and as CSV what belongs to further sending states and to third
//! states.

use super::flat::{Column, Flat, inert};
use crate::host::{INDICATORS, IndicatorId, Scope};
use crate::run::trajectory::Row;
use crate::scenario::Scenario;
use std::io::{self, Write};

/// `month, days, indicator, unit, value`.
pub fn series(series: &[Row]) -> Flat<'_> {
    let tidy: Vec<_> =
        series.iter().flat_map(|row| INDICATORS.iter().zip(row.shown()).map(move |(i, v)| (row, i, v))).collect();
    Flat(vec![
        ("month", Column::Text(tidy.iter().map(|(row, ..)| row.month.as_str()).collect())),
        ("days", Column::Whole(tidy.iter().map(|(row, ..)| i64::from(row.days)).collect())),
        ("indicator", Column::Text(tidy.iter().map(|(_, i, _)| i.name).collect())),
        ("unit", Column::Text(tidy.iter().map(|(_, i, _)| i.unit).collect())),
        ("value", Column::Number(tidy.iter().map(|(.., v)| *v).collect())),
    ])
}

/// Further sending states and third states: `month, days, state, indicator, unit, value`. Money is in dollars: each has its
/// own currency.
pub fn states_csv(x: &Scenario, series: &[Row], out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["month", "days", "state", "indicator", "unit", "value"])?;
    let own = |i: &crate::host::Indicator| {
        i.scope == Scope::State && !i.unit.contains("somoni") && !i.name.contains("somoni")
    };
    for row in series {
        let days = row.days.to_string();
        for (origin, values) in x.world.origins.iter().skip(1).zip(&row.others) {
            for (id, value) in IndicatorId::ALL.into_iter().zip(values).filter(|(id, _)| own(&INDICATORS[*id])) {
                let value = id.shown(*value, row.is_whole());
                let value = if value.is_finite() { value.to_string() } else { String::new() };
                csv.write_record([&row.month, &days, &*inert(&origin.name), id.name(), id.unit(), &value])?;
            }
        }
        for (n, [alignment, acceded]) in x.world.neighbours.iter().zip(&row.neighbours) {
            let name = &*inert(&n.name);
            csv.write_record([&row.month, &days, name, "alignment", "points", &alignment.to_string()])?;
            csv.write_record([&row.month, &days, name, "acceded", "%", &(100.0 * acceded).to_string()])?;
        }
    }
    csv.flush()
}
