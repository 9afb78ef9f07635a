//! Employment: jobs are lost, and sought elsewhere.
//!
//! Working lose their job at the sector's seasonal rate, more where a cell holds more workers than it demands. Seekers
//! move to another region, by vacancies and distance, or to another sector. At home few jobs open. Jobs abroad are
//! found in the lottery, not here.

use super::context::Context;
use crate::common::agent::*;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::lottery::{job, separation};
use crate::common::rng::mulhi;
use crate::common::totals::*;

/// Decides on word x of the gate block.
#[inline(always)]
pub fn employment(a: &mut Agent, x: u32, c: &mut Context) {
    if a.status == WORKING {
        if hit(x, separation(job(a), c.rates, c.day_state)) {
            a.status = SEEKING;
            a.since = code_of(c.day.day);
            a.wage = 0;
            c.tally(SEPARATIONS, 1);
        }
    } else if a.status == SEEKING {
        if hit(x, c.rates.change_region + c.rates.change_sector) {
            let b = c.block(EMPLOYMENT);
            if hit(x, c.rates.change_region) {
                a.region = destination(a.region, b[0], b[1], c);
                c.tally(MOVES, 1);
            } else {
                a.sector = sector(a.sex, b[2], c);
            }
        }
    } else if a.status == HOME {
        if hit(x, c.rates.home_hire[c.origin as usize]) {
            a.status = HOME_WORKING;
            a.since = code_of(c.day.day);
            c.tally(HOME_HIRES, 1);
        }
    } else if a.status == HOME_WORKING && hit(x, c.rates.home_separation[c.origin as usize]) {
        a.status = HOME;
        a.since = code_of(c.day.day);
        c.tally(HOME_SEPARATIONS, 1);
    }
}

/// A region drawn from a row of the alias table.
pub fn destination(row: u32, column: u32, coin: u32, c: &Context) -> u32 {
    let i = mulhi(column, REGIONS);
    let entry = c.rates.destination[(row * REGIONS + i) as usize];
    if (coin >> 8) < (entry >> 8) { i } else { entry & 255 }
}

/// A sector drawn from the sectors of a sex.
pub fn sector(sex: u32, draw: u32, c: &Context) -> u32 {
    let mut s = 0;
    while s < SECTORS - 1 && !hit(draw, c.tables.sectors[(sex * 8 + s) as usize]) {
        s += 1;
    }
    s
}
