//! `run`: one scenario, one seed, one run folder.

use super::engines::Machine;
use super::live::{Show, Work, every};
use super::memory::fits;
use super::{Failure, agents, note};
use musofir::output::{self, Folder, Microdata, RUN, Request};
use musofir::scenario::ScenarioFiles;
use std::path::PathBuf;

/// When agents are written.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum When {
    /// At the end of every month.
    Monthly,
    /// At the end of the run.
    Final,
}

/// Run a scenario.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario file, such as configs/baseline.ron.
    scenario: PathBuf,
    /// Agents that stand for the pool; its people if not given. Resolution only: every figure is scaled to people.
    #[arg(long, value_parser = agents)]
    agents: Option<u32>,
    /// Seed of every random draw.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    machine: Machine,
    /// Last day, if earlier than the scenario's end.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Run folder; runs/SCENARIO if not given.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a run folder that exists.
    #[arg(long)]
    force: bool,
    /// Keep a checkpoint every so many months (6mo, 1y), for `resume` and `fork`; `never` keeps none. If not given, one
    /// a minute is kept while the run lasts.
    #[arg(long, value_name = "MONTHS", value_parser = every)]
    checkpoint_every: Option<u32>,
    /// Write agents as rows, as they stand at the end of every month or of the run, as Parquet. Changes no number.
    #[arg(long, value_enum, value_name = "WHEN")]
    microdata: Option<When>,
    /// Write only so many of them, evenly spread over communities and the same in every month.
    #[arg(long, value_name = "N", value_parser = agents, requires = "microdata")]
    sample: Option<u32>,
    #[command(flatten)]
    show: Show,
}

/// Runs the scenario and writes its folder.
pub fn run(args: &Args) -> Result<(), Failure> {
    let inputs = ScenarioFiles::read(&args.scenario)?;
    let mut x = inputs.validated()?;
    if let Some(text) = &args.until {
        x.until(text).map_err(|e| Failure::bad_input(format!("--until {e}")))?;
    }
    let agents = args.agents.unwrap_or(x.world.pool() as u32);
    fits(agents)?;
    let device = args.machine.device()?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("runs").join(&x.name));
    let folder = Folder::create(&out, args.force)?.begin(RUN)?;
    let request = Request {
        scenario: args.scenario.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
        end: x.calendar.end.to_string(),
        agents,
        seed: args.seed,
        checkpoint_every: args.checkpoint_every,
        microdata: args.microdata.map(|when| Microdata { monthly: when == When::Monthly, sample: args.sample }),
        forked: None,
    };
    output::InputFiles::of(std::slice::from_ref(&x)).with_record(&args.scenario)?.write(&folder)?;
    request.write(&folder, &inputs)?;
    let communities = x.world.communities_of(agents).iter().sum::<u32>();
    if communities < x.world.communities() && !args.show.quiet {
        let all = x.world.communities();
        note!(
            "{all} communities are merged into {communities}: one of under a thousand agents has no protest to speak of"
        );
    }
    Work { x: &x, request: &request, folder: &folder, machine: &args.machine, show: &args.show }.live(device, None)
}
