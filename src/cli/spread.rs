//! The part of `compare` that says where the spread comes from.

use super::Failure;
use super::comparison::trimmed;
use super::ensemble::{Lived, Size, Task};
use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::spread::{Source, Spread, VARIANTS, spread, variations};
use musofir::ensemble::{Keep, Line, Replicate, figures};
use musofir::host::INDICATORS;
use musofir::output::{Folder, write_spread};
use musofir::scenario::Scenario;

/// The scenarios under every source of spread.
pub struct Variations {
    reference: usize,
    /// Source and scenario of each of `varied`.
    places: Vec<(Source, usize)>,
    varied: Vec<Scenario>,
}

impl Variations {
    /// Draws the parameters; they must fit together.
    pub fn new(scenarios: &[Scenario], reference: usize, draws: usize) -> Result<Self, Failure> {
        let all = variations(scenarios, reference, draws);
        let (places, varied): (Vec<_>, Vec<_>) = all.into_iter().map(|(source, s, x)| ((source, s), x)).unzip();
        let drawn = places.iter().zip(&varied).filter(|((source, _), _)| matches!(source, Source::Parameters(_)));
        if let Some(why) = drawn.into_iter().find_map(|(_, x): (_, &Scenario)| x.diagnostic()) {
            return Err(Failure::bad_input(format!("parameters drawn from the register do not fit together: {why}")));
        }
        Ok(Self { reference, places, varied })
    }

    fn place(&self, source: &Source, scenario: usize) -> usize {
        self.places.iter().position(|(s, n)| s == source && *n == scenario).expect("every scenario under every source")
    }

    /// True if a source changes one of two scenarios: a variant need not.
    fn changes(&self, source: &Source, scenarios: &[Scenario], scenario: usize) -> bool {
        [scenario, self.reference].into_iter().any(|n| {
            let (of, base) = (&self.varied[self.place(source, n)], &scenarios[n]);
            (&of.world, &of.timeline, of.feedback, of.lotteries)
                != (&base.world, &base.timeline, base.feedback, base.lotteries)
        })
    }

    /// Each under each source, with the source's seed.
    pub fn task(&self, size: Size) -> Task {
        let replicate =
            |(scenario, (source, _)): (usize, &(Source, usize))| Replicate { seed: source.seed(size.seeds), scenario };
        let mut replicates: Vec<Replicate> = self.places.iter().enumerate().map(replicate).collect();
        replicates.sort();
        let label = |((source, _), x): (&(Source, usize), &Scenario)| match source {
            Source::Parameters(n) => format!("{}, parameters {}", x.name, n + 1),
            Source::Structure(n) => format!("{}, {}", x.name, VARIANTS[*n].name),
        };
        let labels = self.places.iter().zip(&self.varied).map(label).collect();
        Task { labels, ..Task::of(self.varied.clone(), replicates, size.agents, Keep::default()) }
    }

    /// Writes `spread.csv` of what was lived, and returns a table.
    pub fn report(
        &self,
        lived: &Lived,
        scenarios: &[Scenario],
        shown: &[usize],
        lines: &[(String, Vec<Line>)],
        folder: &Folder,
    ) -> Result<String, Failure> {
        let mut sources: Vec<Source> = self.places.iter().map(|(source, _)| source.clone()).collect();
        sources.dedup();
        let mut all: Vec<(String, Vec<Spread>)> = Vec::new();
        for (n, (name, of)) in lines.iter().enumerate().filter(|(n, _)| *n != self.reference) {
            let find = |source: &Source, scenario: usize| lived.records[self.place(source, scenario)].first();
            let pair = |source: &&Source| ((*source).clone(), find(source, n).zip(find(source, self.reference)));
            let pairs: Vec<_> = sources.iter().filter(|s| self.changes(s, scenarios, n)).map(|s| pair(&s)).collect();
            let of_line = |line: &Line| spread(line.indicator.index(), line.differences.clone(), &pairs, &line.window);
            all.push((name.clone(), of.iter().map(of_line).collect()));
        }
        write_spread(folder, &all)?;
        Ok(table(&all, shown))
    }
}

fn table(all: &[(String, Vec<Spread>)], shown: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header([
        "single differences",
        "scenario",
        "seeds, 5-95 %",
        "parameters, 5-95 %",
        "structure, ends",
        "same sign",
    ]);
    for &i in shown {
        for (n, (name, of)) in all.iter().enumerate() {
            let Some(s) = of.get(i) else { continue };
            let label = if n == 0 { format!("{}, {}", INDICATORS[i].name, INDICATORS[i].unit) } else { String::new() };
            let ends = |(a, b): (f64, f64)| {
                if a.is_finite() { format!("{} to {}", figures(a, 3), figures(b, 3)) } else { "-".into() }
            };
            let count = s.parameters.len() + s.structure.len();
            let same = format!("{} of {count}", s.same_sign());
            let [of_seeds, of_parameters] = [&s.seeds, &s.parameters].map(|v| ends(Spread::quantiles(v)));
            table.add_row([label, name.clone(), of_seeds, of_parameters, ends(s.of_structure()), same]);
        }
    }
    table.column_iter_mut().skip(2).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    trimmed(&table)
}
