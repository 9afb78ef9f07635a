//! `fork`: another future from the past of a stored run.

use super::common::console::note;
use super::common::machine_args::EngineArgs;
use super::common::numbers::months;
use super::failure::Failure;
use super::run_folder::{RunFolder, ShowArgs};
use musofir::common::calendar;
use musofir::output::{Folder, Forked, InputFiles, RUN, Request, intact_past, latest};
use musofir::scenario::ScenarioFiles;
use musofir::study::fits;
use std::path::PathBuf;

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
    #[command(flatten)]
    engine: EngineArgs,
    /// Run folder; runs/NAME-DATE-SCENARIO by default.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a run folder that exists.
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
        .ok_or_else(|| Failure::bad_input(format!("--at {}: an ISO date such as 2013-08-01", args.at)))?;
    let fork = inputs.forked(&parent, at, &ScenarioFiles::read(&args.with)?);
    let fork = fork.map_err(|e| Failure::bad_input(format!("no fork: {e}")))?;
    let x = fork.inputs.validated()?;
    fits(past.agents)?;
    let machine = args.engine.machine(args.show.quiet);
    let processor = machine.processor(&x, &mut |text| note!("note: {text}"))?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("runs").join(&x.name));
    let folder = Folder::create(&out, args.force)?.begin(RUN)?;
    let name = |path: &std::path::Path| path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let request = Request {
        scenario: name(&fork.inputs.scenario.path),
        end: x.calendar.end.to_string(),
        checkpoint_every: args.checkpoint_every,
        forked: Some(Forked { from: parent.name.clone(), at: at.to_string(), with: name(&args.with) }),
        ..past
    };
    let record = InputFiles::record_beside(&args.with)?;
    InputFiles { record, ..InputFiles::of(std::slice::from_ref(&x)) }.write(&folder)?;
    request.write(&folder, &fork.inputs)?;
    let (found, refused) = latest(&args.folder, &parent, request.agents, request.seed, Some(at));
    if !args.show.quiet {
        refused.iter().for_each(|what| note!("note: {what}"));
        if fork.fallen > 0 {
            note!("note: {} of its levers lie before {at} and fall away", fork.fallen);
        }
        match &found {
            Some(checkpoint) => note!("from the checkpoint of {}", checkpoint.last()),
            None => note!("no checkpoint before {at} is kept: from the first day"),
        }
    }
    let from = found.map(|checkpoint| checkpoint.past_of(&x, request.seed));
    let run = RunFolder { x: &x, request: &request, folder: &folder, machine: &machine, show: &args.show };
    run.carry_out(Some(processor), from)
}
