//! The monthly day of a block, its agents side by side.
//!
//! Papers, pay, the household and unrest come to everyone once a month, and to most that day nothing else does. Those
//! are lived here as lanes of vectors; the others are named, for [`super::day`]. Tests compare this with a run without
//! the gate, in which everyone lives in full.

mod common;
mod lane;

use super::chunk::of_one_community;
use super::chunk::{Chunk, Today};
use super::counters::Tally;
use super::gate::Highest;
use super::lanes::{B, Drawn};
use super::words::Words;
use crate::common::layout::*;
use crate::common::lottery::{bucket, job, lottery};
use common::Common;
use lane::{Draws, OF_CALM, live};
use pulp::{Simd, WithSimd};

/// A block whose monthly day it is.
pub struct Month<'a, 'c> {
    /// The agents of its chunk.
    pub chunk: &'a mut Chunk<'c>,
    /// Index in the chunk of its first agent.
    pub start: usize,
    /// Draws made for it.
    pub drawn: &'a Drawn,
    /// Where doings are written down.
    pub tally: &'a mut Tally,
    /// The day.
    pub today: Today<'a>,
    /// The largest thresholds.
    pub highest: Highest,
}

impl WithSimd for Month<'_, '_> {
    /// A bit for each agent that is left to live the day in full, and, of a part of a block, for those who do not exist.
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> u32 {
        let block = self.start..self.start + B;
        let mut words = [[0; B]; 4];
        for (row, plane) in words.iter_mut().zip(&self.chunk.words) {
            match plane.get(block.clone()) {
                Some(whole) => row.copy_from_slice(whole),
                None => return u32::MAX,
            }
        }
        let Some(community) = of_one_community(&words[0]) else { return u32::MAX };
        let common = Common::new(self.chunk.first + self.start as u32, community, &self.today, self.highest);
        let nothing = Words::new(simd, simd.splat_u32s(0));
        let (mut calm, mut applies, mut active) = (0, 0, 0);
        let mut flows = [(0, nothing); OF_CALM];
        for v in 0..B / S::U32_LANES {
            let at = v * S::U32_LANES;
            let before = Words::of_rows(simd, &words, v);
            let stays = self.admitted(&words, at, before[1].below(NOT_APPLIED << 24).bits());
            let e = live(before, &draws(self.drawn, simd, v, &common), &common);
            let [stays] = Words::of_rows(simd, &[stays], 0);
            let it_is = e.calm & stays.is(0);
            calm |= it_is.bits() << at;
            applies |= e.applies.bits() << at;
            active |= e.active.bits() << at;
            for (p, row) in words.iter_mut().enumerate() {
                S::as_mut_simd_u32s(row).0[v] = it_is.pick(e.words[p], before[p]).lanes();
            }
            for (sum, (flow, value)) in flows.iter_mut().zip(e.flows) {
                *sum = (flow, sum.1 + it_is.pick(value, 0));
            }
        }
        for (flow, sum) in flows {
            self.tally.totals.add(common.origin, flow, sum.sum());
        }
        self.tally.act(community, (active & calm).count_ones());
        let mut applying = applies & calm;
        while applying != 0 {
            let i = applying.trailing_zeros() as usize;
            applying &= applying - 1;
            let mut a = unpack([words[0][i], words[1][i], 0, 0]);
            a.bucket = bucket(self.drawn.block(GATE, i).expect("the gate is drawn")[3]);
            words[1][i] = pack(&a)[1];
            self.tally.apply(lottery(&a, true, common.day, self.today.tables), a.bucket);
        }
        for (row, plane) in words.iter().zip(&mut self.chunk.words) {
            plane[block.clone()].copy_from_slice(row);
        }
        !calm
    }
}

impl Month<'_, '_> {
    /// 1 for each of a vector's agents who wins the lottery that it waits for; those who wait have a bit each. A paper's
    /// lottery is asked for on a monthly day, and yesterday was not this block's: only a job was applied for.
    #[inline(always)]
    fn admitted(&self, words: &[[u32; B]; 4], at: usize, mut waiting: u32) -> [u32; B] {
        let mut admitted = [0; B];
        while waiting != 0 {
            let i = waiting.trailing_zeros() as usize;
            waiting &= waiting - 1;
            let a = unpack([words[0][at + i], words[1][at + i], 0, 0]);
            let cutoff = self.today.day_state.cutoff[job(&a).min(LOTTERIES - 1) as usize];
            admitted[i] = u32::from(a.bucket < cutoff);
        }
        admitted
    }
}

/// What was drawn for the agents of a vector.
#[inline(always)]
fn draws<S: Simd>(drawn: &Drawn, simd: S, v: usize, c: &Common) -> Draws<S> {
    let [gate, papers, remittance, unrest, person] = drawn.words(simd, v);
    let mut household = [0; B];
    for (said, word) in household.iter_mut().zip(person[0].each()) {
        *said = c.household[(word >> 24) as usize];
    }
    let [household] = Words::of_rows(simd, &[household], 0);
    Draws { gate, papers, remittance, unrest, person, household }
}

#[cfg(test)]
mod tests;
