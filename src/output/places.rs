//! Tables of places: host regions, home regions, and moves between statuses, month by month.

use super::about::About;
use super::columns::{self, TableSpec};
use super::flat::{Column, Flat};
use super::{Folder, FolderError};
use crate::ensemble::{Places, Record};
use crate::run::places::{HOME, MOVES, REGION};
use crate::scenario::Scenario;

/// A month of a scenario.
pub struct PlacesMonth<'a> {
    /// The scenario; a run has none to name.
    pub scenario: Option<&'a Scenario>,
    /// The month.
    pub month: &'a str,
    /// Its days within the run.
    pub days: u32,
    /// Its places.
    pub places: Places,
}

/// A row of a table: scenario and month, names, numbers.
type Row<'a> = (&'a PlacesMonth<'a>, Vec<&'a str>, &'a [f64]);

/// Writes the tables of regions, homes and moves. `any` is a scenario of the world whose regions are named.
pub fn write_places(folder: &Folder, any: &Scenario, months: &[PlacesMonth], about: &About) -> Result<(), FolderError> {
    let (mut regions, mut homes, mut moves): (Vec<Row>, Vec<Row>, Vec<Row>) = Default::default();
    for m in months {
        let world = &m.scenario.unwrap_or(any).world;
        let names = world.host_regions.iter().map(|r| vec![r.name.as_str()]);
        regions.extend(names.zip(&m.places.regions).map(|(names, n)| (m, names, &n[..])));
        let names = world.home_regions().map(|(o, h)| vec![world.origins[o].name.as_str(), h.name.as_str()]);
        homes.extend(names.zip(&m.places.homes).map(|(names, n)| (m, names, &n[..])));
        let names = MOVES.iter().map(|(from, to, _)| vec![*from, *to]);
        moves.extend(names.zip(m.places.moves.chunks(1)).map(|(names, n)| (m, names, n)));
    }
    let save = |spec, names: &[&'static str], numbers: &[&'static str], rows: &[Row]| {
        table(spec, names, numbers, rows).save(folder, spec.files[0].1, about)
    };
    save(&columns::REGIONS, &["region"], &REGION, &regions)?;
    save(&columns::HOMES, &["state", "region"], &HOME, &homes)?;
    save(&columns::MOVES, &["from_status", "to_status"], &["people"], &moves)
}

fn table<'a>(spec: &'static TableSpec, names: &[&'static str], numbers: &[&'static str], rows: &'a [Row]) -> Flat<'a> {
    let mut columns = Vec::new();
    if rows.iter().any(|(m, ..)| m.scenario.is_some()) {
        let name = |m: &PlacesMonth<'a>| m.scenario.map_or("", |x| x.name.as_str());
        columns.push(("scenario", Column::Text(rows.iter().map(|(m, ..)| name(m)).collect())));
    }
    columns.push(("month", Column::months(rows.iter().map(|(m, ..)| m.month))));
    columns.push(("days", Column::Whole(rows.iter().map(|(m, ..)| i64::from(m.days)).collect())));
    for (k, name) in names.iter().enumerate() {
        columns.push((*name, Column::Text(rows.iter().map(|(_, names, _)| names[k]).collect())));
    }
    for (k, name) in numbers.iter().enumerate() {
        columns.push((*name, Column::Number(rows.iter().map(|(.., numbers)| numbers[k]).collect())));
    }
    Flat::of(spec, columns)
}

/// The places of an ensemble: means over the seeds of each scenario.
pub fn write_mean_places(
    folder: &Folder,
    scenarios: &[Scenario],
    records: &[Vec<Record>],
    about: &About,
) -> Result<(), FolderError> {
    let months: Vec<PlacesMonth> = scenarios.iter().zip(records).flat_map(|(x, of)| means(x, of)).collect();
    match scenarios.first() {
        Some(any) => write_places(folder, any, &months, about),
        None => Ok(()),
    }
}

fn means<'a>(x: &'a Scenario, records: &'a [Record]) -> Vec<PlacesMonth<'a>> {
    let Some(first) = records.first() else { return Vec::new() };
    let n = records.len() as f64;
    let mean = |month: usize, of: &dyn Fn(&Places) -> f64| {
        records.iter().filter_map(|r| r.places.get(month)).map(of).sum::<f64>() / n
    };
    let month = |(m, name): (usize, &'a String)| {
        let there = first.places.get(m)?;
        let places = Places {
            regions: (0..there.regions.len()).map(|i| std::array::from_fn(|k| mean(m, &|p| p.regions[i][k]))).collect(),
            homes: (0..there.homes.len()).map(|i| std::array::from_fn(|k| mean(m, &|p| p.homes[i][k]))).collect(),
            moves: (0..there.moves.len()).map(|i| mean(m, &|p| p.moves[i])).collect(),
        };
        Some(PlacesMonth { scenario: Some(x), month: name, days: *first.days.get(m)?, places })
    };
    first.months.iter().enumerate().filter_map(month).collect()
}
