//! `inputs.json`: what a folder's runs were given, resolved: scenarios with their levers, worlds with every assumption;
//! and the record, if one stands beside the scenarios, to hold against what they make of it.

use super::{Folder, FolderError};
use crate::config::folder_of;
use crate::evidence::{self, Counterpart, EvidenceError, Observed};
use crate::host::INDICATORS;
use crate::scenario::{Lever, Scenario};
use crate::world::Status;
use crate::world::{Extrapolate, World};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Scenarios and the worlds they play in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputFiles {
    /// Scenarios, in the order of the command.
    pub scenarios: Vec<Given>,
    /// Worlds, each once.
    pub worlds: Vec<World>,
    /// Figures of the record; empty if none stood beside the scenarios.
    pub record: Vec<Seen>,
}

/// A figure of the record that can be set beside a monthly value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The indicator it is held against.
    pub indicator: String,
    /// What it is.
    pub meaning: String,
    /// When, in words.
    pub period: String,
    /// Its middle day.
    pub middle: String,
    /// Months it stands for, of which it is the total; none for a stock, a share or a mean.
    pub months: Option<f64>,
    /// The figure.
    pub value: f64,
    /// How it is known.
    pub status: Status,
    /// Where it comes from.
    pub source: String,
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
    /// How series go on outside their ranges, if the run was to go there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extrapolate: Option<Extrapolate>,
    /// Levers by date.
    pub timeline: Vec<(String, Lever)>,
}

impl InputFiles {
    /// The name of the file.
    pub const FILE: &'static str = "inputs.json";

    /// Those of scenarios.
    pub fn of(scenarios: &[Scenario]) -> Self {
        let mut inputs = Self { scenarios: Vec::new(), worlds: Vec::new(), record: Vec::new() };
        for x in scenarios {
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
                extrapolate: x.extrapolate,
                timeline: x.timeline.iter().map(|(on, lever)| (on.to_string(), lever.clone())).collect(),
            });
        }
        inputs
    }

    /// Where the record of a scenario is, if it has one: in the folder `evidence` beside its file, `record.ron` or else the
    /// first `record-NAME.ron` of its corridor.
    pub fn record_file(scenario: &Path) -> PathBuf {
        let known = Scenario::load_extrapolated(scenario, Some(Extrapolate::Hold)).ok();
        Self::record_of(scenario, known.as_ref().map(|x| &x.world))
    }

    /// The same of a scenario whose world is known.
    fn record_of(scenario: &Path, world: Option<&World>) -> PathBuf {
        let folder = folder_of(scenario).join("evidence");
        let usual = folder.join("record.ron");
        let of_corridor = |file: &PathBuf| {
            let corridor = evidence::corridor(file).ok();
            world.zip(corridor).is_some_and(|(world, corridor)| corridor.holds(world))
        };
        if of_corridor(&usual) {
            return usual;
        }
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let is_record = |file: &PathBuf| {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with("record-") && name.ends_with(".ron")
        };
        let mut others: Vec<PathBuf> = entries.filter(is_record).collect();
        others.sort();
        others.into_iter().find(of_corridor).unwrap_or(usual)
    }

    /// Figures of the record that stands beside a scenario's file; none if there is no record, or it is of another world.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn record_beside(scenario: &Path, world: &World) -> Result<Vec<Seen>, EvidenceError> {
        let file = Self::record_of(scenario, Some(world));
        if !file.exists() {
            return Ok(Vec::new());
        }
        let record = evidence::load(&file)?;
        let series = record.series.iter().filter(|_| record.corridor.holds(world));
        Ok(series.flat_map(seen).collect())
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

/// The figures of a series that are of the same kind as a month's value.
fn seen(of: &Observed) -> Vec<Seen> {
    let comparable = !of.shape && of.measure.percent_of.is_none();
    if !comparable || !matches!(of.measure.over, Counterpart::Total | Counterpart::Mean | Counterpart::At) {
        return Vec::new();
    }
    let figure = |o: &evidence::Observation| {
        let days = crate::common::calendar::days_between(o.period.first, o.period.last) as f64 + 1.0;
        Seen {
            indicator: INDICATORS[of.measure.indicator].name.to_owned(),
            meaning: of.meaning.clone(),
            period: o.period.to_string(),
            middle: o.period.middle().to_string(),
            months: (of.measure.over == Counterpart::Total).then_some(days / 365.25 * 12.0),
            value: o.value,
            status: o.status,
            source: o.source.clone(),
        }
    };
    of.observations.iter().map(figure).collect()
}
