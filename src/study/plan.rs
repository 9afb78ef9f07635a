//! A study split into jobs: planning it, simulating its replicates anywhere, merging them into its results.

use super::error::StudyError;
use super::long::Long;
use super::machine::{Machine, OnError};
use super::observer::{Named, Started, StudyObserver};
use super::output::OutputSpec;
use super::session::Session;
use super::spec::StudySpec;
use super::task::Task;

use crate::cluster::{Log, Plan, Planned, ReplicateGroup, Texts};
use crate::ensemble::Keep;
use crate::output::{Fault, Folder, Provenance, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

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
    let (parameters, points) = task.draws.as_ref().map(|draws| (draws.columns(), draws.rows())).unwrap_or_default();
    let (fates, places) = (task.keep.fates, task.keep.places);
    let group = plan.group(ReplicateGroup { agents: task.agents, fates, places, parameters: parameters.to_vec() });
    for (place, (replicate, id)) in task.replicates.iter().zip(task.identities(&plan.program)).enumerate() {
        plan.add(Planned {
            id,
            group,
            place: (part, place),
            scenario: task.labels[task.index(replicate)].clone(),
            parameters: points.get(replicate.draw).cloned().unwrap_or_default(),
            seed: replicate.seed,
            agent_days: task.agent_days(replicate),
        });
    }
}

/// The study of a plan, with its files in the plan's folder.
///
/// # Errors
/// If they cannot be written.
pub fn unpacked(plan: &Plan, folder: &Folder) -> Result<StudySpec, StudyError> {
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
/// The first failure; the other replicates are simulated unless the machine is to stop. [`StudyError::Stopped`] if the
/// observer stops the work.
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
    let mut worker = PlanWorker { log, observer };
    // Replicates are identified by the plan's program.
    let provenance = Provenance::new(&plan.program, Vec::new());
    let (mut part, mut failed) = (0, None);
    let mut settle = |outcome: Result<(), StudyError>| match outcome {
        Err(e) if machine.on_error == OnError::Stop || matches!(e, StudyError::Stopped) => Err(e),
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
struct PlanWorker<'w, 'f> {
    log: Log<'f>,
    observer: &'w mut dyn StudyObserver,
}

impl StudyObserver for PlanWorker<'_, '_> {
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

    fn stops(&mut self) -> bool {
        self.observer.stops()
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
