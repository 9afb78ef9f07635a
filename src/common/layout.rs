//! What the two engines share: the constants, the 16-byte agent, and what follows from an agent's state alone.
//!
//! Twin: `shaders/common/layout.wgsl`; a test parses the WGSL and compares every constant and every table's offsets.
//! Days are absolute: day [`FIRST_DAY`] is the run's first, so that spells begun earlier have a number.

use super::word::Word;

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
    /// In Russia, without a job.
    SEEKING = 2;
    /// In Russia, in a job.
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

    /// Host regions: the federal subjects of 2013.
    REGIONS = 83;
    /// Sectors of work in Russia.
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
    /// Last day number a state can hold.
    LAST_DAY = 4095;
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

/// One agent, unpacked from its four words; or several side by side, a word of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agent<W = u32, Savings = i32> {
    /// [`HOME`] to [`ORDERED`] (4 bits).
    pub status: W,
    /// [`VISA_FREE`] to [`IRREGULAR`] (2 bits).
    pub papers: W,
    /// Offences on the register (2 bits).
    pub violations: W,
    /// Sector of work; the camp choice while Held (3 bits).
    pub sector: W,
    /// Host region, the last one while at home (7 bits).
    pub region: W,
    /// Community of origin (9 bits).
    pub community: W,
    /// Dependents at home (3 bits).
    pub dependents: W,
    /// 1 for women (1 bit).
    pub sex: W,
    /// 1 for those who know of their entry bar (1 bit).
    pub knows_barred: W,
    /// First day of the present status, or of the stay in a bed (12 bits).
    pub since: W,
    /// First day without valid papers (12 bits, saturating at 4,095: past the end).
    pub papers_until: W,
    /// Bucket of yesterday's application (8 bits).
    pub bucket: W,
    /// First day free of an entry bar (16 bits).
    pub barred_until: W,
    /// Wage, tens of roubles a month (16 bits).
    pub wage: W,
    /// Savings less debt, thousands of roubles (16 bits, signed).
    pub savings: Savings,
    /// Grievance (8 bits).
    pub grievance: W,
    /// Fear (8 bits).
    pub fear: W,
}

impl Agent {
    /// Names and values of all fields, for a mismatch report.
    pub fn fields(&self) -> [(&'static str, i64); 17] {
        macro_rules! list { ($($f:ident)*) => { [$((stringify!($f), i64::from(self.$f))),*] }; }
        list!(status papers violations sector region community dependents sex knows_barred since papers_until bucket
              barred_until wage savings grievance fear)
    }
}

impl<W: Word> Agent<W, W::Savings> {
    /// Reads an agent from its four words.
    #[inline(always)]
    pub fn from_words(w: [W; 4]) -> Self {
        Self {
            status: w[0] & 15,
            papers: (w[0] >> 4) & 3,
            violations: (w[0] >> 6) & 3,
            sector: (w[0] >> 8) & 7,
            region: (w[0] >> 11) & 127,
            community: (w[0] >> 18) & 511,
            dependents: (w[0] >> 27) & 7,
            sex: (w[0] >> 30) & 1,
            knows_barred: w[0] >> 31,
            since: w[1] & 4095,
            papers_until: (w[1] >> 12) & 4095,
            bucket: w[1] >> 24,
            barred_until: w[2] & 65535,
            wage: w[2] >> 16,
            savings: W::to_savings(w[3] & 65535),
            grievance: (w[3] >> 16) & 255,
            fear: w[3] >> 24,
        }
    }

    /// Writes an agent into its four words.
    #[inline(always)]
    pub fn to_words(&self) -> [W; 4] {
        [
            self.status
                | (self.papers << 4)
                | (self.violations << 6)
                | (self.sector << 8)
                | (self.region << 11)
                | (self.community << 18)
                | (self.dependents << 27)
                | (self.sex << 30)
                | (self.knows_barred << 31),
            self.since | (self.papers_until << 12) | (self.bucket << 24),
            self.barred_until | (self.wage << 16),
            W::of_savings(self.savings) | (self.grievance << 16) | (self.fear << 24),
        ]
    }
}

/// Reads one agent from its four words.
#[inline(always)]
pub fn unpack(w: [u32; 4]) -> Agent {
    Agent::from_words(w)
}

/// Writes one agent into its four words.
#[inline(always)]
pub fn pack(a: &Agent) -> [u32; 4] {
    a.to_words()
}

/// In Russia and at liberty.
#[inline(always)]
pub fn at_large<W: Word, I>(a: &Agent<W, I>) -> W::Flag {
    a.status.eq(SEEKING) | a.status.eq(WORKING)
}
const _: () = assert!(LISTS == 2 * PARTS, "two counts for each part");

/// At home.
#[inline(always)]
pub fn at_home<W: Word, I>(a: &Agent<W, I>) -> W::Flag {
    a.status.lt(SEEKING)
}
const _: () = assert!(HOME < SEEKING && HOME_WORKING < SEEKING && SEEKING == 2, "two statuses at home, and no other");

/// Without a job, at home or at large.
#[inline(always)]
pub fn jobless<W: Word, I>(a: &Agent<W, I>) -> W::Flag {
    a.status.eq(HOME) | a.status.eq(SEEKING)
}

/// Under an entry bar.
#[inline(always)]
pub fn barred<W: Word, I>(a: &Agent<W, I>, day: u32) -> W::Flag {
    a.barred_until.gt(day)
}

/// The papers that count today: none once they ran out, marked irregular or not.
#[inline(always)]
pub fn valid_papers<W: Word, I>(a: &Agent<W, I>, day: u32) -> W {
    a.papers.where_set(a.papers_until.gt(day), IRREGULAR)
}

/// Staying and working in order: papers valid today and no bar.
#[inline(always)]
pub fn legal<W: Word, I>(a: &Agent<W, I>, day: u32) -> W::Flag {
    !valid_papers(a, day).eq(IRREGULAR) & !barred(a, day)
}

/// Applies for a job on a day of search.
#[inline(always)]
pub fn seeks<W: Word, I>(a: &Agent<W, I>, searching: bool) -> W::Flag {
    // Against no status at all on other days: one comparison, and no mask.
    a.status.eq(if searching { SEEKING } else { u32::MAX })
}

/// The block's monthly day: papers, pay, what is looked up once a month.
#[inline(always)]
pub fn monthly(id: u32, month_day: u32) -> bool {
    (id / BLOCK) % MONTHLY_DAYS == month_day
}

/// The block's days of job search: every fourth.
#[inline(always)]
pub fn searches(id: u32, day: u32) -> bool {
    ((id / BLOCK + day) & 3) == 0
}
