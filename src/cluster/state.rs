//! How far a plan is, from its files alone.

use super::{Failed, Plan, WorkerStatus};
use crate::output::{Folder, Store};
use std::collections::BTreeMap;

/// How far a plan is.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Members whose file is there.
    pub done: Vec<usize>,
    /// Members of shards at work that are not done.
    pub running: Vec<usize>,
    /// Members that failed and are not being repeated, and why.
    pub failed: Vec<(usize, String)>,
    /// All others.
    pub missing: Vec<usize>,
    /// Shards at work.
    pub shifts: Vec<WorkerStatus>,
    /// Agent-days that a worker lives or saves in a second, on average so far.
    pub rate: Option<f64>,
    /// Seconds that the rest takes the workers there are, or one if there is none.
    pub left: Option<f64>,
}

/// Looks at the files of a plan's folder.
pub fn state(plan: &Plan, folder: &Folder) -> State {
    let store = Store::new(folder, &plan.program);
    let shifts = WorkerStatus::all(folder.path());
    let failures: BTreeMap<String, String> = Failed::all(folder.path()).into_iter().map(|f| (f.id, f.why)).collect();
    let rate = rate(&shifts);
    let at_work: Vec<WorkerStatus> = shifts.into_iter().filter(WorkerStatus::is_at_work).collect();
    let (done, running, failed, missing) = Default::default();
    let mut state = State { done, running, failed, missing, shifts: at_work, rate, left: None };
    let mut rest = 0;
    for (n, replicate) in plan.replicates.iter().enumerate() {
        if store.has(&replicate.id) {
            state.done.push(n);
            continue;
        }
        rest += replicate.agent_days;
        if let Some(why) = failures.get(&replicate.id) {
            state.failed.push((n, why.clone()));
        } else if state.shifts.iter().any(|s| (s.replicates.0..s.replicates.1).contains(&n)) {
            state.running.push(n);
        } else {
            state.missing.push(n);
        }
    }
    state.left = rate.map(|rate| rest as f64 / rate / state.shifts.len().max(1) as f64);
    state
}

fn rate(shifts: &[WorkerStatus]) -> Option<f64> {
    let covered: u64 = shifts.iter().map(|s| s.agent_days[1]).sum();
    let seconds: f64 = shifts.iter().map(|s| s.seconds).sum();
    (covered > 0 && seconds > 0.0).then(|| covered as f64 / seconds)
}
