//! Another future from a stored past: the levers of one scenario up to a day, those of another from that day on.

use super::{Scenario, ScenarioFile, ScenarioFiles};
use crate::common::calendar;
use crate::config::{self, Source};
use jiff::civil::Date;

/// A scenario made of two.
pub struct Fork {
    /// Its texts: a scenario of its own, which run from the first day gives the same bits.
    pub inputs: ScenarioFiles,
    /// Levers of the other scenario that lie before the day, and fall away.
    pub fallen: usize,
}

impl ScenarioFiles {
    /// The past of these, lived as `x`, and from the day `at` on the levers of another scenario of the same world.
    pub fn forked(&self, x: &Scenario, at: Date, other: &Self) -> Result<Fork, String> {
        let future = other.validated().map_err(|e| e.to_string())?;
        if future.world_hash != x.world_hash {
            return Err(format!(
                "{} plays in another world than {}, or with other sending states",
                future.name, x.name
            ));
        }
        if (future.feedback, future.lotteries) != (x.feedback, x.lotteries) {
            return Err(format!("{} and {} differ in `feedback` or `lotteries`", future.name, x.name));
        }
        if at <= x.calendar.start || at > x.calendar.end.saturating_add(jiff::ToSpan::day(1)) {
            let (start, end) = (x.calendar.start, x.calendar.end);
            return Err(format!("{at}: the past to fork from was lived from {start} to {end}"));
        }
        if future.calendar.end < at {
            return Err(format!("{at}: {} has ended by then, on {}", future.name, future.calendar.end));
        }
        let parse = |source: &Source| config::parsed::<ScenarioFile>(source).map_err(|e| e.to_string());
        let (past, then) = (parse(&self.scenario)?.value, parse(&other.scenario)?.value);
        let before = |on: &str| calendar::parse(on).is_some_and(|on| on < at);
        let fallen = then.timeline.iter().filter(|e| before(&e.on)).count();
        let kept = past.timeline.into_iter().filter(|e| before(&e.on));
        let scenario = ScenarioFile {
            title: format!("{}; from {at} on: {}", past.title, then.title),
            description: format!("{}\n\nFrom {at} on: {}", past.description, then.description),
            end: then.end,
            timeline: kept.chain(then.timeline.into_iter().filter(|e| !before(&e.on))).collect(),
            ..past
        };
        let mut inputs = self.clone();
        inputs.scenario.text = config::text(&scenario);
        inputs.scenario.path.set_file_name(format!("{}-{at}-{}.ron", x.name, future.name));
        Ok(Fork { inputs, fallen })
    }
}
