//! The part of `compare` that says what became of the same people.

use super::Failure;
use super::comparison::trimmed;
use super::ensemble::{Lived, program};
use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::{Change, Record, changes, figures};
use musofir::output::{Folder, Store, write_fates};
use musofir::scenario::Scenario;

/// Changes of fate a scenario that are printed; the file has all.
const PRINTED: usize = 6;

/// Compares everyone's fate with that under the reference; writes `fates.csv` and returns a table.
pub fn report(
    scenarios: &[Scenario],
    lived: &Lived,
    agents: u32,
    reference: usize,
    replicates: &Folder,
    folder: &Folder,
) -> Result<String, Failure> {
    let store = Store::new(replicates, program());
    let mut all: Vec<(String, Vec<Change>)> = Vec::new();
    let mut text = Vec::new();
    for (n, x) in scenarios.iter().enumerate().filter(|(n, _)| *n != reference) {
        let fates = |of: &Record| {
            let gone =
                || Failure::failed(format!("{}: the fates of seed {} are gone", replicates.path().display(), of.seed));
            store.read_fates(&of.identity, agents).ok_or_else(gone)
        };
        let twin = |record: &Record| lived.records[reference].iter().find(|r| r.seed == record.seed);
        let twins = lived.records[n].iter().filter_map(|record| Some((twin(record)?, record)));
        let pairs =
            twins.map(|(twin, record)| Ok((fates(twin)?, fates(record)?))).collect::<Result<Vec<_>, Failure>>()?;
        let same_people = scenarios[reference].world == x.world && scenarios[reference].calendar == x.calendar;
        if pairs.is_empty() || !same_people {
            let other = &scenarios[reference].name;
            text.push(format!("{}: not the same people or dates as {other}, no fates to compare", x.name));
            continue;
        }
        let of = changes(x, agents, &pairs);
        text.push(table(x, &scenarios[reference].name, &of));
        all.push((x.name.clone(), of));
    }
    write_fates(folder, &all)?;
    Ok(text.join("\n\n"))
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
        let half = if change.people.half.is_finite() {
            format!(" ± {}", figures(change.people.half, 2))
        } else {
            String::new()
        };
        table.add_row([
            format!("  {}{half}", figures(change.people.mean, 4)),
            format!("{} -> {}", change.from, change.to),
            kinds.join(", "),
        ]);
    }
    if let Some(column) = table.column_mut(0) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let (people, pool) = (figures(people, 4), x.world.pool());
    format!(
        "{}: {people} of {pool} people stand elsewhere on {} than under {reference}\n{}",
        x.name,
        x.calendar.end,
        trimmed(&table)
    )
    .trim_end()
    .to_owned()
}
