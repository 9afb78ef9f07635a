//! `compare`: scenarios on the same seeds, against a reference.

use super::draws::Draws;
use super::ensemble::{Size, Task, Work};
use super::spread::Variations;
use super::{Failure, comparison, data, fates, fits, note, report};
use musofir::cluster::Input;
use musofir::common::calendar;
use musofir::config::suggest;
use musofir::ensemble::{self, Keep, Line, Window};
use musofir::host::{INDICATORS, indicator};
use musofir::output::{EnsembleManifest, InputFiles, write_comparison, write_mean_places};
use musofir::scenario::Scenario;
use std::path::PathBuf;

/// What the table shows unless told otherwise.
const SHOWN: &[&str] = &[
    "in_russia",
    "departures",
    "expelled",
    "entry_bars",
    "remittances_usd",
    "remittances_pct_gdp",
    "home_joblessness",
    "poverty",
    "protesters",
    "crisis_risk",
    "recruits_expected",
    "output_lost",
    "enforcement_cost",
    "concession_probability",
];

/// Compare scenarios.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario files, such as configs/*.ron.
    #[arg(required = true)]
    scenarios: Vec<PathBuf>,
    /// The reference, by name; `baseline` if it is among them, the first otherwise.
    #[arg(long, value_name = "NAME")]
    against: Option<String>,
    /// Indicators of the table, by name and separated by commas; or `all`. The files always have all.
    #[arg(long, value_delimiter = ',', value_name = "NAME,...")]
    indicators: Vec<String>,
    /// First month to compare, such as 2014-01; the last twelve in common if not given.
    #[arg(long, value_name = "MONTH")]
    from: Option<String>,
    /// Last month to compare.
    #[arg(long, value_name = "MONTH")]
    to: Option<String>,
    /// Say where the spread comes from: the differences again under N sets of parameters drawn from the register's
    /// ranges, and under rules that could be otherwise, beside those over seeds.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000))]
    spread: Option<u32>,
    /// Say what became of the same people under each scenario and under the reference.
    #[arg(long)]
    fates: bool,
    /// Draw parameters too: the n-th seed takes the n-th row of this CSV (a column a parameter), such as the
    /// posterior.csv of `calibrate`, so that intervals carry what is not known of them.
    #[arg(long, value_name = "FILE")]
    parameters: Option<PathBuf>,
    /// Say which conclusions hold in other fits to the record: the comparison again, on the same seeds, under every row
    /// of this CSV (a column a parameter), such as the fits.csv of `calibrate`. Columns of levers are left out.
    #[arg(long, value_name = "FILE")]
    fits: Option<PathBuf>,
    #[command(flatten)]
    pub work: Work,
    /// Write no report.html.
    #[arg(long)]
    no_report: bool,
    /// Print manifest and summary as JSON instead of the table.
    #[arg(long)]
    json: bool,
}

/// What is to be compared, how, and under what else.
struct Prepared {
    scenarios: Vec<Scenario>,
    reference: usize,
    shown: Vec<usize>,
    windows: Vec<Window>,
    size: Size,
    task: Task,
    spread: Option<Variations>,
    fits: Option<Task>,
}

fn prepare(args: &Args) -> Result<Prepared, Failure> {
    let scenarios = load(&args.scenarios)?;
    let reference = reference(args, &scenarios)?;
    let shown = shown(&args.indicators, SHOWN)?;
    let (from, to) = (args.from.as_deref(), args.to.as_deref());
    for month in [from, to].into_iter().flatten() {
        if calendar::parse(&format!("{month}-01")).is_none() {
            return Err(Failure::bad_input(format!("`{month}` is not a month such as 2013-08")));
        }
    }
    let mut windows = Vec::new();
    for x in &scenarios {
        let window = Window::in_common(x, &scenarios[reference], from, to);
        windows.push(window.ok_or_else(|| no_window(x, &scenarios[reference], from, to))?);
    }
    let spread = match args.spread {
        Some(draws) => Some(Variations::new(&scenarios, reference, draws as usize)?),
        None => None,
    };
    let people = scenarios.iter().map(|x| x.world.pool()).fold(0.0, f64::max);
    let size = args.work.or(8, people as u32);
    let keep = Keep { fates: args.fates, places: true };
    let task = match &args.parameters {
        Some(file) => Draws::load(file)?.task(&scenarios, size, keep)?,
        None => Task::all(scenarios.clone(), size, keep),
    };
    let fits = match &args.fits {
        Some(file) => {
            let (draws, left_out) = Draws::load(file)?.without_levers()?;
            if !left_out.is_empty() && !args.work.quiet() {
                note!("{}: every scenario keeps its own levers; left out: {}", file.display(), left_out.join(", "));
            }
            Some(draws.each(&scenarios, size)?)
        }
        None => None,
    };
    Ok(Prepared { scenarios, reference, shown, windows, size, task, spread, fits })
}

/// Hands over what the comparison needs, one task after the other.
pub fn tasks(args: &Args, each: &mut dyn FnMut(Task) -> Result<(), Failure>) -> Result<(), Failure> {
    let Prepared { size, task, spread, fits, .. } = prepare(args)?;
    each(task)?;
    spread.map_or(Ok(()), |spread| each(spread.task(size)))?;
    fits.map_or(Ok(()), each)
}

