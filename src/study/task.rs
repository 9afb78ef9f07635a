//! Tasks: replicates that are simulated together.

use super::error::StudyError;
use crate::ensemble::design::name_of_values;
use crate::ensemble::{DrawTable, Keep, Replicate, drawn, fingerprint, identity};
use crate::scenario::{Parameter, Scenario};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
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
    /// The scenarios, as they stand.
    pub scenarios: Vec<Scenario>,
    /// Values that they take, if they do not run as they stand.
    pub draws: Option<DrawTable>,
    /// The replicates, those of a seed together.
    pub replicates: Vec<Replicate>,
    /// Agents of each.
    pub agents: u32,
    /// What is kept of them besides their series.
    pub keep: Keep,
    /// Names of the scenarios where their parameters stand beside them, by [`Task::index`].
    pub labels: Vec<String>,
}

impl Task {
    /// These replicates of scenarios.
    pub fn of(scenarios: Vec<Scenario>, replicates: Vec<Replicate>, agents: u32, keep: Keep) -> Self {
        let labels = scenarios.iter().map(|x| x.name.clone()).collect();
        Self { scenarios, draws: None, replicates, agents, keep, labels }
    }

    /// Every scenario with every seed.
    pub fn all(scenarios: Vec<Scenario>, Size { seeds, agents }: Size, keep: Keep) -> Self {
        let of = |seed| (0..scenarios.len()).map(move |scenario| Replicate { seed, draw: 0, scenario });
        let replicates = (1..=seeds).flat_map(of).collect();
        Self::of(scenarios, replicates, agents, keep)
    }

    /// Every scenario with every draw and every seed.
    pub fn every_draw(scenarios: Vec<Scenario>, draws: DrawTable, Size { seeds, agents }: Size) -> Self {
        let (rows, count) = (draws.rows().len(), scenarios.len());
        let cases = || (0..rows).flat_map(move |draw| (0..count).map(move |scenario| (draw, scenario)));
        let of = |seed| cases().map(move |(draw, scenario)| Replicate { seed, draw, scenario });
        let replicates = (1..=seeds).flat_map(of).collect();
        Self::of(scenarios, replicates, agents, Keep::default()).with_draws(draws)
    }

    /// A scenario at points of parameters, with every seed; a point without values is the scenario as it stands.
    ///
    /// # Errors
    /// If the scenario is not valid at a point.
    pub fn points(
        x: &Scenario,
        parameters: &[Parameter],
        names: &[String],
        points: Vec<Vec<f64>>,
        size: Size,
    ) -> Result<Self, StudyError> {
        let as_it_stands = format!("{} as it stands", x.name);
        let all = points.iter().map(|point| match point.is_empty() {
            true => (as_it_stands.clone(), as_it_stands.clone()),
            false => (name_of_values(x, parameters, point), x.name.clone()),
        });
        let (named, labels): (Vec<String>, Vec<String>) = all.unzip();
        let columns = parameters.iter().map(|of| vec![Some(of.clone())]).collect();
        let name = |_: &Scenario, draw: usize| named[draw].clone();
        let draws = DrawTable::new(std::slice::from_ref(x), names.to_vec(), columns, points, name);
        let task = Self::every_draw(vec![x.clone()], draws.map_err(StudyError::Invalid)?, size);
        Ok(Self { labels, ..task })
    }

    /// With the values of draws.
    pub fn with_draws(self, draws: DrawTable) -> Self {
        Self { labels: draws.names().to_vec(), draws: Some(draws), ..self }
    }

    /// Scenarios with the values of a draw, in all: results are by these.
    pub fn cases(&self) -> usize {
        self.scenarios.len() * self.draws.as_ref().map_or(1, |draws| draws.rows().len())
    }

    /// Where the results of a replicate are: the scenarios of the first draw come first, then those of the second.
    pub fn index(&self, replicate: &Replicate) -> usize {
        replicate.draw * self.scenarios.len() + replicate.scenario
    }

    /// The first draw with the values of a seed's, where every seed has one draw; else the seed itself.
    pub fn draw_of(&self, seed: u64) -> u64 {
        let replicate = self.replicates.iter().find(|m| m.seed == seed);
        let draw = self.draws.as_ref().zip(replicate).map(|(draws, m)| draws.first_of(m.draw) as u64);
        draw.unwrap_or(seed)
    }

    /// The scenario of replicates, with the values of their draw.
    pub fn scenario(&self, case: (usize, usize)) -> Cow<'_, Scenario> {
        drawn(&self.scenarios, self.draws.as_ref(), case)
    }

    /// The name of a replicate's scenario.
    pub fn name(&self, replicate: &Replicate) -> &str {
        match &self.draws {
            None => &self.scenarios[replicate.scenario].name,
            Some(draws) => &draws.names()[self.index(replicate)],
        }
    }

    /// What identifies each replicate, in their order, when `program` simulates it.
    pub fn identities(&self, program: &str) -> Vec<String> {
        let cases: BTreeSet<_> = self.replicates.iter().map(Replicate::case).collect();
        let print = |case| (case, fingerprint(&self.scenario(case)));
        let prints: BTreeMap<_, String> = cases.into_par_iter().map(print).collect();
        self.replicates.iter().map(|m| identity(&prints[&m.case()], self.agents, m.seed, program)).collect()
    }

    /// Agent-days of a replicate.
    pub fn agent_days(&self, replicate: &Replicate) -> u64 {
        u64::from(self.scenarios[replicate.scenario].calendar.days()) * u64::from(self.agents)
    }

    /// The replicates in these places.
    pub fn only(self, places: &BTreeSet<usize>) -> Self {
        Self { replicates: places.iter().map(|place| self.replicates[*place]).collect(), ..self }
    }
}
