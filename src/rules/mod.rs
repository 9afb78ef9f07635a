//! The rules: what happens to an agent in a day, in order. Read this as the table of contents of the model.
//!
//! One file a stage, whose module doc is the rule's specification, with a twin in `shaders/rules` of the same name and
//! the same functions. Rules that several agents may follow side by side are written once, over words of any number of
//! agents ([`words`]); rare branches are written for one agent. How the rules are run is the engines' affair:
//! [`crate::cpu`] and [`crate::gpu`].

pub mod apply;
pub mod census;
pub mod community;
pub mod context;
pub mod counters;
pub mod deportation;
pub mod detention;
pub mod employment;
pub mod evening;
pub mod lanes;
pub mod mobility;
pub mod papers;
pub mod remittance;
pub mod settle;
pub mod target;
pub mod unrest;
pub mod vectors;
pub mod words;

use crate::common::agent::*;
use crate::common::lottery::place;
use apply::apply;
use context::Context;
use deportation::deportation;
use detention::detention;
use employment::employment;
use mobility::mobility;
use papers::papers;
use remittance::remittance;
use settle::settle;
use unrest::unrest;

/// The day of one agent: settles yesterday's application, runs the stages, applies for tomorrow. `r` is the gate block.
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
