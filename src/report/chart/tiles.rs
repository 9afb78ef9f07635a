//! A tile map: every region is one square near its capital, so that small regions are as visible as large ones.
//!
//! Places are not in the data: capitals are spread over a grid, half by their coordinates and half by their order, and
//! each region gets a cell of its own so that the squares of all distances together are least.

use super::forest::short;
use crate::world::HostRegion;
use maud::{Markup, html};
use pathfinding::prelude::{Matrix, kuhn_munkres_min};
use std::collections::BTreeSet;

/// Columns and rows of the grid.
const COLUMNS: usize = 14;
const ROWS: usize = 11;
const SIZE: f64 = 400.0 / COLUMNS as f64;
const TOP: f64 = 8.0;
/// Steps of the shading.
const STEPS: usize = 5;

/// A region's square.
pub struct RegionTile {
    /// Column and row.
    pub at: (usize, usize),
    /// Up to three letters.
    pub code: String,
}

/// A square for every region, none twice.
pub fn layout(regions: &[HostRegion]) -> Vec<RegionTile> {
    let ranks = |of: fn(&HostRegion) -> f64| -> Vec<f64> {
        let mut sorted: Vec<f64> = regions.iter().map(of).collect();
        sorted.sort_by(f64::total_cmp);
        let (low, high) = (sorted[0], sorted[sorted.len() - 1].max(sorted[0] + 1e-9));
        let place = |v: f64| {
            let rank = sorted.partition_point(|s| *s < v) as f64 / (sorted.len() as f64 - 1.0).max(1.0);
            0.5 * rank + 0.5 * (v - low) / (high - low)
        };
        regions.iter().map(|r| place(of(r))).collect()
    };
    // One row more than the most crowded quarter needs; a world of more regions than cells has a longer grid.
    let rows = ROWS.max(regions.len().div_ceil(COLUMNS));
    let (x, y) = (ranks(|r| r.lon), ranks(|r| -r.lat));
    let distance = |i: usize, cell: usize| {
        let (column, row) = ((cell % COLUMNS) as f64, (cell / COLUMNS) as f64);
        let (dx, dy) = (x[i] * (COLUMNS as f64 - 1.0) - column, y[i] * (rows as f64 - 1.0) - row);
        ((dx * dx + dy * dy) * 1e4) as i64
    };
    if regions.is_empty() {
        return Vec::new();
    }
    let weights = Matrix::from_fn(regions.len(), COLUMNS * rows, |(i, cell)| distance(i, cell));
    let (_, cells) = kuhn_munkres_min(&weights);
    let first = cells.iter().map(|c| c / COLUMNS).min().unwrap_or(0);
    let codes = codes(regions);
    cells.into_iter().zip(codes).map(|(c, code)| RegionTile { at: (c % COLUMNS, c / COLUMNS - first), code }).collect()
}

/// Names that share a word from which it is no name, but what such regions are called.
const KIND: usize = 3;

/// Three letters each, none twice; of the words that tell regions apart before others.
fn codes(regions: &[HostRegion]) -> Vec<String> {
    let words: Vec<BTreeSet<&str>> = regions.iter().map(|r| r.name.split_whitespace().collect()).collect();
    let kind = |word: &str| words.iter().filter(|of| of.contains(word)).count() >= KIND;
    let mut taken = BTreeSet::new();
    let code = |r: &HostRegion| {
        let name: String =
            r.name.split_whitespace().filter(|word| !kind(word)).chain(r.name.split_whitespace()).collect();
        let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let tries = (2..letters.len()).map(|third| [0, 1, third]).chain((3..letters.len()).map(|third| [0, 2, third]));
        let words = tries.map(|at| at.map(|i| letters[i]).iter().collect::<String>().to_lowercase());
        let numbers = (1..).map(|n: u32| n.to_string());
        let free = words.chain(numbers).find(|c| taken.insert(c.clone())).unwrap_or_default();
        let mut chars = free.chars();
        chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
    };
    regions.iter().map(code).collect()
}

/// The step of a value: 0 for none, then equal numbers of regions.
fn steps(values: &[f64]) -> Vec<usize> {
    let mut above: Vec<f64> = values.iter().copied().filter(|v| *v > 0.0).collect();
    above.sort_by(f64::total_cmp);
    let step = |v: f64| 1 + above.partition_point(|a| *a < v) * STEPS / above.len().max(1);
    values.iter().map(|v| if *v > 0.0 { step(*v).min(STEPS) } else { 0 }).collect()
}

/// Ends of each step's values, for the key.
pub fn key(values: &[f64]) -> Vec<(usize, f64, f64)> {
    let steps = steps(values);
    let ends = |step: usize| {
        let of = || steps.iter().zip(values).filter(|(s, _)| **s == step).map(|(_, v)| *v);
        let (low, high) = of().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
        low.is_finite().then_some((step, low, high))
    };
    (0..=STEPS).filter_map(ends).collect()
}

