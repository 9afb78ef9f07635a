//! The day of one agent, in order. Read this as the table of contents of the model.
//!
//! What papers, remittance and unrest do on a monthly day on which nothing else happens is told a second time, without
//! a branch, in `cpu/month/lane.rs` and `shaders/month.wgsl`: a rule changed here changes there, or a test says so.

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
use crate::common::layout::*;
use crate::common::lottery::place;

/// Settles yesterday's application, lives the day, applies for tomorrow. `r` is the gate block.
/// Compiled twice, since a day without the month's affairs is short.
pub fn day<const MONTHLY: bool>(w: [u32; 4], r: [u32; 4], mut c: Context) -> [u32; 4] {
    c.monthly = MONTHLY;
    let c = &mut c;
    let mut a = unpack(w);
    let before = place(&a);
    c.origin = c.tables.origin[a.community as usize];

    settle(&mut a, c);
    employment(&mut a, r[0], c);
    papers(&mut a, c);
    detention(&mut a, r[1], c);
    deportation(&mut a, r[0], c);
    let consumed = remittance(&mut a, c);
    let job_waits = mobility(&mut a, r[2], c);
    unrest(&mut a, consumed, c);
    apply(&mut a, r[3], job_waits, c);

    let after = place(&a);
    if before != after {
        c.tally.moved(before, after);
    }
    pack(&a)
}
