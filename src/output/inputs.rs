//! `inputs.json`: what a folder's runs were given, resolved: scenarios with their levers, and worlds with every assumption.

use super::{Folder, FolderError};
use crate::scenario::{Experiment, Lever};
use crate::world::World;
use serde::{Deserialize, Serialize};
use std::io::Write;

/// Scenarios and the worlds they play in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// Scenarios, in the order of the command.
    pub scenarios: Vec<Given>,
    /// Worlds, each once.
    pub worlds: Vec<World>,
}

/// A scenario as it was run.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Name.
    pub name: String,
    /// One line on what it stands for.
    pub title: String,
    /// What it stands for.
    pub description: String,
    /// Index of its world.
    pub world: usize,
    /// First day.
    pub start: String,
    /// Last day.
    pub end: String,
    /// True if a month's totals move the next month's rates.
    pub feedback: bool,
    /// False if no place is scarce.
    pub lotteries: bool,
    /// Levers by date.
    pub timeline: Vec<(String, Lever)>,
}

impl Inputs {
    /// The name of the file.
    pub const FILE: &'static str = "inputs.json";

    /// Those of scenarios.
    pub fn of(experiments: &[Experiment]) -> Self {
        let mut inputs = Self { scenarios: Vec::new(), worlds: Vec::new() };
        for x in experiments {
            let world = inputs.worlds.iter().position(|w| *w == x.world).unwrap_or_else(|| {
                inputs.worlds.push(x.world.clone());
                inputs.worlds.len() - 1
            });
            inputs.scenarios.push(Given {
                name: x.name.clone(),
                title: x.title.clone(),
                description: x.description.clone(),
                world,
                start: x.calendar.start.to_string(),
                end: x.calendar.end.to_string(),
                feedback: x.feedback,
                lotteries: x.lotteries,
                timeline: x.timeline.iter().map(|(on, lever)| (on.to_string(), lever.clone())).collect(),
            });
        }
        inputs
    }

    /// Writes the file.
    pub fn write(&self, folder: &Folder) -> Result<(), FolderError> {
        folder.file(Self::FILE, |out| {
            let mut out = std::io::BufWriter::new(out);
            serde_json::to_writer(&mut out, self)?;
            writeln!(out)
        })
    }
}
