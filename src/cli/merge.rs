//! `merge`: the results of a planned command, made of its members once all of them are there. Nothing is lived: the
//! files are those of one machine, whatever the number of shards, their order, engines and restarts.

use super::ensemble::{Lived, Task, program};
use super::study::Study;
use super::{Failure, note};
use musofir::cluster::{Plan, WorkerStatus};
use musofir::ensemble::{Keep, Record};
use musofir::output::{Fault, Folder, Store};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Faults that are named.
const NAMED: usize = 20;

/// Merge a plan's members.
#[derive(clap::Args)]
pub struct Args {
    /// The plan's file.
    plan: PathBuf,
    /// Folder of the results; the planned command's --out if not given, else the folder beside the plan that ends in
    /// .results.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a folder of results that exists.
    #[arg(long)]
    force: bool,
}

/// Members that were lived elsewhere, and what that took.
pub struct Merged {
    /// Where they are.
    pub folder: Folder,
    /// The planned command.
    pub command: Vec<String>,
    /// The plan's checksum.
    pub plan: String,
    engine: String,
    /// Seconds of all workers, and agent-days, until they have been told.
    spent: Cell<(f64, [u64; 2])>,
}

impl Merged {
    /// The members of a task.
    pub fn take(&self, task: &Task) -> Result<Lived, Failure> {
        let store = Store::new(&self.folder, program());
        let mut records: Vec<Vec<Record>> = vec![Vec::new(); task.scenarios.len()];
        for (replicate, id) in task.replicates.iter().zip(task.identities()) {
            let found = store.find(&id, task.agents, task.keep);
            let name = &task.scenarios[replicate.scenario].name;
            let gone = |fault| Failure::failed(format!("{name}, seed {}: {}", replicate.seed, words(&fault)));
            records[replicate.scenario].push(found.map_err(gone)?);
        }
        records.iter_mut().for_each(|of| of.sort_by_key(|r| r.seed));
        let (wall, agent_days) = self.spent.take();
        Ok(Lived { records, failures: Vec::new(), engine: self.engine.clone(), wall, agent_days })
    }
}

/// Checks that every member is there, and repeats the command on them.
pub fn run(args: &Args) -> Result<(), Failure> {
    let plan = Plan::read(&args.plan, program())?;
    let folder = Plan::folder(&args.plan)?;
    complete(&plan, &folder, args)?;
    let mut study = Study::parse(&plan.command)?;
    plan.texts.unpack(&folder, study.inputs())?;
    let shifts = WorkerStatus::all(folder.path());
    let engines: BTreeSet<&str> = shifts.iter().map(|s| s.engine.as_str()).filter(|e| !e.is_empty()).collect();
    let engine = engines.into_iter().collect::<Vec<_>>().join("; ");
    let days = |i: usize| shifts.iter().map(|s| s.agent_days[i]).sum();
    let spent = Cell::new((shifts.iter().map(|s| s.seconds).sum(), [days(0), days(1)]));
    let work = study.work();
    let beside = || args.plan.with_extension("results");
    work.out = Some(args.out.clone().or(work.out.take()).unwrap_or_else(beside));
    work.force |= args.force;
    let (command, sha256) = (plan.command.clone(), plan.sha256());
    work.merged = Some(Merged { folder, command, plan: sha256, engine, spent });
    study.run()
}

/// An error that names every member that is not as it should be.
fn complete(plan: &Plan, folder: &Folder, args: &Args) -> Result<(), Failure> {
    let store = Store::new(folder, &plan.program);
    let mut faults = Vec::new();
    for (n, replicate) in plan.replicates.iter().enumerate() {
        let group = &plan.groups[replicate.group];
        let wanted = Keep { fates: group.fates, places: group.places };
        if let Err(fault) = store.find(&replicate.id, group.agents, wanted) {
            faults.push(format!("member {n}, {}: {}", replicate.name(group), words(&fault)));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    let (count, of) = (faults.len(), plan.replicates.len());
    faults.iter().take(NAMED).for_each(|fault| note!("{fault}"));
    if count > NAMED {
        note!("... and {} more; `musofir status {} --json` names all", count - NAMED, args.plan.display());
    }
    Err(Failure::failed(format!(
        "{count} of {of} replicates are not as they should be, and nothing was merged; live them with `musofir work {}`, \
         all of them or by --shard or --replicate",
        args.plan.display()
    )))
}

fn words(fault: &Fault) -> String {
    match fault {
        Fault::Missing => "is missing".to_owned(),
        Fault::Bare => "is there without its places".to_owned(),
        Fault::Damaged(path, what) => format!("is damaged: {} {what}", path.display()),
        Fault::Foreign(path, program) => {
            let program = &program[..12.min(program.len())];
            format!("is of another version: {} was made by program {program}", path.display())
        }
    }
}
