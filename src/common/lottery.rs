//! The lottery: one primitive for jobs, camp beds, permits and removal seats.
//!
//! An applicant draws a priority in the evening, stores its bucket in its own state and counts itself; the evening
//! finds the highest cut-off whose count fits the free places; in the morning applicants below it are admitted.
//! Nothing depends on the order of applications. Buckets are logarithmic, 16 octaves of 16: a linear scale starves a scarce
//! lottery. Twin: `shaders/common/lottery.wgsl`.

use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::common::word::Word;

/// The priority bucket of a draw, 0 (first served) to 254.
#[inline(always)]
pub fn bucket(draw: u32) -> u32 {
    let p = draw.max(1 << 16);
    let e = 31 - p.leading_zeros();
    ((e - 16) * 16 + ((p >> (e - 4)) & 15)).min(254)
}

/// On the monthly day agents at large apply for a permit when they are on a visa-free stay, or on a permit about to end.
/// A stay without an end, as an exempt origin's is, needs none.
#[inline(always)]
pub fn needs_permit<W: Word, I>(a: &Agent<W, I>, day: u32) -> W::Flag {
    let stay_ends = a.papers.eq(VISA_FREE) & a.papers_until.lt(LAST_DAY);
    let permit_ends = a.papers.eq(PERMIT) & !papers_last(a.papers_until, day, RENEWAL_DAYS);
    at_large(a) & (stay_ends | permit_ends)
}

/// The lottery an agent stands in on `day`; papers are asked for on its block's monthly day; it follows from state, day
/// and world alone, never from this month's rates.
#[inline(always)]
pub fn lottery(a: &Agent, asks_papers: bool, day: u32, tables: &WorldTables) -> u32 {
    if a.status == HELD {
        return BEDS + tables.nearest[(a.region * CAMP_CHOICES + a.sector) as usize];
    }
    if a.status == REMOVAL {
        return SEATS + tables.district[a.region as usize];
    }
    if asks_papers && needs_permit(a, day) {
        return PERMITS + a.region;
    }
    job(a)
}

/// The lottery that an agent waits for since last evening, and whether its bucket is below the published cut-off.
#[inline(always)]
pub fn admission(a: &Agent, id: u32, day: &Day, tables: &WorldTables, day_state: &DayState) -> (u32, bool) {
    let drawn = lottery(a, monthly(id, day.eve_month_day), day.day - 1, tables);
    (drawn, a.bucket < day_state.cutoff[drawn as usize])
}

/// The rationed place an agent occupies, or [`NOWHERE`].
#[inline(always)]
pub fn place(a: &Agent) -> u32 {
    if a.status == WORKING {
        return job(a);
    }
    if a.status == DETAINED || a.status == REMOVAL {
        return BEDS + a.region;
    }
    NOWHERE
}

/// How far a cell holds more than its capacity: 0 when it does not, 7 when it holds nearly twice as many.
#[inline(always)]
pub fn excess(occupied: u32, capacity: u32) -> u32 {
    if occupied <= capacity {
        return 0;
    }
    (1 + ((occupied - capacity) * 8) / capacity.max(1)).min(LEVELS - 1)
}

/// The cell of jobs that a worker or a seeker belongs to.
#[inline(always)]
pub fn job(a: &Agent) -> u32 {
    JOBS + a.region * SECTORS + a.sector
}

/// Threshold of losing a job of a cell today.
#[inline(always)]
pub fn separation(job: u32, rates: &Rates, day_state: &DayState) -> u32 {
    let level = excess(day_state.occupied[job as usize], rates.capacity[job as usize]);
    rates.separation[((job - JOBS) % SECTORS * LEVELS + level) as usize]
}
