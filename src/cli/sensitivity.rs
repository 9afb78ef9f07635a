//! `sensitivity`: which assumptions matter, over the ranges of the register.

use super::effects::analyse;
use super::ensemble::{Lived, Size, Task, Work};
use super::{Failure, compare, data, note, sweep};
use clap::ValueEnum;
use musofir::cluster::Input;
use musofir::ensemble::design::{Vary, scaled, with_values};
use musofir::ensemble::sensitivity::{morris_design, sobol_design};
use musofir::ensemble::{Keep, Window};
use musofir::host::INDICATORS;
use musofir::output::{Column, EnsembleManifest, Flat, InputFiles, read_design};
use musofir::scenario::{Parameter, Scenario};
use std::path::PathBuf;

/// What the tables show unless told otherwise.
const SHOWN: &[&str] =
    &["in_russia", "remittances_usd", "poverty", "crisis_risk", "output_lost", "concession_probability"];
/// Points whose scenarios are held at a time.
const CHUNK: usize = 512;
/// Parameters a Sobol' design can have: two dimensions each of the 256 of the sequence.
const MOST: usize = 128;

/// How sensitivity is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Screening by elementary effects: members = points x (parameters + 1).
    Morris,
    /// Parts of the variance: members = points x (parameters + 2).
    Sobol,
}

/// Find which assumptions matter.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario file.
    scenario: PathBuf,
    /// How sensitivity is measured; morris if not given and no design is.
    #[arg(long, value_enum)]
    method: Option<Method>,
    /// Morris: trajectories, 10 if not given. Sobol': base points, 64 if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=65_536))]
    points: Option<u32>,
    /// Parameters: assumptions by name, or lever numbers with a range, as in `sweep --vary`; may be given several
    /// times. Without any, every number of the register whose range has a width.
    #[arg(long, value_name = "NAME[=LOW..HIGH]")]
    vary: Vec<String>,
    /// Indicators of the tables, by name and separated by commas; or `all`. The files always have all.
    #[arg(long, value_delimiter = ',', value_name = "NAME,...")]
    indicators: Vec<String>,
    /// Write design.csv, to be looked at or run elsewhere, and stop.
    #[arg(long)]
    design_only: bool,
    /// Run the points of this CSV (a column a parameter, a row a point) instead of a design of our own. With --method
    /// it is analysed as one, in SALib's order of rows (calc_second_order=False), over the ranges given by --vary, else
    /// the register's.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["points", "design_only"])]
    design: Option<PathBuf>,
    #[command(flatten)]
    pub work: Work,
}

/// Parameters, their ends, and points as values.
pub struct Plan {
    pub parameters: Vec<Parameter>,
    pub names: Vec<String>,
    pub ends: Vec<(f64, f64)>,
    pub points: Vec<Vec<f64>>,
}

/// The scenario, what is shown, and a design of the method that is sound.
fn prepare(args: &Args) -> Result<(Scenario, Vec<usize>, Option<Method>, Plan), Failure> {
    let x = Scenario::load(&args.scenario)?;
    let shown = compare::shown(&args.indicators, SHOWN)?;
    let method = args.method.or(args.design.is_none().then_some(Method::Morris));
    let plan = plan(args, method, &x)?;
    let rows = plan.parameters.len() + if method == Some(Method::Sobol) { 2 } else { 1 };
    if let Some(fault) = method.and_then(|method| fault(method, &plan.points, rows)) {
        return Err(Failure::bad_input(fault));
    }
    // Every point is looked at before the first is run.
    for point in &plan.points {
        with_values(&x, &plan.parameters, point).map_err(Failure::bad_input)?;
    }
    Ok((x, shown, method, plan))
}

/// The members of some points.
fn task(x: &Scenario, plan: &Plan, points: &[Vec<f64>], size: Size) -> Result<Task, Failure> {
    let scenarios: Result<Vec<_>, _> = points.iter().map(|point| with_values(x, &plan.parameters, point)).collect();
    let task = Task::all(scenarios.map_err(Failure::bad_input)?, size, Keep::default());
    Ok(task.varied(vec![x.name.clone(); points.len()], &plan.names, points.to_vec()))
}

