//! The part of `compare` that says which conclusions hold under other fits to the record.

use super::Failure;
use super::comparison::trimmed;
use super::ensemble::Lived;
use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::{self, Held, Line, Window, figures};
use musofir::host::INDICATORS;
use musofir::output::{Folder, write_fits};
use musofir::scenario::Scenario;

/// What was compared under the parameters as they stand.
pub struct Compared<'a> {
    pub scenarios: &'a [Scenario],
    pub reference: usize,
    pub windows: &'a [Window],
    pub lines: &'a [(String, Vec<Line>)],
}

impl Compared<'_> {
    /// Writes `equifinality.csv` of the comparison lived under every fit, and returns a table.
    pub fn report(&self, lived: &Lived, shown: &[usize], folder: &Folder) -> Result<String, Failure> {
        let by_fit = || lived.records.chunks(self.scenarios.len());
        let lines = |n: usize| -> Vec<Vec<Line>> {
            by_fit().map(|of| ensemble::compare(&of[n], &of[self.reference], &self.windows[n])).collect()
        };
        let others = (0..self.scenarios.len()).filter(|n| *n != self.reference);
        let held: Vec<(String, Vec<Held>)> =
            others.map(|n| (self.lines[n].0.clone(), Held::all(&self.lines[n].1, &lines(n)))).collect();
        write_fits(folder, &held)?;
        Ok(table(&held, shown))
    }
}

fn table(held: &[(String, Vec<Held>)], shown: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["under other fits", "scenario", "difference as it stands", "least and most", "the conclusion"]);
    for &i in shown {
        for (n, (name, of)) in held.iter().enumerate() {
            let Some(h) = of.get(i) else { continue };
            let label = if n == 0 { format!("{}, {}", INDICATORS[i].name, INDICATORS[i].unit) } else { String::new() };
            let (least, most) = h.ends();
            let ends = format!("{} to {}", figures(least, 3), figures(most, 3));
            table.add_row([label, name.clone(), figures(h.stands.mean, 3), ends, h.holding().to_string()]);
        }
    }
    for column in [2, 3] {
        table.column_mut(column).expect("a column").set_cell_alignment(CellAlignment::Right);
    }
    trimmed(&table)
}
