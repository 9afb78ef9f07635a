//! Deportation: the seat home, and the order to leave.
//!
//! Those who win a removal seat are home the same day, barred for the term of the order, with part of the savings lost
//! and every debt unchanged; seats are on the host's own planes, which no border stops. Those ordered out leave at their
//! own cost at a daily rate, as far as the border lets them; after thirty days the rest are irregular seekers again, with
//! the bar known to them.

use super::context::{Context, pay};
use super::employment::sector;
use crate::common::agent::*;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::totals::*;

/// The flight: called by the morning's settlement.
pub fn remove(a: &mut Agent, b: [u32; 4], c: &mut Context) {
    if a.savings > 0 {
        let lost = (a.savings * c.rates.savings_lost as i32) >> 8;
        a.savings -= lost;
        c.tally(LOST, lost as u32 * 1000);
    }
    c.tally(REMOVED, 1);
    c.tally(EXPELLED_BY_REGION + a.region, 1);
    c.tally(SENT_BACK_BY_COMMUNITY + a.community, 1);
    a.status = HOME;
    a.since = code_of(c.day.day);
    a.sector = sector(a.sex, b[1], c);
}

/// Orders to leave: decides on word x of the gate block.
#[inline(always)]
pub fn deportation(a: &mut Agent, x: u32, c: &mut Context) {
    if a.status != ORDERED {
        return;
    }
    if hit(x, c.rates.order_followed[c.origin as usize]) {
        pay(a, c.rates.ticket, c.block(DEPORTATION)[0], c);
        c.tally(LEFT_ORDERED, 1);
        c.tally(EXPELLED_BY_REGION + a.region, 1);
        c.tally(SENT_BACK_BY_COMMUNITY + a.community, 1);
        a.status = HOME;
        a.since = code_of(c.day.day);
    } else if spell(a, c.day.day) >= ORDER_DAYS {
        a.status = SEEKING;
        a.since = code_of(c.day.day);
    }
}
