//! `work`: members of a plan, lived wherever this is called: as often as one likes, by several at once, after a kill.

use super::Failure;
use super::ensemble::{Task, program};
use super::long::Long;
use super::means::MachineArgs;
use super::study::Study;
use musofir::cluster::{self, Log, Plan, Shard};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

/// Live members of a plan.
#[derive(clap::Args)]
pub struct Args {
    /// The plan's file.
    plan: PathBuf,
    /// The shard to live, I of N, counted from 0. If not given, the index that a batch system has set
    /// (SLURM_ARRAY_TASK_ID, HQ_TASK_ID, OMPI_COMM_WORLD_RANK, PMI_RANK, JOB_COMPLETION_INDEX), of the plan's own
    /// number of shards; all if none has.
    #[arg(long, value_name = "I/N", conflicts_with = "member")]
    shard: Option<Shard>,
    /// The member to live, by its place in the plan, counted from 0.
    #[arg(long, value_name = "K")]
    replicate: Option<usize>,
    #[command(flatten)]
    means: MachineArgs,
    #[command(flatten)]
    long: Long,
}

/// Lives what is missing of the shard. Succeeds only if all of it is there then.
pub fn run(args: &Args) -> Result<(), Failure> {
    let plan = Plan::read(&args.plan, program())?;
    let (name, range) = share(args, &plan)?;
    let folder = Plan::folder(&args.plan)?;
    let mut study = Study::parse(&plan.command)?;
    plan.texts.unpack(&folder, study.inputs())?;
    let mut places: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for replicate in &plan.replicates[range.clone()] {
        places.entry(replicate.place.0).or_default().insert(replicate.place.1);
    }
    let mut log = Log::begin(&folder, name, (range.start, range.end));
    plan.replicates[range.clone()].iter().for_each(|replicate| log.forget(&replicate.id));
    let mut part = 0;
    let mut failed = None;
    let lived = study.tasks(&mut |task| {
        let wanted = places.get(&part);
        part += 1;
        let Some(wanted) = wanted else { return Ok(()) };
        let mut task = only(task, wanted);
        for replicate in args.long.parted(&mut task) {
            let lived = args.long.live(&task, replicate, &args.means.machine, &folder, &mut log);
            go_on(lived, &mut failed, &args.means)?;
        }
        match task.replicates.is_empty() {
            true => Ok(()),
            false => go_on(args.means.live(&task, &folder, Some(&mut log))?.whole(), &mut failed, &args.means),
        }
    });
    log.end();
    lived.and(failed.map_or(Ok(()), Err))
}

/// Remembers the first failure, and lets the other parts not suffer for it unless they are to.
fn go_on(lived: Result<(), Failure>, failed: &mut Option<Failure>, means: &MachineArgs) -> Result<(), Failure> {
    match lived {
        Err(e) if means.stops() => Err(e),
        Err(e) => {
            failed.get_or_insert(e);
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// What the shift is called, and which members it has.
fn share(args: &Args, plan: &Plan) -> Result<(String, Range<usize>), Failure> {
    let count = plan.replicates.len();
    if let Some(k) = args.replicate {
        let name = format!("member {k}");
        let none =
            || Failure::bad_input(format!("--member {k}: the plan has members 0 to {}", count.saturating_sub(1)));
        return if k < count { Ok((name, k..k + 1)) } else { Err(none()) };
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
    Ok((shard.to_string(), plan.share(shard)))
}

/// The members in these places, and the scenarios that they need.
fn only(task: Task, places: &BTreeSet<usize>) -> Task {
    let mut replicates: Vec<_> = places.iter().map(|place| task.replicates[*place]).collect();
    let needed: BTreeSet<usize> = replicates.iter().map(|m| m.scenario).collect();
    let number: BTreeMap<usize, usize> = needed.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    replicates.iter_mut().for_each(|m| m.scenario = number[&m.scenario]);
    let kept = task.scenarios.into_iter().enumerate().filter(|(n, _)| needed.contains(n)).map(|(_, x)| x);
    Task::of(kept.collect(), replicates, task.agents, task.keep)
}
