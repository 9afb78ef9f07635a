//! A fork: the levers of one scenario up to a day, and those of another from that day on.

use super::overlap::in_force;
use super::{Lever, Scenario, ScenarioFile, ScenarioFiles, TimelineEntry};
use crate::common::calendar::{self, months_between};
use crate::config::{self, Source, format};
use jiff::civil::Date;

/// A scenario made of two.
pub struct Fork {
    /// Its texts: a scenario that gives the same bits when it is run from the first day.
    pub inputs: ScenarioFiles,
    /// Levers of the other scenario from before the day that do not act, though they would have been in force.
    pub dropped: Vec<(Date, Lever)>,
    /// Levers of the other scenario from before the day that act from the day on.
    pub carried: Vec<(Date, Lever)>,
}

impl ScenarioFiles {
    /// These files up to the day `at`, simulated as `x`, and from then on the levers of another scenario of the same
    /// world. With `carry`, those of its levers that are in force on the day act from it on; an act of one day before it
    /// does not. Levers that the past has in force as well need neither.
    pub fn forked(&self, x: &Scenario, at: Date, other: &Self, carry: bool) -> Result<Fork, String> {
        let future = other.extrapolated(x.extrapolate).map_err(|e| e.to_string())?;
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

        // What of the other scenario is in force on the day, and is not in the past.
        let until = |x: &Scenario, last: Date| -> Vec<(Date, Lever)> {
            in_force(x.timeline.iter().filter(|(on, _)| *on <= last).cloned().collect(), &x.world)
        };
        let eve = at.saturating_sub(jiff::ToSpan::day(1));
        let stands = until(x, eve);
        let wanting = until(&future, at).into_iter().filter(|(on, lever)| {
            let same = |(past_on, past): &(Date, Lever)| past == lever && (!has_course(lever) || past_on == on);
            *on < at && !stands.iter().any(same)
        });
        let (carried, dropped): (Vec<_>, Vec<_>) =
            wanting.partition(|(_, lever)| carry && !matches!(lever, Lever::Demonstration { .. }));

        let moved = carried.iter().map(|(on, lever)| TimelineEntry { on: at.to_string(), lever: from(lever, *on, at) });
        let before_the_day = past.timeline.into_iter().filter(|e| before(&e.on));
        let after = then.timeline.into_iter().filter(|e| !before(&e.on));
        let mut description = format!("{}\n\nFrom {at} on: {}", past.description, then.description);
        for (which, levers) in [("act from that day on", &carried), ("do not act", &dropped)] {
            let list: Vec<String> = levers.iter().map(|(on, l)| format!("{} of {on}", l.name())).collect();
            if !list.is_empty() {
                description += &format!("\n\nOf its levers before that day these {which}: {}.", list.join(", "));
            }
        }
        let scenario = ScenarioFile {
            title: format!("{}; from {at} on: {}", past.title, then.title),
            description,
            format: format::FORMAT,
            end: then.end,
            extrapolate: past.extrapolate.or(then.extrapolate),
            timeline: before_the_day.chain(moved).chain(after).collect(),
            ..past
        };
        let mut inputs = self.clone();
        inputs.scenario.text = config::text(&scenario);
        inputs.scenario.path.set_file_name(format!("{}-{at}-{}.ron", x.name, future.name));
        Ok(Fork { inputs, dropped, carried })
    }
}

/// True if what a lever sets goes on from its own day, month by month.
fn has_course(lever: &Lever) -> bool {
    matches!(lever, Lever::HostCurrencyPath { .. } | Lever::BuildCamps { .. })
}

/// A lever of an earlier day as it acts from a day on: a path goes on where it is.
fn from(lever: &Lever, on: Date, at: Date) -> Lever {
    match lever {
        Lever::HostCurrencyPath { per_dollar } => {
            let passed = (months_between(on, at) as usize).min(per_dollar.len() - 1);
            Lever::HostCurrencyPath { per_dollar: per_dollar[passed..].to_vec() }
        }
        other => other.clone(),
    }
}
