//! The monthly day of a block, its agents side by side.
//!
//! Papers, pay, the household and unrest come to everyone once a month, and to most that day nothing else does. Those
//! are lived here as lanes of vectors; the others are named, for [`super::day`]. Tests compare this with a run without
//! the gate, in which everyone lives in full.

mod lane;

use super::chunk::{Chunk, Today};
use super::gate::Highest;
use super::lanes::Drawn;
use super::ledger::Page;
use crate::layout::*;
use crate::totals::*;
use lane::{Common, Draws, Evening, live};
use pulp::{Simd, WithSimd};

const B: usize = BLOCK as usize;
/// Flows that the calm add to.
const FLOWS: usize = 17;

/// A block whose monthly day it is.
pub struct Month<'a, 'c> {
    /// The agents of its chunk.
    pub chunk: &'a mut Chunk<'c>,
    /// Index in the chunk of its first agent.
    pub start: usize,
    /// Draws made for it.
    pub drawn: &'a Drawn,
    /// Where doings are written down.
    pub page: &'a mut Page,
    /// The day.
    pub today: Today<'a>,
    /// The largest thresholds.
    pub highest: Highest,
}

/// What one of the calm adds, and to which flow.
#[inline(always)]
fn flows(e: &Evening, c: &Common) -> [(u32, u32); FLOWS] {
    [
        (PATENT_MONTHS, u32::from(e.takes_patent)),
        (LAPSES, u32::from(e.lapses)),
        (PAID, u32::from(e.paid)),
        (EARNED, e.earned),
        (SENT, e.sent),
        (SENT_BY_COMMUNITY + c.community, e.sent),
        (SAVED, e.saved),
        (SPENT, e.spent),
        (DRAWN, e.drawn),
        (HOUSEHOLD_PEOPLE, e.heads),
        (HEADS_BY_HOME + c.home, e.heads),
        (POOR_PEOPLE, e.poor),
        (CONSUMED_BY_HOME + c.home, e.consumed),
        (GRIEVANCE, e.grievance),
        (AGGRIEVED, u32::from(e.at_home)),
        (FEAR, e.fear),
        (ASKED, 1),
    ]
}

impl WithSimd for Month<'_, '_> {
    /// A bit for each agent that is left to live the day in full.
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> u32 {
        let block = self.start..self.start + B;
        let mut words = [[0; B]; 4];
        for (row, plane) in words.iter_mut().zip(&self.chunk.words) {
            match plane.get(block.clone()) {
                Some(whole) => row.copy_from_slice(whole),
                None => return u32::MAX,
            }
        }
        let community = community_of(words[0][0]);
        if words[0].iter().any(|word| community_of(*word) != community) {
            return u32::MAX;
        }
        let common = Common::new(self.chunk.first + self.start as u32, community, &self.today, self.highest);
        let (mut calm, mut applies, mut active) = ([0u32; B], [0u32; B], [0u32; B]);
        let mut lottery = [0; B];
        let mut sums = [0u64; FLOWS];
        for i in 0..B {
            let e = live([words[0][i], words[1][i], words[2][i], words[3][i]], &draws(self.drawn, i), &common);
            calm[i] = u32::from(e.calm);
            applies[i] = u32::from(e.calm & e.applies);
            active[i] = u32::from(e.calm & e.active);
            lottery[i] = e.lottery;
            for (row, now) in words.iter_mut().zip(e.words) {
                row[i] = if e.calm { now } else { row[i] };
            }
            for (sum, (_, value)) in sums.iter_mut().zip(flows(&e, &common)) {
                *sum += u64::from(if e.calm { value } else { 0 });
            }
        }
        for (row, plane) in words.iter().zip(&mut self.chunk.words) {
            plane[block.clone()].copy_from_slice(row);
        }
        for ((flow, _), sum) in flows(&Evening::default(), &common).into_iter().zip(sums) {
            self.page.totals.add(common.origin, flow, sum);
        }
        self.page.act(community, active.iter().sum());
        let mut applying = bits(&applies);
        while applying != 0 {
            let i = applying.trailing_zeros() as usize;
            applying &= applying - 1;
            self.page.apply(lottery[i], unpack([0, words[1][i], 0, 0]).bucket);
        }
        !bits(&calm)
    }
}

#[inline(always)]
fn draws(drawn: &Drawn, i: usize) -> Draws {
    let [gate, papers, remittance, unrest, person] = drawn.blocks(i);
    Draws { gate, papers, remittance, unrest, person }
}

#[inline(always)]
fn community_of(word: u32) -> u32 {
    unpack([word, 0, 0, 0]).community
}

/// A bit for each that is 1.
#[inline(always)]
fn bits(ones: &[u32; B]) -> u32 {
    ones.iter().enumerate().fold(0, |bits, (i, one)| bits | one << i)
}

#[cfg(test)]
mod tests;
