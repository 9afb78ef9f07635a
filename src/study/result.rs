//! What the replicates of a task are, and what they took.

use super::error::StudyError;
use crate::ensemble::Record;

/// A replicate that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedReplicate {
    /// Its scenario.
    pub scenario: String,
    /// Its seed.
    pub seed: u64,
    /// Why.
    pub why: String,
}

/// Replicates, and what they took.
#[derive(Clone, Debug)]
pub struct StudyResult {
    /// Replicates by scenario, seed by seed.
    pub records: Vec<Vec<Record>>,
    /// Replicates that failed.
    pub failures: Vec<FailedReplicate>,
    /// Engine, device and driver.
    pub engine: String,
    /// Seconds.
    pub wall: f64,
    /// Agent-days simulated, and those they stand for.
    pub agent_days: [u64; 2],
}

impl StudyResult {
    /// Part of the work that shared history saved.
    pub fn saved(&self) -> f64 {
        let [simulated, represented] = self.agent_days.map(|n| n as f64);
        if represented > 0.0 { 1.0 - simulated / represented } else { 0.0 }
    }

    /// The same engine, with no replicate and no cost.
    pub(super) fn bare(&self) -> Self {
        Self { records: Vec::new(), failures: Vec::new(), engine: self.engine.clone(), wall: 0.0, agent_days: [0; 2] }
    }

    /// Adds what was simulated later, with its replicates.
    pub(super) fn join(&mut self, later: Self) {
        self.records.extend(later.records.iter().cloned());
        self.add_cost(&later);
    }

    /// Adds failures and cost of another task.
    pub(super) fn add_cost(&mut self, other: &Self) {
        self.failures.extend(other.failures.iter().cloned());
        self.wall += other.wall;
        self.agent_days = std::array::from_fn(|i| self.agent_days[i] + other.agent_days[i]);
    }

    /// The replicates of a task that has every scenario once for each seed, by scenario.
    pub(super) fn by_scenario(self, count: usize) -> Self {
        let mut records = vec![Vec::new(); count];
        for (n, of) in self.records.into_iter().enumerate() {
            records[n % count].extend(of);
        }
        Self { records, ..self }
    }

    /// # Errors
    /// If a replicate failed.
    pub fn complete(&self) -> Result<(), StudyError> {
        let Some(FailedReplicate { scenario, seed, why }) = self.failures.first() else { return Ok(()) };
        Err(StudyError::Failed(format!(
            "{} failed, the first {scenario} with seed {seed}: {why}; the same command resumes with the missing \
             replicates",
            self.failures.len(),
        )))
    }
}
