//! The recount of a day's end: stocks from the agents themselves, which the ledgers are audited against.

use crate::layout::*;
use crate::tables::Atlas;
use crate::totals::*;

/// Counts one agent.
#[inline(always)]
pub fn census(a: &Agent, day: u32, atlas: &Atlas, out: &mut Census) {
    let block = atlas.origin[a.community as usize] * CENSUS;
    let mut add = |stock: u32, value: u32| out.0[(block + stock) as usize] += u64::from(value);
    add(BY_STATUS + a.status * REGIONS + a.region, 1);
    add(SAVINGS, (a.savings + SAVINGS_BIAS as i32) as u32);
    if a.savings < 0 {
        add(IN_DEBT, 1);
    }
    if at_home(a) {
        if barred(a, day) {
            add(BARRED_HOME, 1);
        }
    } else {
        add(ABROAD + a.community, 1);
        if barred(a, day) {
            add(BARRED_ABROAD, 1);
        }
    }
    if barred(a, day) && (a.status == HOME || a.status == SEEKING) {
        add(DESPERATE, 1);
    }
    if at_large(a) {
        let mut papers = a.papers;
        if day >= a.papers_until {
            papers = IRREGULAR;
        }
        add(BY_PAPERS + papers, 1);
    }
    if a.status == WORKING {
        add(BY_JOB + a.region * SECTORS + a.sector, 1);
    }
}
