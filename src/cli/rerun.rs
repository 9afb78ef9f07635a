//! `rerun`: checks the files of a run folder, repeats the run, and says whether the digest agrees; otherwise what differs.

use super::common::console::{data, note};
use super::common::machine_args::EngineArgs;
use super::common::progress::Progress;
use super::common::provenance::program;
use super::failure::Failure;
use musofir::config::Source;
use musofir::host::IndicatorId;
use musofir::output::{COMMIT, Request, intact};
use musofir::run::Run;
use musofir::run::trajectory::Row;
use musofir::scenario::Scenario;
use musofir::study::fits;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Repeat a run.
#[derive(clap::Args)]
pub struct RerunArgs {
    /// Run folder.
    folder: PathBuf,
    #[command(flatten)]
    engine: EngineArgs,
    /// Print only data.
    #[arg(long)]
    quiet: bool,
}

/// Repeats the run, without touching its folder.
pub fn run(args: &RerunArgs) -> Result<(), Failure> {
    let manifest = manifest(&args.folder)?;
    intact(&args.folder, &manifest).map_err(|e| Failure { code: if e.is_difference() { 3 } else { 2 }, ..e.into() })?;
    let (request, inputs) = Request::read(&args.folder)?;
    let x = request.scenario(&inputs).map_err(Failure::bad_input)?;
    fits(request.agents)?;
    let processor = args.engine.machine(args.quiet).processor(&x, &mut |text| note!("note: {text}"))?;
    let mut run = Run::new(&x, request.agents, request.seed, |start| processor.engine(start))?;
    if !args.quiet {
        note!("{}: {} agents, seed {}, on {}", x.name, request.agents, request.seed, run.engine().describe());
    }
    let mut progress = Progress::new(x.calendar.days(), request.agents, args.quiet);
    for month in x.calendar.months() {
        run.month(month)?;
        progress.advance(month.dates().count() as u32, month.last);
    }
    progress.finish();
    let digest = run.digest()?;
    data!("digest {digest}");
    if manifest["digest"] == digest.as_str() {
        data!("agrees with {}", args.folder.display());
        for (what, then, now) in differing(&manifest, &x, &request) {
            if !args.quiet {
                note!("note: another {what}: {then} then, {now} now");
            }
        }
        return Ok(());
    }
    let mut message = format!("error: the digest differs from {} of {}", manifest["digest"], args.folder.display());
    let found = differing(&manifest, &x, &request);
    for (what, then, now) in &found {
        message += &format!("\n  {what}: {then} then, {now} now");
    }
    if found.is_empty() {
        message += "\n  program, world, scenario, agents and seed are the same: please report it, with what `musofir selftest` prints";
    }
    if let Some(first) = first_difference(&args.folder, run.series()) {
        message += &format!("\n  the series differ first in {first}");
    }
    Err(Failure { code: 3, message })
}

fn manifest(folder: &Path) -> Result<Value, Failure> {
    let path = folder.join("manifest.json");
    let bad = |why: &str| Failure::bad_input(format!("{}: {why}", path.display()));
    let none = match folder.join("request.json").exists() {
        true => "the run has not ended; `musofir resume` continues it",
        false => "there is no run; name a folder that `musofir run` left behind",
    };
    let text = Source::read(&path).map_err(|_| bad(none))?;
    let manifest: Value = serde_json::from_str(&text.text).map_err(|e| bad(&e.to_string()))?;
    match manifest["digest"].is_string() && manifest["seed"].is_u64() {
        true => Ok(manifest),
        false => Err(bad("is not the manifest of a run")),
    }
}

/// What a digest follows from, where it is not what the manifest says.
fn differing(manifest: &Value, x: &Scenario, request: &Request) -> Vec<(&'static str, String, String)> {
    let now = [
        ("version", "musofir", env!("CARGO_PKG_VERSION").to_owned()),
        ("commit", "commit", COMMIT.to_owned()),
        ("program file", "program_sha256", program().to_owned()),
        ("world", "world_sha256", x.world_hash.clone()),
        ("scenario", "scenario_sha256", x.scenario_hash.clone()),
        ("last day", "end", x.calendar.end.to_string()),
        ("agents", "agents", request.agents.to_string()),
        ("seed", "seed", request.seed.to_string()),
    ];
    let text = |field: &str| match &manifest[field] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let all = now.into_iter().map(|(what, field, now)| (what, text(field), now));
    all.filter(|(_, then, now)| then != now).collect()
}

/// The first number of `series.csv` that is not the one found now.
fn first_difference(folder: &Path, series: &[Row]) -> Option<String> {
    let mut csv = csv::Reader::from_path(folder.join("series.csv")).ok()?;
    let head = csv.headers().ok()?.clone();
    let column = |name: &str| head.iter().position(|h| h == name);
    let (month, name, value) = (column("month")?, column("indicator")?, column("value")?);
    csv.records().map_while(Result::ok).find_map(|record| {
        let (month, name, then) = (record.get(month)?.get(..7)?, record.get(name)?, record.get(value)?);
        let row = series.iter().find(|row| row.month == month)?;
        let id = IndicatorId::named(name)?;
        let now = id.shown(row.get(id), row.is_whole());
        // An empty cell is a value that is not shown.
        let same = match then {
            "" => now.is_nan(),
            then => then.parse::<f64>().is_ok_and(|then| then.to_bits() == now.to_bits()),
        };
        (!same).then(|| format!("{month}, {name}: {then} then, {now} now"))
    })
}
