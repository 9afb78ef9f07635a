//! The request of a run and its input texts, in its folder: enough to resume or to repeat it.

use super::{Folder, FolderError, Rhythm};
use crate::config::{ConfigError, Source};
use crate::scenario::{Scenario, ScenarioFiles};
use crate::world::Extrapolate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// Where the texts are, as they were beside the scenario.
const INPUTS: &str = "inputs";
const REQUEST: &str = "request.json";

/// What a run was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The scenario's file.
    pub scenario: String,
    /// Last day.
    pub end: String,
    /// How series go on outside their ranges, where the command says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extrapolate: Option<Extrapolate>,
    /// Agents.
    pub agents: u32,
    /// Seed.
    pub seed: u64,
    /// Months from checkpoint to checkpoint; 0 for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint_every: Option<u32>,
    /// Agents to be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub microdata: Option<Microdata>,
    /// The past it was forked from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forked: Option<Forked>,
}

/// Which agents to write, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Microdata {
    /// At the end of every month, or of the run alone.
    pub monthly: bool,
    /// How many; all if none.
    pub sample: Option<u32>,
}

/// Where a fork comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forked {
    /// The run's scenario.
    pub from: String,
    /// The first day of the other future.
    pub at: String,
    /// The scenario that says what happens from then on.
    pub with: String,
}

/// Why a folder's run cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// What was asked for.
    #[error("{}: {cause}; begin again with `musofir run` in another folder", .path.display())]
    Request {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// The texts.
    #[error(transparent)]
    Inputs(#[from] ConfigError),
}

impl Request {
    /// When checkpoints are due.
    pub fn rhythm(&self) -> Rhythm {
        Rhythm::every(self.checkpoint_every)
    }

    /// Writes it beside its inputs, which come first.
    pub fn write(&self, folder: &Folder, inputs: &ScenarioFiles) -> Result<(), FolderError> {
        for (name, text) in inputs.files() {
            folder.file(&format!("{INPUTS}/{}", name.display()), |out| out.write_all(text.as_bytes()))?;
        }
        folder.file(REQUEST, |out| writeln!(out, "{}", serde_json::to_string_pretty(self)?))
    }

    /// Reads what the run of a folder was asked for.
    pub fn read(folder: &Path) -> Result<(Self, ScenarioFiles), RequestError> {
        let path = folder.join(REQUEST);
        let fail = |cause: String| RequestError::Request { path: path.clone(), cause };
        let text = match Source::read(&path) {
            Ok(source) => source.text,
            Err(_) => return Err(fail("does not say what the run was asked for".to_owned())),
        };
        let request: Self = serde_json::from_str(&text).map_err(|e| fail(e.to_string()))?;
        if request.agents == 0 {
            return Err(fail("no agents".to_owned()));
        }
        let scenario = crate::config::within(&folder.join(INPUTS), &request.scenario);
        let scenario = scenario.map_err(|(title, _)| fail(title))?;
        Ok((request, ScenarioFiles::read(&scenario)?))
    }

    /// The scenario up to the last day asked for.
    pub fn scenario(&self, inputs: &ScenarioFiles) -> Result<Scenario, String> {
        let mut x = inputs.extrapolated(self.extrapolate).map_err(|e| e.to_string())?;
        x.until(&self.end)?;
        Ok(x)
    }
}

/// The texts below `inputs/` that the run of a folder was given; none if they cannot be read.
pub(super) fn texts(folder: &Path) -> Option<BTreeSet<PathBuf>> {
    let (_, inputs) = Request::read(folder).ok()?;
    Some(inputs.files().map(|(name, _)| plain(&name)).collect())
}

/// A relative path without detours.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::Normal(name) => plain.push(name),
            _ => {}
        }
        plain
    })
}
