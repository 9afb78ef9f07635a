//! Tables of places: host regions, home regions, and moves between statuses, month by month.

use super::flat::inert;
use super::{Folder, FolderError};
use crate::ensemble::{Places, Record};
use crate::run::places::{HOME, MOVES, REGION};
use crate::scenario::Scenario;
use std::io;

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

/// Writes `regions.csv`, `homes.csv` and `moves.csv`. `any` is a scenario of the world whose regions are named.
pub fn write_places(folder: &Folder, any: &Scenario, months: &[PlacesMonth]) -> Result<(), FolderError> {
    let write = |name: &str, heads: &[&str], rows: &dyn Fn(&PlacesMonth) -> Vec<Vec<String>>| {
        folder.file(name, |out| {
            let mut csv = csv::Writer::from_writer(io::BufWriter::new(out));
            let led = months.iter().any(|m| m.scenario.is_some());
            csv.write_record(led.then_some("scenario").iter().chain(&["month", "days"]).chain(heads))?;
            for m in months {
                for row in rows(m) {
                    let lead = m.scenario.map(|x| inert(&x.name).into_owned());
                    csv.write_record(lead.into_iter().chain([m.month.to_owned(), m.days.to_string()]).chain(row))?;
                }
            }
            csv.flush()
        })
    };
    let cells = |lead: &[&str], numbers: &[f64]| -> Vec<String> {
        lead.iter().map(|s| inert(s).into_owned()).chain(numbers.iter().map(f64::to_string)).collect()
    };
    write("regions.csv", &[&["region"], &REGION[..]].concat(), &|m| {
        let regions = &m.scenario.unwrap_or(any).world.host_regions;
        regions.iter().zip(&m.places.regions).map(|(r, n)| cells(&[&r.name], n)).collect()
    })?;
    write("homes.csv", &[&["state", "region"], &HOME[..]].concat(), &|m| {
        let world = &m.scenario.unwrap_or(any).world;
        let homes = world.home_regions().zip(&m.places.homes);
        homes.map(|((o, h), n)| cells(&[&world.origins[o].name, &h.name], n)).collect()
    })?;
    write("moves.csv", &["from", "to", "people"], &|m| {
        MOVES.iter().zip(&m.places.moves).map(|((from, to, _), n)| cells(&[from, to], &[*n])).collect()
    })
}

/// The places of an ensemble: means over the seeds of each scenario.
pub fn write_mean_places(folder: &Folder, scenarios: &[Scenario], records: &[Vec<Record>]) -> Result<(), FolderError> {
    let months: Vec<PlacesMonth> = scenarios.iter().zip(records).flat_map(|(x, of)| means(x, of)).collect();
    match scenarios.first() {
        Some(any) => write_places(folder, any, &months),
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
