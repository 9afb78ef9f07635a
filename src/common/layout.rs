//! What the two engines share: the constants, the 16-byte agent, and what follows from an agent's state alone.
//!
//! Twin: `shaders/common/layout.wgsl`; a test parses the WGSL and compares every constant and every table's offsets.
//! Days are absolute: day [`FIRST_DAY`] is the run's first, so that spells begun earlier have a number.

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
    /// Told to leave at own cost.
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
    /// Highest number of active people a community's arrest table tells apart.
    ACTIVES = 255;
    /// No place.
    NOWHERE = 0xffff_ffff;

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

/// One agent, unpacked from its four words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agent {
    /// [`HOME`] to [`ORDERED`] (4 bits).
    pub status: u32,
    /// [`VISA_FREE`] to [`IRREGULAR`] (2 bits).
    pub papers: u32,
    /// Offences on the register (2 bits).
    pub violations: u32,
    /// Sector of work; the camp choice while Held (3 bits).
    pub sector: u32,
    /// Host region, the last one while at home (7 bits).
    pub region: u32,
    /// Community of origin (9 bits).
    pub community: u32,
    /// Dependents at home (3 bits).
    pub dependents: u32,
    /// 1 for women (1 bit).
    pub sex: u32,
    /// 1 for those who know of their entry bar (1 bit).
    pub knows_barred: u32,
    /// First day of the present status, or of the stay in a bed (12 bits).
    pub since: u32,
    /// First day without valid papers (12 bits, saturating at 4,095: past the end).
    pub papers_until: u32,
    /// Bucket of yesterday's application (8 bits).
    pub bucket: u32,
    /// First day free of an entry bar (16 bits).
    pub barred_until: u32,
    /// Wage, tens of roubles a month (16 bits).
    pub wage: u32,
    /// Savings less debt, thousands of roubles (16 bits, signed).
    pub savings: i32,
    /// Grievance (8 bits).
    pub grievance: u32,
    /// Fear (8 bits).
    pub fear: u32,
}

impl Agent {
    /// Names and values of all fields, for a mismatch report.
    pub fn fields(&self) -> [(&'static str, i64); 17] {
        macro_rules! list { ($($f:ident)*) => { [$((stringify!($f), i64::from(self.$f))),*] }; }
        list!(status papers violations sector region community dependents sex knows_barred since papers_until bucket
              barred_until wage savings grievance fear)
    }
}

/// Reads an agent from its four words.
#[inline(always)]
pub fn unpack(w: [u32; 4]) -> Agent {
    Agent {
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
        savings: i32::from(w[3] as i16),
        grievance: (w[3] >> 16) & 255,
        fear: w[3] >> 24,
    }
}

/// Writes an agent into its four words.
#[inline(always)]
pub fn pack(a: &Agent) -> [u32; 4] {
    [
        a.status
            | (a.papers << 4)
            | (a.violations << 6)
            | (a.sector << 8)
            | (a.region << 11)
            | (a.community << 18)
            | (a.dependents << 27)
            | (a.sex << 30)
            | (a.knows_barred << 31),
        a.since | (a.papers_until << 12) | (a.bucket << 24),
        a.barred_until | (a.wage << 16),
        (a.savings as u32 & 65535) | (a.grievance << 16) | (a.fear << 24),
    ]
}

/// In Russia and at liberty.
#[inline(always)]
pub fn at_large(a: &Agent) -> bool {
    a.status == SEEKING || a.status == WORKING
}
const _: () = assert!(LISTS == 2 * PARTS, "two counts for each part");

/// At home.
#[inline(always)]
pub fn at_home(a: &Agent) -> bool {
    a.status == HOME || a.status == HOME_WORKING
}

/// Under an entry bar.
#[inline(always)]
pub fn barred(a: &Agent, day: u32) -> bool {
    a.barred_until > day
}

/// Staying and working in order: papers valid today and no bar.
#[inline(always)]
pub fn legal(a: &Agent, day: u32) -> bool {
    a.papers != IRREGULAR && day < a.papers_until && !barred(a, day)
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
