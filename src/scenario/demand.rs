//! The demand alone: a scenario with another's demand and without its pressure.
//!
//! The sending state may concede what is demanded without any pressure. A difference between a scenario with a demand
//! and one without is therefore no effect of pressure. The demand alone stands between the two: the reference with the
//! demand, made by its timeline, unrewarded, and with nothing else changed.

use super::{Lever, Play, Scenario};
use crate::common::digest;
use jiff::civil::Date;

/// The demands of a timeline: their dates, and whether each stands from then on.
fn demands(timeline: &[(Date, Lever)]) -> Vec<(Date, bool)> {
    let demand = |(on, lever): &(Date, Lever)| match lever {
        Lever::Bargain { play, .. } => Some((*on, *play != Play::Off)),
        _ => None,
    };
    timeline.iter().filter_map(demand).collect()
}

/// True if a lever demands the base.
pub fn demands_the_base(lever: &Lever) -> bool {
    matches!(lever, Lever::Bargain { play, .. } if *play != Play::Off)
}

/// True if a demand stands at some time.
pub fn has_demand(x: &Scenario) -> bool {
    x.timeline.iter().any(|(_, lever)| demands_the_base(lever))
}

/// A reference without a demand with the demand of a scenario; none unless a demand stands in the scenario, within the
/// dates of the reference, and none in the reference.
pub fn demand_alone(reference: &Scenario, x: &Scenario) -> Option<Scenario> {
    if has_demand(reference) {
        return None;
    }
    let within = reference.calendar.start..=reference.calendar.end;
    let wanted: Vec<_> = demands(&x.timeline).into_iter().filter(|(on, _)| within.contains(on)).collect();
    if !wanted.iter().any(|(_, stands)| *stands) {
        return None;
    }
    let mut alone = reference.clone();
    let lever = |stands| Lever::Bargain { play: if stands { Play::Scheduled } else { Play::Off }, reward: 0.0 };
    alone.timeline.extend(wanted.iter().map(|(on, stands)| (*on, lever(*stands))));
    alone.timeline.sort_by_key(|(on, _)| *on);
    alone.name = format!("{} with the demand", reference.name);
    alone.title = format!("The demand alone, added to: {}", reference.title);
    alone.description = format!("Made for the comparison: {} with the demand of {}.", reference.name, x.name);
    alone.scenario_hash = digest::of_text(&format!("{} {wanted:?}", reference.scenario_hash));
    Some(alone)
}

/// True if two scenarios are the same but for their names and texts.
pub fn same_runs(a: &Scenario, b: &Scenario) -> bool {
    a.timeline == b.timeline
        && a.calendar == b.calendar
        && (a.feedback, a.lotteries) == (b.feedback, b.lotteries)
        && a.world == b.world
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preset(name: &str) -> Scenario {
        Scenario::load(format!("configs/{name}.ron")).unwrap()
    }

    #[test]
    fn the_demand_alone_is_the_reference_with_the_demand_and_nothing_else() {
        let (baseline, alone) = (preset("baseline"), preset("demand-only"));
        for name in ["threat-only", "selective-deportation", "mass-deportation", "ratify-for-carrots", "multi-vector"] {
            let made = demand_alone(&baseline, &preset(name)).unwrap_or_else(|| panic!("{name} has a demand"));
            assert!(same_runs(&made, &alone), "{name}: {:?}", made.timeline);
            assert_eq!(made.diagnostic(), None);
        }
        assert!(demand_alone(&baseline, &preset("entry-bars")).is_none(), "no demand to add");
        assert!(demand_alone(&alone, &preset("threat-only")).is_none(), "the reference has one");
        let mut short = baseline.clone();
        short.until("2012-06-30").unwrap();
        assert!(demand_alone(&short, &preset("threat-only")).is_none(), "it comes after the end");
    }

    #[test]
    fn a_demand_that_is_pressed_by_rule_or_rewarded_is_made_without_either() {
        let mut x = preset("threat-only");
        for (_, lever) in &mut x.timeline {
            if let Lever::Bargain { play, reward } = lever {
                (*play, *reward) = (Play::Rule, 50.0);
            }
        }
        assert!(same_runs(&demand_alone(&preset("baseline"), &x).unwrap(), &preset("demand-only")));
    }
}
