//! Levers: what a state can do on a day. Each doc states what the lever sets; a value holds until it is set again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A dated act of policy, or a change of the world.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum Lever {
    /// Police checks, as a multiple of the world's rate, in one region or in all.
    PoliceChecks {
        /// Multiple, 0 to 100.
        times: f64,
        /// A host region's name.
        #[serde(default)]
        region: Option<String>,
    },
    /// Beds in camps, all nationalities: a region's beds, or a multiple of the beds of the camps that stand that day.
    CampBeds {
        /// Beds in the region.
        #[serde(default)]
        beds: Option<f64>,
        /// Multiple of the beds of the camps that stand.
        #[serde(default)]
        times: Option<f64>,
        /// The region whose beds are set.
        #[serde(default)]
        region: Option<String>,
    },
    /// Builds the planned camps in the order of the world's list: `per_month` of them open on the first of every month,
    /// until all stand or another `BuildCamps` changes the pace.
    BuildCamps {
        /// Camps a month, 0 to 100.
        per_month: f64,
    },
    /// Removal seats a day, all nationalities.
    RemovalSeats {
        /// Seats.
        per_day: f64,
    },
    /// Entry bars: the shares of offences and overstays that bring one.
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
        /// {Host_currency} a month.
        per_month: f64,
    },
    /// The range of work a patent allows: the rates at which it is taken at its price, as a multiple of the world's.
    PatentScope {
        /// Multiple, 0 to 10.
        times: f64,
    },
    /// Renewal of a stay by leaving and re-entering, as a multiple of the world's rate; 0 rules it out.
    VisaRuns {
        /// Multiple, 0 to 10.
        times: f64,
    },
    /// Exempts the people of a sending state from papers, as within the {bloc}.
    Exempt {
        /// True from this day on.
        exempt: bool,
        /// A sending state's name; the first if not given.
        #[serde(default)]
        state: Option<String>,
    },
    /// The host's border, for the people of one sending state or of each: the shares of intended crossings that it lets
    /// pass, and the most people of a state who cross it in a month, each way. Removal flights are the host's own and
    /// cross it freely.
    Border {
        /// Share of intended departures for the host that pass, 0 to 1.
        #[serde(default = "open")]
        out: f64,
        /// Share of intended returns that pass, 0 to 1: of free will, or under an order to leave.
        #[serde(default = "open")]
        back: f64,
        /// The most people of a sending state a month, each way; no limit if not given.
        #[serde(default)]
        seats_per_month: Option<f64>,
        /// A sending state's name; each if not given.
        #[serde(default)]
        state: Option<String>,
    },
    /// Lifts entry bars: while it is in force, each monthly day lifts a share of the standing bars. Their people learn of
    /// it.
    LiftBars {
        /// Share of bars lifted in a month, 0 to 1; 1 for one month is an amnesty.
        share: f64,
        /// The most years that a bar has left to be lifted; any if not given.
        #[serde(default)]
        term: Option<f64>,
    },
    /// Places that fall to a sending state: its share of camp beds, removal seats and permits.
    PlacesShare {
        /// Share, 0 to 1.
        share: f64,
        /// A sending state's name; the first if not given.
        #[serde(default)]
        state: Option<String>,
    },
    /// Naturalisations of a sending state's people.
    Naturalisations {
        /// People a year.
        per_year: f64,
        /// A sending state's name; the first if not given.
        #[serde(default)]
        state: Option<String>,
    },
    /// The target of checks, expulsions and bars: people who match every given selector. There is one target at a time.
    /// In custody any sector matches, and the region is that of the camp.
    Target {
        /// Checks of the targeted, as a multiple of others'.
        times: f64,
        /// Court decisions on the targeted that expel; the world's share if not given.
        #[serde(default)]
        expulsion: Option<f64>,
        /// Second offences and overstays of the targeted that bring a bar; others' shares if not given.
        #[serde(default)]
        bars: Option<f64>,
        /// Sectors by name; any if none is given.
        #[serde(default)]
        sectors: Vec<String>,
        /// Host regions by name; any if none is given.
        #[serde(default)]
        regions: Vec<String>,
        /// Papers; any if none is given.
        #[serde(default)]
        papers: Vec<Papers>,
        /// Sexes; any if none is given.
        #[serde(default)]
        sexes: Vec<Sex>,
        /// Sending states by name; any if none is given.
        #[serde(default)]
        states: Vec<String>,
    },
    /// Threats of deportation against the first sending state, which frighten its people without any arrest.
    Threat {
        /// Points of fear a month that it adds in people who believe it, 0 to 40.
        dose: f64,
        /// People whose expulsion is announced.
        #[serde(default)]
        people: f64,
    },
    /// Recruiters for militants, as a multiple of the world's pressure.
    RecruiterPressure {
        /// Multiple, 0 to 100.
        times: f64,
    },
    /// Entry only with a foreign passport: people without one are denied exit.
    PassportRule {
        /// Share of would-be departures that are denied exit, 0 to 1.
        exit_denied: f64,
    },
    /// Demand for migrants' labour, as a multiple of the world's; in one sector or in all.
    LabourDemand {
        /// Multiple, 0 to 10.
        times: f64,
        /// A sector's name.
        #[serde(default)]
        sector: Option<String>,
    },
    /// Hours of work, as a multiple of the season's; in one sector or in all. Pay follows hours.
    Hours {
        /// Multiple, 0 to 4.
        times: f64,
        /// A sector's name.
        #[serde(default)]
        sector: Option<String>,
    },
    /// A campaign in {host} against migrants: it moves opinion, and opinion moves police checks. It coerces no state.
    DomesticCampaign {
        /// Strength, 0 to 10.
        strength: f64,
    },
    /// Demonstrations or riots against migrants on this day, each a shock to opinion.
    Demonstration {
        /// Number, 0 to 20.
        shocks: f64,
    },
    /// Aid to the first sending state, military and economic.
    Aid {
        /// Million dollars a year.
        million: f64,
    },
    /// Other remittances to the first sending state, from people or places outside the model. Its economy receives them.
    OtherInflows {
        /// Million dollars a year.
        million: f64,
    },
    /// Investment in the first sending state.
    Investment {
        /// Million dollars a year.
        million: f64,
    },
    /// A market offered to the first sending state for additional exports.
    Trade {
        /// Million dollars a year.
        million: f64,
    },
    /// Investment from other states: a hedge, at the price of {host_capital}'s displeasure.
    Hedge {
        /// Million dollars a year.
        million: f64,
    },
    /// Friction of the first sending state with the transit state over transit and energy.
    Transit {
        /// Share of transit and energy that is cut off, 0 to 1.
        share: f64,
    },
    /// {Host_capital}'s push for another government in the first sending state: overthrows in a crisis, as a multiple of the
    /// usual share.
    RegimePush {
        /// Multiple, 1 to 3.
        times: f64,
    },
    /// Incentives or pressure from {host_capital} on a third state.
    Neighbour {
        /// Its name.
        state: String,
        /// Points of alignment a month, -20 to 20; below 0 for pressure.
        incentives: f64,
    },
    /// {Host_capital} demands {demand} of the first sending state.
    Bargain {
        /// How pressure is decided.
        play: Play,
        /// Aid from the month after the concession on, million dollars a year.
        #[serde(default)]
        reward: f64,
    },
    /// Exchange rate of the {host_currency_name}, from this day on.
    HostCurrency {
        /// {Host_currency} per dollar.
        per_dollar: f64,
    },
    /// Exchange rate of the {host_currency_name} month by month.
    HostCurrencyPath {
        /// {Host_currency} per dollar from the lever's month on; the last value continues.
        per_dollar: Vec<f64>,
    },
}