/// Draws the map; `names` and `values` by region, in the order of the tiles, with home regions as bars below.
pub fn tiles(tiles: &[RegionTile], values: &[f64]) -> (f64, Markup) {
    let rows = tiles.iter().map(|t| t.at.1 + 1).max().unwrap_or(1) as f64;
    let drawing = html! {
        @for (i, (tile, step)) in tiles.iter().zip(steps(values)).enumerate() {
            @let (x, y) = (tile.at.0 as f64 * SIZE, TOP + tile.at.1 as f64 * SIZE);
            g.tile.{ "q" (step) } data-row=(i) {
                rect x={ (format!("{:.1}", x + 0.7)) } y={ (format!("{:.1}", y + 0.7)) } width={ (format!("{:.1}", SIZE - 1.4)) } height={ (format!("{:.1}", SIZE - 1.4)) } rx="2" {}
                text x={ (format!("{:.1}", x + SIZE / 2.0)) } y={ (format!("{:.1}", y + SIZE / 2.0 + 3.5)) } { (tile.code) }
            }
        }
    };
    (TOP + rows * SIZE + 4.0, drawing)
}

/// Draws one bar a home region.
pub fn bars(names: &[&str], values: &[f64], by: f64) -> (f64, Markup) {
    let most = values.iter().copied().fold(1e-9, f64::max);
    let drawing = html! {
        @for (i, (name, v)) in names.iter().zip(values).enumerate() {
            @let y = i as f64 * 36.0;
            text.label x="4" y=(y + 13.0) { (short(name)) }
            rect.bar x="4" y=(y + 18.0) width={ (format!("{:.1}", (310.0 * v / most).max(0.5))) } height="11" {}
            text.tick x={ (format!("{:.1}", 10.0 + 310.0 * v / most)) } y=(y + 27.5) { (super::super::numbers::grouped(&crate::ensemble::figures(v / by, 3))) }
            rect.hit data-row=(i) x="0" y=(y) width="400" height="36" {}
        }
    };
    (names.len() as f64 * 36.0 + 2.0, drawing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::World;

    fn regions() -> Vec<HostRegion> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/configs/worlds/tajikistan.ron");
        crate::config::load::<World>(path.as_ref()).expect("the reference world loads").value.host_regions
    }

    #[test]
    fn every_region_has_a_tile_and_a_code_of_its_own() {
        let (regions, tiles) = (regions(), layout(&regions()));
        assert_eq!(tiles.len(), 83);
        assert_eq!(tiles.iter().map(|t| t.at).collect::<BTreeSet<_>>().len(), 83);
        assert_eq!(tiles.iter().map(|t| t.code.as_str()).collect::<BTreeSet<_>>().len(), 83);
        assert!(tiles.iter().all(|t| t.at.0 < COLUMNS && t.code.chars().count() <= 3));
        assert_eq!(regions.len(), tiles.len());
        // What many regions are called says nothing of one.
        let code = |name: &str| tiles[regions.iter().position(|r| r.name == name).expect(name)].code.as_str();
        assert_eq!(
            [code("Republic of Karelia"), code("Kaluga Oblast"), code("Altai Krai")].map(|c| &c[..2]),
            ["Ka", "Ka", "Al"]
        );
    }

    #[test]
    fn neighbours_stay_near_and_the_points_of_the_compass_hold() {
        let (regions, tiles) = (regions(), layout(&regions()));
        let at = |name: &str| tiles[regions.iter().position(|r| r.name == name).expect(name)].at;
        let apart = |a: &str, b: &str| {
            let ((ax, ay), (bx, by)) = (at(a), at(b));
            ax.abs_diff(bx).max(ay.abs_diff(by))
        };
        assert!(apart("Moscow", "Moscow Oblast") <= 1 && apart("Saint Petersburg", "Leningrad Oblast") <= 1);
        assert!(apart("Moscow", "Kaluga Oblast") <= 2 && apart("Khabarovsk Krai", "Jewish Autonomous Oblast") <= 2);
        assert!(at("Kaliningrad Oblast").0 < at("Moscow").0 && at("Moscow").0 < at("Omsk Oblast").0);
        assert!(at("Omsk Oblast").0 < at("Chukotka Autonomous Okrug").0);
        assert!(at("Murmansk Oblast").1 < at("Moscow").1 && at("Moscow").1 < at("Krasnodar Krai").1);
    }

    #[test]
    fn steps_hold_equal_numbers_and_nothing_is_its_own() {
        let values: Vec<f64> = (0..101).map(f64::from).collect();
        let steps = steps(&values);
        assert_eq!(steps[0], 0);
        (1..=STEPS).for_each(|s| assert_eq!(steps.iter().filter(|x| **x == s).count(), 20));
    }
}
