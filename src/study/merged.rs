//! Replicates that the workers of a plan have simulated.

use super::error::StudyError;
use super::result::StudyResult;
use super::spec::StudySpec;
use super::task::Task;
use crate::cluster::{Plan, WorkerStatus};
use crate::ensemble::Record;
use crate::output::{Fault, Folder, Store};
use std::collections::BTreeSet;
use std::sync::Mutex;

/// Puts the files of a plan's study into its folder, unless they are there, and names them in the study.
pub(super) fn unpacked(plan: &Plan, folder: &Folder) -> Result<StudySpec, StudyError> {
    let mut study = plan.study.clone();
    plan.texts.unpack(folder, study.inputs())?;
    Ok(study)
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
