//! The 16-byte agent, and what follows from its state alone: of one agent, or of several side by side.
//!
//! Twin: `shaders/common/layout.wgsl`.

use super::layout::*;
use super::word::Word;

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
    /// Wage, tens of the host currency a month (16 bits).
    pub wage: W,
    /// Savings less debt, thousands of the host currency (16 bits, signed).
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

/// Abroad and at liberty.
#[inline(always)]
pub fn at_large<W: Word, I>(a: &Agent<W, I>) -> W::Flag {
    a.status.eq(SEEKING) | a.status.eq(WORKING)
}

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
