//! A scenario: a world, dates, and a timeline of dated levers. It states only what differs from the world.

mod check;
pub mod demand;
mod fork;
mod inputs;
mod lever;
mod overlap;
mod parameter;
mod policy;
mod range;
pub mod schema;
mod target;
mod warnings;

pub use fork::Fork;
pub use inputs::ScenarioFiles;
pub use lever::{Lever, Papers, Play, Sex};
pub use parameter::Parameter;
pub use policy::Policy;
pub use target::Target;

use crate::common::calendar::{self, Calendar, LONGEST_RUN, Span};
use crate::config::{ConfigError, Diagnostic, format};
use crate::world::{Extrapolate, World};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A scenario file.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ScenarioFile {
    /// Form of the file.
    #[serde(default = "format::first")]
    format: u32,
    /// Its subject in one line.
    title: String,
    /// Its subject, with sources.
    description: String,
    /// The world's file, beside this one.
    world: String,
    /// Files of further sending states.
    #[serde(default)]
    sending_states: Vec<String>,
    /// First day, an ISO date.
    start: String,
    /// Last day.
    end: String,
    /// True if the totals of a month affect the rates of the next.
    #[serde(default = "yes")]
    feedback: bool,
    /// False if every application succeeds: no place is scarce.
    #[serde(default = "yes")]
    lotteries: bool,
    /// How series go on outside the months that their tables state; without it, a run that needs such a month is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extrapolate: Option<Extrapolate>,
    /// Levers in order of their dates.
    #[serde(default)]
    timeline: Vec<TimelineEntry>,
}

/// A dated lever.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TimelineEntry {
    /// The day it acts from, an ISO date.
    on: String,
    /// The lever.
    lever: Lever,
}

/// The schema of a scenario's file.
pub(crate) fn schema() -> schemars::Schema {
    schemars::schema_for!(ScenarioFile)
}

fn yes() -> bool {
    true
}

/// A validated scenario with its world.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Name: the file's stem.
    pub name: String,
    /// Its subject in one line.
    pub title: String,
    /// Its subject, with sources.
    pub description: String,
    /// Its world.
    pub world: World,
    /// Its dates.
    pub calendar: Calendar,
    /// True if the totals of a month affect the rates of the next.
    pub feedback: bool,
    /// False if every application succeeds: no place is scarce.
    pub lotteries: bool,
    /// Levers by date, in order.
    pub timeline: Vec<(Date, Lever)>,
    /// How series go on outside their ranges.
    pub extrapolate: Option<Extrapolate>,
    /// SHA-256 of the scenario's text.
    pub scenario_hash: String,
    /// SHA-256 of the texts of world and further sending states.
    pub world_hash: String,
}

impl Scenario {
    /// Reads a scenario and the world it names. Every problem of either file is found before any work.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        Self::load_extrapolated(path, None)
    }

    /// Reads a scenario whose series go on outside their ranges as `how` says, or else as its file does.
    ///
    /// # Errors
    /// With every problem of the first file that has any.
    pub fn load_extrapolated(path: impl AsRef<Path>, how: Option<Extrapolate>) -> Result<Self, ConfigError> {
        ScenarioFiles::read(path.as_ref())?.extrapolated(how)
    }

    /// Ends it on an earlier day; levers after that day are dropped.
    pub fn until(&mut self, text: &str) -> Result<(), String> {
        let end = calendar::parse(text).ok_or_else(|| format!("`{text}`: an ISO date, as YYYY-MM-DD"))?;
        if end < self.calendar.start || end > self.calendar.end {
            return Err(format!("{end}: the scenario runs from {} to {}", self.calendar.start, self.calendar.end));
        }
        self.calendar.end = end;
        Ok(())
    }

    /// The first problem of a scenario whose numbers were changed, if any.
    pub fn diagnostic(&self) -> Option<String> {
        let levers = self.timeline.iter().flat_map(|(on, l)| l.diagnostics(&format!("{}@{on}", l.name()), &self.world));
        let found = self.world.diagnostics().into_iter().chain(levers).chain(self.outside()).next();
        let found = found.map(|c| format!("{}: {}; {}", c.field, c.title, c.help));
        found.or_else(|| overlap::double(&self.timeline, &self.world))
    }

    /// The policy in force on a day; a lever acts from 00:00 of its own day.
    pub fn policy(&self, day: Date) -> Policy {
        Policy::on(&self.world, &self.timeline, day)
    }

    /// The mean over the days of a month of a number in force. A number that does not change keeps every bit.
    pub fn mean(&self, month: Span, of: impl Fn(&Policy) -> f64) -> f64 {
        let first = of(&self.policy(month.first));
        let days = |span: &Span| span.dates().count() as f64;
        let moved = |span: &Span| (of(&self.policy(span.first)) - first) * days(span);
        first + month.split(&self.cuts()).iter().map(moved).sum::<f64>() / days(&month)
    }

    /// Demonstrations in a month.
    pub fn shocks(&self, month: Span) -> f64 {
        let within = self.timeline.iter().filter(|(on, _)| (month.first..=month.last).contains(on));
        within.map(|(_, lever)| if let Lever::Demonstration { shocks } = lever { *shocks } else { 0.0 }).sum()
    }

    /// The dates on which a lever moves.
    pub fn cuts(&self) -> Vec<Date> {
        self.timeline.iter().map(|(on, _)| *on).collect()
    }
}

impl ScenarioFile {
    fn diagnostics(&self, world: &World) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut date = |field: String, text: &str| {
            let day = calendar::parse(text);
            if day.is_none() {
                found.push(Diagnostic::new(field, format!("`{text}` is not a date"), "an ISO date, as \"YYYY-MM-DD\""));
            }
            day
        };
        let (start, end) = (date("start".into(), &self.start), date("end".into(), &self.end));
        let days: Vec<_> =
            self.timeline.iter().enumerate().map(|(i, e)| date(format!("timeline[{i}].on"), &e.on)).collect();
        if let (Some(start), Some(end)) = (start, end) {
            let length = calendar::days_between(start, end) + 1;
            if length < 1 {
                found.push(Diagnostic::new(
                    "end",
                    format!("the end {end} is before the start {start}"),
                    "put the dates in order",
                ));
            } else if length > i64::from(LONGEST_RUN) {
                let help = format!("at most {LONGEST_RUN} days, forty years; for more, end it earlier");
                found.push(Diagnostic::new("end", format!("the run is {length} days long"), help));
            }
            for (i, day) in days.iter().enumerate() {
                if day.is_some_and(|d| d < start || d > end) {
                    let help = format!("between {start} and {end}");
                    found.push(Diagnostic::new(format!("timeline[{i}].on"), "the lever lies outside the run", help));
                }
            }
        }
        for (i, pair) in days.windows(2).enumerate() {
            if let [Some(a), Some(b)] = pair
                && a > b
            {
                let field = format!("timeline[{}].on", i + 1);
                found.push(Diagnostic::new(
                    field,
                    format!("{b} comes before {a}"),
                    "put the timeline in order of dates",
                ));
            }
        }
        for (i, entry) in self.timeline.iter().enumerate() {
            found.extend(entry.lever.diagnostics(&format!("timeline[{i}].lever"), world));
        }
        found
    }
}
