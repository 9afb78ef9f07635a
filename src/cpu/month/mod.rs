//! The monthly day of a block, its agents side by side.
//!
//! Papers, pay, the household and unrest come to everyone once a month, and to most agents nothing else happens that
//! day. This runs their day as lanes of vectors and names the others, for [`crate::rules::day`]. Tests compare it with
//! a run without the gate, in which every agent runs the day in full.

mod lane;

use super::gate::Highest;
use super::today::{Chunk, Today, of_one_community};
use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::lottery::lottery;
use crate::rules::apply::enter;
use crate::rules::community::Community;
use crate::rules::counters::Tally;
use crate::rules::lanes::{B, Drawn};
use crate::rules::words::Words;
use lane::{BlockDraws, OF_CALM, run};
use pulp::{Simd, WithSimd};

/// A block whose monthly day it is.
pub struct MonthlyBlock<'a, 'c> {
    /// The agents of its chunk.
    pub chunk: &'a mut Chunk<'c>,
    /// Index in the chunk of its first agent.
    pub start: usize,
    /// Draws made for it.
    pub drawn: &'a Drawn,
    /// Counts of what its agents do.
    pub tally: &'a mut Tally,
    /// The day.
    pub today: Today<'a>,
    /// The largest thresholds.
    pub highest: Highest,
}

impl WithSimd for MonthlyBlock<'_, '_> {
    /// A bit for each agent that is left to the full day, and, of a part of a block, for those who do not exist.
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
        let Today { day, tables, rates, day_state, .. } = self.today;
        let first = self.chunk.first + self.start as u32;
        let k = Community::new(community, day, tables, rates, day_state);
        let searching = searches(first, day.day);
        let nothing = Words::new(simd, simd.splat_u32s(0));
        let (mut calm, mut applies, mut active) = (0, 0, 0);
        let mut flows = [(0, nothing); OF_CALM];
        for v in 0..B / S::U32_LANES {
            let at = v * S::U32_LANES;
            let before = Words::of_rows(simd, &words, v);
            let a = Agent::from_words(before);
            let wins = self.winners(&words, first, at, (!a.bucket.eq(NOT_APPLIED)).bits());
            let e = run(a, &draws(self.drawn, simd, v), &k, &self.highest, searching);
            let [wins] = Words::of_rows(simd, &[wins], 0);
            let it_is = e.calm & wins.eq(0);
            let after = e.agent.to_words();
            calm |= it_is.bits() << at;
            applies |= e.applies.bits() << at;
            active |= e.active.bits() << at;
            for (p, row) in words.iter_mut().enumerate() {
                S::as_mut_simd_u32s(row).0[v] = it_is.select(after[p], before[p]).lanes();
            }
            for (sum, (flow, value)) in flows.iter_mut().zip(e.flows) {
                *sum = (flow, sum.1 + it_is.select(value, 0));
            }
        }
        for (flow, sum) in flows {
            self.tally.totals.add(k.origin, flow, sum.sum());
        }
        self.tally.count_active(community, (active & calm).count_ones());
        let mut applying = applies & calm;
        while applying != 0 {
            let i = applying.trailing_zeros() as usize;
            applying &= applying - 1;
            let mut a = unpack([words[0][i], words[1][i], 0, 0]);
            let r = self.drawn.block(GATE, i).expect("the gate is drawn");
            a.bucket = enter(lottery(&a, true, day.day, tables), r[3], self.tally);
            words[1][i] = pack(&a)[1];
        }
        for (row, plane) in words.iter().zip(&mut self.chunk.words) {
            plane[block.clone()].copy_from_slice(row);
        }
        !calm
    }
}

impl MonthlyBlock<'_, '_> {
    /// 1 for each of a vector's agents who wins the lottery that it waits for; `waiting` has a bit for each who waits.
    #[inline(always)]
    fn winners(&self, words: &[[u32; B]; 4], first: u32, at: usize, mut waiting: u32) -> [u32; B] {
        let mut wins = [0; B];
        while waiting != 0 {
            let i = waiting.trailing_zeros() as usize;
            waiting &= waiting - 1;
            let a = unpack([words[0][at + i], words[1][at + i], 0, 0]);
            wins[i] = u32::from(self.today.wins(&a, first + (at + i) as u32));
        }
        wins
    }
}

/// What was drawn for the agents of a vector.
#[inline(always)]
fn draws<S: Simd>(drawn: &Drawn, simd: S, v: usize) -> BlockDraws<S> {
    let [gate, papers, remittance, unrest, person] = drawn.words(simd, v);
    BlockDraws { gate, papers, remittance, unrest, person }
}

#[cfg(test)]
mod tests;
