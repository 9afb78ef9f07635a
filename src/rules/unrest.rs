//! Unrest: fear, grievance, protest and recruitment, on the block's monthly day.
//!
//! Fear fades by a sixteenth a month and rises by the month's alarm in one's community; it keeps people from leaving
//! more than it sends them back. At home grievance moves towards what hardship, joblessness, a bar, the month's alarm,
//! and consumption below what the home region is used to make of it. Protest is Epstein's rule (2002): active if
//! grievance less risk aversion times arrest probability exceeds a threshold, where the arrest probability is `1 -
//! exp(-k floor(cops / (active + 1)))` of the community's actives as the evening before left them, a running count of a
//! month since each agent is asked once a month, and of those observed last month in other communities of its home
//! region: contagion. The floor makes a community tip when its activists outnumber the police. Recruitment is a small
//! hazard of everyone, larger for the barred without a job.

use super::community::Community;
use super::context::Context;
use super::mobility::leave_pool;
use super::words::{Agents, Flags, Words, one, word};
use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::totals::*;
use pulp::Simd;

/// The month's unrest of one agent; `consumed` is the household's consumption a head, if it is its monthly day.
#[inline(always)]
pub fn unrest(a: &mut Agent, consumed: u32, c: &mut Context) {
    if consumed == NOT_TODAY {
        return;
    }
    let b = c.block(UNREST);
    let k = c.community(a.community);
    let month = monthly_unrest(&one(a), word(consumed), &c.words(UNREST), c.words(PERSON)[2], &k);
    a.fear = month.fear.get();
    a.grievance = month.grievance.get();
    c.tally_all(month.flows);
    if month.active.get() {
        c.tally.count_active(a.community, 1);
    }
    if month.recruited.get() {
        leave_pool(a, RECRUITED, [b[2], b[3], b[2] << 16, b[3] << 16], c);
    }
}

/// Unrest of a monthly day.
pub struct MonthlyUnrest<S: Simd> {
    /// Fear after it.
    pub fear: Words<S>,
    /// Grievance after it.
    pub grievance: Words<S>,
    /// Whether the agent is active in protest.
    pub active: Flags<S>,
    /// Whether the agent is recruited, and leaves the pool.
    pub recruited: Flags<S>,
    /// Flows and what is added to them.
    pub flows: [(u32, Words<S>); 4],
}

/// The monthly day of unrest; `consumed` is the household's consumption a head, `b` the stage's block, `person` the
/// third word of the person's block.
#[inline(always)]
pub fn monthly_unrest<S: Simd>(
    a: &Agents<S>,
    consumed: Words<S>,
    b: &[Words<S>; 4],
    person: Words<S>,
    k: &Community,
) -> MonthlyUnrest<S> {
    let rates = k.rates;
    let (home, barred) = (at_home(a), barred(a, k.day));
    let fear = ((a.fear * rates.fear_kept + k.alarm + (b[0] >> 24)) >> 8).min(255);
    let moved = approach(a.grievance, aim(a, consumed, k), rates.grievance_pace, (b[0] >> 16) & 255);
    let grievance = home.select(moved, a.grievance);
    let hazard = (barred & jobless(a)).select(b[1].with(k.recruitment[1]), k.recruitment[0]);
    MonthlyUnrest {
        fear,
        grievance,
        active: home & protests(grievance, person, k),
        recruited: (home | at_large(a)) & b[1].hit(hazard),
        flows: [(FEAR, fear), (ASKED, fear.with(1)), (GRIEVANCE, home.select(grievance, 0)), (AGGRIEVED, home.ones())],
    }
}

/// What grievance moves to.
#[inline(always)]
fn aim<S: Simd>(a: &Agents<S>, consumed: Words<S>, k: &Community) -> Words<S> {
    let [hardship, of_jobless, of_barred, of_fall] = k.rates.grievance_of;
    let fall = consumed.with(k.reference_consumption).saturating_sub(consumed) * of_fall;
    let aim = fall.quotient(k.reference_consumption.max(1), k.by_reference)
        + (hardship + (k.alarm >> 8))
        + a.status.eq(HOME).select(of_jobless, 0)
        + barred(a, k.day).select(of_barred, 0);
    aim.min(255)
}

/// A step of `pace` 256ths from `from` to `to`, both below 256, unbiased over uniform `r` below 256. No word has a
/// sign: the step is offset by 256 times the pace.
#[inline(always)]
fn approach<S: Simd>(from: Words<S>, to: Words<S>, pace: u32, r: Words<S>) -> Words<S> {
    from + (((to + 256 - from) * pace + r) >> 8) - pace
}

/// The rule of protest; `person` is the third word of the person's block, which holds the aversion to risk.
#[inline(always)]
fn protests<S: Simd>(grievance: Words<S>, person: Words<S>, k: &Community) -> Flags<S> {
    let risk = ((person >> 24) * k.arrest) >> 8;
    grievance.gt(risk + k.rates.protest_threshold)
}
