//! Quiet days: most people, on most days, do nothing but wait.
//!
//! At home or at large, and struck by neither word x nor z of the gate block, an agent whose monthly day it is not (the
//! gate leaves that out) can lose the lottery it waits for, be waved on at a police check, and apply again on a day of
//! search. Then none of the stages is needed, whose outcome it is: a filter, without which every bit is the same.

use super::chunk::Today;
use super::context::Context;
use super::counters::Tally;
use super::detention::targeted;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::lottery::{bucket, job, lottery};
use crate::common::totals::CHECKS;

/// Lives a quiet day on words 0 and 1; false when the day may not be quiet, and then nothing is done that the day in
/// full would not do.
#[inline(always)]
pub fn is_quiet(w0: u32, w1: &mut u32, w2: u32, id: u32, r: [u32; 4], tally: &mut Tally, t: &Today) -> bool {
    let a = unpack([w0, *w1, w2, 0]);
    let [x, y, z] = struck(&a, r, t);
    if a.status > WORKING || x | z || (a.bucket != NOT_APPLIED && !loses(w0, w1, id, t)) {
        return false;
    }
    if y && !is_waved_on(&a, r[1], &mut t.context(id, tally)) {
        return false;
    }
    if a.status == SEEKING && searches(id, t.day.day) {
        search(w0, w1, r, tally);
    }
    true
}

/// Counts a police check, if there is one, that ends in nothing, as most do for people with papers; false, and nothing
/// done, when it may end otherwise.
#[inline(always)]
fn is_waved_on(a: &Agent, y: u32, c: &mut Context) -> bool {
    c.origin = c.tables.origin[a.community as usize];
    if !hit(y, c.rates.checks[targeted(a, c) * REGIONS as usize + a.region as usize]) {
        return true;
    }
    let waved_on = legal(a, c.day.day) && !hit(c.block(DETENTION)[0], c.rates.legal_outcome[1]);
    c.tally(CHECKS, u32::from(waved_on));
    waved_on
}

/// Loses the lottery that someone waits for; false, and nothing done, when it is won.
#[inline(always)]
pub fn loses(w0: u32, w1: &mut u32, id: u32, t: &Today) -> bool {
    let a = unpack([w0, *w1, 0, 0]);
    let drawn = lottery(&a, monthly(id, t.day.eve_month_day), t.day.day - 1, t.tables);
    let loses = a.bucket >= t.day_state.cutoff[drawn as usize];
    if loses {
        *w1 |= NOT_APPLIED << 24;
    }
    loses
}

/// Applies for a job.
#[inline(always)]
pub fn search(w0: u32, w1: &mut u32, r: [u32; 4], tally: &mut Tally) {
    let applied = bucket(r[3]);
    tally.apply(job(&unpack([w0, 0, 0, 0])), applied);
    *w1 = (*w1 & 0x00ff_ffff) | (applied << 24);
}

/// Whether words x, y and z of the gate block are below thresholds that may apply to the agent.
#[inline(always)]
fn struck(a: &Agent, r: [u32; 4], t: &Today) -> [bool; 3] {
    // Without a branch, which a processor would guess wrong for every third; the clamps clamp nothing, and spare the
    // branches of bounds.
    let gate = (a.status * 4) as usize;
    let losing = t.separations[(job(a) as usize).min(BEDS as usize - 1)];
    let x = if a.status == WORKING { losing } else { t.rates.gate[gate] };
    let region = (a.region as usize).min(REGIONS as usize - 1);
    let checks = t.rates.checks[region].max(t.rates.checks[REGIONS as usize + region]);
    let y = if a.status >= SEEKING { checks } else { 0 };
    [hit(r[0], x), hit(r[1], y), hit(r[2], t.rates.gate[gate + 2])]
}
