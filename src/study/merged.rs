//! Replicates that the workers of a plan have simulated.

use super::error::StudyError;
use super::result::StudyResult;
use super::task::Task;
use crate::cluster::WorkerStatus;
use crate::ensemble::Record;
use crate::output::{Fault, Folder, Store};
use std::collections::BTreeSet;
use std::sync::Mutex;

/// Replicates that workers have simulated, and what these took.
pub struct Merged {
    folder: Folder,
    engine: String,
    /// Seconds of all workers, and agent-days, until they have been counted.
    spent: Mutex<(f64, [u64; 2])>,
}

impl Merged {
    /// Those in the folder of a plan. Nothing is simulated: the results are those of one machine, whatever the number of
    /// shards, their order, engines and restarts.
    pub fn new(folder: Folder) -> Self {
        let workers = WorkerStatus::all(folder.path());
        let engines: BTreeSet<&str> = workers.iter().map(|s| s.engine.as_str()).filter(|e| !e.is_empty()).collect();
        let engine = engines.into_iter().collect::<Vec<_>>().join("; ");
        let days = |i: usize| workers.iter().map(|s| s.agent_days[i]).sum();
        let spent = Mutex::new((workers.iter().map(|s| s.seconds).sum(), [days(0), days(1)]));
        Self { folder, engine, spent }
    }

    /// Where the replicates are.
    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The replicates of a task.
    pub(super) fn take(&self, task: &Task, program: &str) -> Result<StudyResult, StudyError> {
        let store = Store::new(&self.folder, program);
        let mut records: Vec<Vec<Record>> = vec![Vec::new(); task.cases()];
        for (replicate, id) in task.replicates.iter().zip(task.identities(program)) {
            let name = task.name(replicate);
            let gone = |fault: Fault| StudyError::Failed(format!("{name}, seed {}: {fault}", replicate.seed));
            records[task.index(replicate)].push(store.find(&id, task.agents, task.keep).map_err(gone)?);
        }
        records.iter_mut().for_each(|of| of.sort_by_key(|r| r.seed));
        let (wall, agent_days) = std::mem::take(&mut *self.spent.lock().expect("no panic while counting"));
        Ok(StudyResult { records, failures: Vec::new(), engine: self.engine.clone(), wall, agent_days })
    }
}
