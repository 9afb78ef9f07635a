//! The recount of a day's end: stocks from the agents themselves, which the day's counters are audited against.

use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::tables::WorldTables;
use crate::common::totals::*;
use crate::common::word::Word;

/// The stocks that an agent belongs to, or each of several.
pub struct Stocks<W: Word> {
    /// Cell of status and region, from [`BY_STATUS`] on.
    pub cell: W,
    /// Abroad.
    pub abroad: W::Flag,
    /// Under an entry bar.
    pub barred: W::Flag,
    /// Under an entry bar and without a job, at home or at large.
    pub desperate: W::Flag,
    /// At large abroad.
    pub at_large: W::Flag,
    /// The papers that count today.
    pub papers: W,
    /// In a job abroad.
    pub works: W::Flag,
    /// Cell of region and sector, from [`BY_JOB`] on.
    pub job: W,
}

/// The stocks of an agent on the evening of a day.
#[inline(always)]
pub fn stocks<W: Word, I>(a: &Agent<W, I>, day: u32) -> Stocks<W> {
    let barred = barred(a, day);
    Stocks {
        cell: a.status * REGIONS + a.region,
        abroad: !at_home(a),
        barred,
        desperate: barred & jobless(a),
        at_large: at_large(a),
        papers: valid_papers(a, day),
        works: a.status.eq(WORKING),
        job: a.region * SECTORS + a.sector,
    }
}

/// Counts one agent.
#[inline(always)]
pub fn census(a: &Agent, day: u32, tables: &WorldTables, out: &mut Census) {
    let block = tables.origin[a.community as usize] * CENSUS;
    let mut add = |stock: u32, value: u32| out.0[(block + stock) as usize] += u64::from(value);
    let s = stocks(a, day);
    add(BY_STATUS + s.cell, 1);
    add(SAVINGS, (a.savings + SAVINGS_BIAS as i32) as u32);
    // Zeros are added too: whether one is at home is a branch that no processor guesses.
    add(IN_DEBT, u32::from(a.savings < 0));
    add(BARRED_HOME, u32::from(s.barred & !s.abroad));
    add(BARRED_ABROAD, u32::from(s.barred & s.abroad));
    add(ABROAD + a.community, u32::from(s.abroad));
    add(DESPERATE, u32::from(s.desperate));
    add(BY_PAPERS + s.papers, u32::from(s.at_large));
    add(BY_JOB + s.job, u32::from(s.works));
}
