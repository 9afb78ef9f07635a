//! The tables that show what became of the same people.

use crate::cli::common::tables::aligned;
use comfy_table::{Table, presets};
use musofir::ensemble::{Change, figures};
use musofir::scenario::Scenario;
use musofir::study::compare::{CompareResult, FatesOf};

/// Changes of fate a scenario that are printed; the file has all.
const PRINTED: usize = 6;

/// A table a scenario.
pub fn tables(result: &CompareResult, fates: &[FatesOf]) -> String {
    let reference = &result.scenarios[result.reference].name;
    let of = |fates: &FatesOf| {
        let x = &result.scenarios[fates.scenario];
        match &fates.changes {
            Some(changes) => table(x, reference, changes),
            None => format!("{}: not the same people or dates as {reference}, no fates to compare", x.name),
        }
    };
    fates.iter().map(of).collect::<Vec<_>>().join("\n\n")
}

fn table(x: &Scenario, reference: &str, changes: &[Change]) -> String {
    let people: f64 = changes.iter().filter(|c| c.by == "all").map(|c| c.people.mean).sum();
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for change in changes.iter().filter(|c| c.by == "all").take(PRINTED) {
        let most = |by: &str| {
            let of = changes.iter().find(|c| c.by == by && c.from == change.from && c.to == change.to);
            of.map(|c| format!("{:.0} % {}", 100.0 * c.people.mean / change.people.mean, c.of))
        };
        let kinds: Vec<String> = ["home region", "sector", "papers"].into_iter().filter_map(most).collect();
        let half = if change.people.half().is_finite() {
            format!(" ± {}", figures(change.people.half(), 2))
        } else {
            String::new()
        };
        table.add_row([
            format!("  {}{half}", figures(change.people.mean, 4)),
            format!("{} -> {}", change.from, change.to),
            kinds.join(", "),
        ]);
    }
    let (people, pool) = (figures(people, 4), x.world.pool());
    format!(
        "{}: {people} of {pool} people stand elsewhere on {} than under {reference}\n{}",
        x.name,
        x.calendar.end,
        aligned(table, &[0], 0)
    )
    .trim_end()
    .to_owned()
}
