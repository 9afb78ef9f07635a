//! A study split into jobs: planning it, simulating its replicates anywhere, merging them into its results.

use super::findings::Prepared;
use super::long::Long;
use super::machine::{Machine, OnError};
use super::observer::{Named, Started, StudyObserver};
use super::result::StudyResult;
use super::session::Session;
use super::task::Task;
use super::{OutputSpec, StudyError, StudySpec};
use crate::cluster::{Group, Log, Plan, Planned, Texts, WorkerStatus};
use crate::ensemble::{Keep, Record};
use crate::output::{Fault, Folder, Provenance, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Mutex;

/// Plans a study: reads its files, and names every replicate that it needs.
///
/// # Errors
/// If the request cannot be met, or its replicates are not known before the first is simulated.
pub fn plan(
    mut study: StudySpec,
    output: OutputSpec,
    provenance: &Provenance,
    minutes: u32,
) -> Result<Plan, StudyError> {
    let texts = Texts::read(&study.inputs())?;
    let mut plan = Plan::new(provenance, study.clone(), output, minutes, texts);
    let mut part = 0;
    study.tasks(&mut |task| {
        add(&mut plan, part, &task);
        part += 1;
        Ok(())
    })?;
    Ok(plan)
}

/// Adds what a part of the study needs.
fn add(plan: &mut Plan, part: usize, task: &Task) {
    let (parameters, points) = &task.parameters;
    let (fates, places) = (task.keep.fates, task.keep.places);
    let group = plan.group(Group { agents: task.agents, fates, places, parameters: parameters.clone() });
    for (place, (replicate, id)) in task.replicates.iter().zip(task.identities(&plan.program)).enumerate() {
        plan.add(Planned {
            id,
            group,
            place: (part, place),
            scenario: task.labels[replicate.scenario].clone(),
            parameters: points.get(replicate.scenario).cloned().unwrap_or_default(),
            seed: replicate.seed,
            agent_days: task.agent_days(replicate),
        });
    }
}

/// Puts the files of a plan's study into its folder, unless they are there, and names them in the study.
fn unpacked(plan: &Plan, folder: &Folder) -> Result<StudySpec, StudyError> {
    let mut study = plan.study.clone();
    plan.texts.unpack(folder, study.inputs())?;
    Ok(study)
}

/// Part of a plan that a worker simulates.
pub struct Share {
    /// Its name: `2/7`, `replicate 5`.
    pub name: String,
    /// Its replicates, by index in the plan.
    pub replicates: Range<usize>,
}

/// Simulates what is missing of a share of a plan. Succeeds only if all of it is there afterwards.
///
/// # Errors
/// The first failure; the other replicates are simulated unless the machine is to stop.
pub fn work(
    plan: &Plan,
    folder: &Folder,
    share: Share,
    machine: &Machine,
    long: &Long,
    observer: &mut dyn StudyObserver,
) -> Result<(), StudyError> {
    let study = unpacked(plan, folder)?;
    let Share { name, replicates: range } = share;
    let mut places: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for replicate in &plan.replicates[range.clone()] {
        places.entry(replicate.place.0).or_default().insert(replicate.place.1);
    }
    let log = Log::begin(folder, name, (range.start, range.end));
    plan.replicates[range].iter().for_each(|replicate| log.forget(&replicate.id));
    let mut worker = Worker { log, observer };
    // Replicates are identified by the plan's program.
    let provenance = Provenance::new(&plan.program, Vec::new());
    let (mut part, mut failed) = (0, None);
    let mut settle = |outcome: Result<(), StudyError>| match outcome {
        Err(e) if machine.on_error == OnError::Stop => Err(e),
        Err(e) => {
            failed.get_or_insert(e);
            Ok(())
        }
        Ok(()) => Ok(()),
    };
    let outcome = study.tasks(&mut |task| {
        let wanted = places.get(&part);
        part += 1;
        let Some(wanted) = wanted else { return Ok(()) };
        let mut task = task.only(wanted);
        for replicate in long.parted(&mut task) {
            settle(long.run(&task, replicate, machine, folder, &plan.program, &mut worker))?;
        }
        if task.replicates.is_empty() {
            return Ok(());
        }
        let mut session = Session::new(machine, Some(folder), &provenance, &mut worker);
        settle(session.run(&task)?.complete())
    });
    worker.log.end();
    outcome.and(failed.map_or(Ok(()), Err))
}

/// Writes down what a worker does, and passes it on.
struct Worker<'w, 'f> {
    log: Log<'f>,
    observer: &'w mut dyn StudyObserver,
}

impl StudyObserver for Worker<'_, '_> {
    fn started(&mut self, it: &Started) {
        self.log.engine(&it.engine);
        self.observer.started(it);
    }

    fn advanced(&mut self, simulated: u64, represented: u64) {
        self.log.advanced(simulated, represented);
        self.observer.advanced(simulated, represented);
    }

    fn completed(&mut self, it: Named) {
        self.log.forget(it.identity);
        self.observer.completed(it);
    }

    fn failed(&mut self, it: Named, why: &str) {
        self.log.failed(it.identity, why);
        self.observer.failed(it, why);
    }

    fn finished(&mut self) {
        self.observer.finished();
    }

    fn engine(&mut self, engine: &str) {
        self.log.engine(engine);
    }

    fn note(&mut self, text: &str) {
        self.observer.note(text);
    }
}

/// Replicates of a plan that are missing or damaged, in words; empty if all are there.
pub fn faults(plan: &Plan, folder: &Folder) -> Vec<String> {
    let store = Store::new(folder, &plan.program);
    let fault = |(n, replicate): (usize, &Planned)| {
        let group = &plan.groups[replicate.group];
        let wanted = Keep { fates: group.fates, places: group.places };
        let fault: Fault = store.find(&replicate.id, group.agents, wanted).err()?;
        Some(format!("replicate {n}, {}: {fault}", replicate.name(group)))
    };
    plan.replicates.iter().enumerate().filter_map(fault).collect()
}

/// Replicates that workers have simulated, and what these took.
pub struct Merged {
    folder: Folder,
    engine: String,
    /// Seconds of all workers, and agent-days, until they have been counted.
    spent: Mutex<(f64, [u64; 2])>,
}

impl Merged {
    /// Those of a plan's folder, and the study with its files. Nothing is simulated: the results are those of one
    /// machine, whatever the number of shards, their order, engines and restarts.
    ///
    /// # Errors
    /// If the plan's files cannot be written.
    pub fn new(plan: &Plan, folder: Folder) -> Result<(Self, StudySpec), StudyError> {
        let study = unpacked(plan, &folder)?;
        let workers = WorkerStatus::all(folder.path());
        let engines: BTreeSet<&str> = workers.iter().map(|s| s.engine.as_str()).filter(|e| !e.is_empty()).collect();
        let engine = engines.into_iter().collect::<Vec<_>>().join("; ");
        let days = |i: usize| workers.iter().map(|s| s.agent_days[i]).sum();
        let spent = Mutex::new((workers.iter().map(|s| s.seconds).sum(), [days(0), days(1)]));
        Ok((Self { folder, engine, spent }, study))
    }

    /// Where the replicates are.
    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The replicates of a task.
    pub(super) fn take(&self, task: &Task, program: &str) -> Result<StudyResult, StudyError> {
        let store = Store::new(&self.folder, program);
        let mut records: Vec<Vec<Record>> = vec![Vec::new(); task.scenarios.len()];
        for (replicate, id) in task.replicates.iter().zip(task.identities(program)) {
            let name = &task.scenarios[replicate.scenario].name;
            let gone = |fault: Fault| StudyError::Failed(format!("{name}, seed {}: {fault}", replicate.seed));
            records[replicate.scenario].push(store.find(&id, task.agents, task.keep).map_err(gone)?);
        }
        records.iter_mut().for_each(|of| of.sort_by_key(|r| r.seed));
        let (wall, agent_days) = std::mem::take(&mut *self.spent.lock().expect("no panic while counting"));
        Ok(StudyResult { records, failures: Vec::new(), engine: self.engine.clone(), wall, agent_days })
    }
}

impl StudySpec {
    /// Hands over the tasks, always in the same order.
    ///
    /// # Errors
    /// If the request cannot be met, its tasks depend on results, or the receiver fails.
    pub(super) fn tasks(&self, each: &mut dyn FnMut(Task) -> Result<(), StudyError>) -> Result<(), StudyError> {
        match self {
            Self::Compare(spec) => spec.load()?.prepare()?.tasks(each),
            Self::Sweep(spec) => spec.load()?.prepare()?.tasks(each),
            Self::Sensitivity(spec) => spec.load()?.prepare()?.tasks(each),
            Self::Calibrate(spec) => spec.load()?.prepare()?.tasks(each),
        }
    }
}
