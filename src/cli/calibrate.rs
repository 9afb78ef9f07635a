//! `calibrate`: fits uncertain numbers to what was observed, wave by wave; or leaves the search to another program.

use super::ensemble::{Lived, Size, Task, Work};
use super::evidence::Targets;
use super::{Failure, data, fitted, note, sweep};
use jiff::civil::Date;
use musofir::calibration::{Misfit, Search, Trial, misfit, values};
use musofir::cluster::Input;
use musofir::ensemble::Keep;
use musofir::ensemble::design::{Vary, with_values};
use musofir::evidence::{Evidence, Observed};
use musofir::output::{Column, EnsembleManifest, Flat, Folder, read_design};
use musofir::scenario::{Parameter, Scenario};
use std::path::{Path, PathBuf};

/// Fit to the record.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario file.
    scenario: PathBuf,
    #[command(flatten)]
    targets: Targets,
    /// What to turn, as in `sweep --vary`, each with a range; may be given several times. The targets' own list if not
    /// given.
    #[arg(long, value_name = "NAME[=LOW..HIGH]")]
    vary: Vec<String>,
    /// Trials in all.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    budget: u32,
    /// Trials a wave.
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(10..=10_000))]
    wave: u32,
    /// Seed of the search itself; the trials run on seeds 1 to --seeds.
    #[arg(long, value_name = "N", default_value_t = 1)]
    search_seed: u32,
    /// Rows of posterior.csv.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    sample: u32,
    /// For other programs: write the first wave's points to this CSV (a column a parameter, a row a point), and stop.
    #[arg(long, value_name = "FILE", conflicts_with = "tell")]
    ask: Option<PathBuf>,
    /// For other programs: run the points of this CSV, write their misfits to results.csv, and stop.
    #[arg(long, value_name = "FILE")]
    tell: Option<PathBuf>,
    #[command(flatten)]
    pub work: Work,
}

/// What is turned, within which ends, against what.
pub struct Fit {
    pub x: Scenario,
    pub evidence: Evidence,
    pub dates: (Date, Date),
    pub parameters: Vec<Parameter>,
    pub names: Vec<String>,
    pub ends: Vec<(f64, f64)>,
}

/// Points that ran.
struct Ran {
    lived: Lived,
    misfits: Vec<Misfit>,
}

