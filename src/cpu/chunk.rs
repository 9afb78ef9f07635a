//! A chunk's day: first all are looked at, then those who may be awake live their day, then those whose monthly day it
//! is, block by block, since they draw the same blocks. The order changes no bit.

use super::Ledger;
use super::context::Context;
use super::day::day;
use super::gate::{Awake, Highest, Pass};
use super::lanes::{Draw, Drawn};
use super::quiet::is_quiet;
use crate::layout::*;
use crate::tables::{Atlas, Day, Published, Rates};
use crate::totals::Totals;

/// What all chunks of a day have in common.
#[derive(Clone, Copy)]
pub struct Today<'a> {
    /// The day.
    pub day: &'a Day,
    /// World constants.
    pub atlas: &'a Atlas,
    /// Rates of the span.
    pub rates: &'a Rates,
    /// What last evening published.
    pub published: &'a Published,
    /// What the evening will book.
    pub ledger: &'a Ledger,
    /// The instructions to look at agents with, and the largest thresholds; without them everyone lives in full.
    pub gate: Option<(pulp::Arch, Highest)>,
}

/// Some agents' words, and the number of the first.
pub struct Chunk<'a> {
    /// Number of the first agent, the first of a block.
    pub first: u32,
    /// The agents' words.
    pub words: [&'a mut [u32]; 4],
}

/// What a thread keeps from chunk to chunk.
#[derive(Default)]
pub struct Desk {
    /// Flows of its chunks.
    pub totals: Totals,
    awake: Vec<Awake>,
}

impl Desk {
    /// Lives the day of a chunk.
    pub fn live(&mut self, chunk: &mut Chunk, today: Today) {
        let count = chunk.words[0].len();
        let Some((arch, highest)) = today.gate else {
            for i in 0..count {
                let r = today.day.block(chunk.first + i as u32, GATE);
                self.one(chunk, i, r, None, today);
            }
            return;
        };
        let mut awake = std::mem::take(&mut self.awake);
        awake.clear();
        let words = [&*chunk.words[0], &*chunk.words[1]];
        arch.dispatch(Pass { first: chunk.first, words, day: today.day, highest, awake: &mut awake });
        for (i, r) in &awake {
            let i = *i as usize;
            let words = [chunk.words[0][i], chunk.words[1][i]];
            if !is_quiet(words, &mut chunk.words[1][i], chunk.first + i as u32, *r, &today) {
                self.one(chunk, i, *r, None, today);
            }
        }
        self.awake = awake;
        let mut drawn = Drawn::default();
        for start in (0..count).step_by(BLOCK as usize) {
            let first = chunk.first + start as u32;
            if monthly(first, today.day.month_day) {
                arch.dispatch(Draw { into: &mut drawn, first, day: today.day });
                for lane in 0..count.min(start + BLOCK as usize) - start {
                    let r = drawn.block(GATE, lane).expect("the gate is drawn");
                    self.one(chunk, start + lane, r, Some((&drawn, lane)), today);
                }
            }
        }
    }

    #[inline(always)]
    fn one(&mut self, chunk: &mut Chunk, i: usize, r: [u32; 4], drawn: Option<(&Drawn, usize)>, today: Today) {
        let Today { day: date, atlas, rates, published, ledger, .. } = today;
        let id = chunk.first + i as u32;
        let mut c = Context { id, origin: 0, day: date, atlas, rates, published, drawn, totals: &mut self.totals };
        let words = std::array::from_fn(|p| chunk.words[p][i]);
        for (word, now) in chunk.words.iter_mut().zip(day(words, r, &mut c, ledger)) {
            word[i] = now;
        }
    }
}