/// The share of an open border.
fn open() -> f64 {
    1.0
}

/// The names of the levers; a lever that is missing here does not compile.
macro_rules! names {
    ($($name:ident)*) => {
        impl Lever {
            /// The name of every lever, in the order of the source.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// The lever's name, as scenarios write it.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => stringify!($name),)*
                }
            }
        }
    };
}

names! {
    PoliceChecks CampBeds BuildCamps RemovalSeats EntryBars PermitQuota
    PatentPrice PatentScope VisaRuns Exempt Border LiftBars PlacesShare Naturalisations Target Threat
    RecruiterPressure PassportRule LabourDemand Hours DomesticCampaign Demonstration Aid OtherInflows
    Investment Trade Hedge Transit RegimePush Neighbour
    Bargain HostCurrency HostCurrencyPath
}

/// How pressure is decided while the demand stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Play {
    /// The demand is withdrawn.
    Off,
    /// By the timeline.
    Scheduled,
    /// By the rule of [`crate::host::Bargaining`], in addition to the timeline; the sending state hedges by rule too.
    Rule,
}

/// Papers, as a target names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Papers {
    /// Visa-free days.
    VisaFree,
    /// Work permit.
    Permit,
    /// Patent.
    Patent,
    /// None that are valid.
    Irregular,
}

/// Sexes, as a target names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Sex {
    /// Men.
    Men,
    /// Women.
    Women,
}
