//! Which levers set the same: of two of a kind for one place on one day only the later acts.

use super::{Lever, TimelineEntry};
use crate::config::Diagnostic;
use crate::world::World;
use jiff::civil::Date;

/// What a lever sets: a number, and the place it is for; none for every place.
type Setting<'l> = (&'static str, Option<&'l str>);

impl Lever {
    /// What it sets. Nothing for an act of one day: two of them add up.
    fn settings<'l>(&'l self, world: &'l World) -> Vec<Setting<'l>> {
        let name = self.name();
        match self {
            Self::Demonstration { .. } => Vec::new(),
            Self::PoliceChecks { region, .. } | Self::CampBeds { region, .. } => vec![(name, region.as_deref())],
            Self::LabourDemand { sector, .. } | Self::Hours { sector, .. } => vec![(name, sector.as_deref())],
            Self::Border { state, .. } => vec![(name, state.as_deref())],
            Self::Neighbour { state, .. } => vec![(name, Some(state))],
            Self::Exempt { state, .. } | Self::PlacesShare { state, .. } | Self::Naturalisations { state, .. } => {
                let first = world.origins.first().map(|o| o.name.as_str());
                vec![(name, state.as_deref().or(first))]
            }
            Self::EntryBars { on_second_offence, on_overstay } => {
                let both = [("on_second_offence", on_second_offence), ("on_overstay", on_overstay)];
                both.into_iter().filter(|(_, share)| share.is_some()).map(|(name, _)| (name, None)).collect()
            }
            Self::HostCurrency { .. } | Self::HostCurrencyPath { .. } => vec![("host currency", None)],
            _ => vec![(name, None)],
        }
    }

    /// True if it sets all that an earlier one sets.
    pub(super) fn overrides(&self, earlier: &Self, world: &World) -> bool {
        let own = self.settings(world);
        let covered = |(name, place): &Setting| own.iter().any(|(n, p)| n == name && (p.is_none() || p == place));
        let of = earlier.settings(world);
        !of.is_empty() && of.iter().all(covered)
    }
}

/// Those of some dated levers that no later one overrides, in order.
pub(super) fn in_force(timeline: Vec<(Date, Lever)>, world: &World) -> Vec<(Date, Lever)> {
    let mut kept: Vec<(Date, Lever)> = Vec::new();
    for (on, lever) in timeline {
        kept.retain(|(_, earlier)| !lever.overrides(earlier, world));
        kept.push((on, lever));
    }
    kept
}

/// A problem for every lever that another of the same day overrides; `line` says where an entry stands in its file.
pub(super) fn doubles(
    timeline: &[TimelineEntry],
    world: &World,
    line: impl Fn(usize) -> Option<usize>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (i, entry) in timeline.iter().enumerate() {
        let same_day = timeline[..i].iter().enumerate().filter(|(_, other)| other.on == entry.on);
        for (n, earlier) in same_day.filter(|(_, other)| entry.lever.overrides(&other.lever, world)) {
            let place = line(n).map_or_else(|| format!("entry {}", n + 1), |line| format!("line {line}"));
            let title = format!(
                "{} of {place} never acts: this sets the same on the same day, {}",
                earlier.lever.name(),
                entry.on
            );
            found.push(Diagnostic::new(format!("timeline[{i}].lever"), title, "remove one, or give it another day"));
        }
    }
    found
}

/// The first lever of a timeline that another of the same day overrides, in words.
pub(super) fn double(timeline: &[(Date, Lever)], world: &World) -> Option<String> {
    timeline.iter().enumerate().find_map(|(i, (on, lever))| {
        let same_day = timeline[..i].iter().filter(|(other, _)| other == on);
        let (_, earlier) = same_day.into_iter().find(|(_, other)| lever.overrides(other, world))?;
        let (first, second) = (earlier.name(), lever.name());
        Some(format!("{first}@{on} never acts: {second} sets the same on the same day"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    #[test]
    fn a_lever_overrides_one_of_its_kind_for_the_same_place_or_a_part_of_it() {
        let world = World::reference();
        let overrides = |later: &str, earlier: &str| {
            let of = |text: &str| parse::<Lever>(text).unwrap();
            of(later).overrides(&of(earlier), &world)
        };
        for (later, earlier, expected) in [
            ("PoliceChecks(times: 3)", "PoliceChecks(times: 2)", true),
            ("PoliceChecks(times: 3)", "PoliceChecks(times: 2, region: \"Moscow\")", true),
            ("PoliceChecks(times: 3, region: \"Moscow\")", "PoliceChecks(times: 2)", false),
            ("CampBeds(times: 2)", "CampBeds(beds: 10, region: \"Moscow\")", true),
            ("EntryBars(on_overstay: 1)", "EntryBars(on_second_offence: 1)", false),
            ("EntryBars(on_overstay: 1)", "EntryBars(on_second_offence: 1, on_overstay: 0.5)", false),
            ("EntryBars(on_second_offence: 1, on_overstay: 0.5)", "EntryBars(on_overstay: 1)", true),
            ("Exempt(exempt: true, state: \"Tajikistan\")", "Exempt(exempt: false)", true),
            ("Border(out: 0)", "Border(back: 0, state: \"Tajikistan\")", true),
            ("Border(out: 0, state: \"Tajikistan\")", "Border(back: 0)", false),
            ("Hours(times: 2)", "Hours(times: 3, sector: \"trade\")", true),
            ("PlacesShare(share: 0.5)", "PlacesShare(share: 0.1, state: \"Tajikistan\")", true),
            ("Naturalisations(per_year: 5)", "PlacesShare(share: 0.1)", false),
            ("HostCurrencyPath(per_dollar: [40])", "HostCurrency(per_dollar: 30)", true),
            ("Demonstration(shocks: 1)", "Demonstration(shocks: 1)", false),
            ("Trade(million: 1)", "Aid(million: 1)", false),
            ("Neighbour(state: \"Armenia\", incentives: 1)", "Neighbour(state: \"Uzbekistan\", incentives: 1)", false),
        ] {
            assert_eq!(overrides(later, earlier), expected, "{later} after {earlier}");
        }
    }
}
