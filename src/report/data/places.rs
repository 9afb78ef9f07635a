//! Reads the tables of places: host regions, home regions, and moves between statuses.

use crate::ensemble::Places;
use crate::output::inert;
use crate::report::folder::{ReportError, ResultFolder};
use crate::run::places::{HOME, MOVES, REGION};
use crate::world::World;
use std::collections::BTreeMap;

/// Places by month, each found by its name: rows may stand in any order.
pub(super) fn places(
    source: &ResultFolder,
    scenario: Option<&str>,
    world: &World,
    months: &[String],
) -> Result<Vec<Places>, ReportError> {
    let month_at: BTreeMap<&str, usize> = months.iter().enumerate().map(|(i, m)| (m.as_str(), i)).collect();
    // By month and name the numbers of the columns.
    let read = |file: &str, names: &[Vec<&str>], columns: &[&str]| -> Result<Vec<Vec<Vec<f64>>>, ReportError> {
        let Some(s) = source.sheet(file)? else { return Ok(Vec::new()) };
        let month = s.months("month")?;
        let of = if scenario.is_some() { s.texts("scenario")? } else { Vec::new() };
        let numbers = columns.iter().map(|c| s.numbers(c)).collect::<Result<Vec<_>, _>>()?;
        // The names stand before the numbers.
        let first = s.heads().iter().position(|h| h == columns[0]).unwrap_or(0);
        let named = s.heads()[first.saturating_sub(names[0].len())..first].to_vec();
        let texts = named.iter().map(|head| s.texts(head)).collect::<Result<Vec<_>, _>>()?;
        let written: Vec<Vec<String>> =
            names.iter().map(|name| name.iter().map(|part| inert(part).into_owned()).collect()).collect();
        let mut all = vec![vec![Vec::new(); names.len()]; months.len()];
        for i in (0..s.len()).filter(|i| scenario.is_none_or(|name| of[*i] == name)) {
            let Some(m) = month_at.get(month[i]) else { continue };
            let own = written.iter().position(|name| name.iter().zip(&texts).all(|(part, column)| part == column[i]));
            let place = own.ok_or_else(|| s.damaged(format!("row {} names a place that the world lacks", i + 2)))?;
            all[*m][place] = numbers.iter().map(|n| n[i]).collect();
        }
        // A place without a row has nobody to show.
        all.iter_mut().flatten().filter(|row| row.is_empty()).for_each(|row| *row = vec![0.0; columns.len()]);
        Ok(all)
    };
    let regions: Vec<Vec<&str>> = world.host_regions.iter().map(|r| vec![r.name.as_str()]).collect();
    let homes: Vec<Vec<&str>> =
        world.home_regions().map(|(o, h)| vec![world.origins[o].name.as_str(), h.name.as_str()]).collect();
    let moves: Vec<Vec<&str>> = MOVES.iter().map(|(from, to, _)| vec![*from, *to]).collect();
    let regions = read("regions.csv", &regions, &REGION)?;
    let homes = read("homes.csv", &homes, &HOME)?;
    let moves = read("moves.csv", &moves, &["people"])?;
    let there = regions.len().min(homes.len()).min(moves.len());
    let place = |m: usize| Places {
        regions: regions[m].iter().map(|r| std::array::from_fn(|k| r[k])).collect(),
        homes: homes[m].iter().map(|h| std::array::from_fn(|k| h[k])).collect(),
        moves: moves[m].iter().map(|v| v[0]).collect(),
    };
    Ok((0..there).map(place).collect())
}