/// Fits.
pub fn run(args: &Args) -> Result<(), Failure> {
    let fit = prepare(args)?;
    if let Some(file) = &args.ask {
        return ask(args, &fit, file);
    }
    let told = args.tell.as_ref().map(|file| told(&fit, file)).transpose()?;
    let folder = args.work.folder("calibrate")?;
    let size = size(args);
    if let Some(points) = told {
        let ran = ran(args, &fit, &points, size, &folder)?;
        let table = results(&fit.names, &fit.evidence.series, &points, &ran.misfits, None);
        folder.file("results.csv", |out| table.csv(out))?;
        data!("{} points; misfits written to {}", points.len(), folder.path().join("results.csv").display());
        return finish(args, &fit, &ran.lived, size, &folder);
    }
    let mut search: Option<Search> = None;
    let (mut points, mut misfits, mut waves): (Vec<Vec<f64>>, Vec<Misfit>, Vec<i64>) = Default::default();
    let mut best: Option<(f64, Lived)> = None;
    let (mut wall, mut agent_days) = (0.0, [0; 2]);
    while points.len() < args.budget as usize {
        // The record's weight is known once a trial is; the first wave does not need it.
        let now = search.get_or_insert_with(|| Search::new(fit.parameters.len(), args.search_seed, 0.0));
        let count = (args.wave as usize).min(args.budget as usize - points.len());
        let places = now.next(count);
        let next: Vec<Vec<f64>> = places.iter().map(|place| values(place, &fit.ends)).collect();
        let mut ran = ran(args, &fit, &next, size, &folder)?;
        now.weight = ran.misfits[0].weight;
        wall += ran.lived.wall;
        agent_days = std::array::from_fn(|i| agent_days[i] + ran.lived.agent_days[i]);
        for (n, (place, misfit)) in places.into_iter().zip(&ran.misfits).enumerate() {
            let differences = misfit.differences.clone();
            now.trials.push(Trial { place, squared: misfit.squared, differences });
            if best.as_ref().is_none_or(|(least, _)| misfit.squared < *least) {
                let records = vec![ran.lived.records[n].clone()];
                best = Some((misfit.squared, Lived { records, ..ran.lived.part() }));
            }
        }
        waves.extend(std::iter::repeat_n(waves.last().map_or(1, |w| w + 1), count));
        points.extend(next);
        misfits.append(&mut ran.misfits);
        let table = results(&fit.names, &fit.evidence.series, &points, &misfits, Some(&waves));
        folder.file("trials.csv", |out| table.csv(out))?;
        if !args.work.quiet() {
            let weighed = now.weighed(fitted::enough(now));
            note!(
                "wave {}, {} trials: least misfit {:.3}, worth {:.0} draws{}",
                waves.last().unwrap_or(&1),
                points.len(),
                best.as_ref().map_or(f64::NAN, |(least, _)| least.sqrt()),
                weighed.effective,
                fitted::clipped(weighed.clipped)
            );
        }
    }
    let (search, (_, mut lived)) = search.zip(best).ok_or_else(|| Failure::failed("no trial ended"))?;
    data!("{}", fitted::report(&fit, &search, &points, &lived.records[0], args.sample as usize, &folder)?);
    (lived.wall, lived.agent_days) = (wall, agent_days);
    finish(args, &fit, &lived, size, &folder)
}

fn prepare(args: &Args) -> Result<Fit, Failure> {
    let x = Scenario::load(&args.scenario)?;
    let evidence = args.targets.load()?;
    let dates = args.targets.dates(&x);
    let varied = sweep::varied(if args.vary.is_empty() { &evidence.parameters } else { &args.vary }, &x)?;
    let parameters: Vec<Parameter> = varied.iter().map(|v| v.parameter.clone()).collect();
    let ends: Vec<(f64, f64)> = varied.iter().map(Vary::ends).collect();
    if parameters.is_empty() {
        return Err(Failure::bad_input(
            "nothing to turn: name parameters with --vary, or in the targets' `parameters`",
        ));
    }
    let names: Vec<String> = parameters.iter().map(|k| k.name(&x)).collect();
    if let Some((name, _)) = names.iter().zip(&ends).find(|(_, (low, high))| low >= high) {
        return Err(Failure::bad_input(format!("{name} has one value: a parameter needs a range")));
    }
    Ok(Fit { x, evidence, dates, parameters, names, ends })
}

/// The members of some points.
fn task(fit: &Fit, points: &[Vec<f64>], size: Size) -> Result<Task, Failure> {
    let scenarios: Result<Vec<_>, _> = points.iter().map(|point| with_values(&fit.x, &fit.parameters, point)).collect();
    let task = Task::all(scenarios.map_err(Failure::bad_input)?, size, Keep::default());
    Ok(task.varied(vec![fit.x.name.clone(); points.len()], &fit.names, points.to_vec()))
}

/// Hands over what a batch of points needs.
pub fn tasks(args: &Args, each: &mut dyn FnMut(Task) -> Result<(), Failure>) -> Result<(), Failure> {
    let Some(file) = &args.tell else {
        let why = "each wave of `calibrate` follows from those before it: plan a batch of points with --tell FILE";
        return Err(Failure::bad_input(why));
    };
    let fit = prepare(args)?;
    let points = told(&fit, file)?;
    each(task(&fit, &points, size(args))?)
}

/// The files that it names.
pub fn inputs(args: &mut Args) -> Vec<Input<'_>> {
    let first = [Input::Scenario(&mut args.scenario), Input::Record(args.targets.file())];
    first.into_iter().chain(args.tell.iter_mut().map(Input::Table)).collect()
}

