//! The monthly day of a block, its agents side by side.
//!
//! Papers, pay, the household and unrest come to everyone once a month, and to most that day nothing else does. Those are
//! lived here as lanes of vectors; the others are named, for [`super::day`]. A shorter way to the same bits, which a run
//! with the gate off, in which nobody goes it, is compared with.

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

/// Flows that the calm add to, in the order of [`flows`]; the last by home region.
const COUNTED: [u32; 15] = [
    PATENT_MONTHS,
    LAPSES,
    PAID,
    EARNED,
    SENT,
    SAVED,
    SPENT,
    DRAWN,
    HOUSEHOLD_PEOPLE,
    POOR_PEOPLE,
    GRIEVANCE,
    AGGRIEVED,
    FEAR,
    ASKED,
    CONSUMED_BY_HOME,
];
/// Place of a flow among them.
const fn row(flow: u32) -> usize {
    let mut at = 0;
    while COUNTED[at] != flow {
        at += 1;
    }
    at
}

#[inline(always)]
fn flows(e: &Evening) -> [u32; COUNTED.len()] {
    let [patent, lapse, paid, home] = [e.takes_patent, e.lapses, e.paid, e.at_home].map(u32::from);
    [
        patent,
        lapse,
        paid,
        e.earned,
        e.sent,
        e.saved,
        e.spent,
        e.drawn,
        e.heads,
        e.poor,
        e.grievance,
        home,
        e.fear,
        1,
        e.consumed,
    ]
}

impl WithSimd for Month<'_, '_> {
    /// A bit for each agent that is left to live the day in full.
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) -> u32 {
        let block = self.start..self.start + B;
        let mut words = [[0; B]; 4];
        for (row, plane) in words.iter_mut().zip(&self.chunk.words) {
            match plane.get(block.clone()) {
                Some(whole) => row.copy_from_slice(whole),
                None => return u32::MAX,
            }
        }
        let community = community(words[0][0]);
        if words[0].iter().any(|w| self::community(*w) != community) {
            return u32::MAX;
        }
        let common = Common::new(self.chunk.first + self.start as u32, community, &self.today, self.highest);
        let (mut calm, mut applies, mut active) = ([0u32; B], [0u32; B], [0u32; B]);
        let mut application = [0; B];
        let mut sums = [0u64; COUNTED.len()];
        for i in 0..B {
            let e = live([words[0][i], words[1][i], words[2][i], words[3][i]], &draws(self.drawn, i), &common);
            calm[i] = u32::from(e.calm);
            applies[i] = u32::from(e.calm & e.applies);
            active[i] = u32::from(e.calm & e.active);
            application[i] = e.application;
            for (row, now) in words.iter_mut().zip(e.words) {
                row[i] = if e.calm { now } else { row[i] };
            }
            for (sum, value) in sums.iter_mut().zip(flows(&e)) {
                *sum += u64::from(if e.calm { value } else { 0 });
            }
        }
        for (row, plane) in words.iter().zip(&mut self.chunk.words) {
            plane[block.clone()].copy_from_slice(row);
        }
        self.book(&common, sums, active.iter().sum());
        let mut applying = bits(&applies);
        while applying != 0 {
            let i = applying.trailing_zeros() as usize;
            applying &= applying - 1;
            self.page.apply(application[i] / BUCKETS, application[i] % BUCKETS);
        }
        !bits(&calm)
    }
}

impl Month<'_, '_> {
    /// Counts what the calm did.
    fn book(&mut self, c: &Common, sums: [u64; COUNTED.len()], active: u32) {
        let totals = &mut self.page.totals;
        for (flow, sum) in COUNTED.into_iter().zip(sums) {
            let home = if flow == CONSUMED_BY_HOME { c.home } else { 0 };
            totals.add(c.origin, flow + home, sum);
        }
        totals.add(c.origin, SENT_BY_COMMUNITY + c.community, sums[row(SENT)]);
        totals.add(c.origin, HEADS_BY_HOME + c.home, sums[row(HOUSEHOLD_PEOPLE)]);
        self.page.act(c.community, active);
    }
}

#[inline(always)]
fn draws(drawn: &Drawn, i: usize) -> Draws {
    let [gate, papers, remittance, unrest, person] = drawn.blocks(i);
    Draws { gate, papers, remittance, unrest, person }
}

#[inline(always)]
fn community(word: u32) -> u32 {
    unpack([word, 0, 0, 0]).community
}

/// A bit for each that is 1.
#[inline(always)]
fn bits(of: &[u32; B]) -> u32 {
    of.iter().enumerate().fold(0, |bits, (i, of)| bits | of << i)
}