/// Hands over what the design needs, some points after the others.
pub fn tasks(args: &Args, each: &mut dyn FnMut(Task) -> Result<(), Failure>) -> Result<(), Failure> {
    if args.design_only {
        return Err(Failure::bad_input("--design-only lives no members: there is nothing to plan"));
    }
    let (x, _, _, plan) = prepare(args)?;
    plan.points.chunks(CHUNK).try_for_each(|points| each(task(&x, &plan, points, size(args))?))
}

/// The files that it names.
pub fn inputs(args: &mut Args) -> Vec<Input<'_>> {
    std::iter::once(Input::Scenario(&mut args.scenario)).chain(args.design.iter_mut().map(Input::Table)).collect()
}

fn size(args: &Args) -> Size {
    args.work.or(1, 20_000)
}

/// Runs the design and analyses it.
pub fn run(args: &Args) -> Result<(), Failure> {
    let (x, shown, method, plan) = prepare(args)?;
    let folder = args.work.folder("sensitivity")?;
    let columns = |k: usize| plan.points.iter().map(|p| p[k]).collect();
    let design = Flat(plan.names.iter().enumerate().map(|(k, n)| (n.as_str(), Column::Number(columns(k)))).collect());
    InputFiles::of(std::slice::from_ref(&x)).write(&folder)?;
    folder.file("design.csv", |out| design.csv(out))?;
    if args.design_only {
        note!("{} points of {} parameters written to {}", plan.points.len(), plan.names.len(), folder.path().display());
        return Ok(());
    }

    let size = size(args);
    let window = Window::in_common(&x, &x, None, None).expect("it has months");
    let mut all: Option<Lived> = None;
    for (n, chunk) in plan.points.chunks(CHUNK).enumerate() {
        if !args.work.quiet() && plan.points.len() > CHUNK {
            let first = n * CHUNK + 1;
            note!("points {first} to {} of {}", first + chunk.len() - 1, plan.points.len());
        }
        let lived = args.work.live(&task(&x, &plan, chunk, size)?, &folder)?;
        lived.whole()?;
        match &mut all {
            None => all = Some(lived),
            Some(so_far) => so_far.join(lived),
        }
    }
    let lived = all.expect("a design has points");
    let mean = |indicator: usize| -> Vec<f64> {
        let of = |records: &Vec<_>| records.iter().map(|r| window.of(r, indicator)).sum::<f64>() / records.len() as f64;
        lived.records.iter().map(of).collect()
    };
    let results: Vec<Vec<f64>> = (0..INDICATORS.len()).map(mean).collect();
    let named = INDICATORS.iter().zip(&results).map(|(i, values)| (i.name, Column::Number(values.clone())));
    let results_table = Flat(named.collect());
    folder.file("results.csv", |out| results_table.csv(out))?;
    if let Some(method) = method {
        let found = analyse(method, &plan, &results);
        let table = found.flat(method);
        folder.file("sensitivity.csv", |out| table.csv(out))?;
        data!("{}", found.text(method, &window, &shown));
    }
    args.work.done(&lived, &folder);
    let digests: String = lived.records.iter().flatten().map(|r| r.digest.as_str()).collect();
    let manifest = EnsembleManifest::new(std::slice::from_ref(&x), &[Vec::new()], size.seeds, size.agents)
        .with("digest", musofir::common::digest::of_text(&digests));
    let manifest = args.work.signed(manifest, &lived).with("parameters", &plan.names).with("points", plan.points.len());
    Ok(folder.finish(&manifest.text())?)
}

