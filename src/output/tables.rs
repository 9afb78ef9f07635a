//! The tables of a run: tidy series, and what belongs to further sending states and to third states.

use super::columns;
use super::flat::{Column, Flat};
use crate::host::{INDICATORS, Indicator, Scope};
use crate::run::trajectory::Row;
use crate::scenario::Scenario;

/// Every indicator, month by month.
pub fn series(series: &[Row]) -> Flat<'_> {
    let tidy: Vec<_> =
        series.iter().flat_map(|row| INDICATORS.iter().zip(&row.values).map(move |(i, v)| (row, i, v))).collect();
    Flat::of(
        &columns::SERIES,
        vec![
            ("month", Column::months(tidy.iter().map(|(row, ..)| row.month.as_str()))),
            ("indicator", Column::Text(tidy.iter().map(|(_, i, _)| i.name).collect())),
            ("unit", Column::Text(tidy.iter().map(|(_, i, _)| i.unit).collect())),
            ("value", Column::Number(tidy.iter().map(|(.., v)| **v).collect())),
        ],
    )
}

/// Further sending states and third states. Money is in dollars: each has its own currency.
pub fn states<'a>(x: &'a Scenario, series: &'a [Row]) -> Flat<'a> {
    let own = |i: &&Indicator| i.scope == Scope::State && !i.unit.contains("somoni") && !i.name.contains("somoni");
    let mut rows: Vec<(&str, &str, &str, &str, f64)> = Vec::new();
    for row in series {
        for (origin, values) in x.world.origins.iter().skip(1).zip(&row.others) {
            let values = INDICATORS.iter().zip(values).filter(|(i, _)| own(i));
            rows.extend(values.map(|(i, value)| (row.month.as_str(), origin.name.as_str(), i.name, i.unit, *value)));
        }
        for (n, [alignment, acceded]) in x.world.neighbours.iter().zip(&row.neighbours) {
            rows.push((&row.month, &n.name, "alignment", "points", *alignment));
            rows.push((&row.month, &n.name, "acceded", "%", 100.0 * acceded));
        }
    }
    Flat::of(
        &columns::STATES,
        vec![
            ("month", Column::months(rows.iter().map(|r| r.0))),
            ("state", Column::Text(rows.iter().map(|r| r.1).collect())),
            ("indicator", Column::Text(rows.iter().map(|r| r.2).collect())),
            ("unit", Column::Text(rows.iter().map(|r| r.3).collect())),
            ("value", Column::Number(rows.iter().map(|r| r.4).collect())),
        ],
    )
}
