//! `threshold`: the smallest dose of a lever, or value of an assumption, at which an indicator crosses a limit.

use super::comparison::{plain, plus_minus, trimmed};
use super::ensemble::{Lived, Task, Work};
use super::{Failure, data};
use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::design::{Vary, with_values};
use musofir::ensemble::threshold::{Limit, Threshold, Tried, search};
use musofir::ensemble::{Interval, Keep, Record, Window};
use musofir::host::INDICATORS;
use musofir::output::{Column, EnsembleManifest, Flat, Folder, InputFiles};
use musofir::scenario::Scenario;
use std::path::PathBuf;

/// Find a threshold.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario file.
    scenario: PathBuf,
    /// A lever's number or an assumption, and the range to search: RemovalSeats=0..5000,
    /// EntryBars.on_overstay@2013-08-01=0..1; the name alone searches the register's range, or from none to ten times
    /// what the scenario sets.
    #[arg(long, value_name = "NAME=LOW..HIGH")]
    lever: String,
    /// What is to be crossed: 'crisis_risk>20', 'remittances_pct_gdp<35'; `relative_` before an indicator means its
    /// ratio to the scenario without the lever, or with the assumption as it stands.
    #[arg(long, value_name = "INDICATOR>NUMBER")]
    crosses: String,
    /// How closely to search, as a part of the range.
    #[arg(long, value_name = "PART", default_value_t = 0.02)]
    precision: f64,
    #[command(flatten)]
    work: Work,
}

/// Searches.
pub fn run(args: &Args) -> Result<(), Failure> {
    let x = Scenario::load(&args.scenario)?;
    let limit = Limit::parse(&args.crosses).map_err(|e| Failure::bad_input(format!("--crosses {e}")))?;
    if !(0.0001..=1.0).contains(&args.precision) {
        return Err(Failure::bad_input(format!("--precision {}: between 0.0001 and 1", args.precision)));
    }
    let vary = Vary::parse_searched(&args.lever, &x).map_err(|e| Failure::bad_input(format!("--lever {e}")))?;
    let (parameter, ends) = (&vary.parameter, vary.ends());
    if ends.0 >= ends.1 {
        return Err(Failure::bad_input(format!("--lever {}: a range to search, LOW..HIGH", args.lever)));
    }
    for end in [ends.0, ends.1] {
        with_values(&x, std::slice::from_ref(parameter), &[end]).map_err(Failure::bad_input)?;
    }
    let folder = args.work.folder("threshold")?;
    let size = args.work.or(8, 100_000);
    let window = Window::in_common(&x, &x, None, None).expect("it has months");
    let twin = Scenario { name: format!("{} without {}", x.name, parameter.name(&x)), ..parameter.without(&x) };

    let mut all: Option<(Vec<Scenario>, Lived)> = None;
    let eval = |doses: &[f64]| -> Result<Vec<Interval>, Failure> {
        let mut scenarios = if all.is_none() { vec![twin.clone()] } else { Vec::new() };
        for dose in doses {
            scenarios.push(with_values(&x, std::slice::from_ref(parameter), &[*dose]).map_err(Failure::bad_input)?);
        }
        let task = Task::all(scenarios, size, Keep::default());
        let lived = args.work.live(&task, &folder)?;
        let scenarios = task.scenarios;
        lived.whole()?;
        match &mut all {
            None => all = Some((scenarios, lived)),
            Some((before, so_far)) => {
                before.extend(scenarios);
                so_far.join(lived);
            }
        }
        let (_, lived) = all.as_ref().expect("just set");
        let value = |record: &Record| window.of(record, limit.indicator);
        let reference: Vec<f64> = lived.records[0].iter().map(value).collect();
        if limit.relative && reference.contains(&0.0) {
            let name = INDICATORS[limit.indicator].name;
            return Err(Failure::failed(format!(
                "{name} is 0 without the lever with some seed: there is no ratio to it"
            )));
        }
        let of = |records: &Vec<Record>| {
            let values = records.iter().map(value).zip(&reference);
            Interval::of(&values.map(|(v, r)| if limit.relative { v / r } else { v }).collect::<Vec<_>>())
        };
        let new = lived.records.len() - doses.len();
        Ok(lived.records[new..].iter().map(of).collect())
    };
    let found = search(&limit, ends, args.precision, eval)?;
    let (scenarios, lived) = all.expect("at least the first doses");
    InputFiles::of(std::slice::from_ref(&x)).write(&folder)?;
    write(&folder, &parameter.name(&x), &found)?;
    data!("{}", table(&parameter.name(&x), &args.crosses, &found));
    data!("{}", answer(&parameter.name(&x), &limit, ends, &found));
    args.work.done(&lived, &folder);
    let manifest = EnsembleManifest::new(&scenarios, &lived.records, size.seeds, size.agents)
        .on(&lived.engine, lived.wall, lived.agent_days)
        .with("crosses", &args.crosses)
        .with("threshold", found.dose)
        .with("low", found.possible)
        .with("high", found.sure);
    Ok(folder.finish(&manifest.text())?)
}

