//! The plan: a study and every replicate it needs, in one file with its own checksum.

use super::error::PlanError;
use super::shard::Shard;
use super::texts::Texts;
use crate::common::digest;
use crate::ensemble::shares;
use crate::output::{Folder, FolderError, Named, Provenance, absent_or_same};
use crate::study::output::OutputSpec;
use crate::study::spec::StudySpec;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

/// Format of the file. Format 1 held a command line instead of a study, format 2 worlds without tables of series.
const FORMAT: u32 = 3;

/// What the replicates of one part of a study share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplicateGroup {
    /// Agents of each.
    pub agents: u32,
    /// Whether where everyone stands in the end is kept.
    pub fates: bool,
    /// Whether places are kept month by month.
    pub places: bool,
    /// Names of the parameters that are varied.
    pub parameters: Vec<String>,
}

/// A replicate to simulate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// What identifies it: see [`crate::ensemble::identity`].
    pub id: String,
    /// Index of its group.
    pub group: usize,
    /// Where the study needs it first: in which of its parts, and in which place there.
    pub place: (usize, usize),
    /// Its scenario.
    pub scenario: String,
    /// Values of the group's parameters.
    pub parameters: Vec<f64>,
    /// Its seed.
    pub seed: u64,
    /// Its cost at most, in agent-days: replicates that share a past cost less together.
    pub agent_days: u64,
}

impl Planned {
    /// Scenario, parameters and seed in words.
    pub fn name(&self, group: &ReplicateGroup) -> String {
        let with_values = group.parameters.iter().zip(&self.parameters).take(3);
        let values: String = with_values.map(|(name, value)| format!(", {name}={value}")).collect();
        let more = if self.parameters.len() > 3 { ", ..." } else { "" };
        format!("{}{values}{more}, seed {}", self.scenario, self.seed)
    }
}

/// What every format of the file begins with.
#[derive(Deserialize)]
struct PlanHead {
    format: u32,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    format: u32,
    /// Version of the program that made it.
    pub musofir: String,
    /// SHA-256 of that program's file.
    pub program: String,
    /// The command behind it, for people; nothing reads it.
    pub command: Vec<String>,
    /// The study.
    pub study: StudySpec,
    /// Where its results go, and what of them is shown.
    pub output: OutputSpec,
    /// Shards that it is cut into by default.
    pub shards: u32,
    /// How long a shard should take, in minutes.
    pub minutes: u32,
    /// What replicates share.
    pub groups: Vec<ReplicateGroup>,
    /// The replicates: those of a seed stand together.
    pub replicates: Vec<Planned>,
    /// The study's files.
    pub texts: Texts,
    /// Of all the above.
    sha256: String,
    /// Groups of the replicates so far, by identity.
    #[serde(skip)]
    known: HashMap<String, usize>,
}

impl Plan {
    /// A plan without replicates yet.
    pub fn new(provenance: &Provenance, study: StudySpec, output: OutputSpec, minutes: u32, texts: Texts) -> Self {
        let Provenance { program, command, .. } = provenance.clone();
        let (musofir, sha256) = (env!("CARGO_PKG_VERSION").to_owned(), String::new());
        let (groups, replicates, known) = (Vec::new(), Vec::new(), HashMap::new());
        let (format, shards) = (FORMAT, 1);
        Self {
            format,
            musofir,
            program,
            command,
            study,
            output,
            shards,
            minutes,
            groups,
            replicates,
            texts,
            sha256,
            known,
        }
    }

    /// The index of a group, which is added if there is none like it.
    pub fn group(&mut self, group: ReplicateGroup) -> usize {
        self.groups.iter().position(|g| *g == group).unwrap_or_else(|| {
            self.groups.push(group);
            self.groups.len() - 1
        })
    }

    /// Adds a replicate, unless one of the same identity is there of which as much is kept.
    pub fn add(&mut self, replicate: Planned) {
        let covers = |a: &ReplicateGroup, b: &ReplicateGroup| a.fates >= b.fates && a.places >= b.places;
        let known = self.known.get(&replicate.id).map(|group| &self.groups[*group]);
        if known.is_none_or(|known| !covers(known, &self.groups[replicate.group])) {
            self.known.insert(replicate.id.clone(), replicate.group);
            self.replicates.push(replicate);
        }
    }

    /// Agent-days of all replicates.
    pub fn agent_days(&self) -> u64 {
        self.replicates.iter().map(|m| m.agent_days).sum()
    }

    /// Which replicates a shard has.
    pub fn share(&self, shard: Shard) -> Range<usize> {
        let work: Vec<u64> = self.replicates.iter().map(|m| m.agent_days).collect();
        let first = |i: usize| {
            i == 0 || {
                let (a, b) = (&self.replicates[i - 1], &self.replicates[i]);
                (a.group, a.seed) != (b.group, b.seed)
            }
        };
        let seams: Vec<bool> = (0..work.len()).map(first).collect();
        shares(&work, &seams, shard.of as usize)[shard.index as usize].clone()
    }

    /// The plan's checksum, which stands for it.
    pub fn sha256(&self) -> String {
        let bare = Self { sha256: String::new(), ..self.clone() };
        digest::of_text(&serde_json::to_string(&bare).expect("a plan is plain data"))
    }

    /// Writes it where no other plan stands.
    pub fn write(&mut self, path: &Path) -> Result<(), PlanError> {
        self.sha256 = self.sha256();
        let text = serde_json::to_string(self).expect("a plan is plain data") + "\n";
        match absent_or_same(path, text.as_bytes()) {
            true => {
                let plan = Named { what: "a plan", is: &|_| true };
                Ok(plan.write(path, text.as_bytes(), false)?)
            }
            false => Err(PlanError::Exists(path.to_owned())),
        }
    }

    /// Reads a plan that the same program made.
    pub fn read(path: &Path, program: &str) -> Result<Self, PlanError> {
        let fail = |cause: String| PlanError::Unreadable { path: path.to_owned(), cause };
        let text = std::fs::read_to_string(path).map_err(|e| fail(e.to_string()))?;
        let PlanHead { format } = serde_json::from_str(&text).map_err(|e| fail(e.to_string()))?;
        if format != FORMAT {
            return Err(PlanError::Format { path: path.to_owned(), found: format, known: FORMAT });
        }
        let plan: Self = serde_json::from_str(&text).map_err(|e| fail(e.to_string()))?;
        if plan.sha256 != plan.sha256() || plan.replicates.iter().any(|m| m.group >= plan.groups.len()) {
            return Err(PlanError::Altered(path.to_owned()));
        }
        if plan.program != program {
            let (path, ours) = (path.to_owned(), program.to_owned());
            return Err(PlanError::Version { path, version: plan.musofir, program: plan.program, ours });
        }
        Ok(plan)
    }

    /// The folder of its replicates, beside it.
    pub fn folder(path: &Path) -> Result<Folder, FolderError> {
        Folder::shared(&path.with_extension("work"), "work")
    }
}
