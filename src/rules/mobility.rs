//! Mobility: departures, returns, and the ways out of the pool.
//!
//! From home people leave by season, gain, ties, debt and fear, with a settling debt and ninety visa-free days; the
//! barred who do not know it are turned back at the border and learn of it, those who know re-enter rarely and without
//! papers. From abroad they return by season, job, purchasing power and fear; a bar is learned at the exit, and those
//! who know they are barred return less: the bar holds them abroad. A border that lets only a share pass lowers
//! departures, re-entries and returns by it ([`crate::rates`]); those kept back stay where they are and go on as before.
//! A record that leaves the pool is counted by reason and becomes an entrant of the same community, so that the pool is
//! constant.

use super::context::{Context, pay};
use super::detention::bar;
use super::employment::{destination, sector};
use super::papers::stay;
use super::target::targeted;
use crate::common::agent::*;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::totals::*;

/// Decides on word z of the gate block; true when a job waits for an arrival.
#[inline(always)]
pub fn mobility(a: &mut Agent, z: u32, c: &mut Context) -> bool {
    let o = c.origin as usize;
    let mut leaves = c.rates.death[o];
    let mut goes = leaves;
    let mut reason = RETIRED;
    if at_home(a) {
        leaves += c.rates.retirement[o];
        goes = leaves + departure(a, z, c);
    } else if at_large(a) {
        reason = NATURALISED;
        leaves += c.rates.naturalisation[o];
        goes = leaves + homecoming(a, z, c);
    }
    if !hit(z, goes) {
        return false;
    }
    let b = c.block(MOBILITY);
    if hit(z, leaves) {
        if hit(z, c.rates.death[o]) {
            reason = DIED;
        }
        leave_pool(a, reason, b, c);
        return false;
    }
    if at_home(a) {
        return depart(a, b, c);
    }
    come_home(a, b, c);
    false
}

/// Class of fear, 0 to 7: the low bits of the draw interpolate between multiples of 32 points.
fn afraid(a: &Agent, z: u32) -> u32 {
    ((a.fear + (z & 31)) >> 5).min(7)
}

/// Threshold of a departure today.
fn departure(a: &Agent, z: u32, c: &Context) -> u32 {
    if barred(a, c.day.day) && a.knows_barred == 1 {
        return c.rates.reentry[c.origin as usize];
    }
    let tie = c.rates.ties[a.community as usize] & 3;
    let row = c.origin * 128 + afraid(a, z) * 16;
    c.rates.departure[(row + tie * 4 + a.status * 2 + u32::from(a.savings < 0)) as usize]
}

/// Threshold of a return today.
fn homecoming(a: &Agent, z: u32, c: &Context) -> u32 {
    let knows = u32::from(barred(a, c.day.day) && a.knows_barred == 1);
    let row = c.origin * 32 + afraid(a, z) * 4;
    c.rates.homecoming[(row + u32::from(a.status == WORKING) * 2 + knows) as usize]
}

fn depart(a: &mut Agent, b: [u32; 4], c: &mut Context) -> bool {
    let day = c.day.day;
    let home = c.tables.home_region[a.community as usize];
    if barred(a, day) && a.knows_barred == 0 {
        a.knows_barred = 1;
        pay(a, c.rates.refusal_debt, b[0], c);
        c.tally(REFUSED, 1);
        c.tally(SENT_BACK_BY_COMMUNITY + a.community, 1);
        return false;
    }
    a.papers = VISA_FREE;
    a.papers_until = stay(c.origin, day, c.rates);
    if barred(a, day) {
        a.papers = IRREGULAR;
        c.tally(REENTRIES, 1);
    }
    a.status = SEEKING;
    a.since = code_of(day);
    if !hit(b[0], c.rates.same_region) {
        a.region = destination(REGIONS + home, b[1], b[2], c);
    }
    pay(a, c.rates.settling_debt, b[0], c);
    c.tally(DEPARTURES, 1);
    hit(b[3], c.rates.job_waiting)
}

fn come_home(a: &mut Agent, b: [u32; 4], c: &mut Context) {
    let day = c.day.day;
    if valid_papers(a, day) == IRREGULAR
        && !barred(a, day)
        && hit(b[0], c.rates.bar_on_overstay[targeted(a, c) as usize])
    {
        bar(a, b[1], c);
        c.tally(OVERSTAY_BARS, 1);
    }
    if barred(a, day) {
        a.knows_barred = 1;
    }
    a.status = HOME;
    a.since = code_of(day);
    a.wage = 0;
    c.tally(RETURNS, 1);
}

/// Counts the leaver and makes the record an entrant of the same community.
pub fn leave_pool(a: &mut Agent, reason: u32, b: [u32; 4], c: &mut Context) {
    c.tally(reason, 1);
    if a.savings >= 0 {
        c.tally(TAKEN_OUT, a.savings as u32 * 1000);
    } else {
        c.tally(WRITTEN_OFF, -a.savings as u32 * 1000);
    }
    *a = entrant(a.community, b, c);
    c.tally(ENTRANTS, 1);
}

/// A first-timer at home.
fn entrant(community: u32, b: [u32; 4], c: &Context) -> Agent {
    let o = c.origin as usize;
    let sex = u32::from(hit(b[0], c.tables.women[o]));
    let mut dependents = 0;
    while dependents < 7 && !hit(b[1], c.tables.dependents[o * 8 + dependents as usize]) {
        dependents += 1;
    }
    let home = c.tables.home_region[community as usize];
    Agent {
        status: HOME,
        papers: VISA_FREE,
        violations: 0,
        sector: sector(sex, b[2], c),
        region: destination(REGIONS + home, b[3], b[0] << 8, c),
        community,
        dependents,
        sex,
        knows_barred: 0,
        since: code_of(c.day.day),
        papers_until: code_of(c.day.day),
        bucket: NOT_APPLIED,
        barred_until: 0,
        wage: 0,
        savings: 0,
        grievance: 0,
        fear: 0,
    }
}
