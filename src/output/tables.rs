//! The tables of a run: tidy series, and what belongs to further sending states and to third states.

use super::columns;
use super::flat::{Column, Flat};
use crate::host::{INDICATORS, Indicator, IndicatorId, Money, Scope};
use crate::run::trajectory::Row;
use crate::scenario::Scenario;

/// Every indicator, month by month.
pub fn series(series: &[Row]) -> Flat<'_> {
    let tidy: Vec<_> =
        series.iter().flat_map(|row| INDICATORS.iter().zip(row.shown()).map(move |(i, v)| (row, i, v))).collect();
    Flat::of(
        &columns::SERIES,
        vec![
            ("month", Column::months(tidy.iter().map(|(row, ..)| row.month.as_str()))),
            ("days", Column::Whole(tidy.iter().map(|(row, ..)| i64::from(row.days)).collect())),
            ("indicator", Column::Text(tidy.iter().map(|(_, i, _)| i.name).collect())),
            ("unit", Column::Template(tidy.iter().map(|(_, i, _)| i.unit).collect())),
            ("value", Column::Number(tidy.iter().map(|(.., v)| *v).collect())),
        ],
    )
}

/// Further sending states and third states. Money is in dollars: each has its own currency.
pub fn states<'a>(x: &'a Scenario, series: &'a [Row]) -> Flat<'a> {
    let own = |i: &Indicator| i.scope == Scope::State && i.money != Some(Money::Home);
    let mut rows: Vec<(&Row, &str, &str, &str, f64)> = Vec::new();
    for row in series {
        for (origin, values) in x.world.origins.iter().skip(1).zip(&row.others) {
            for (id, value) in IndicatorId::ALL.into_iter().zip(values).filter(|(id, _)| own(&INDICATORS[*id])) {
                rows.push((row, &origin.name, id.name(), id.unit(), id.shown(*value, row.is_whole())));
            }
        }
        for (n, [alignment, acceded]) in x.world.neighbours.iter().zip(&row.neighbours) {
            rows.push((row, &n.name, "alignment", "points", *alignment));
            rows.push((row, &n.name, "acceded", "%", 100.0 * acceded));
        }
    }
    Flat::of(
        &columns::STATES,
        vec![
            ("month", Column::months(rows.iter().map(|r| r.0.month.as_str()))),
            ("days", Column::Whole(rows.iter().map(|r| i64::from(r.0.days)).collect())),
            ("state", Column::Text(rows.iter().map(|r| r.1).collect())),
            ("indicator", Column::Text(rows.iter().map(|r| r.2).collect())),
            ("unit", Column::Template(rows.iter().map(|r| r.3).collect())),
            ("value", Column::Number(rows.iter().map(|r| r.4).collect())),
        ],
    )
}
