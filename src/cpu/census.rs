//! The recount of a day's end: stocks from the agents themselves, which the ledgers are audited against.

use crate::common::layout::*;
use crate::common::tables::WorldTables;
use crate::common::totals::*;

/// Counts one agent.
#[inline(always)]
pub fn census(a: &Agent, day: u32, tables: &WorldTables, out: &mut Census) {
    let block = tables.origin[a.community as usize] * CENSUS;
    let mut add = |stock: u32, value: u32| out.0[(block + stock) as usize] += u64::from(value);
    let (home, barred) = (at_home(a), barred(a, day));
    let papers = if day >= a.papers_until { IRREGULAR } else { a.papers };
    add(BY_STATUS + a.status * REGIONS + a.region, 1);
    add(SAVINGS, (a.savings + SAVINGS_BIAS as i32) as u32);
    // Zeros are added too: whether one is at home is a branch that no processor guesses.
    add(IN_DEBT, u32::from(a.savings < 0));
    add(BARRED_HOME, u32::from(home & barred));
    add(BARRED_ABROAD, u32::from(!home & barred));
    add(ABROAD + a.community, u32::from(!home));
    add(DESPERATE, u32::from(barred & ((a.status == HOME) | (a.status == SEEKING))));
    add(BY_PAPERS + papers, u32::from(at_large(a)));
    add(BY_JOB + a.region * SECTORS + a.sector, u32::from(a.status == WORKING));
}
