//! The day of one agent, in order. Read this as the table of contents of the model.

use super::Ledger;
use super::apply::apply;
use super::context::Context;
use super::deportation::deportation;
use super::detention::detention;
use super::employment::employment;
use super::mobility::mobility;
use super::papers::papers;
use super::remittance::remittance;
use super::settle::settle;
use super::unrest::unrest;
use crate::layout::*;
use crate::lottery::place;

/// Settles yesterday's application, lives the day, applies for tomorrow. `r` is the gate block.
pub fn day(w: [u32; 4], r: [u32; 4], c: &mut Context, ledger: &Ledger) -> [u32; 4] {
    let mut a = unpack(w);
    let before = place(&a);
    c.origin = c.atlas.origin[a.community as usize];

    settle(&mut a, c);
    employment(&mut a, r[0], c);
    papers(&mut a, c);
    detention(&mut a, r[1], c);
    deportation(&mut a, r[0], c);
    let consumed = remittance(&mut a, c);
    let job_waits = mobility(&mut a, r[2], c);
    unrest(&mut a, consumed, c, ledger);
    apply(&mut a, r[3], job_waits, c, ledger);

    let after = place(&a);
    if before != after {
        ledger.moved(before, after);
    }
    pack(&a)
}

/// True when nothing can happen to the agent today: an idle status, no monthly day today or yesterday, no application
/// pending or due, and no word of the gate block below the largest threshold of its status. A filter: without it every
/// bit is the same.
#[inline(always)]
pub fn sleeps(w0: u32, w1: u32, r: [u32; 4], c: &Context) -> bool {
    let status = w0 & 15;
    let gate = (status * 4) as usize;
    let mut idle = status == HOME || status == HOME_WORKING || status == WORKING;
    if status == SEEKING {
        idle = (w1 >> 24) == NOT_APPLIED && !searches(c.id, c.day.day);
    }
    idle && !monthly(c.id, c.day.month_day)
        && !monthly(c.id, c.day.eve_month_day)
        && (r[0] >> 1) >= c.rates.gate[gate]
        && (r[1] >> 1) >= c.rates.gate[gate + 1]
        && (r[2] >> 1) >= c.rates.gate[gate + 2]
}
