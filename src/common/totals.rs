//! What the engines count: the month's flows ([`Totals`]) and the stocks of its last evening ([`Census`]).
//!
//! Sums are 64-bit and order-free, one block of them for each origin. Money is in host currency of agents, not yet scaled to
//! people. Twin: `shaders/common/totals.wgsl`.

use crate::common::layout::{BEDS, COMMUNITIES, HOME_REGIONS, JOBS, ORIGINS, REGIONS};
use crate::common::tables::DayState;

macro_rules! count {
    () => { 0u32 };
    ($head:ident $($tail:ident)*) => { 1u32 + count!($($tail)*) };
}

macro_rules! flows {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        flows!(@ 0u32; $($(#[$doc])* $name,)*);
        /// Scalar flows counted.
        pub const FLOWS: u32 = count!($($name)*);
        /// Every constant of this module by name, for the comparison with the WGSL.
        pub const CONSTANTS: &[(&str, u32)] = &[
            $((stringify!($name), $name),)*
            ("FLOWS", FLOWS), ("EXPELLED_BY_REGION", EXPELLED_BY_REGION),
            ("VACATED_BY_REGION", VACATED_BY_REGION), ("SENT_BY_COMMUNITY", SENT_BY_COMMUNITY),
            ("SENT_BACK_BY_COMMUNITY", SENT_BACK_BY_COMMUNITY), ("CONSUMED_BY_HOME", CONSUMED_BY_HOME), ("HEADS_BY_HOME", HEADS_BY_HOME),
            ("TOTALS", TOTALS), ("BY_STATUS", BY_STATUS), ("BY_JOB", BY_JOB), ("ABROAD", ABROAD), ("BY_PAPERS", BY_PAPERS),
            ("BARRED_HOME", BARRED_HOME), ("BARRED_ABROAD", BARRED_ABROAD), ("IN_DEBT", IN_DEBT), ("DESPERATE", DESPERATE), ("SAVINGS", SAVINGS),
            ("CENSUS", CENSUS),
        ];
    };
    (@ $n:expr; $(#[$doc:meta])* $name:ident, $($rest:tt)*) => {
        $(#[$doc])* pub const $name: u32 = $n;
        flows!(@ $n + 1; $($rest)*);
    };
    (@ $n:expr;) => {};
}

flows! {
    /// Departures for the host country.
    DEPARTURES,
    /// Returns of free will, or turned back on a visa run.
    RETURNS,
    /// Turned back at the border under a bar.
    REFUSED,
    /// Jobs found abroad.
    HIRES,
    /// Jobs lost abroad.
    SEPARATIONS,
    /// Jobs found at home.
    HOME_HIRES,
    /// Jobs lost at home.
    HOME_SEPARATIONS,
    /// Moves between host regions in search of work.
    MOVES,
    /// Police checks.
    CHECKS,
    /// Bribes taken.
    BRIBES,
    /// Offences fined and put on the register.
    OFFENCES,
    /// Arrests.
    ARRESTS,
    /// Admissions to a camp.
    ADMISSIONS,
    /// Court orders of removal.
    REMOVAL_ORDERS,
    /// Orders to leave at own cost.
    LEAVE_ORDERS,
    /// Removed on a seat.
    REMOVED,
    /// Left under an order.
    LEFT_ORDERED,
    /// Released from custody.
    RELEASED,
    /// Entry bars put on the register for offences.
    OFFENCE_BARS,
    /// Entry bars put on the register for overstay found at exit.
    OVERSTAY_BARS,
    /// Entry bars put on the register by expulsions.
    EXPULSION_BARS,
    /// Irregular entries of the barred.
    REENTRIES,
    /// Permits given.
    PERMITS_GIVEN,
    /// Patent months paid.
    PATENT_MONTHS,
    /// Stays renewed by leaving and re-entering.
    VISA_RUNS,
    /// Papers that ran out.
    LAPSES,
    /// Left the pool by death.
    DIED,
    /// Left the pool by retirement.
    RETIRED,
    /// Left the pool by naturalisation.
    NATURALISED,
    /// Left the pool to join militants.
    RECRUITED,
    /// Entered the pool.
    ENTRANTS,
    /// Pay days in work.
    PAID,
    /// Wages earned, host currency.
    EARNED,
    /// Sent home, host currency.
    SENT,
    /// Spent abroad or from savings, host currency.
    SPENT,
    /// Put into savings or repaid, host currency.
    SAVED,
    /// Taken from savings or borrowed, host currency.
    DRAWN,
    /// Savings lost at removal, host currency.
    LOST,
    /// Savings of those who left the pool, host currency.
    TAKEN_OUT,
    /// Debts of those who left the pool, host currency.
    WRITTEN_OFF,
    /// People in the pool's households, as they came up on their monthly day.
    HOUSEHOLD_PEOPLE,
    /// Of them, below the poverty line.
    POOR_PEOPLE,
    /// Sum of evenings' people active in protest.
    ACTIVE_DAYS,
    /// Sum of grievances at home, each on its monthly day.
    GRIEVANCE,
    /// People at home on their monthly day.
    AGGRIEVED,
    /// Sum of fears, each on its monthly day.
    FEAR,
    /// People on their monthly day.
    ASKED,
    /// Sum of evenings' unfilled jobs.
    VACANT_DAYS,
    /// Sum of evenings' occupied beds.
    BED_DAYS,
    /// Entry bars lifted.
    BARS_LIFTED,
}

/// First of the regional counts of people expelled.
pub const EXPELLED_BY_REGION: u32 = FLOWS;
/// First of the regional counts of workers arrested, by the region of their work.
pub const VACATED_BY_REGION: u32 = EXPELLED_BY_REGION + REGIONS;
/// First of the communities' sums of host currency received.
pub const SENT_BY_COMMUNITY: u32 = VACATED_BY_REGION + REGIONS;
/// First of the communities' counts of people expelled or turned back.
pub const SENT_BACK_BY_COMMUNITY: u32 = SENT_BY_COMMUNITY + COMMUNITIES;
/// First of the home regions' sums of household consumption, home currency.
pub const CONSUMED_BY_HOME: u32 = SENT_BACK_BY_COMMUNITY + COMMUNITIES;
/// First of the home regions' counts of people in households.
pub const HEADS_BY_HOME: u32 = CONSUMED_BY_HOME + HOME_REGIONS;
/// All flows of an origin.
pub const TOTALS: u32 = HEADS_BY_HOME + HOME_REGIONS;

/// Stocks: people by status and host region, `[status][region]`.
pub const BY_STATUS: u32 = 0;
/// Stocks: those in work by region and sector.
pub const BY_JOB: u32 = BY_STATUS + 8 * REGIONS;
/// Stocks: those abroad by community.
pub const ABROAD: u32 = BY_JOB + (BEDS - JOBS);
/// Stocks: those at large abroad by papers, a paper that ran out counting as none.
pub const BY_PAPERS: u32 = ABROAD + COMMUNITIES;
/// Stocks: under a bar and at home.
pub const BARRED_HOME: u32 = BY_PAPERS + 4;
/// Stocks: under a bar and abroad.
pub const BARRED_ABROAD: u32 = BARRED_HOME + 1;
/// Stocks: in debt.
pub const IN_DEBT: u32 = BARRED_ABROAD + 1;
/// Stocks: under a bar and without a job, at home or at large abroad.
pub const DESPERATE: u32 = IN_DEBT + 1;
/// Stocks: savings less debt, thousands of the host currency, each biased by [`crate::common::layout::SAVINGS_BIAS`].
pub const SAVINGS: u32 = DESPERATE + 1;
/// All stocks of an origin.
pub const CENSUS: u32 = SAVINGS + 1;

/// A month's flows: a block for each origin, indexed by the constants of this module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals(pub Vec<u64>);

impl Default for Totals {
    fn default() -> Self {
        Self(vec![0; (ORIGINS * TOTALS) as usize])
    }
}

impl Totals {
    /// Adds to one flow of an origin.
    #[inline(always)]
    pub fn add(&mut self, origin: u32, flow: u32, value: u64) {
        self.0[(origin * TOTALS + flow) as usize] += value;
    }

    /// Adds another month's or chunk's flows.
    pub fn merge(mut self, other: &Self) -> Self {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a += b;
        }
        self
    }

    /// One flow, of all origins.
    pub fn get(&self, flow: u32) -> u64 {
        self.0.chunks_exact(TOTALS as usize).map(|block| block[flow as usize]).sum()
    }

    /// The flows of one origin alone.
    pub fn of(&self, origin: usize) -> Self {
        Self(self.0[origin * TOTALS as usize..(origin + 1) * TOTALS as usize].to_vec())
    }
}

/// What an engine counted in a month.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Flows.
    pub totals: Totals,
    /// Stocks at its end.
    pub census: Census,
    /// What the last evening published.
    pub day_state: DayState,
}

/// The stocks at the end of a day, recounted from the agents: a block for each origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census(pub Vec<u64>);

impl Default for Census {
    fn default() -> Self {
        Self(vec![0; (ORIGINS * CENSUS) as usize])
    }
}

impl Census {
    /// One stock, of all origins.
    pub fn get(&self, stock: u32) -> u64 {
        self.0.chunks_exact(CENSUS as usize).map(|block| block[stock as usize]).sum()
    }

    /// The stocks of one origin alone.
    pub fn of(&self, origin: usize) -> Self {
        Self(self.0[origin * CENSUS as usize..(origin + 1) * CENSUS as usize].to_vec())
    }

    /// People of a status in a host region.
    pub fn at(&self, status: u32, region: u32) -> u64 {
        self.get(BY_STATUS + status * REGIONS + region)
    }

    /// People of a status.
    pub fn status(&self, status: u32) -> u64 {
        (0..REGIONS).map(|r| self.at(status, r)).sum()
    }

    /// Savings less debt of the whole pool, thousands of the host currency.
    pub fn savings(&self, agents: u64) -> i64 {
        self.get(SAVINGS) as i64 - (agents * u64::from(crate::common::layout::SAVINGS_BIAS)) as i64
    }
}
