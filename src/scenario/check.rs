//! Checks of a lever: numbers out of range, names that the world does not have.

use super::Lever;
use crate::config::{Diagnostic, repeated, suggest};
use crate::world::World;

/// Names that a world has.
type Names<'a> = Vec<&'a str>;

/// A number of a lever, with its bounds.
pub(super) struct Number<'a> {
    pub name: &'static str,
    pub value: Value<'a>,
    pub least: f64,
    pub most: f64,
}

/// A required or an optional number.
pub(super) enum Value<'a> {
    Must(&'a mut f64),
    May(&'a mut Option<f64>),
}

impl Value<'_> {
    /// The number, if it is given.
    pub fn get(&self) -> Option<f64> {
        match self {
            Self::Must(value) => Some(**value),
            Self::May(value) => **value,
        }
    }

    /// Sets the number.
    pub fn set(self, to: f64) {
        match self {
            Self::Must(value) => *value = to,
            Self::May(value) => *value = Some(to),
        }
    }
}

impl Lever {
    /// Problems of the lever at a field's path.
    pub fn diagnostics(&self, at: &str, world: &World) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for Number { name: field, value, least, most } in self.clone().numbers(world) {
            let Some(value) = value.get() else { continue };
            if !(least..=most).contains(&value) {
                let help = format!("between {least} and {most}");
                found.push(Diagnostic::new(format!("{at}.{field}"), format!("{value} is out of range"), help));
            }
        }
        for (field, kind, name, known) in self.names(world) {
            if !known.contains(&name.as_str()) {
                let help = suggest(name, known);
                found.push(Diagnostic::new(format!("{at}.{field}"), format!("unknown {kind} `{name}`"), help));
            }
        }
        if let Self::Target { sectors, regions, states, papers, sexes, .. } = self {
            let quoted = |list: &[String]| repeated(list).map(|name| format!("`{name}`"));
            let lists = [
                ("sectors", quoted(sectors)),
                ("regions", quoted(regions)),
                ("states", quoted(states)),
                ("papers", repeated(papers).map(|of| format!("{of:?}"))),
                ("sexes", repeated(sexes).map(|of| format!("{of:?}"))),
            ];
            for (field, name) in lists {
                let Some(name) = name else { continue };
                let title = format!("{name} is named twice");
                found.push(Diagnostic::new(format!("{at}.{field}"), title, "name each once"));
            }
        }
        match self {
            Self::CampBeds { beds, times, region }
                if beds.is_some() == times.is_some() || beds.is_some() != region.is_some() =>
            {
                let help = "either CampBeds(region: \"...\", beds: ...) or CampBeds(times: ...)";
                found.push(Diagnostic::new(at, "set the beds of a region, or multiply the beds everywhere", help));
            }
            Self::EntryBars { on_second_offence: None, on_overstay: None } => {
                let help = "give on_second_offence, on_overstay, or both";
                found.push(Diagnostic::new(at, "the lever sets nothing", help));
            }
            Self::HostCurrencyPath { per_dollar } if per_dollar.is_empty() => {
                found.push(Diagnostic::new(at, "the lever sets nothing", "give a rate for at least one month"));
            }
            _ => {}
        }
        found
    }

    /// Each number with its range.
    pub(super) fn numbers(&mut self, world: &World) -> Vec<Number<'_>> {
        let must = |name, value, least, most| Number { name, value: Value::Must(value), least, most };
        let unit = world.host.currency.unit;
        let may = |name, value, least, most| Number { name, value: Value::May(value), least, most };
        match self {
            Self::PoliceChecks { times, .. } => vec![must("times", times, 0.0, 100.0)],
            Self::CampBeds { beds, times, .. } => vec![may("beds", beds, 0.0, 1e6), may("times", times, 0.0, 1000.0)],
            Self::BuildCamps { per_month } => vec![must("per_month", per_month, 0.0, 100.0)],
            Self::RemovalSeats { per_day } => vec![must("per_day", per_day, 0.0, 1e6)],
            Self::EntryBars { on_second_offence, on_overstay } => {
                vec![may("on_second_offence", on_second_offence, 0.0, 1.0), may("on_overstay", on_overstay, 0.0, 1.0)]
            }
            Self::PermitQuota { per_year } => vec![must("per_year", per_year, 0.0, 1e8)],
            Self::PatentPrice { per_month } => vec![must("per_month", per_month, 0.0, 100_000.0 * unit)],
            Self::PatentScope { times } | Self::VisaRuns { times } => vec![must("times", times, 0.0, 10.0)],
            Self::Target { times, expulsion, bars, .. } => vec![
                must("times", times, 0.0, 100.0),
                may("expulsion", expulsion, 0.0, 1.0),
                may("bars", bars, 0.0, 1.0),
            ],
            Self::Threat { dose, people } => vec![must("dose", dose, 0.0, 40.0), must("people", people, 0.0, 1e8)],
            Self::RecruiterPressure { times } => vec![must("times", times, 0.0, 100.0)],
            Self::PassportRule { exit_denied } => vec![must("exit_denied", exit_denied, 0.0, 1.0)],
            Self::LabourDemand { times, .. } => vec![must("times", times, 0.0, 10.0)],
            Self::DomesticCampaign { strength } => vec![must("strength", strength, 0.0, 10.0)],
            Self::Demonstration { shocks } => vec![must("shocks", shocks, 0.0, 20.0)],
            Self::Aid { million }
            | Self::OtherInflows { million }
            | Self::Investment { million }
            | Self::Trade { million }
            | Self::Hedge { million } => vec![must("million", million, 0.0, 1e5)],
            Self::Transit { share } => vec![must("share", share, 0.0, 1.0)],
            Self::Border { out, back, seats_per_month, .. } => vec![
                must("out", out, 0.0, 1.0),
                must("back", back, 0.0, 1.0),
                may("seats_per_month", seats_per_month, 0.0, 1e8),
            ],
            Self::LiftBars { share, term } => vec![must("share", share, 0.0, 1.0), may("term", term, 0.0, 100.0)],
            Self::PlacesShare { share, .. } => vec![must("share", share, 0.0, 1.0)],
            Self::Naturalisations { per_year, .. } => vec![must("per_year", per_year, 0.0, 1e8)],
            Self::Hours { times, .. } => vec![must("times", times, 0.0, 4.0)],
            Self::RegimePush { times } => vec![must("times", times, 1.0, 3.0)],
            Self::Neighbour { incentives, .. } => vec![must("incentives", incentives, -20.0, 20.0)],
            Self::Bargain { reward, .. } => vec![must("reward", reward, 0.0, 1e5)],
            Self::HostCurrency { per_dollar } => vec![must("per_dollar", per_dollar, least_rate(world), 1e5 * unit)],
            Self::HostCurrencyPath { per_dollar } => {
                per_dollar.iter_mut().map(|rate| must("per_dollar", rate, least_rate(world), 1e5 * unit)).collect()
            }
            Self::Exempt { .. } => Vec::new(),
        }
    }

    /// Each name with its field, its kind and the names that exist.
    fn names<'a>(&'a self, w: &'a World) -> Vec<(String, &'static str, &'a String, Names<'a>)> {
        let regions = || w.host_regions.iter().map(|r| r.name.as_str()).collect::<Names>();
        let sectors = || w.sectors.iter().map(|s| s.name.as_str()).collect::<Names>();
        let states = || w.origins.iter().map(|o| o.name.as_str()).collect::<Names>();
        let mut found = Vec::new();
        match self {
            Self::PoliceChecks { region: Some(name), .. } | Self::CampBeds { region: Some(name), .. } => {
                found.push(("region".into(), "region", name, regions()));
            }
            Self::LabourDemand { sector: Some(name), .. } | Self::Hours { sector: Some(name), .. } => {
                found.push(("sector".into(), "sector", name, sectors()));
            }
            Self::Exempt { state: Some(name), .. }
            | Self::Border { state: Some(name), .. }
            | Self::PlacesShare { state: Some(name), .. }
            | Self::Naturalisations { state: Some(name), .. } => {
                found.push(("state".into(), "sending state", name, states()));
            }
            Self::Neighbour { state, .. } => {
                let known = w.neighbours.iter().map(|n| n.name.as_str()).collect();
                found.push(("state".into(), "third state", state, known));
            }
            Self::Target { sectors: s, regions: r, states: o, .. } => {
                found.extend(s.iter().enumerate().map(|(i, n)| (format!("sectors[{i}]"), "sector", n, sectors())));
                found.extend(r.iter().enumerate().map(|(i, n)| (format!("regions[{i}]"), "region", n, regions())));
                found.extend(o.iter().enumerate().map(|(i, n)| (format!("states[{i}]"), "sending state", n, states())));
            }
            _ => {}
        }
        found
    }
}

/// The least rate of host currency per dollar: below it one of it buys more of a home currency than the engines can hold.
fn least_rate(world: &World) -> f64 {
    let bought = world.origins.iter().map(|o| {
        let a = o.accounts();
        2.0 * a.lcu_per_dollar * a.remittances_consumed * world.host.currency.unit
    });
    bought.fold(0.0, f64::max)
}
