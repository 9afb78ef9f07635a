//! The part of `compare` that says where the spread comes from.

use super::Failure;
use super::comparison::plus_minus;
use super::ensemble::{Lived, Size, Work};
use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::spread::{Source, Spread, VARIANTS, spread, variations};
use musofir::ensemble::{Line, Record, figures};
use musofir::host::INDICATORS;
use musofir::output::{Folder, write_spread};
use musofir::scenario::Experiment;

/// Lives the scenarios under drawn parameters and under variants; writes `spread.csv` and returns a table.
pub fn report(
    work: &Work,
    experiments: &[Experiment],
    reference: usize,
    draws: usize,
    (agents, shown): (u32, &[usize]),
    lines: &[(String, Vec<Line>)],
    folder: &Folder,
) -> Result<(String, Lived), Failure> {
    let (places, varied): (Vec<(Source, usize)>, Vec<Experiment>) =
        variations(experiments, reference, draws).into_iter().map(|(source, s, x)| ((source, s), x)).unzip();
    if let Some(why) = varied.iter().find_map(|x| x.complaint().filter(|_| x.name.contains(", parameters "))) {
        return Err(Failure::bad_input(format!("parameters drawn from the register do not fit together: {why}")));
    }
    let lived = work.live(&varied, Size { seeds: 1, agents }, folder, false)?;
    let find = |source: &Source, scenario: usize| -> Option<&Record> {
        let at = places.iter().position(|(s, n)| s == source && *n == scenario)?;
        lived.records[at].first()
    };
    let sources = (0..draws).map(Source::Parameters).chain((0..VARIANTS.len()).map(Source::Structure));
    let sources: Vec<Source> = sources.collect();
    let mut all: Vec<(String, Vec<Spread>)> = Vec::new();
    for (n, (name, of)) in lines.iter().enumerate().filter(|(n, _)| *n != reference) {
        // A variant that changes neither scenario says nothing.
        let changes = |source: &Source| match source {
            Source::Parameters(_) => true,
            Source::Structure(_) => [n, reference].iter().any(|&scenario| {
                let at = places.iter().position(|(s, m)| s == source && *m == scenario).expect("a scenario each");
                let (of, base) = (&varied[at], &experiments[scenario]);
                (&of.world, &of.timeline, of.feedback, of.lotteries)
                    != (&base.world, &base.timeline, base.feedback, base.lotteries)
            }),
        };
        let pairs: Vec<_> = sources
            .iter()
            .filter(|source| changes(source))
            .map(|source| (source.clone(), find(source, n).zip(find(source, reference))))
            .collect();
        let of_line = |line: &Line| spread(line.indicator, line.difference, &pairs, &line.window);
        all.push((name.clone(), of.iter().map(of_line).collect()));
    }
    write_spread(folder, &all)?;
    Ok((table(&all, shown), lived))
}

fn table(all: &[(String, Vec<Spread>)], shown: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["difference", "scenario", "seeds", "parameters, 5-95 %", "structure", "same sign"]);
    for &i in shown {
        for (n, (name, of)) in all.iter().enumerate() {
            let Some(s) = of.get(i) else { continue };
            let label = if n == 0 { format!("{}, {}", INDICATORS[i].name, INDICATORS[i].unit) } else { String::new() };
            let ends = |(a, b): (f64, f64)| {
                if a.is_finite() { format!("{} to {}", figures(a, 3), figures(b, 3)) } else { "-".into() }
            };
            let count = s.parameters.len() + s.structure.len();
            let same = format!("{} of {count}", s.same_sign());
            table.add_row([
                label,
                name.clone(),
                plus_minus(&s.seeds),
                ends(s.of_parameters()),
                ends(s.of_structure()),
                same,
            ]);
        }
    }
    table.column_iter_mut().skip(2).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