/// What keeps points from being a design of the method, whose blocks have so many rows.
fn fault(method: Method, points: &[Vec<f64>], rows: usize) -> Option<String> {
    if !points.len().is_multiple_of(rows) {
        return Some(format!("{} rows are no whole number of blocks of {rows}", points.len()));
    }
    let k = rows - if method == Method::Sobol { 2 } else { 1 };
    let sound = |block: &[Vec<f64>]| match method {
        Method::Morris => {
            let moved = |i: usize| (0..k).filter(|p| block[i][*p] != block[i + 1][*p]).collect::<Vec<_>>();
            let mut all: Vec<_> = (0..k).map(moved).filter(|m| m.len() == 1).flatten().collect();
            all.sort_unstable();
            all == (0..k).collect::<Vec<_>>()
        }
        Method::Sobol => {
            (0..k).all(|row| (0..k).all(|p| block[row + 1][p] == if p == row { block[k + 1][p] } else { block[0][p] }))
        }
    };
    let bad = points.chunks_exact(rows).position(|block| !sound(block))?;
    let form = match method {
        Method::Morris => "a trajectory, of which every step moves another parameter",
        Method::Sobol => "A, A with each parameter in turn from B, and B (in SALib: calc_second_order=False)",
    };
    Some(format!("rows {} to {} of the design are not {form}", bad * rows + 1, (bad + 1) * rows))
}

/// Refuses a parameter that does not vary.
fn ranged(parameters: &[Parameter], ends: &[(f64, f64)], x: &Scenario) -> Result<(), Failure> {
    match parameters.iter().zip(ends).find(|(_, (low, high))| low >= high) {
        Some((parameter, _)) => {
            Err(Failure::bad_input(format!("{} has one value: a parameter needs a range", parameter.name(x))))
        }
        None => Ok(()),
    }
}

fn plan(args: &Args, method: Option<Method>, x: &Scenario) -> Result<Plan, Failure> {
    if let Some(file) = &args.design {
        let (names, points) = read_design(file).map_err(|e| Failure::bad_input(format!("{}: {e}", file.display())))?;
        let parameters: Result<Vec<_>, _> = names.iter().map(|name| Parameter::parse(name, x)).collect();
        let parameters = parameters.map_err(|e| Failure::bad_input(format!("{}: {e}", file.display())))?;
        let column = |k: usize| points.iter().map(move |p: &Vec<f64>| p[k]);
        let seen = |k| (column(k).fold(f64::INFINITY, f64::min), column(k).fold(f64::NEG_INFINITY, f64::max));
        let varied = sweep::varied(&args.vary, x)?;
        let named = |parameter: &Parameter| varied.iter().find(|v| v.parameter == *parameter).map(Vary::ends);
        let ends = |(k, parameter): (usize, &Parameter)| {
            named(parameter).or(parameter.range(&x.world)).unwrap_or_else(|| seen(k))
        };
        let ends: Vec<_> = parameters.iter().enumerate().map(ends).collect();
        if method.is_some() {
            ranged(&parameters, &ends, x)?;
        }
        return Ok(Plan { ends, parameters, names, points });
    }
    let (parameters, ends): (Vec<Parameter>, Vec<(f64, f64)>) = match args.vary.is_empty() {
        true => Parameter::assumptions(&x.world).into_iter().map(|(parameter, a)| (parameter, (a.low, a.high))).unzip(),
        false => sweep::varied(&args.vary, x)?.iter().map(|v| (v.parameter.clone(), Vary::ends(v))).unzip(),
    };
    ranged(&parameters, &ends, x)?;
    if method == Some(Method::Sobol) && parameters.len() > MOST {
        return Err(Failure::bad_input(format!(
            "sobol takes at most {MOST} parameters and the register has {}: name some with --vary, those that \
             `--method morris` finds to matter",
            parameters.len()
        )));
    }
    let unit = match method {
        Some(Method::Sobol) => sobol_design(args.points.unwrap_or(64) as usize, parameters.len(), 1),
        _ => morris_design(args.points.unwrap_or(10) as usize, parameters.len(), 1),
    };
    let points = unit.iter().map(|u| scaled(u, &ends)).collect();
    Ok(Plan { names: parameters.iter().map(|k| k.name(x)).collect(), parameters, ends, points })
}
