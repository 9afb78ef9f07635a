//! The day of one agent, in order. Read this as the table of contents of the model.

use super::Ledger;
use super::apply::apply;
use super::chunk::Today;
use super::context::Context;
use super::deportation::deportation;
use super::detention::detention;
use super::employment::{employment, job, separation};
use super::mobility::mobility;
use super::papers::papers;
use super::remittance::remittance;
use super::settle::settle;
use super::unrest::unrest;
use crate::chance::hit;
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

/// True when nothing can happen to the agent today: at home or at large, no application pending or due, not its monthly
/// day, and no word of the gate block below a threshold that may apply to it. Words 0 and 1 tell. A filter: without it every bit is the same.
#[inline(always)]
pub fn sleeps(w: [u32; 2], id: u32, r: [u32; 4], t: &Today) -> bool {
    let a = unpack([w[0], w[1], 0, 0]);
    if a.status > WORKING || a.bucket != NOT_APPLIED || monthly(id, t.day.month_day) {
        return false;
    }
    let gate = (a.status * 4) as usize;
    let mut x = t.rates.gate[gate];
    let mut y = 0;
    if a.status == WORKING {
        x = separation(job(&a), t.rates, t.published);
    }
    if at_large(&a) {
        y = t.rates.checks[a.region as usize].max(t.rates.checks[(REGIONS + a.region) as usize]);
    }
    let searching = a.status == SEEKING && searches(id, t.day.day);
    !(searching || hit(r[0], x) || hit(r[1], y) || hit(r[2], t.rates.gate[gate + 2]))
}
