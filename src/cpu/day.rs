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
