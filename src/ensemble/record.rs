//! A member as it is kept: its series and its digest, and what identifies it.

use super::{Finished, Member};
use crate::digest;
use crate::scenario::Experiment;
use serde::{Deserialize, Serialize};

/// What is kept of a member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// From [`identity`].
    pub identity: String,
    /// Name of its scenario.
    pub scenario: String,
    /// Its seed.
    pub seed: u64,
    /// Its first day.
    pub start: String,
    /// Its digest.
    pub digest: String,
    /// Its months.
    pub months: Vec<String>,
    /// Values of [`crate::host::INDICATORS`], month by month.
    pub values: Vec<Vec<f64>>,
}

impl Record {
    /// What is kept of a member that has ended.
    pub fn new(member: Member, finished: &Finished, identity: String) -> Self {
        let series = finished.course.series();
        Self {
            identity,
            scenario: finished.course.experiment().name.clone(),
            seed: member.seed,
            start: finished.course.experiment().calendar.start.to_string(),
            digest: finished.digest.clone(),
            months: series.iter().map(|row| row.month.clone()).collect(),
            values: series.iter().map(|row| row.values.clone()).collect(),
        }
    }
}

/// Everything a member's numbers follow from: scenario and world to the last digit, agents, seed, and the program itself,
/// by the digest of its file.
pub fn identity(x: &Experiment, agents: u32, seed: u64, program: &str) -> String {
    digest::of_text(&format!("{program} {agents} {seed} {x:?}"))
}
