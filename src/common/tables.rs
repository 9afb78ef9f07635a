//! The tables an engine reads: world constants ([`WorldTables`]), the rates of a span of days ([`Rates`]), and the day
//! itself.
//!
//! Only 4-byte words, so that Rust and WGSL agree on every offset; a test compares them. Thresholds are those of
//! [`crate::common::chance`]; "cumulative" tables are adjacent intervals of one draw.

use crate::common::layout::*;
use bytemuck::{Pod, Zeroable};

macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[repr(C)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
        impl $name {
            /// Field names and byte offsets, for the comparison with the WGSL.
            pub const FIELDS: &[(&str, usize)] = &[$((stringify!($field), std::mem::offset_of!($name, $field))),*];
            /// All zero.
            pub fn boxed() -> Box<Self> { bytemuck::zeroed_box() }
        }
    };
}

const R: usize = REGIONS as usize;
const S: usize = SECTORS as usize;
const H: usize = HOME_REGIONS as usize;
const O: usize = ORIGINS as usize;

/// Rows of the destination table: from each host region, then from each home region.
pub const DESTINATIONS: usize = R + H;

table! {
    /// World constants: what never changes within a run.
    WorldTables {
        /// Regions by distance of their camps: `[region][choice]`, own first.
        nearest: [u32; R * CAMP_CHOICES as usize],
        /// Removal district of a region.
        district: [u32; R],
        /// Home region of a community.
        home_region: [u32; COMMUNITIES as usize],
        /// Origin, the sending state, of a community.
        origin: [u32; COMMUNITIES as usize],
        /// Skill on the wage, 256ths, by a byte of the person's block.
        skill: [u32; 256],
        /// Home income relative to the median household, 256ths: `[origin][a byte of the person's block]`.
        household: [u32; O * 256],
        /// Entrants: cumulative thresholds of 0 to 7 dependents, by origin.
        dependents: [u32; O * 8],
        /// Entrants and the released: cumulative thresholds of the sectors, `[sex][sector]`, rows of 8.
        sectors: [u32; 16],
        /// Entrants: threshold of being a woman, by origin.
        women: [u32; O],
    }
}

