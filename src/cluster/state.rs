//! The state of a plan, from its files alone.

use super::plan::Plan;
use super::worker::{Failed, WorkerStatus};
use crate::output::{Folder, Store};
use std::collections::BTreeMap;

/// The state of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Replicates whose file is there.
    pub done: Vec<usize>,
    /// Replicates of running shards that are not done.
    pub running: Vec<usize>,
    /// Replicates that failed and are not being repeated, and why.
    pub failed: Vec<(usize, String)>,
    /// All others.
    pub missing: Vec<usize>,
    /// Workers that are running.
    pub workers: Vec<WorkerStatus>,
    /// Agent-days that a worker simulates or saves in a second, on average so far.
    pub rate: Option<f64>,
    /// Seconds that the rest takes the running workers, or one worker if none runs.
    pub left: Option<f64>,
}

/// Looks at the files of a plan's folder.
pub fn state(plan: &Plan, folder: &Folder) -> State {
    let store = Store::new(folder, &plan.program);
    let workers = WorkerStatus::all(folder.path());
    let failures: BTreeMap<String, String> = Failed::all(folder.path()).into_iter().map(|f| (f.id, f.why)).collect();
    let rate = rate(&workers);
    let at_work: Vec<WorkerStatus> = workers.into_iter().filter(WorkerStatus::is_at_work).collect();
    let (done, running, failed, missing) = Default::default();
    let mut state = State { done, running, failed, missing, workers: at_work, rate, left: None };
    let mut rest = 0;
    for (n, replicate) in plan.replicates.iter().enumerate() {
        if store.has(&replicate.id) {
            state.done.push(n);
            continue;
        }
        rest += replicate.agent_days;
        if let Some(why) = failures.get(&replicate.id) {
            state.failed.push((n, why.clone()));
        } else if state.workers.iter().any(|s| (s.replicates.0..s.replicates.1).contains(&n)) {
            state.running.push(n);
        } else {
            state.missing.push(n);
        }
    }
    state.left = rate.map(|rate| rest as f64 / rate / state.workers.len().max(1) as f64);
    state
}

fn rate(workers: &[WorkerStatus]) -> Option<f64> {
    let covered: u64 = workers.iter().map(|s| s.agent_days[1]).sum();
    let seconds: f64 = workers.iter().map(|s| s.seconds).sum();
    (covered > 0 && seconds > 0.0).then(|| covered as f64 / seconds)
}