/// `dose, value, low, high`.
fn write(folder: &Folder, parameter: &str, found: &Threshold) -> Result<(), Failure> {
    let number = |of: fn(&Interval) -> f64| Column::Number(found.tried.iter().map(|t| of(&t.value)).collect());
    let table = Flat(vec![
        (parameter, Column::Number(found.tried.iter().map(|t| t.dose).collect())),
        ("value", number(|i| i.mean)),
        ("low", number(Interval::low)),
        ("high", number(Interval::high)),
    ]);
    Ok(folder.file("threshold.csv", |out| table.csv(out))?)
}

fn table(parameter: &str, crosses: &str, found: &Threshold) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let value = crosses.split(['<', '>']).next().unwrap_or(crosses).trim();
    table.set_header([parameter, value]);
    for t in &found.tried {
        table.add_row([plain(t.dose), plus_minus(&t.value)]);
    }
    table.column_iter_mut().for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    trimmed(&table)
}

/// The answer in words: no more than what was tried.
fn answer(parameter: &str, limit: &Limit, (low, high): (f64, f64), found: &Threshold) -> String {
    let ratio = if limit.relative { "the ratio of " } else { "" };
    let side = if limit.above { "above" } else { "below" };
    let unit = if limit.relative { String::new() } else { format!(" {}", INDICATORS[limit.indicator].unit) };
    let what = format!("{ratio}{} is {side} {}{unit}", INDICATORS[limit.indicator].name, limit.limit);
    let at = |dose: f64| found.tried.iter().find(|t| t.dose == dose).map_or(String::new(), |t| plus_minus(&t.value));
    let Some(dose) = found.dose else {
        let nearest = |a: &&Tried, b: &&Tried| limit.beyond(a.value.mean).total_cmp(&limit.beyond(b.value.mean));
        let nearest = found.tried.iter().max_by(nearest).expect("doses were tried");
        let open = match found.possible {
            Some(d) => format!("; from {} on the seeds do not rule it out", plain(d)),
            None => String::new(),
        };
        let (count, value) = (found.tried.len(), plus_minus(&nearest.value));
        return format!(
            "None of the {count} values tried from {low} to {high} does it: nearest is {} with {value}{unit}{open}.",
            plain(nearest.dose)
        );
    };
    if dose == low {
        return format!("{what} at {low} already, with {}{unit}.", at(low));
    }
    let or_never = |dose: Option<f64>| dose.map_or(format!("beyond {}", plain(high)), plain);
    let (from, to) = (or_never(found.possible), or_never(found.sure));
    let back = found.tried.iter().find(|t| t.dose > dose && limit.beyond(t.value.mean) <= 0.0);
    let back = back.map_or(String::new(), |t| format!("; not at all larger values, not at {}", plain(t.dose)));
    format!("{what} from {parameter} = {} on (90 %: {from} to {to}){back}.", plain(dose))
}

#[cfg(test)]
mod tests {
    use super::*;
    use musofir::ensemble::threshold::search;
    use std::convert::Infallible;

    fn said(limit: f64, of: impl Fn(f64) -> f64) -> String {
        let limit = Limit { indicator: 0, relative: true, above: true, limit };
        let eval = |doses: &[f64]| {
            let of = |d: &f64| Interval { mean: of(*d), half: 1.0, deviation: 1.0, count: 9 };
            Ok::<_, Infallible>(doses.iter().map(of).collect())
        };
        answer("X", &limit, (0.0, 64.0), &search(&limit, (0.0, 64.0), 0.02, eval).unwrap())
    }

    #[test]
    fn the_answer_claims_what_was_tried() {
        assert!(said(30.5, |d| d).ends_with("from X = 31 on (90 %: 30 to 32)."), "{}", said(30.5, |d| d));
        let hill = |d: f64| if (16.0..=40.0).contains(&d) { 9.0 } else { 0.0 };
        assert!(said(5.0, hill).contains("from X = 16 on") && said(5.0, hill).contains("not at all larger values"));
        assert!(
            said(5.0, |d| 1.0 - d)
                .contains("None of the 9 values tried from 0 to 64 does it: nearest is 0 with 1.0 ± 1.0")
        );
        assert!(said(-5.0, |d| d).contains("at 0 already, with 0.0 ± 1.0"));
        assert!(said(64.5, |d| d).contains("the seeds do not rule it out"));
    }
}
