//! `run`: one scenario, one seed, one run folder.

use super::engines::{self, Machine};
use super::progress::Progress;
use super::summary;
use super::{Failure, agents, report};
use musofir::calendar;
use musofir::output::{self, Folder, Inputs, Manifest, json};
use musofir::run::Run;
use musofir::scenario::Experiment;
use std::path::PathBuf;

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
    /// Write no report.html.
    #[arg(long)]
    no_report: bool,
    /// Print manifest and series as JSON instead of the table.
    #[arg(long)]
    json: bool,
    /// Print only data.
    #[arg(long)]
    quiet: bool,
}

/// Runs the scenario and writes its folder.
pub fn run(args: &Args) -> Result<(), Failure> {
    let mut x = Experiment::load(&args.scenario)?;
    if let Some(text) = &args.until {
        until(&mut x, text)?;
    }
    let agents = args.agents.unwrap_or(x.world.pool() as u32);
    engines::fits(agents)?;
    let device = args.machine.device()?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from("runs").join(&x.name));
    let folder = Folder::create(&out, args.force)?;

    let mut run = Run::new(&x, agents, args.seed, |start| engines::engine(device, start, args.machine.threads))?;
    let engine = run.engine().describe();
    if !args.quiet {
        eprintln!(
            "{}: {} agents, seed {}, {} to {}, on {engine}",
            x.name, agents, args.seed, x.calendar.start, x.calendar.end
        );
    }
    let communities = x.world.communities_of(agents).iter().sum::<u32>();
    if communities < x.world.communities() && !args.quiet {
        let all = x.world.communities();
        eprintln!(
            "{all} communities are merged into {communities}: one of under a thousand agents has no protest to speak of"
        );
    }
    let mut progress = Progress::new(x.calendar.days(), agents, args.quiet);
    for month in x.calendar.months() {
        run.month(month)?;
        progress.advance(month.dates().count() as u32, month.last);
    }
    let wall = progress.finish();
    let digest = run.digest()?;
    let manifest = Manifest::new(&x, agents, args.seed, &engine, wall, &digest);
    output::write_run(&folder, &x, run.series(), run.people_per_agent())?;
    Inputs::of(std::slice::from_ref(&x)).with_record(&args.scenario)?.write(&folder)?;
    folder.finish(&manifest.text())?;
    if !args.no_report {
        report::of(&folder)?;
    }
    if args.json {
        println!("{}", json(&manifest, run.series()));
    } else {
        println!("{}", summary::table(run.series(), args.quiet));
        println!("digest {digest}");
    }
    if !args.quiet {
        // No colour but on a terminal, and none with NO_COLOR.
        summary::closing(run.series()).iter().for_each(|line| anstream::eprintln!("{line}"));
        eprintln!("{:.1} s, {:.0} million agent-days/s; written to {}", wall, manifest.rate() / 1e6, out.display());
    }
    Ok(())
}

/// Ends the run early; levers after that day fall away.
fn until(x: &mut Experiment, text: &str) -> Result<(), Failure> {
    let end = calendar::parse(text)
        .ok_or_else(|| Failure::bad_input(format!("--until {text}: an ISO date such as 2013-06-30")))?;
    if end < x.calendar.start || end > x.calendar.end {
        let message = format!("--until {end}: the scenario runs from {} to {}", x.calendar.start, x.calendar.end);
        return Err(Failure::bad_input(message));
    }
    x.calendar.end = end;
    Ok(())
}