/// The files that it names.
pub fn inputs(args: &mut Args) -> Vec<Input<'_>> {
    let mut scenarios = args.scenarios.iter_mut();
    let first = scenarios.next().map(Input::WithRecord);
    let tables = args.parameters.iter_mut().chain(&mut args.fits);
    first.into_iter().chain(scenarios.map(Input::Scenario)).chain(tables.map(Input::Table)).collect()
}

/// Compares the scenarios.
pub fn run(args: &Args) -> Result<(), Failure> {
    let Prepared { scenarios, reference, shown, windows, size, task, spread, fits } = prepare(args)?;
    let folder = args.work.folder("compare")?;
    let mut lived = args.work.live(&task, &folder)?;
    if args.parameters.is_some() {
        lived = Draws::by_scenario(lived, scenarios.len());
    }

    let lines: Vec<(String, Vec<Line>)> = scenarios
        .iter()
        .zip(&lived.records)
        .zip(&windows)
        .map(|((x, of), window)| (x.name.clone(), ensemble::compare(of, &lived.records[reference], window)))
        .collect();
    write_comparison(&folder, "compare", &[], &lived.records, &lines)?;
    write_mean_places(&folder, &scenarios, &lived.records)?;
    InputFiles::of(&scenarios).with_record(&args.scenarios[0])?.write(&folder)?;
    let mut text = vec![comparison::table(&lines, reference, &shown)];
    if args.fates {
        let replicates = args.work.replicates(&folder);
        text.push(fates::report(&scenarios, &lived, size.agents, reference, replicates, &folder)?);
    }
    if let Some(spread) = spread.filter(|_| lived.failures.is_empty() || !args.work.stops()) {
        let more = args.work.live(&spread.task(size), &folder)?;
        text.push(spread.report(&more, &scenarios, &shown, &lines, &folder)?);
        lived.also(more);
    }
    if let Some(fits) = fits.filter(|_| lived.failures.is_empty() || !args.work.stops()) {
        let more = args.work.live(&fits, &folder)?;
        let compared = fits::Compared { scenarios: &scenarios, reference, windows: &windows, lines: &lines };
        text.push(compared.report(&more, &shown, &folder)?);
        lived.also(more);
    }
    let manifest = EnsembleManifest::new(&scenarios, &lived.records, size.seeds, size.agents);
    let manifest = args.work.signed(manifest, &lived).with("reference", scenarios[reference].name.as_str());
    match args.json {
        true => data!("{}", manifest.json(&lines)),
        false => data!("{}", text.join("\n\n")),
    }
    args.work.done(&lived, &folder);
    lived.whole()?;
    folder.finish(&manifest.text())?;
    if args.no_report { Ok(()) } else { report::of(&folder) }
}

/// Reads the scenarios; their names must differ.
pub fn load(files: &[PathBuf]) -> Result<Vec<Scenario>, Failure> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    for file in files {
        let x = Scenario::load(file)?;
        if let Some(i) = scenarios.iter().position(|other| other.name == x.name) {
            let message = format!("{} and {} have one name; rename a file", files[i].display(), file.display());
            return Err(Failure::bad_input(message));
        }
        scenarios.push(x);
    }
    Ok(scenarios)
}

fn reference(args: &Args, scenarios: &[Scenario]) -> Result<usize, Failure> {
    let find = |name: &str| scenarios.iter().position(|x| x.name == name);
    match &args.against {
        None => Ok(find("baseline").unwrap_or(0)),
        Some(name) => find(name).ok_or_else(|| {
            let help = suggest(name, scenarios.iter().map(|x| x.name.as_str()));
            Failure::bad_input(format!("--against {name}: not among the scenarios; {help}"))
        }),
    }
}

/// Indices of the indicators asked for.
pub fn shown(names: &[String], default: &[&str]) -> Result<Vec<usize>, Failure> {
    if names.iter().any(|n| n == "all") {
        return Ok((0..INDICATORS.len()).collect());
    }
    let find = |name: &str| {
        let unknown = || {
            let help = suggest(name, INDICATORS.iter().map(|i| i.name));
            Failure::bad_input(format!("unknown indicator `{name}`; {help}"))
        };
        indicator(name).ok_or_else(unknown)
    };
    match names.is_empty() {
        true => default.iter().map(|name| find(name)).collect(),
        false => names.iter().map(|name| find(name)).collect(),
    }
}

fn no_window(x: &Scenario, reference: &Scenario, from: Option<&str>, to: Option<&str>) -> Failure {
    let dates = |x: &Scenario| format!("{} from {} to {}", x.name, x.calendar.start, x.calendar.end);
    let asked = match (from, to) {
        (None, None) => "no month".to_owned(),
        _ => format!("not all months from {} to {}", from.unwrap_or("the first"), to.unwrap_or("the last")),
    };
    let apart = if x.name == reference.name { String::new() } else { format!(", {}", dates(x)) };
    Failure::bad_input(format!("{asked} in common: {}{apart}", dates(reference)))
}
