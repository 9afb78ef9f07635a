//! `fork`: another future from the past of a stored run.

use super::common::console::note;
use super::common::machine_args::EngineArgs;
use super::common::numbers::months;
use super::failure::Failure;
use super::run_folder::{RunFolder, ShowArgs};
use jiff::civil::Date;
use musofir::common::calendar;
use musofir::output::{Claim, Forked, InputFiles, Mode, RUN, Request, intact_past, latest};
use musofir::report::words;
use musofir::scenario::{Fork, Lever, ScenarioFiles};
use musofir::study::fits;
use std::path::{Path, PathBuf};

/// Fork a run.
#[derive(clap::Args)]
pub struct ForkArgs {
    /// Run folder whose past is taken.
    folder: PathBuf,
    /// First day of the other future.
    #[arg(long, value_name = "DATE")]
    at: String,
    /// Scenario of the same world whose levers act from that day.
    #[arg(long, value_name = "SCENARIO")]
    with: PathBuf,
    /// Let those of its levers that would be in force on that day act from it on, though they are dated before.
    #[arg(long)]
    carry: bool,
    #[command(flatten)]
    engine: EngineArgs,
    /// Run folder; runs/NAME-DATE-SCENARIO by default.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a run folder that exists. Other files are never removed.
    #[arg(long)]
    force: bool,
    /// As in `run`.
    #[arg(long, value_name = "MONTHS", value_parser = months)]
    checkpoint_every: Option<u32>,
    #[command(flatten)]
    show: ShowArgs,
}

/// Runs the other future, from the last checkpoint before the day.
pub fn run(args: &ForkArgs) -> Result<(), Failure> {
    intact_past(&args.folder)?;
    let (past, inputs) = Request::read(&args.folder)?;
    let parent = past.scenario(&inputs).map_err(Failure::bad_input)?;
    let at = calendar::parse(&args.at)
        .ok_or_else(|| Failure::bad_input(format!("--at {}: an ISO date, as YYYY-MM-DD", args.at)))?;
    let fork = inputs.forked(&parent, at, &ScenarioFiles::read(&args.with)?, args.carry);
    let fork = fork.map_err(|e| Failure::bad_input(format!("no fork: {e}")))?;
    let x = fork.inputs.extrapolated(past.extrapolate)?;
    fits(past.agents)?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("runs").join(&x.name));
    if out.canonicalize().is_ok_and(|out| args.folder.canonicalize().is_ok_and(|past| past == out)) {
        let out = out.display();
        return Err(Failure::bad_input(format!("--out {out} is the run whose past is taken; name another folder")));
    }
    let claim = Claim::take(&out, RUN, Mode::New { force: args.force })?;
    let record = InputFiles::record_beside(&args.with, &x.world)?;
    let machine = args.engine.machine(args.show.quiet);
    let processor = machine.processor(&x, &mut |text| note!("note: {text}"))?;
    let folder = claim.begin()?;
    let name = |path: &std::path::Path| path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let request = Request {
        scenario: fork.inputs.name(),
        end: x.calendar.end.to_string(),
        checkpoint_every: args.checkpoint_every,
        forked: Some(Forked { from: parent.name.clone(), at: at.to_string(), with: name(&args.with) }),
        ..past
    };
    InputFiles { record, ..InputFiles::of(std::slice::from_ref(&x)) }.write(&folder)?;
    request.write(&folder, &fork.inputs)?;
    let (found, refused) = latest(&args.folder, &parent, request.agents, request.seed, Some(at));
    if !args.show.quiet {
        refused.iter().for_each(|what| note!("note: {what}"));
        said(&fork, &args.with, &parent.name, at).iter().for_each(|what| note!("note: {what}"));
        match &found {
            Some(checkpoint) => note!("from the checkpoint of {}", checkpoint.last()),
            None => note!("no checkpoint before {at} is kept: from the first day"),
        }
    }
    let from = found.map(|checkpoint| checkpoint.past_of(&x, request.seed));
    let run = RunFolder { x: &x, request: &request, folder: &folder, machine: &machine, show: &args.show };
    run.carry_out(Some(processor), from)
}

/// What becomes of the other scenario's levers from before the day.
fn said(fork: &Fork, with: &Path, parent: &str, at: Date) -> Vec<String> {
    let with = with.file_stem().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let list = |levers: &[&(Date, Lever)]| {
        levers.iter().map(|(on, lever)| format!("\n  {on}  {}", words::lever(lever))).collect::<String>()
    };
    let of_a_day = |(_, lever): &&(Date, Lever)| matches!(lever, Lever::Demonstration { .. });
    let (momentary, standing): (Vec<_>, Vec<_>) = fork.dropped.iter().partition(of_a_day);
    let mut found = Vec::new();
    if !fork.carried.is_empty() {
        let levers = list(&fork.carried.iter().collect::<Vec<_>>());
        found.push(format!("levers of {with} from before {at} that act from that day on:{levers}"));
    }
    if !standing.is_empty() {
        found.push(format!(
            "levers of {with} from before {at} that do not act:{}\n  What they set stays as {parent} leaves it. With \
             --carry they act from {at} on.",
            list(&standing)
        ));
    }
    if !momentary.is_empty() {
        let levers = list(&momentary);
        found.push(format!("acts of {with} from before {at} that do not take place, nor with --carry:{levers}"));
    }
    found
}
