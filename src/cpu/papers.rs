//! Papers: once a month, on the block's monthly day.
//!
//! Ninety visa-free days follow an entry. Before they end an agent may take a patent, priced by the month, win a permit
//! in the quota lottery, or renew the stay by leaving and re-entering, where a bar on the register is found. Otherwise
//! the papers run out. A paper counts until its day whether or not it has been marked irregular yet. People of an
//! exempt origin need none: their stay runs past the last day, and turns into ninety days when the exemption ends. The
//! same day strikes violations off the register and lets the barred look their bar up.

use super::context::{Context, pay};
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::totals::*;

/// The monthly day's papers.
#[inline(always)]
pub fn papers(a: &mut Agent, c: &mut Context) {
    if !c.monthly {
        return;
    }
    let b = c.block(PAPERS);
    let day = c.day.day;
    if a.violations > 0 && hit(b[0], c.rates.violation_expiry) {
        a.violations -= 1;
    }
    if !barred(a, day) {
        a.knows_barred = 0;
    } else if hit(b[1], c.rates.bar_lookup) {
        a.knows_barred = 1;
    }
    if at_large(a) && c.rates.exempt[c.origin as usize] == 1 && !barred(a, day) {
        a.papers = VISA_FREE;
        a.papers_until = LAST_DAY;
    } else if a.papers == VISA_FREE && a.papers_until == LAST_DAY {
        a.papers_until = stay(c);
    }
    let covered = a.papers != PATENT && a.papers != IRREGULAR && a.papers_until > day + RENEWAL_DAYS;
    if at_large(a) && !covered {
        if hit(b[2], c.rates.patent[a.papers as usize]) {
            a.papers = PATENT;
            a.papers_until = (day + PATENT_DAYS).min(LAST_DAY);
            c.tally(PATENT_MONTHS, 1);
        } else if a.papers == VISA_FREE && hit(b[3], c.rates.visa_run) {
            visa_run(a, b[0], c);
        } else if a.papers != IRREGULAR && day >= a.papers_until {
            a.papers = IRREGULAR;
            c.tally(LAPSES, 1);
        }
    }
}

/// First day without papers of one who enters today.
pub fn stay(c: &Context) -> u32 {
    if c.rates.exempt[c.origin as usize] == 1 {
        return LAST_DAY;
    }
    (c.day.day + c.rates.visa_free_days).min(LAST_DAY)
}

/// Out and in again: a new stay, or, for the barred, the way home.
fn visa_run(a: &mut Agent, draw: u32, c: &mut Context) {
    let day = c.day.day;
    pay(a, c.rates.visa_run_cost, draw, c);
    if barred(a, day) {
        a.status = HOME;
        a.since = day;
        a.wage = 0;
        a.knows_barred = 1;
        c.tally(REFUSED, 1);
        c.tally(RETURNS, 1);
        c.tally(SENT_BACK_BY_COMMUNITY + a.community, 1);
    } else {
        a.papers_until = stay(c);
        c.tally(VISA_RUNS, 1);
    }
}
