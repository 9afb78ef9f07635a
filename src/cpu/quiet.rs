//! Quiet days: most agents, on most days, do nothing but wait.
//!
//! At home or at large, and struck by neither word x nor z of the gate block, an agent whose monthly day it is not (the
//! gate leaves that out) can lose the lottery it waits for, be waved on at a police check, and apply again on a day of
//! search. Then no other stage has an outcome: a filter, without which every bit is the same. `shaders/quiet.wgsl`
//! leaves every check to the full day.

use super::today::Today;
use crate::common::agent::*;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::lottery::job;
use crate::common::totals::CHECKS;
use crate::rules::apply::enter;
use crate::rules::context::Context;
use crate::rules::counters::Tally;
use crate::rules::detention::outcome;
use crate::rules::target::{check_threshold, is_checked};

/// Runs a quiet day on words 0 and 1. False when the day may not be quiet; then nothing is done that the full day would
/// not do.
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
    if seeks(&a, searches(id, t.day.day)) {
        search(w0, w1, r, tally);
    }
    true
}

/// Counts a police check, if there is one, that ends in nothing. False, and nothing done, when it may end otherwise.
#[inline(always)]
fn is_waved_on(a: &Agent, y: u32, c: &mut Context) -> bool {
    c.origin = c.tables.origin[a.community as usize];
    if !is_checked(a, y, c) {
        return true;
    }
    // Few checks of agents out of order end in nothing: their draws are left to the full day.
    let waved_on = legal(a, c.day.day) && outcome(a, c.block(DETENTION)[0], c) == NOTHING;
    c.tally(CHECKS, u32::from(waved_on));
    waved_on
}

/// Loses the lottery that an agent waits for. False, and nothing done, when the agent wins.
#[inline(always)]
pub fn loses(w0: u32, w1: &mut u32, id: u32, t: &Today) -> bool {
    let a = unpack([w0, *w1, 0, 0]);
    let loses = !t.wins(&a, id);
    if loses {
        set_bucket(&a, NOT_APPLIED, w1);
    }
    loses
}

/// Applies for a job.
#[inline(always)]
pub fn search(w0: u32, w1: &mut u32, r: [u32; 4], tally: &mut Tally) {
    let a = unpack([w0, *w1, 0, 0]);
    set_bucket(&a, enter(job(&a), r[3], tally), w1);
}

/// Writes a bucket into an agent's word 1.
#[inline(always)]
fn set_bucket(a: &Agent, bucket: u32, w1: &mut u32) {
    *w1 = pack(&Agent { bucket, ..*a })[1];
}

/// Whether words x, y and z of the gate block are below thresholds that may apply to the agent.
#[inline(always)]
fn struck(a: &Agent, r: [u32; 4], t: &Today) -> [bool; 3] {
    // Without a branch, which a processor would guess wrong for every third; the clamps clamp nothing, and spare the
    // branches of bounds.
    let gate = (a.status * 4) as usize;
    let losing = t.separations[(job(a) as usize).min(BEDS as usize - 1)];
    let x = if a.status == WORKING { losing } else { t.rates.gate[gate] };
    let region = a.region.min(REGIONS - 1);
    let checks = check_threshold(t.rates, 0, region).max(check_threshold(t.rates, 1, region));
    let y = if at_home(a) { 0 } else { checks };
    [hit(r[0], x), hit(r[1], y), hit(r[2], t.rates.gate[gate + 2])]
}
