//! `verify`: the CPU engine against a device, digest by digest, day by day.

use super::common::console::{data, note};
use super::common::extrapolate::ExtrapolateArgs;
use super::common::numbers::{agents, threads};
use super::common::progress::Progress;
use super::failure::Failure;
use jiff::ToSpan;
use musofir::cpu::CpuEngine;
use musofir::engine::Engine;
use musofir::gpu::{AdapterChoice, Device, GpuEngine, GpuOptions, TILE, adapters};
use musofir::run::Run;
use musofir::scenario::Scenario;
use musofir::study::fits;
use musofir::verify::Pair;
use std::path::PathBuf;

/// Compare the engines.
#[derive(clap::Args)]
pub struct VerifyArgs {
    /// Scenario file.
    scenario: PathBuf,
    /// Agents.
    #[arg(long, value_parser = agents, default_value = "100000")]
    agents: u32,
    /// Days to compare, from the scenario's first; all of them if not given.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    days: Option<u32>,
    /// Seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Adapter by number or part of its name; a software driver will do.
    #[arg(long)]
    adapter: Option<AdapterChoice>,
    /// Threads of the CPU engine; 0 takes all cores.
    #[arg(long, default_value_t = 0, value_parser = threads)]
    threads: usize,
    /// Threads of a workgroup.
    #[arg(long, default_value = "256", value_parser = ["64", "128", "256"])]
    workgroup: String,
    /// Agents of a tile.
    #[arg(long, default_value_t = TILE, value_parser = clap::value_parser!(u32).range(256..=i64::from(TILE)))]
    tile: u32,
    #[command(flatten)]
    extrapolate: ExtrapolateArgs,
    /// Print nothing but the result.
    #[arg(long)]
    quiet: bool,
}

/// Runs both engines on the same days.
pub fn run(args: &VerifyArgs) -> Result<(), Failure> {
    let mut x = Scenario::load_extrapolated(&args.scenario, args.extrapolate.how())?;
    if let Some(days) = args.days {
        let end = x.calendar.start.checked_add((i64::from(days) - 1).days()).unwrap_or(x.calendar.end);
        x.calendar.end = end.min(x.calendar.end);
    }
    fits(args.agents)?;
    let device = Device::open(&choose(args)).map_err(Failure::failed)?;
    let options =
        GpuOptions { workgroup: args.workgroup.parse().expect("one of a list"), tile: args.tile, ..Default::default() };
    let mut run = Run::new(&x, args.agents, args.seed, |start| -> Result<Box<dyn Engine>, Failure> {
        let gpu = GpuEngine::new(device, &start, options)?;
        Ok(Box::new(Pair::new(Box::new(CpuEngine::new(start, args.threads)), Box::new(gpu))))
    })?;
    if !args.quiet {
        note!("{}: {} agents, {} days, {}", x.name, args.agents, x.calendar.days(), run.engine().describe());
    }
    let mut progress = Progress::new(x.calendar.days(), args.agents, args.quiet);
    for month in x.calendar.months() {
        run.month(month)?;
        progress.advance(month.dates().count() as u32, month.last);
    }
    progress.finish();
    data!("equal after every one of {} days", x.calendar.days());
    data!("digest {}", run.digest()?);
    Ok(())
}

/// The adapter asked for, else a GPU, else whatever there is.
fn choose(args: &VerifyArgs) -> AdapterChoice {
    let known = adapters();
    let software =
        || known.iter().find(|f| f.usable).map_or(AdapterChoice::Hardware, |f| AdapterChoice::Index(f.index));
    match &args.adapter {
        Some(choice) => choice.clone(),
        None if known.iter().any(|f| f.usable && f.is_hardware()) => AdapterChoice::Hardware,
        None => software(),
    }
}
