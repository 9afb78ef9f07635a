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
    /// Code of the first day of the present status, or of the stay in a bed (12 bits).
    pub since: W,
    /// Code of the first day without valid papers (12 bits); [`LAST_DAY`] for papers without an end.
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

/// The code of a day.
#[inline(always)]
pub fn code_of(day: u32) -> u32 {
    day % DAY_CODES
}

/// Days from a day to the next with a code, less than [`DAY_CODES`].
#[inline(always)]
pub fn days_after<W: Word>(code: W, day: u32) -> W {
    // One of the two is below, since the other goes under zero.
    let days = code.plus(DAY_CODES - code_of(day));
    days.smaller(days.plus(DAY_CODES.wrapping_neg()))
}

/// Days since the present status, or the stay in a bed, began; after a monthly day of more than [`SPELL_DAYS`], as
/// many as since then.
#[inline(always)]
pub fn spell(a: &Agent, day: u32) -> u32 {
    (DAY_CODES - days_after(a.since, day)) % DAY_CODES
}

/// Whether papers last for more than some days after a day.
#[inline(always)]
pub fn papers_last<W: Word>(papers_until: W, day: u32, days: u32) -> W::Flag {
    let left = days_after(papers_until, day);
    papers_until.eq(LAST_DAY) | (left.gt(days) & !left.gt(PAPERS_AHEAD))
}

/// A code that means a day no more than `behind` days ago, where it can mean one up to `ahead` days ahead.
#[inline(always)]
pub fn kept_near<W: Word>(code: W, day: u32, ahead: u32, behind: u32) -> W {
    let days = days_after(code, day);
    code.where_set(!(days.gt(ahead) & days.lt(DAY_CODES - behind)), code_of(day + DAY_CODES - behind))
}

/// The papers that count today: none once they ran out, marked irregular or not.
#[inline(always)]
pub fn valid_papers<W: Word, I>(a: &Agent<W, I>, day: u32) -> W {
    a.papers.where_set(papers_last(a.papers_until, day, 0), IRREGULAR)
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