fn size(args: &Args) -> Size {
    args.work.or(1, 20_000)
}

/// Runs points, each against the record.
fn ran(args: &Args, fit: &Fit, points: &[Vec<f64>], size: Size, folder: &Folder) -> Result<Ran, Failure> {
    let lived = args.work.live(&task(fit, points, size)?, folder)?;
    lived.whole()?;
    let (from, until) = fit.dates;
    let misfits: Vec<Misfit> = lived.records.iter().map(|of| misfit(&fit.evidence.series, of, from, until)).collect();
    if misfits.iter().any(|m| m.weight <= 0.0) {
        return Err(Failure::bad_input(format!("no figure of the record to fit to between {from} and {until}")));
    }
    Ok(Ran { lived, misfits })
}

fn ask(args: &Args, fit: &Fit, file: &Path) -> Result<(), Failure> {
    let places = Search::new(fit.parameters.len(), args.search_seed, 0.0).next(args.wave as usize);
    let points: Vec<Vec<f64>> = places.iter().map(|place| values(place, &fit.ends)).collect();
    let column = |k: usize| Column::Number(points.iter().map(|p| p[k]).collect());
    let table = Flat(fit.names.iter().enumerate().map(|(k, name)| (name.as_str(), column(k))).collect());
    let write = || table.csv(std::fs::File::create(file)?);
    write().map_err(|e| Failure::failed(format!("{}: cannot be written: {e}", file.display())))?;
    note!("{} points of {} parameters written to {}", points.len(), fit.names.len(), file.display());
    Ok(())
}

/// The points of a file, in the order of the fit's own parameters.
fn told(fit: &Fit, file: &Path) -> Result<Vec<Vec<f64>>, Failure> {
    let fail = |e: String| Failure::bad_input(format!("{}: {e}", file.display()));
    let (names, points) = read_design(file).map_err(fail)?;
    let find = |name: &String| names.iter().position(|n| n == name).ok_or(fail(format!("no column `{name}`")));
    let order: Vec<usize> = fit.names.iter().map(find).collect::<Result<_, _>>()?;
    Ok(points.iter().map(|p| order.iter().map(|k| p[*k]).collect()).collect())
}

/// `trial, [wave], PARAMETER..., misfit, SERIES...`.
fn results<'a>(
    names: &'a [String],
    record: &'a [Observed],
    points: &[Vec<f64>],
    misfits: &[Misfit],
    waves: Option<&[i64]>,
) -> Flat<'a> {
    let mut columns = vec![("trial", Column::Whole((1..=points.len() as i64).collect()))];
    columns.extend(waves.map(|waves| ("wave", Column::Whole(waves.to_vec()))));
    let column = |k: usize| Column::Number(points.iter().map(|p| p[k]).collect());
    columns.extend(names.iter().enumerate().map(|(k, name)| (name.as_str(), column(k))));
    columns.push(("misfit", Column::Number(misfits.iter().map(|m| m.squared.sqrt()).collect())));
    let of = |s: usize| Column::Number(misfits.iter().map(|m| m.series[s].unwrap_or(f64::NAN)).collect());
    columns.extend(record.iter().enumerate().map(|(s, series)| (series.name.as_str(), of(s))));
    Flat(columns)
}

fn finish(args: &Args, fit: &Fit, lived: &Lived, size: Size, folder: &Folder) -> Result<(), Failure> {
    args.work.done(lived, folder);
    let manifest = EnsembleManifest::new(std::slice::from_ref(&fit.x), &[Vec::new()], size.seeds, size.agents);
    let manifest = args
        .work
        .signed(manifest, lived)
        .with("parameters", &fit.names)
        .with("evidence_sha256", &fit.evidence.hash)
        .with("from", fit.dates.0.to_string())
        .with("until", fit.dates.1.to_string())
        .with("search_seed", args.search_seed);
    Ok(folder.finish(&manifest.text())?)
}
