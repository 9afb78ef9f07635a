//! Tasks: replicates that are simulated together.

use crate::ensemble::{Keep, Replicate, fingerprint, identity};
use crate::scenario::Scenario;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How large a study is to be; each study has defaults of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeSpec {
    /// Seeds of each scenario, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seeds: Option<u64>,
    /// Agents of each replicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agents: Option<u32>,
}

impl SizeSpec {
    /// Fills in what is not given.
    pub fn or(self, seeds: u64, agents: u32) -> Size {
        Size { seeds: self.seeds.unwrap_or(seeds), agents: self.agents.unwrap_or(agents) }
    }
}

/// How large a study is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Seeds of each scenario.
    pub seeds: u64,
    /// Agents of each replicate.
    pub agents: u32,
}

/// Replicates that are simulated together.
pub struct Task {
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// The replicates, those of a seed together.
    pub replicates: Vec<Replicate>,
    /// Agents of each.
    pub agents: u32,
    /// What is kept of them besides their series.
    pub keep: Keep,
    /// Names of the scenarios where their parameters stand beside them.
    pub labels: Vec<String>,
    /// Names of the parameters that vary, and their values by scenario; empty for a scenario as it stands.
    pub parameters: (Vec<String>, Vec<Vec<f64>>),
}

impl Task {
    /// These replicates of scenarios.
    pub fn of(scenarios: Vec<Scenario>, replicates: Vec<Replicate>, agents: u32, keep: Keep) -> Self {
        let labels = scenarios.iter().map(|x| x.name.clone()).collect();
        Self { scenarios, replicates, agents, keep, labels, parameters: Default::default() }
    }

    /// Every scenario with every seed.
    pub fn all(scenarios: Vec<Scenario>, Size { seeds, agents }: Size, keep: Keep) -> Self {
        let of = |seed| (0..scenarios.len()).map(move |scenario| Replicate { seed, scenario });
        let replicates = (1..=seeds).flat_map(of).collect();
        Self::of(scenarios, replicates, agents, keep)
    }

    /// With labels, the names of what varies, and the values of every scenario.
    pub fn varied(self, labels: Vec<String>, names: &[String], points: Vec<Vec<f64>>) -> Self {
        Self { labels, parameters: (names.to_vec(), points), ..self }
    }

    /// What identifies each replicate, in their order, when `program` simulates it.
    pub fn identities(&self, program: &str) -> Vec<String> {
        let prints: Vec<String> = self.scenarios.par_iter().map(fingerprint).collect();
        self.replicates.iter().map(|m| identity(&prints[m.scenario], self.agents, m.seed, program)).collect()
    }

    /// Agent-days of a replicate.
    pub fn agent_days(&self, replicate: &Replicate) -> u64 {
        u64::from(self.scenarios[replicate.scenario].calendar.days()) * u64::from(self.agents)
    }

    /// The replicates in these places, and the scenarios that they need.
    pub fn only(self, places: &BTreeSet<usize>) -> Self {
        let mut replicates: Vec<_> = places.iter().map(|place| self.replicates[*place]).collect();
        let needed: BTreeSet<usize> = replicates.iter().map(|m| m.scenario).collect();
        let number: BTreeMap<usize, usize> = needed.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        replicates.iter_mut().for_each(|m| m.scenario = number[&m.scenario]);
        let kept = self.scenarios.into_iter().enumerate().filter(|(n, _)| needed.contains(n)).map(|(_, x)| x);
        Self::of(kept.collect(), replicates, self.agents, self.keep)
    }
}
