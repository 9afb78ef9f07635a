//! Remittance: pay, debt, what is sent, what the household lives on; once a month, on the block's monthly day.
//!
//! A wage is paid for the season's hours. Debt is served first, up to a share of what the patent leaves. Then
//! `sent = min(earned x share, earned - patent - floor - debt service)`, where the share follows the exchange rate:
//! people aim at a sum at home. Of what is left above the floor a part is saved. Seekers live on savings or credit.
//! The household consumes its own income, its part of the roubles received, and at home the savings brought back; a
//! head below the line counts as poor. Every rouble earned or drawn is spent, sent or saved.

use super::context::{Context, pay, thousands};
use crate::common::layout::*;
use crate::common::rng::mulhi;
use crate::common::totals::*;

/// The monthly day's money; the household's consumption a head, or [`NOT_TODAY`].
#[inline(always)]
pub fn remittance(a: &mut Agent, c: &mut Context) -> u32 {
    if !c.monthly {
        return NOT_TODAY;
    }
    let b = c.block(REMITTANCE);
    let mut received = 0;
    if a.status == WORKING {
        received = wages(a, b, c);
    } else if at_large(a) {
        subsistence(a, b[0], c);
    } else if at_home(a) && a.savings > 0 {
        let drawn = a.savings.min(c.rates.dissaving as i32) as u32;
        a.savings -= drawn as i32;
        c.tally(DRAWN, drawn * 1000);
        c.tally(SPENT, drawn * 1000);
        received = drawn * 1000;
    }
    household(a, received, c)
}

/// Pays the month's wage and returns the roubles sent.
fn wages(a: &mut Agent, b: [u32; 4], c: &mut Context) -> u32 {
    let earned = ((a.wage * c.rates.hours[a.sector as usize]) >> 8) * 10;
    let mut patent = 0;
    if a.papers == PATENT {
        patent = earned.min(c.rates.patent_price);
    }
    let left = earned - patent;

    let service = mulhi(left, c.rates.debt_service << 24);
    let repaid = thousands(service, b[0]).min((-a.savings).max(0)).min((left / 1000) as i32);
    let mut rest = left - repaid as u32 * 1000;

    let sent = mulhi(earned, c.rates.sent_share[c.origin as usize]).min(rest.saturating_sub(c.rates.living_floor));
    rest -= sent;

    let saving = (rest.saturating_sub(c.rates.living_floor) * c.rates.saving) >> 8;
    let saved = thousands(saving, b[1]).min((rest / 1000) as i32).min(32767 - a.savings - repaid);
    rest -= saved as u32 * 1000;

    a.savings += repaid + saved;
    c.tally(PAID, 1);
    c.tally(EARNED, earned);
    c.tally(SENT, sent);
    c.tally(SENT_BY_COMMUNITY + a.community, sent);
    c.tally(SAVED, (repaid + saved) as u32 * 1000);
    c.tally(SPENT, patent + rest);
    sent
}

/// A month without a wage, from savings or on credit; beyond the limit others feed the seeker.
fn subsistence(a: &mut Agent, draw: u32, c: &mut Context) {
    if a.savings + c.rates.credit_limit as i32 > 0 {
        let mut cost = c.rates.living_floor;
        if a.papers == PATENT {
            cost += c.rates.patent_price;
        }
        pay(a, cost, draw, c);
    }
}

/// Counts the household's heads, what they consume, and those below the line; consumption a head.
fn household(a: &Agent, received: u32, c: &mut Context) -> u32 {
    let heads = 1 + a.dependents;
    let person = c.person();
    let o = c.origin as usize;
    let own = (c.rates.home_income[o] * c.tables.household[o * 256 + (person[0] >> 24) as usize]) >> 8;
    let consumed = own + mulhi(received, c.rates.somoni[o]);
    c.tally(HOUSEHOLD_PEOPLE, heads);
    c.tally(POOR_PEOPLE, heads * u32::from(consumed < c.rates.poverty_line[o] * heads));
    let home = c.tables.home_region[a.community as usize];
    c.tally(CONSUMED_BY_HOME + home, consumed);
    c.tally(HEADS_BY_HOME + home, heads);
    consumed / heads
}