table! {
    /// The rates of a span of days within which no lever moves.
    Rates {
        /// Capacities by lottery: jobs, beds, permits a year, seats a day in 65,536ths.
        capacity: [u32; LOTTERIES as usize],
        /// Most unused seats a district keeps, 65,536ths.
        seats_kept: [u32; DISTRICTS as usize],
        /// Per status, the largest threshold of words x, y and z: no draw above it can matter (rows of 4).
        gate: [u32; 32],

        /// Job lost in a day: `[sector][level of excess]`.
        separation: [u32; S * LEVELS as usize],
        /// Home job found in a day, by origin.
        home_hire: [u32; O],
        /// Home job lost in a day, by origin.
        home_separation: [u32; O],
        /// A seeker moves to another region.
        change_region: u32,
        /// A seeker changes sector.
        change_sector: u32,
        /// Alias table of destinations: `[row][column]`, threshold in the upper 24 bits, alias in the lower 8.
        destination: [u32; DESTINATIONS * R],
        /// Base wage, tens of the host currency a month: `[region][sector]`.
        wage: [u32; R * S],
        /// Wage without papers, 256ths.
        irregular_wage: u32,

        /// A violation leaves the register this month.
        violation_expiry: u32,
        /// A barred person looks the bar up this month.
        bar_lookup: u32,
        /// A standing bar is lifted this month.
        bar_lifted: u32,
        /// The most days that it has left.
        bar_lifted_days: u32,
        /// Patent taken or renewed this month, by papers.
        patent: [u32; 4],
        /// Stay renewed by leaving and re-entering when it is about to end, by origin.
        visa_run: [u32; O],
        /// Cost of such a journey, host currency.
        visa_run_cost: u32,
        /// Visa-free days of an entry.
        visa_free_days: u32,
        /// 1 for an origin whose people need no papers.
        exempt: [u32; O],
        /// Days a permit is valid.
        permit_days: u32,
        /// Cost of a permit, host currency.
        permit_cost: u32,

        /// The target: bits of sectors, papers, sexes and origins; none when there is no target.
        target_sectors: u32,
        /// Bits of papers.
        target_papers: u32,
        /// Bits of sexes.
        target_sexes: u32,
        /// Bits of origins.
        target_origins: u32,
        /// 1 for a region in which the target is sought.
        target_regions: [u32; R],
        /// Police check in a day: `[targeted][region]`.
        checks: [u32; 2 * R],
        /// Checked with papers: cumulative fine, bribe.
        legal_outcome: [u32; 2],
        /// Checked without papers: cumulative arrest, fine, bribe.
        irregular_outcome: [u32; 3],
        /// A bribe, host currency.
        bribe: u32,
        /// A fine, host currency.
        fine: u32,
        /// A second offence puts a bar on the register, of others and of the targeted.
        bar_on_offence: [u32; 2],
        /// Overstay found at exit puts a bar on the register, of others and of the targeted.
        bar_on_overstay: [u32; 2],
        /// Cumulative thresholds of a bar of 3, 5 and 10 years.
        bar_term: [u32; 3],
        /// Court held in a day.
        court: u32,
        /// The court expels, of others and of the targeted.
        expulsion: [u32; 2],
        /// An expulsion is an order to leave at own cost.
        order_share: u32,
        /// Longest stay in a bed, days.
        longest_stay: u32,

        /// Days barred by an expulsion.
        expulsion_bar_days: u32,
        /// Part of savings lost at removal, 256ths.
        savings_lost: u32,
        /// An order to leave is followed in a day, by origin.
        order_followed: [u32; O],
        /// The journey home at own cost under an order, host currency.
        ticket: u32,

        /// Seasonal hours by sector, 256ths of a full month.
        hours: [u32; S],
        /// Share of the wage sent, of 2^32, by origin.
        sent_share: [u32; O],
        /// Living costs never sent, host currency a month.
        living_floor: u32,
        /// Patent, host currency a month.
        patent_price: u32,
        /// Largest part of the wage that serves debt, 256ths.
        debt_service: u32,
        /// Part of what is left above the floor that is saved, 256ths.
        saving: u32,
        /// Debt beyond which nobody lends, thousands of the host currency.
        credit_limit: u32,
        /// Savings spent in a month at home, thousands of the host currency at most.
        dissaving: u32,
        /// Home currency consumed per unit of the host currency received, of 2^32, by origin.
        lcu: [u32; O],
        /// Home income of the median household, home currency a month, by origin.
        home_income: [u32; O],
        /// Poverty line, home currency a head and month, by origin.
        poverty_line: [u32; O],

        /// Death in a day, by origin.
        death: [u32; O],
        /// Retirement in a day, at home, by origin.
        retirement: [u32; O],
        /// Naturalisation in a day, at large abroad, by origin.
        naturalisation: [u32; O],
        /// Departure in a day: `[origin][class of fear][tie class][has a home job][in debt]`.
        departure: [u32; O * 128],
        /// Irregular re-entry in a day of one who knows of the bar, by origin.
        reentry: [u32; O],
        /// Return in a day: `[origin][class of fear][in work][knows barred]`.
        homecoming: [u32; O * 32],
        /// An arrival goes back to the region of the last stay.
        same_region: u32,
        /// A job waits for an arrival.
        job_waiting: u32,
        /// Settling debt of a departure, host currency.
        settling_debt: u32,
        /// Debt of a journey that ends at the border, host currency.
        refusal_debt: u32,
        /// Tie class of a community, 0 to 3.
        ties: [u32; COMMUNITIES as usize],

        /// Fear kept from month to month, 256ths.
        fear_kept: u32,
        /// Fear added this month, 256ths of a point, by community.
        alarm: [u32; COMMUNITIES as usize],
        /// Pace at which grievance moves to its aim, 256ths a month.
        grievance_pace: u32,
        /// What aims grievance: hardship of everyone, being jobless, being barred, the fall of consumption (its weight,
        /// 256ths).
        grievance_of: [u32; 4],
        /// Consumption a head that people are used to, home currency a month, by home region.
        reference_consumption: [u32; H],
        /// Sixteenths of activists heard of from other communities of the home region.
        observed_activists: [u32; COMMUNITIES as usize],
        /// Grievance left after the risk above which one is active.
        protest_threshold: u32,
        /// Arrest probability of the active, 256ths, by the running count of actives seen or heard of.
        protest_arrest: [u32; ACTIVES as usize + 1],
        /// Recruited in a month: `[origin][barred and jobless]`.
        recruitment: [u32; O * 2],
    }
}

table! {
    /// One day of a part: a tile's agents of one replicate. The only thing that differs between dispatches of a span.
    Day {
        /// The day's number.
        day: u32,
        /// Day of the month less one.
        month_day: u32,
        /// Yesterday's.
        eve_month_day: u32,
        /// 1 on 1 January, when the permit quota starts again.
        new_year: u32,
        /// Index in its replicate of the part's first agent.
        base: u32,
        /// Agents in the part; none if it stands still.
        count: u32,
        /// Words of one plane of the part.
        plane: u32,
        /// First key word.
        key_0: u32,
        /// Second key word.
        key_1: u32,
        /// Number of the part.
        part: u32,
        /// Place in the tile of the part's first agent.
        first: u32,
        /// Slot of its replicate.
        slot: u32,
    }
}

impl Day {
    /// The counter-based draw of a stage for an agent on this day; of [`PERSON`], the same on every day.
    #[inline(always)]
    pub fn block(&self, id: u32, stage: u32) -> [u32; 4] {
        let day = if stage == PERSON { 0 } else { self.day };
        crate::common::rng::philox([id, day, stage, 0], [self.key_0, self.key_1])
    }
}

table! {
    /// What the evening publishes and the next day reads.
    DayState {
        /// Occupied places; permits given this year; unused seats in 65,536ths.
        occupied: [u32; LOTTERIES as usize],
        /// Applicants in buckets below this one are admitted in the morning.
        cutoff: [u32; LOTTERIES as usize],
        /// Sixteenths of those active in a month, by community: a running count, since each is asked once a month.
        activists: [u32; COMMUNITIES as usize],
    }
}
