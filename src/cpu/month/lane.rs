//! The monthly day of agents to whom nothing else happens that day, side by side: the stages' monthly rules, in the
//! order of [`crate::rules::day`]. Agents for whom a rare branch waits are not calm, and are left to the full day.

use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::lottery::needs_permit;
use crate::cpu::gate::Highest;
use crate::rules::community::Community;
use crate::rules::papers::monthly_papers;
use crate::rules::remittance::{household, monthly_money};
use crate::rules::unrest::monthly_unrest;
use crate::rules::words::{Agents, Flags, Words};
use pulp::Simd;

/// Flows that the calm add to.
pub const OF_CALM: usize = 18;

/// Blocks drawn for agents, by stage.
pub struct BlockDraws<S: Simd> {
    pub gate: [Words<S>; 4],
    pub papers: [Words<S>; 4],
    pub remittance: [Words<S>; 4],
    pub unrest: [Words<S>; 4],
    pub person: [Words<S>; 4],
}

/// Agents in the evening of their monthly day, and what they add to flows; void unless they are calm.
pub struct Evening<S: Simd> {
    pub calm: Flags<S>,
    pub agent: Agents<S>,
    /// Whether they apply for a permit or a job.
    pub applies: Flags<S>,
    pub active: Flags<S>,
    /// By number of the flow.
    pub flows: [(u32, Words<S>); OF_CALM],
}

/// Runs the monthly day. `searching` says whether it is the block's day of job search.
#[inline(always)]
pub fn run<S: Simd>(
    mut a: Agents<S>,
    r: &BlockDraws<S>,
    k: &Community,
    highest: &Highest,
    searching: bool,
) -> Evening<S> {
    let home = at_home(&a);
    let calm = (home | at_large(&a)) & !highest.strikes(home, &r.gate);
    a.bucket = a.bucket.with(NOT_APPLIED);

    let papers = monthly_papers(&a, &r.papers, k);
    a.violations = papers.violations;
    a.knows_barred = papers.knows_barred;
    a.barred_until = papers.barred_until;
    a.papers = papers.papers;
    a.papers_until = papers.papers_until;
    a.since = papers.since;

    let money = monthly_money(&a, &r.remittance, k);
    a.savings = money.savings;
    let household = household(&a, money.received, r.person[0], k);

    let unrest = monthly_unrest(&a, household.a_head, &r.unrest, r.person[2], k);
    a.fear = unrest.fear;
    a.grievance = unrest.grievance;

    let [p0, p1, p2] = papers.flows;
    let [m0, m1, m2, m3, m4, m5, m6] = money.flows;
    let [h0, h1, h2, h3] = household.flows;
    let [u0, u1, u2, u3] = unrest.flows;
    Evening {
        calm: calm & !papers.travels & !unrest.recruited,
        agent: a,
        applies: needs_permit(&a, k.day) | seeks(&a, searching),
        active: unrest.active,
        flows: [p0, p1, p2, m0, m1, m2, m3, m4, m5, m6, h0, h1, h2, h3, u0, u1, u2, u3],
    }
}
