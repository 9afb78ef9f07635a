//! `plan`: splits a study into jobs that can run anywhere.

use super::common::console::{self, note};
use super::common::named::is_standard_output;
use super::common::numbers::threads;
use super::common::provenance::program;
use super::failure::Failure;
use super::studies;
use clap::ValueEnum;
use musofir::cluster::{Jobs, Plan, System};
use musofir::output::Provenance;
use musofir::study::plan::plan;
use std::path::PathBuf;

/// Agent-days a core simulates in a second, as assumed for the length of shards: less than was measured.
const RATE: f64 = 50e6;
/// Array tasks that most Slurm clusters allow.
const ARRAY: u32 = 1001;

/// A batch system for which job files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SystemArg {
    /// An array, and a merge that depends on it.
    Slurm,
    /// A task array of HyperQueue's.
    Hyperqueue,
    /// GNU parallel: one machine, or some that are reached by ssh.
    Parallel,
    /// A workflow.
    Snakemake,
}

/// Split a study into jobs.
#[derive(clap::Args)]
pub struct PlanArgs {
    /// The plan's file. Replicates are kept in the folder of that name that ends in .work.
    #[arg(short, long, value_name = "FILE", default_value = "plan.json")]
    output: PathBuf,
    /// Write job files for these batch systems beside the plan, to be read and changed.
    #[arg(long = "for", value_enum, value_name = "SYSTEM,...", value_delimiter = ',')]
    systems: Vec<SystemArg>,
    /// Minutes a shard should take.
    #[arg(long, value_name = "N", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=2_880))]
    minutes: u32,
    /// Shards, instead of as many as the minutes ask for.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    shards: Option<u32>,
    /// Cores of a shard.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = threads)]
    cores: usize,
    /// Ask for a GPU for each shard.
    #[arg(long)]
    gpu: bool,
    /// Million agent-days that a shard's device simulates in a second, as a run there prints; 50 a core by default.
    #[arg(long, value_name = "N")]
    rate: Option<f64>,
    /// The command, as it would be called on one machine: compare configs/*.ron --seeds 100. Engine and devices are
    /// options of `work`; --out is where `merge` writes.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// Writes the plan, and job files.
pub fn run(args: PlanArgs) -> Result<(), Failure> {
    if is_standard_output(&args.output) {
        return Err(Failure::bad_input("-o: name a file: `work` and `merge` read the plan from it"));
    }
    let (study, output) = studies::parse(&args.command)?;
    let rate = args.rate.map_or(args.cores.max(1) as f64 * RATE, |rate| rate * 1e6);
    if !(rate > 0.0 && rate.is_finite()) {
        return Err(Failure::bad_input("--rate: million agent-days a second, above 0"));
    }
    let mut plan = plan(study, output, &Provenance::new(program(), args.command), args.minutes)?;
    let seconds = plan.agent_days() as f64 / rate;
    let wanted = args.shards.unwrap_or((seconds / f64::from(args.minutes) / 60.0).ceil() as u32);
    plan.shards = wanted.clamp(1, plan.replicates.len().max(1) as u32);
    plan.write(&args.output)?;
    let folder = Plan::folder(&args.output)?;
    let logs = folder.path().join("logs");
    std::fs::create_dir_all(&logs).map_err(|e| Failure::failed(format!("{}: {e}", logs.display())))?;
    note!(
        "{} replicates, {:.1} billion agent-days at most; {} shard{} of about {:.0} minutes at {:.0} million agent-days/s",
        plan.replicates.len(),
        plan.agent_days() as f64 / 1e9,
        plan.shards,
        if plan.shards == 1 { "" } else { "s" },
        (seconds / 60.0 / f64::from(plan.shards)).ceil(),
        rate / 1e6
    );
    let mut files = vec![args.output.clone()];
    let fail = |e: std::io::Error| Failure::failed(format!("{}: {e}", args.output.display()));
    let (path, own) = (std::path::absolute(&args.output).map_err(fail)?, std::env::current_exe().map_err(fail)?);
    let jobs = Jobs { program: &own, path: &path, plan: &plan, cores: args.cores.max(1), gpu: args.gpu };
    for system in &args.systems {
        if *system == SystemArg::Slurm && plan.shards > ARRAY {
            note!("note: {} array tasks; many clusters allow {ARRAY} (MaxArraySize): plan longer shards", plan.shards);
        }
        let system = match system {
            SystemArg::Slurm => System::Slurm,
            SystemArg::Hyperqueue => System::Hyperqueue,
            SystemArg::Parallel => System::Parallel,
            SystemArg::Snakemake => System::Snakemake,
        };
        for (file, written) in jobs.write(system)? {
            match written {
                true => files.push(file),
                false => note!("note: {} has another content and was left as it is", file.display()),
            }
        }
    }
    files.iter().try_for_each(|file| console::path(file))
}
