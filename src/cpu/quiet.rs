//! Quiet days: most people, on most days, do nothing but wait.
//!
//! At home or at large, and struck by no word of the gate block, an agent whose monthly day it is not (the gate leaves
//! that out) can only lose the lottery it waits for, and apply again on a day of search. That takes words 0 and 1 and
//! none of the stages, whose outcome it is: a filter, without which every bit is the same.

use super::chunk::Today;
use super::ledger::Page;
use crate::chance::hit;
use crate::layout::*;
use crate::lottery::{bucket, job, lottery};

/// Lives a quiet day on words 0 and 1; false, and nothing done, when the day may not be quiet.
#[inline(always)]
pub fn is_quiet(w: [u32; 2], w1: &mut u32, id: u32, r: [u32; 4], page: &mut Page, t: &Today) -> bool {
    let a = unpack([w[0], w[1], 0, 0]);
    if a.status > WORKING || struck(&a, r, t) {
        return false;
    }
    let mut applied = a.bucket;
    if applied != NOT_APPLIED {
        let drawn = lottery(&a, monthly(id, t.day.eve_month_day), t.day.day - 1, t.atlas);
        if applied < t.published.cutoff[drawn as usize] {
            return false;
        }
        applied = NOT_APPLIED;
    }
    if a.status == SEEKING && searches(id, t.day.day) {
        applied = bucket(r[3]);
        page.apply(lottery(&a, false, t.day.day, t.atlas), applied);
    }
    *w1 = (w[1] & 0x00ff_ffff) | (applied << 24);
    true
}

/// True when a word of the gate block is below a threshold that may apply to the agent.
#[inline(always)]
fn struck(a: &Agent, r: [u32; 4], t: &Today) -> bool {
    // Without a branch, which a processor would guess wrong for every third; the clamps clamp nothing, and spare the
    // branches of bounds.
    let gate = (a.status * 4) as usize;
    let losing = t.separations[(job(a) as usize).min(BEDS as usize - 1)];
    let x = if a.status == WORKING { losing } else { t.rates.gate[gate] };
    let region = (a.region as usize).min(REGIONS as usize - 1);
    let checks = t.rates.checks[region].max(t.rates.checks[REGIONS as usize + region]);
    let y = if a.status >= SEEKING { checks } else { 0 };
    hit(r[0], x) | hit(r[1], y) | hit(r[2], t.rates.gate[gate + 2])
}
