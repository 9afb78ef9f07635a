//! `sweep`: numbers of a scenario turned through their values, against the scenario as it stands.

use super::comparison::{plain, plus_minus, trimmed};
use super::ensemble::{Size, Task, Work};
use super::{Failure, compare, data};
use clap::ValueEnum;
use comfy_table::{CellAlignment, Table, presets};
use musofir::cluster::Input;
use musofir::ensemble::design::{Vary, grid, latin, scaled, sobol, with_values};
use musofir::ensemble::{self, Keep, Line, Window};
use musofir::host::INDICATORS;
use musofir::output::{EnsembleManifest, InputFiles, Varied, write_comparison};
use musofir::scenario::{Parameter, Scenario};
use std::path::PathBuf;

/// What the table shows unless told otherwise.
const SHOWN: &[&str] =
    &["in_russia", "remittances_pct_gdp", "poverty", "crisis_risk", "output_lost", "concession_probability"];

/// Points of a sweep at most: each is a scenario held in memory.
const MOST: usize = 4096;

/// How points are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Design {
    /// Every combination of the listed values.
    Grid,
    /// A scrambled Sobol' sequence within the ranges.
    Sobol,
    /// A Latin hypercube within the ranges.
    Lhs,
}

/// Turn numbers of a scenario.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario file.
    scenario: PathBuf,
    /// A lever's number or an assumption, and its values: RemovalSeats=0..5000:11, Threat.people@2013-08-01=0,1e5,3e5,
    /// credibility=0.1..0.6, or the name alone for the register's range. May be given several times.
    #[arg(long, required = true, value_name = "NAME=VALUES")]
    vary: Vec<String>,
    /// How points are laid out.
    #[arg(long, value_enum, default_value_t = Design::Grid)]
    design: Design,
    /// Points of a sobol or lhs design.
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u32).range(2..=4096))]
    points: u32,
    /// Indicators of the table, by name and separated by commas; or `all`. The files always have all.
    #[arg(long, value_delimiter = ',', value_name = "NAME,...")]
    indicators: Vec<String>,
    #[command(flatten)]
    pub work: Work,
}

/// What is turned, and to what.
struct Prepared {
    x: Scenario,
    shown: Vec<usize>,
    names: Vec<String>,
    points: Vec<Vec<f64>>,
    size: Size,
    task: Task,
}

fn prepare(args: &Args) -> Result<Prepared, Failure> {
    let x = Scenario::load(&args.scenario)?;
    let shown = compare::shown(&args.indicators, SHOWN)?;
    let varied = varied(&args.vary, &x)?;
    let parameters: Vec<Parameter> = varied.iter().map(|v| v.parameter.clone()).collect();
    let ends: Vec<_> = varied.iter().map(Vary::ends).collect();
    let n = args.points as usize;
    let points = match args.design {
        Design::Grid => grid(&varied).map_err(|e| Failure::bad_input(format!("{e}, or --design sobol or lhs")))?,
        Design::Sobol => sobol(n, parameters.len(), 1).iter().map(|u| scaled(u, &ends)).collect(),
        Design::Lhs => latin(n, parameters.len(), 1).iter().map(|u| scaled(u, &ends)).collect(),
    };
    if points.len() > MOST {
        return Err(Failure::bad_input(format!("{} points; a sweep holds {MOST} at most", points.len())));
    }
    let mut scenarios = vec![Scenario { name: format!("{} as it stands", x.name), ..x.clone() }];
    for point in &points {
        scenarios.push(with_values(&x, &parameters, point).map_err(Failure::bad_input)?);
    }
    let names: Vec<String> = parameters.iter().map(|k| k.name(&x)).collect();
    let size = args.work.or(8, 100_000);
    let labels = (0..scenarios.len()).map(|n| if n == 0 { &scenarios[0].name } else { &x.name }.clone()).collect();
    let values = std::iter::once(Vec::new()).chain(points.clone()).collect();
    let task = Task::all(scenarios, size, Keep::default()).varied(labels, &names, values);
    Ok(Prepared { x, shown, names, points, size, task })
}

/// Hands over what the sweep needs.
pub fn tasks(args: &Args, each: &mut dyn FnMut(Task) -> Result<(), Failure>) -> Result<(), Failure> {
    each(prepare(args)?.task)
}

/// The file that it names.
pub fn inputs(args: &mut Args) -> Vec<Input<'_>> {
    vec![Input::Scenario(&mut args.scenario)]
}

/// Sweeps.
pub fn run(args: &Args) -> Result<(), Failure> {
    let Prepared { x, shown, names, points, size, task } = prepare(args)?;
    let folder = args.work.folder("sweep")?;
    let lived = args.work.live(&task, &folder)?;
    let scenarios = task.scenarios;

    let window = Window::in_common(&x, &x, None, None).expect("it has months");
    let lines: Vec<(String, Vec<Line>)> = scenarios
        .iter()
        .zip(&lived.records)
        .map(|(x, of)| (x.name.clone(), ensemble::compare(of, &lived.records[0], &window)))
        .collect();
    let column = |k: usize| std::iter::once(f64::NAN).chain(points.iter().map(move |p| p[k])).collect();
    let columns: Vec<Varied> = names.iter().enumerate().map(|(k, name)| (name.clone(), column(k))).collect();
    InputFiles::of(&scenarios[..1]).write(&folder)?;
    write_comparison(&folder, "sweep", &columns, &lived.records, &lines)?;
    data!("{}", table(&window, &columns, &lines, &shown));
    args.work.done(&lived, &folder);
    lived.whole()?;
    let manifest = EnsembleManifest::new(&scenarios, &lived.records, size.seeds, size.agents);
    Ok(folder.finish(&args.work.signed(manifest, &lived).text())?)
}

/// Reads what is to vary; a knob may be named once.
pub fn varied(texts: &[String], x: &Scenario) -> Result<Vec<Vary>, Failure> {
    let mut varied: Vec<Vary> = Vec::new();
    for text in texts {
        let vary = Vary::parse(text, x).map_err(|e| Failure::bad_input(format!("--vary {e}")))?;
        if varied.iter().any(|v| v.parameter == vary.parameter) {
            return Err(Failure::bad_input(format!("--vary {text}: varied twice")));
        }
        varied.push(vary);
    }
    // A Sobol' sequence has 256 dimensions.
    match varied.len() {
        0..=250 => Ok(varied),
        many => Err(Failure::bad_input(format!("{many} parameters; 250 can be varied at most"))),
    }
}

/// A row a point, a column an indicator.
fn table(window: &Window, with_values: &[Varied], lines: &[(String, Vec<Line>)], shown: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let heads = shown
        .iter()
        .map(|i| format!("{}\n{}, {}", INDICATORS[*i].name, INDICATORS[*i].unit, INDICATORS[*i].over.name()));
    table.set_header(with_values.iter().map(|(name, _)| name.clone()).chain(heads));
    for (n, (_, all)) in lines.iter().enumerate() {
        let value = |values: &[f64]| if values[n].is_nan() { "as it stands".to_owned() } else { plain(values[n]) };
        let cells = shown.iter().map(|i| all.get(*i).map_or_else(|| "-".to_owned(), |line| plus_minus(&line.of)));
        table.add_row(with_values.iter().map(|(_, values)| value(values)).chain(cells));
    }
    table.column_iter_mut().for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    format!("{} to {}; means with 90 % intervals\n{}", window.from, window.to, trimmed(&table))
}
