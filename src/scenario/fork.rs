//! A fork: the levers of one scenario up to a day, and those of another from that day on.

use super::{Scenario, ScenarioFile, ScenarioFiles};
use crate::common::calendar;
use crate::config::{self, Source};
use jiff::civil::Date;

/// A scenario made of two.
pub struct Fork {
    /// Its texts: a scenario that gives the same bits when it is run from the first day.
    pub inputs: ScenarioFiles,
    /// Number of levers of the other scenario that lie before the day and are dropped.
    pub fallen: usize,
}

impl ScenarioFiles {
    /// These files up to the day `at`, simulated as `x`, and from then on the levers of another scenario of the same world.
    pub fn forked(&self, x: &Scenario, at: Date, other: &Self) -> Result<Fork, String> {
        let future = other.validated().map_err(|e| e.to_string())?;
        if future.world_hash != x.world_hash {
            return Err(format!("{} and {} differ in their world or in their sending states", future.name, x.name));
        }
        if (future.feedback, future.lotteries) != (x.feedback, x.lotteries) {
            return Err(format!("{} and {} differ in `feedback` or `lotteries`", future.name, x.name));
        }
        if at <= x.calendar.start || at > x.calendar.end.saturating_add(jiff::ToSpan::day(1)) {
            let (start, end) = (x.calendar.start, x.calendar.end);
            return Err(format!("{at}: the stored run covers {start} to {end}"));
        }
        if future.calendar.end < at {
            return Err(format!("{at}: {} ends before that day, on {}", future.name, future.calendar.end));
        }
        let parse = |source: &Source| config::parsed::<ScenarioFile>(source).map_err(|e| e.to_string());
        let (past, then) = (parse(&self.scenario)?.value, parse(&other.scenario)?.value);
        let before = |on: &str| calendar::parse(on).is_some_and(|on| on < at);
        let fallen = then.timeline.iter().filter(|e| before(&e.on)).count();
        let before_the_day = past.timeline.into_iter().filter(|e| before(&e.on));
        let scenario = ScenarioFile {
            title: format!("{}; from {at} on: {}", past.title, then.title),
            description: format!("{}\n\nFrom {at} on: {}", past.description, then.description),
            end: then.end,
            timeline: before_the_day.chain(then.timeline.into_iter().filter(|e| !before(&e.on))).collect(),
            ..past
        };
        let mut inputs = self.clone();
        inputs.scenario.text = config::text(&scenario);
        inputs.scenario.path.set_file_name(format!("{}-{at}-{}.ron", x.name, future.name));
        Ok(Fork { inputs, fallen })
    }
}
