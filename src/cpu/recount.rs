//! The recount of a chunk: [`crate::rules::census`] for the agents of a block side by side where all are of one
//! community, and one by one elsewhere.

use super::today::of_one_community;
use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::tables::WorldTables;
use crate::common::totals::*;
use crate::rules::census::{census, stocks};
use crate::rules::lanes::B;
use crate::rules::words::Words;
use pulp::{Simd, WithSimd};

/// A chunk to recount.
pub struct Recount<'a> {
    /// The agents' words.
    pub words: [&'a [u32]; 4],
    /// Number of the day that ends.
    pub day: u32,
    /// World constants.
    pub tables: &'a WorldTables,
    /// Where to count.
    pub into: &'a mut Census,
}

impl WithSimd for Recount<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { words, day, tables, into } = self;
        let count = words[0].len();
        for start in (0..count).step_by(B) {
            let block = start..count.min(start + B);
            let [w0, w1, w2, w3] = words;
            if let (B, Some(community)) = (block.len(), of_one_community(&w0[block.clone()])) {
                let words = [&w0[block.clone()], &w1[block.clone()], &w2[block.clone()], &w3[block]];
                together(simd, words, community, day, tables, into);
            } else {
                for i in block {
                    census(&unpack([w0[i], w1[i], w2[i], w3[i]]), day, tables, into);
                }
            }
        }
    }
}

/// Counts the agents of a block, all of one community.
#[inline(always)]
fn together<S: Simd>(simd: S, words: [&[u32]; 4], community: u32, day: u32, tables: &WorldTables, into: &mut Census) {
    let [mut abroad, mut barred, mut in_debt, mut desperate, mut works] = [0; 5];
    let mut by_papers = [0; 4];
    let mut savings = 0;
    let (mut cells, mut jobs) = ([0; B], [0; B]);
    for v in 0..B / S::U32_LANES {
        let at = v * S::U32_LANES;
        let a = Agent::from_words(Words::of_rows(simd, &words, v));
        let s = stocks(&a, day);
        abroad |= s.abroad.bits() << at;
        barred |= s.barred.bits() << at;
        desperate |= s.desperate.bits() << at;
        works |= s.works.bits() << at;
        in_debt |= a.savings.lt(SAVINGS_BIAS).bits() << at;
        for (kind, those) in (0..).zip(&mut by_papers) {
            *those |= (s.at_large & s.papers.eq(kind)).bits() << at;
        }
        savings += a.savings.sum();
        cells[at..at + S::U32_LANES].copy_from_slice(s.cell.each());
        jobs[at..at + S::U32_LANES].copy_from_slice(s.job.each());
    }
    let of_origin = &mut into.0[(tables.origin[community as usize] * CENSUS) as usize..][..CENSUS as usize];
    let mut add = |stock: u32, value: u64| of_origin[stock as usize] += value;
    let mut add_all = |stock: u32, those: u32| add(stock, u64::from(those.count_ones()));
    add_all(IN_DEBT, in_debt);
    add_all(BARRED_HOME, barred & !abroad);
    add_all(BARRED_ABROAD, barred & abroad);
    add_all(ABROAD + community, abroad);
    add_all(DESPERATE, desperate);
    for (kind, those) in (0..).zip(by_papers) {
        add_all(BY_PAPERS + kind, those);
    }
    add(SAVINGS, savings);
    for i in 0..B {
        add(BY_STATUS + cells[i], 1);
        // Zeros are added too: whether one works is a branch that no processor guesses.
        add(BY_JOB + jobs[i], u64::from(works >> i & 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::rng::philox;
    use crate::cpu::paths::{name, paths};

    #[test]
    fn agents_side_by_side_are_counted_as_one_by_one() {
        let mut tables = WorldTables::boxed();
        tables.origin[7] = 2;
        // Whole blocks of one community, one of several, and a part of a block.
        let words: [Vec<u32>; 4] = std::array::from_fn(|p| {
            let word = |i: u32| {
                let [status, region, other, word] = philox([i, p as u32, 0, 0], [3, 0]);
                let community = if (64..96).contains(&i) { i % 3 } else { i / 32 % 2 * 7 };
                let a = Agent { status: status % 8, region: region % REGIONS, community, ..unpack([other, 0, 0, 0]) };
                if p == 0 { pack(&a)[0] } else { word }
            };
            (0..300).map(word).collect()
        });
        let day = 2000;
        let mut expected = Census::default();
        (0..300).for_each(|i| census(&unpack(words.each_ref().map(|w| w[i])), day, &tables, &mut expected));
        assert!(expected.of(2).status(WORKING) > 0 && expected.of(0).get(DESPERATE) > 0, "it counts something");
        for path in paths() {
            let mut counted = Census::default();
            path.dispatch(Recount {
                words: words.each_ref().map(|w| &w[..]),
                day,
                tables: &tables,
                into: &mut counted,
            });
            assert_eq!(counted, expected, "{}", name(path));
        }
    }
}
