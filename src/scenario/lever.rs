//! What a state can do on a day. Each lever says what it sets; it holds until it is set again.

use crate::config::{Complaint, suggest};
use crate::world::World;
use serde::Deserialize;

/// A dated act of policy, or a turn of the world.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Lever {
    /// Police checks, as a multiple of the world's; in one region or in all.
    PoliceChecks {
        /// Multiple, 0 to 100.
        times: f64,
        /// A host region's name.
        #[serde(default)]
        region: Option<String>,
    },
    /// Beds in camps, all nationalities: a region's beds, or a multiple of the world's open beds everywhere.
    CampBeds {
        /// Beds in the region.
        #[serde(default)]
        beds: Option<f64>,
        /// Multiple of the world's open beds.
        #[serde(default)]
        times: Option<f64>,
        /// The region whose beds are set.
        #[serde(default)]
        region: Option<String>,
    },
    /// Removal seats a day, all nationalities.
    RemovalSeats {
        /// Seats.
        per_day: f64,
    },
    /// How readily the register bars entry.
    EntryBars {
        /// Share of second offences that bring a bar.
        #[serde(default)]
        on_second_offence: Option<f64>,
        /// Share of overstays found at exit that bring a bar.
        #[serde(default)]
        on_overstay: Option<f64>,
    },
    /// Work permits a year, all nationalities.
    PermitQuota {
        /// Permits.
        per_year: f64,
    },
    /// Price of a patent.
    PatentPrice {
        /// Roubles a month.
        roubles: f64,
    },
    /// Renewing a stay by leaving and re-entering, as a multiple of the world's rate; 0 closes the way.
    VisaRuns {
        /// Multiple, 0 to 10.
        times: f64,
    },
    /// Threats of deportation, which frighten without a single arrest.
    Threat {
        /// Points of fear added a month, 0 to 40.
        dose: f64,
    },
    /// Recruiters for militants, as a multiple of the world's pressure.
    RecruiterPressure {
        /// Multiple, 0 to 100.
        times: f64,
    },
    /// Entry only with a foreign passport: would-be departures that stay at home for want of one.
    PassportRule {
        /// Share of departures.
        kept_home: f64,
    },
    /// Demand for migrants' labour, as a multiple of the world's; in one sector or in all.
    LabourDemand {
        /// Multiple, 0 to 10.
        times: f64,
        /// A sector's name.
        #[serde(default)]
        sector: Option<String>,
    },
    /// Exchange rate of the rouble, from this day on.
    Rouble {
        /// Roubles per dollar.
        per_dollar: f64,
    },
}

impl Lever {
    /// Problems of the lever at a field's path.
    pub fn complaints(&self, at: &str, world: &World) -> Vec<Complaint> {
        let mut found = Vec::new();
        let mut number = |field: &str, value: f64, least: f64, most: f64| {
            if !(least..=most).contains(&value) {
                let help = format!("between {least} and {most}");
                found.push(Complaint::new(format!("{at}.{field}"), format!("{value} is out of range"), help));
            }
        };
        match self {
            Self::PoliceChecks { times, .. } => number("times", *times, 0.0, 100.0),
            Self::CampBeds { beds, times, .. } => {
                number("beds", beds.unwrap_or(0.0), 0.0, 1e6);
                number("times", times.unwrap_or(1.0), 0.0, 1000.0);
            }
            Self::RemovalSeats { per_day } => number("per_day", *per_day, 0.0, 1e6),
            Self::EntryBars { on_second_offence, on_overstay } => {
                number("on_second_offence", on_second_offence.unwrap_or(0.0), 0.0, 1.0);
                number("on_overstay", on_overstay.unwrap_or(0.0), 0.0, 1.0);
            }
            Self::PermitQuota { per_year } => number("per_year", *per_year, 0.0, 1e8),
            Self::PatentPrice { roubles } => number("roubles", *roubles, 0.0, 100_000.0),
            Self::VisaRuns { times } => number("times", *times, 0.0, 10.0),
            Self::Threat { dose } => number("dose", *dose, 0.0, 40.0),
            Self::RecruiterPressure { times } => number("times", *times, 0.0, 100.0),
            Self::PassportRule { kept_home } => number("kept_home", *kept_home, 0.0, 1.0),
            Self::LabourDemand { times, .. } => number("times", *times, 0.0, 10.0),
            Self::Rouble { per_dollar } => {
                // Below this a rouble buys more of the home currency than the engines count.
                let a = world.assumptions.values();
                number("per_dollar", *per_dollar, 2.0 * a.somoni_per_dollar * a.remittances_consumed, 1e5);
            }
        }
        let named = match self {
            Self::PoliceChecks { region, .. } | Self::CampBeds { region, .. } => region.as_ref().map(|r| ("region", r)),
            Self::LabourDemand { sector, .. } => sector.as_ref().map(|s| ("sector", s)),
            _ => None,
        };
        match named {
            Some(("region", name)) if world.region(name).is_none() => {
                let help = suggest(name, world.host_regions.iter().map(|r| r.name.as_str()));
                found.push(Complaint::new(format!("{at}.region"), format!("unknown region `{name}`"), help));
            }
            Some(("sector", name)) if world.sector(name).is_none() => {
                let help = suggest(name, world.sectors.iter().map(|s| s.name.as_str()));
                found.push(Complaint::new(format!("{at}.sector"), format!("unknown sector `{name}`"), help));
            }
            _ => {}
        }
        match self {
            Self::CampBeds { beds, times, region }
                if beds.is_some() == times.is_some() || beds.is_some() != region.is_some() =>
            {
                let help = "either CampBeds(region: \"...\", beds: ...) or CampBeds(times: ...)";
                found.push(Complaint::new(at, "camp beds are set for a region or multiplied everywhere", help));
            }
            Self::EntryBars { on_second_offence: None, on_overstay: None } => {
                let help = "give on_second_offence, on_overstay, or both";
                found.push(Complaint::new(at, "the lever sets nothing", help));
            }
            _ => {}
        }
        found
    }
}
