//! Unrest: fear, grievance, protest and recruitment, on the block's monthly day.
//!
//! Fear fades by a sixteenth a month and rises by the month's alarm in one's community; it keeps people from leaving
//! more than it sends them back. At home grievance moves towards what hardship, joblessness, a bar, the month's alarm,
//! and consumption below what the home region is used to make of it. Protest is Epstein's rule (2002): active if
//! grievance less risk aversion times arrest probability exceeds a threshold, where the arrest probability is `1 -
//! exp(-k floor(cops / (active + 1)))` of the community's actives as the evening before left them, a running count of a
//! month since each agent is asked once a month, and of those it heard of last month from other communities of its home
//! region: contagion. The floor makes a community tip when its activists outnumber the police. Recruitment is a small
//! hazard of everyone, larger for the barred without a job.

use super::context::Context;
use super::mobility::leave_pool;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::totals::*;

/// The month's unrest of one agent; `consumed` is the household's consumption a head, if it is its monthly day.
#[inline(always)]
pub fn unrest(a: &mut Agent, consumed: u32, c: &mut Context) {
    if consumed == NOT_TODAY {
        return;
    }
    let b = c.block(UNREST);
    let fear = a.fear * c.rates.fear_kept + c.rates.alarm[a.community as usize];
    a.fear = ((fear + (b[0] >> 24)) >> 8).min(255);
    c.tally(FEAR, a.fear);
    c.tally(ASKED, 1);
    if at_home(a) {
        a.grievance = approach(a.grievance, aim(a, consumed, c), c.rates.grievance_pace, (b[0] >> 16) & 255);
        c.tally(GRIEVANCE, a.grievance);
        c.tally(AGGRIEVED, 1);
        if protests(a, c) {
            c.tally.act(a.community, 1);
        }
    }
    let desperate = u32::from(barred(a, c.day.day) && (a.status == HOME || a.status == SEEKING));
    if (at_home(a) || at_large(a)) && hit(b[1], c.rates.recruitment[(c.origin * 2 + desperate) as usize]) {
        leave_pool(a, RECRUITED, [b[2], b[3], b[2] << 16, b[3] << 16], c);
    }
}

/// What grievance moves to.
fn aim(a: &Agent, consumed: u32, c: &Context) -> u32 {
    let mut aim = c.rates.grievance_of[0] + (c.rates.alarm[a.community as usize] >> 8);
    if a.status == HOME {
        aim += c.rates.grievance_of[1];
    }
    if barred(a, c.day.day) {
        aim += c.rates.grievance_of[2];
    }
    let accustomed = c.rates.accustomed[c.tables.home_region[a.community as usize] as usize];
    if consumed < accustomed {
        aim += (accustomed - consumed) * c.rates.grievance_of[3] / accustomed;
    }
    aim.min(255)
}

/// A step of `pace` 256ths from `from` to `to`, unbiased over uniform `r` below 256.
fn approach(from: u32, to: u32, pace: u32, r: u32) -> u32 {
    let step = ((to as i32 - from as i32) * pace as i32 + r as i32) >> 8;
    (from as i32 + step) as u32
}

/// Epstein's rule.
fn protests(a: &Agent, c: &Context) -> bool {
    let k = a.community as usize;
    let seen = ((c.day_state.activists[k] + c.rates.heard[k]) / 16).min(ACTIVES);
    let aversion = c.person()[2] >> 24;
    let risk = (aversion * c.rates.protest_arrest[seen as usize]) >> 8;
    a.grievance > c.rates.protest_threshold + risk
}
