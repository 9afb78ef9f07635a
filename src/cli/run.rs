//! `run`: one scenario, one seed, one run folder.

use super::common::console::note;
use super::common::extrapolate::ExtrapolateArgs;
use super::common::machine_args::EngineArgs;
use super::common::numbers::{agents, months};
use super::failure::Failure;
use super::run_folder::{RunFolder, ShowArgs};
use musofir::output::{Claim, InputFiles, Microdata, Mode, RUN, Request};
use musofir::scenario::{Scenario, ScenarioFiles};
use musofir::study::fits;
use std::path::PathBuf;

/// When agents are written.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum WhenArg {
    /// At the end of every month.
    Monthly,
    /// At the end of the run.
    Final,
}

/// Run a scenario.
#[derive(clap::Args)]
pub struct RunArgs {
    /// Scenario file, such as configs/baseline.ron.
    scenario: PathBuf,
    /// Agents that stand for the pool; every figure is scaled to people [default: one for each of the people].
    #[arg(long, value_parser = agents)]
    agents: Option<u32>,
    /// Seed of every random draw.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    extrapolate: ExtrapolateArgs,
    #[command(flatten)]
    engine: EngineArgs,
    /// Last day, if earlier than the scenario's end.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Run folder; runs/SCENARIO by default.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a run folder that exists. Other files are never removed.
    #[arg(long)]
    force: bool,
    /// Months between two checkpoints (6mo, 1y), for `resume` and `fork`; `never` keeps none. By default one a minute is
    /// kept until the run ends.
    #[arg(long, value_name = "MONTHS", value_parser = months)]
    checkpoint_every: Option<u32>,
    /// Write agents as rows, as they stand at the end of every month or of the run, as Parquet. Changes no number.
    #[arg(long, value_enum, value_name = "WHEN")]
    microdata: Option<WhenArg>,
    /// Write N of them, evenly spread over communities and the same in every month.
    #[arg(long, value_name = "N", value_parser = agents, requires = "microdata")]
    sample: Option<u32>,
    #[command(flatten)]
    show: ShowArgs,
}

/// Runs the scenario and writes its folder.
pub fn run(args: &RunArgs) -> Result<(), Failure> {
    let inputs = ScenarioFiles::read(&args.scenario)?;
    let mut x = inputs.extrapolated(args.extrapolate.how())?;
    if let Some(text) = &args.until {
        x.until(text).map_err(|e| Failure::bad_input(format!("--until {e}")))?;
    }
    if !args.show.quiet {
        later(&x).iter().chain(&x.warnings()).for_each(|what| note!("note: {what}"));
    }
    let agents = args.agents.unwrap_or(x.world.pool() as u32);
    fits(agents)?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("runs").join(&x.name));
    let claim = Claim::take(&out, RUN, Mode::New { force: args.force })?;
    let record = InputFiles::record_beside(&args.scenario, &x.world)?;
    let machine = args.engine.machine(args.show.quiet);
    let processor = machine.processor(&x, &mut |text| note!("note: {text}"))?;
    let folder = claim.begin()?;
    let request = Request {
        scenario: inputs.name(),
        end: x.calendar.end.to_string(),
        extrapolate: args.extrapolate.how(),
        agents,
        seed: args.seed,
        checkpoint_every: args.checkpoint_every,
        microdata: args.microdata.map(|when| Microdata { monthly: when == WhenArg::Monthly, sample: args.sample }),
        forked: None,
    };
    InputFiles { record, ..InputFiles::of(std::slice::from_ref(&x)) }.write(&folder)?;
    request.write(&folder, &inputs)?;
    let communities = x.world.communities_of(agents).iter().sum::<u32>();
    if communities < x.world.communities() && !args.show.quiet {
        let all = x.world.communities();
        note!(
            "{all} communities are merged into {communities}: one of under a thousand agents has no protest to speak of"
        );
    }
    let run = RunFolder { x: &x, request: &request, folder: &folder, machine: &machine, show: &args.show };
    run.carry_out(Some(processor), None)
}

/// Levers that an earlier end leaves out.
fn later(x: &Scenario) -> Option<String> {
    let end = x.calendar.end;
    let levers = x.timeline.iter().filter(|(on, _)| *on > end).map(|(on, lever)| format!("{} of {on}", lever.name()));
    let levers: Vec<String> = levers.collect();
    (!levers.is_empty()).then(|| format!("the run ends on {end}, before {}", levers.join(", ")))
}
