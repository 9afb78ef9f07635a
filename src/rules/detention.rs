//! Detention: police checks, arrest, custody, court.
//!
//! A check of someone with papers ends in nothing, a bribe, or a fine; without papers it may end in arrest. A fine is
//! an offence on the register; a second one within its term may bring an entry bar that the person does not know of.
//! Held wait for a bed; without one they are let go after 48 hours with a fine, or ordered to leave. Detained see a
//! court: an expulsion is a removal, or an order to leave at own cost, or they are released. A stay has a legal
//! maximum.

use super::context::{Context, pay};
use super::employment::sector;
use super::target::{is_checked, targeted};
use crate::common::agent::*;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::totals::*;

/// Decides on word y of the gate block.
#[inline(always)]
pub fn detention(a: &mut Agent, y: u32, c: &mut Context) {
    let days = spell(a, c.day.day);
    let checked = is_checked(a, y, c);
    let let_go = a.status == HELD && days >= CUSTODY_DAYS;
    let expired = (a.status == DETAINED || a.status == REMOVAL) && days >= c.rates.longest_stay;
    let heard = a.status == DETAINED && hit(y, c.rates.court);
    if !(checked || let_go || expired || heard) {
        return;
    }
    let b = c.block(DETENTION);
    if checked {
        check(a, b, c);
    } else if let_go {
        if hit(b[0], c.rates.order_share) {
            order(a, b, c);
        } else {
            offence(a, b, c);
            release(a, b, c);
        }
    } else if expired {
        if a.status == REMOVAL {
            order(a, b, c);
        } else {
            release(a, b, c);
        }
    } else {
        court(a, b, c);
    }
}

/// What a check ends in, [`NOTHING`] to [`ARRESTED`]; `draw` is the first word of the stage's block.
#[inline(always)]
pub fn outcome(a: &Agent, draw: u32, c: &Context) -> u32 {
    if legal(a, c.day.day) {
        if hit(draw, c.rates.legal_outcome[0]) {
            return FINED;
        }
        return if hit(draw, c.rates.legal_outcome[1]) { BRIBED } else { NOTHING };
    }
    if hit(draw, c.rates.irregular_outcome[0]) {
        ARRESTED
    } else if hit(draw, c.rates.irregular_outcome[1]) {
        FINED
    } else if hit(draw, c.rates.irregular_outcome[2]) {
        BRIBED
    } else {
        NOTHING
    }
}

fn check(a: &mut Agent, b: [u32; 4], c: &mut Context) {
    c.tally(CHECKS, 1);
    let outcome = outcome(a, b[0], c);
    if outcome == ARRESTED {
        arrest(a, c);
    } else if outcome == FINED {
        offence(a, b, c);
    } else if outcome == BRIBED {
        bribe(a, b, c);
    }
}

/// Custody, at most for 48 hours.
fn arrest(a: &mut Agent, c: &mut Context) {
    if a.status == WORKING {
        c.tally(VACATED_BY_REGION + a.region, 1);
    }
    a.status = HELD;
    a.since = code_of(c.day.day);
    a.wage = 0;
    a.sector = 0;
    c.tally(ARRESTS, 1);
}

fn bribe(a: &mut Agent, b: [u32; 4], c: &mut Context) {
    pay(a, c.rates.bribe, b[1], c);
    c.tally(BRIBES, 1);
}

/// A fine and an entry on the register; the second may bring a bar.
fn offence(a: &mut Agent, b: [u32; 4], c: &mut Context) {
    pay(a, c.rates.fine, b[1], c);
    c.tally(OFFENCES, 1);
    a.violations = (a.violations + 1).min(3);
    if a.violations >= 2 && hit(b[2], c.rates.bar_on_offence[targeted(a, c) as usize]) {
        a.violations = 0;
        bar(a, b[3], c);
        c.tally(OFFENCE_BARS, 1);
    }
}

/// A bar of three, five or ten years; a longer one stands.
pub fn bar(a: &mut Agent, draw: u32, c: &Context) {
    let mut days = 3652;
    if hit(draw, c.rates.bar_term[0]) {
        days = 1096;
    } else if hit(draw, c.rates.bar_term[1]) {
        days = 1826;
    }
    a.barred_until = a.barred_until.max(c.day.day + days);
}

fn court(a: &mut Agent, b: [u32; 4], c: &mut Context) {
    if !hit(b[0], c.rates.expulsion[targeted(a, c) as usize]) {
        offence(a, b, c);
        release(a, b, c);
    } else if hit(b[2], c.rates.order_share) {
        order(a, b, c);
    } else {
        a.status = REMOVAL;
        expulsion_bar(a, c);
        c.tally(REMOVAL_ORDERS, 1);
    }
}

fn expulsion_bar(a: &mut Agent, c: &mut Context) {
    a.barred_until = a.barred_until.max(c.day.day + c.rates.expulsion_bar_days);
    a.knows_barred = 1;
    c.tally(EXPULSION_BARS, 1);
}

/// An order to leave at own cost; the papers are void.
fn order(a: &mut Agent, b: [u32; 4], c: &mut Context) {
    if a.status != REMOVAL {
        expulsion_bar(a, c);
    }
    a.status = ORDERED;
    a.since = code_of(c.day.day);
    a.papers = IRREGULAR;
    a.sector = sector(a.sex, b[1], c);
    c.tally(LEAVE_ORDERS, 1);
}

fn release(a: &mut Agent, b: [u32; 4], c: &mut Context) {
    a.status = SEEKING;
    a.since = code_of(c.day.day);
    a.sector = sector(a.sex, b[1], c);
    c.tally(RELEASED, 1);
}
