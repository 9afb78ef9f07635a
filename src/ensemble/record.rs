//! A replicate as it is kept: its series and its digest, and what identifies it.

use super::{Finished, Replicate};
use crate::common::{calendar, digest};
use crate::host::IndicatorId;
use crate::run::trajectory::Row;
use serde::{Deserialize, Serialize};

/// What is wanted of replicates besides their series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// Where their people stand in the end.
    pub fates: bool,
    /// Where they were and how they moved, month by month.
    pub places: bool,
}

/// What is kept of a replicate.
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
    /// Days of each month within the run.
    pub days: Vec<u32>,
    /// Values of [`crate::host::INDICATORS`], month by month.
    pub values: Vec<Vec<f64>>,
    /// Host regions, home regions and moves, month by month; empty unless wanted.
    pub places: Vec<Places>,
}

/// Where people were and how they moved in a month, in people and host currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Places {
    /// [`crate::run::places::REGION`] by host region.
    pub regions: Vec<[f64; 5]>,
    /// [`crate::run::places::HOME`] by home region.
    pub homes: Vec<[f64; 3]>,
    /// [`crate::run::places::MOVES`].
    pub moves: Vec<f64>,
}

impl Places {
    /// Those of a month, scaled to people, and from the accounts to the host currency of this money unit.
    pub fn of(row: &Row, people_per_agent: f64, unit: f64) -> Self {
        let scaled = |n: u64| n as f64 * people_per_agent;
        let home = |of: [f64; 3]| [of[0], of[1], of[2] * unit];
        Self {
            regions: row.regions.iter().map(|r| r.counts().map(scaled)).collect(),
            homes: row.homes.iter().map(|h| home(h.counts().map(scaled))).collect(),
            moves: row.moves.iter().map(|n| scaled(*n)).collect(),
        }
    }
}

impl Record {
    /// The value of an indicator in the month of this number.
    pub fn value(&self, month: usize, indicator: IndicatorId) -> f64 {
        self.values[month][indicator.index()]
    }

    /// True if the run covers all days of the month of this number.
    pub fn is_whole(&self, month: usize) -> bool {
        calendar::is_whole(&self.months[month], self.days[month])
    }

    /// What is kept of a replicate that has ended, with its places if these are wanted.
    pub fn new(replicate: Replicate, finished: &Finished, identity: String, places: bool) -> Self {
        let series = finished.trajectory.series();
        Self {
            identity,
            scenario: finished.trajectory.scenario().name.clone(),
            seed: replicate.seed,
            start: finished.trajectory.scenario().calendar.start.to_string(),
            digest: finished.digest.clone(),
            months: series.iter().map(|row| row.month.clone()).collect(),
            days: series.iter().map(|row| row.days).collect(),
            values: series.iter().map(|row| row.values.clone()).collect(),
            places: series
                .iter()
                .filter(|_| places)
                .map(|row| {
                    let unit = finished.trajectory.scenario().world.host.currency.unit;
                    Places::of(row, finished.trajectory.people_per_agent(), unit)
                })
                .collect(),
        }
    }
}

/// Hash of everything the numbers of a replicate follow from: a scenario's [`fingerprint`](super::fingerprint), agents,
/// seed, and the program.
pub fn identity(fingerprint: &str, agents: u32, seed: u64, program: &str) -> String {
    digest::of_text(&format!("{program} {agents} {seed} {fingerprint}"))
}
