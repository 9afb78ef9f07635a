//! `work`: replicates of a plan, simulated wherever this is called: repeatedly, by several at once, after a kill.

use super::common::machine_args::MachineArgs;
use super::common::numbers::months;
use super::common::observer::ConsoleObserver;
use super::common::provenance::program;
use super::common::signals::Signals;
use super::common::stopped::stopped;
use super::failure::Failure;
use musofir::cluster::{self, Plan, Shard};
use musofir::study::Long;
use musofir::study::plan::{Share, work};
use std::path::PathBuf;

/// Simulate replicates of a plan.
#[derive(clap::Args)]
pub struct WorkArgs {
    /// The plan's file.
    plan: PathBuf,
    /// The shard to simulate, I of N, counted from 0. By default the index that a batch system has set
    /// (SLURM_ARRAY_TASK_ID, HQ_TASK_ID, OMPI_COMM_WORLD_RANK, PMI_RANK, JOB_COMPLETION_INDEX), of the plan's own
    /// number of shards; the whole plan if none has.
    #[arg(long, value_name = "I/N", conflicts_with = "replicate")]
    shard: Option<Shard>,
    /// The replicate to simulate, by its place in the plan, counted from 0.
    #[arg(long, value_name = "K")]
    replicate: Option<usize>,
    #[command(flatten)]
    machine: MachineArgs,
    /// Replicates of at least this many agent-days are simulated one at a time, with checkpoints to resume from after a
    /// kill.
    #[arg(long, value_name = "N", default_value_t = 3e10)]
    checkpoint_from: f64,
    /// Months between two of their checkpoints, such as 6mo; by default there is one a minute.
    #[arg(long, value_name = "MONTHS", value_parser = months)]
    checkpoint_every: Option<u32>,
}

/// Simulates what is missing of the share. Succeeds only if all of it is there afterwards.
pub fn run(args: &WorkArgs) -> Result<(), Failure> {
    let plan = Plan::read(&args.plan, program())?;
    let share = share(args, &plan)?;
    let folder = Plan::folder(&args.plan)?;
    let long = Long { from: args.checkpoint_from, checkpoint_every: args.checkpoint_every };
    let signals = Signals::catch().map_err(Failure::failed)?;
    let mut observer = ConsoleObserver::new(args.machine.quiet, signals.clone());
    let done = work(&plan, &folder, share, &args.machine.machine(), &long, &mut observer);
    done.map_err(|e| stopped(e, &signals, &folder))
}

/// The worker's share of the plan.
fn share(args: &WorkArgs, plan: &Plan) -> Result<Share, Failure> {
    let count = plan.replicates.len();
    if let Some(k) = args.replicate {
        let last = count.saturating_sub(1);
        let none = || Failure::bad_input(format!("--replicate {k}: the plan has replicates 0 to {last}"));
        let share = Share { name: format!("replicate {k}"), replicates: k..k + 1 };
        return if k < count { Ok(share) } else { Err(none()) };
    }
    let shard = match args.shard {
        Some(shard) => shard,
        None => match cluster::index(|name| std::env::var(name).ok()).map_err(Failure::bad_input)? {
            Some((index, _)) if index < plan.shards => Shard { index, of: plan.shards },
            Some((index, name)) => {
                let last = plan.shards - 1;
                return Err(Failure::bad_input(format!("{name} is {index}, and the plan has shards 0 to {last}")));
            }
            None => Shard { index: 0, of: 1 },
        },
    };
    Ok(Share { name: shard.to_string(), replicates: plan.share(shard) })
}
