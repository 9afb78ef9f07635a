//! What the two engines share: the constants.
//!
//! Twin: `shaders/common/layout.wgsl`; a test parses the WGSL and compares every constant and every table's offsets.
//! Days are absolute: day [`FIRST_DAY`] is the run's first, so that spells begun earlier have a number. Two days of an
//! agent's state have 12 bits, which hold a day's code: its number modulo [`DAY_CODES`]. A code means the one day near
//! today that has it; the monthly day keeps both near, see [`crate::rules::papers`].

macro_rules! constants {
    ($($(#[$doc:meta])* $name:ident = $value:expr;)*) => {
        $($(#[$doc])* pub const $name: u32 = $value;)*
        /// Every shared constant by name, for the comparison with the WGSL.
        pub const CONSTANTS: &[(&str, u32)] = &[$((stringify!($name), $name)),*];
    };
}

constants! {
    /// At home without a job.
    HOME = 0;
    /// At home with a job.
    HOME_WORKING = 1;
    /// Abroad, without a job.
    SEEKING = 2;
    /// Abroad, in a job.
    WORKING = 3;
    /// In police custody, at most 48 hours.
    HELD = 4;
    /// In a camp bed, case open.
    DETAINED = 5;
    /// Expulsion ordered, in a bed, waiting for a seat.
    REMOVAL = 6;
    /// Ordered to leave at own cost.
    ORDERED = 7;

    /// The visa-free days after an entry.
    VISA_FREE = 0;
    /// Work permit under the quota.
    PERMIT = 1;
    /// Patent, paid by the month.
    PATENT = 2;
    /// No valid papers.
    IRREGULAR = 3;

    /// Host regions.
    REGIONS = 83;
    /// Sectors of work abroad.
    SECTORS = 7;
    /// Communities at most.
    COMMUNITIES = 512;
    /// Home regions at most.
    HOME_REGIONS = 8;
    /// Sending states at most.
    ORIGINS = 4;
    /// Removal districts.
    DISTRICTS = 8;
    /// Camps an arrested person can be sent to: the nearest regions, own first.
    CAMP_CHOICES = 8;
    /// Grades of an overfull job cell, 0 for one within its demand.
    LEVELS = 8;

    /// First job lottery (region x sector).
    JOBS = 0;
    /// First bed lottery (region).
    BEDS = 581;
    /// Jobs and beds are places with an occupancy; permits and seats are flows.
    PLACES = 664;
    /// What a day changes: occupied places, and the active people of communities.
    CHANGES = 1176;
    /// First permit lottery (region).
    PERMITS = 664;
    /// First seat lottery (removal district).
    SEATS = 747;
    /// All lotteries.
    LOTTERIES = 755;
    /// Priority buckets of a lottery.
    BUCKETS = 256;
    /// Bucket of one who did not apply.
    NOT_APPLIED = 255;
    /// Household consumption of an agent whose monthly day it is not.
    NOT_TODAY = 0xffff_ffff;
    /// Highest number of active people that a community's arrest table distinguishes.
    ACTIVES = 255;
    /// No place.
    NOWHERE = 0xffff_ffff;

    /// A police check ends in nothing.
    NOTHING = 0;
    /// A police check ends in a fine, an offence on the register.
    FINED = 1;
    /// A police check ends in a bribe.
    BRIBED = 2;
    /// A police check ends in an arrest.
    ARRESTED = 3;

    /// Number of the run's first day.
    FIRST_DAY = 128;
    /// Codes of days; a day and the one this many days later have the same code.
    DAY_CODES = 4095;
    /// In place of a code: papers without an end.
    LAST_DAY = 4095;
    /// The most days of papers that a code can mean; a code further on means a day in the past.
    PAPERS_AHEAD = 2_047;
    /// Days since the end of papers that a code can mean; papers that ended earlier count as ended then.
    PAPERS_BEHIND = 2_000;
    /// Days of a spell that a code can mean; a spell that began earlier counts as begun then.
    SPELL_DAYS = 4000;
    /// Agents of a block share their monthly day and their days of job search.
    BLOCK = 32;
    /// Monthly days; the 29th to 31st are nobody's.
    MONTHLY_DAYS = 28;
    /// A paper that ends within this many days is renewed on the monthly day.
    RENEWAL_DAYS = 31;
    /// Days a monthly patent covers: to the next monthly day and a few more.
    PATENT_DAYS = 34;
    /// Police custody without a bed ends after this many days.
    CUSTODY_DAYS = 2;
    /// An order to leave is followed within this many days or not at all.
    ORDER_DAYS = 30;
    /// Offset that makes a savings balance unsigned.
    SAVINGS_BIAS = 32768;

    /// Parts, at most a tile of a replicate each, that a device may have.
    PARTS = 512;
    /// Words before the indices of a list on a device: a count for each part, and one of those left by monthly days.
    LISTS = 1024;
    /// Replicates that a device may have side by side.
    SLOTS = 128;

    /// Stage of the daily gate block.
    GATE = 0;
    /// Stage of employment outcomes.
    EMPLOYMENT = 1;
    /// Stage of the monthly papers block.
    PAPERS = 2;
    /// Stage of detention outcomes.
    DETENTION = 3;
    /// Stage of removal outcomes.
    DEPORTATION = 4;
    /// Stage of the monthly pay block.
    REMITTANCE = 5;
    /// Stage of mobility outcomes.
    MOBILITY = 6;
    /// Stage of the morning's settlement.
    SETTLEMENT = 7;
    /// Stage of what never changes about a record: skill and household income.
    PERSON = 8;
    /// Stage of the first day's draws.
    START = 9;
    /// Stage of the monthly block of grievance, fear, protest and recruitment.
    UNREST = 10;
    /// Stage of the host's draws: the bargain.
    BARGAIN = 11;
}

const _: () = assert!(LISTS == 2 * PARTS, "two counts for each part");
const _: () = assert!(SPELL_DAYS + 31 < DAY_CODES, "no spell goes once round the codes before the next monthly day");
const _: () = assert!(PAPERS_AHEAD + PAPERS_BEHIND + 31 < DAY_CODES, "nor do papers that ended");
