//! A chunk's day: all are looked at, quiet days are lived, then the days of those still awake, then those of the blocks
//! whose monthly day it is, whose agents draw the same blocks. The order changes no bit: people of a status go one
//! after the other, since a processor guesses better what comes next.

use super::context::Context;
use super::counters::Tally;
use super::day::day;
use super::gate::{ANY, Awake, Highest, Pass, SEARCHES, Separations, WAITS};
use super::lanes::{Draw, Drawn};
use super::month::Month;
use super::quiet::{is_quiet, loses, search};
use crate::common::layout::*;
use crate::common::tables::{Day, DayState, Rates, WorldTables};

/// What all chunks of a day have in common.
#[derive(Clone, Copy)]
pub struct Today<'a> {
    /// The day.
    pub day: &'a Day,
    /// World constants.
    pub tables: &'a WorldTables,
    /// Rates of the span.
    pub rates: &'a Rates,
    /// What last evening published.
    pub day_state: &'a DayState,
    /// Thresholds of losing a job, by cell.
    pub separations: &'a Separations,
    /// The instructions to look at agents with, and the largest thresholds; without them everyone lives in full.
    pub gate: Option<(pulp::Arch, Highest)>,
}

impl<'a> Today<'a> {
    /// The day of an agent.
    #[inline(always)]
    pub fn context(self, id: u32, tally: &'a mut Tally) -> Context<'a> {
        let Self { day, tables, rates, day_state, .. } = self;
        Context { id, origin: 0, monthly: false, day, tables, rates, day_state, drawn: None, tally }
    }
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
pub struct Worker {
    /// What its agents did.
    pub tally: Tally,
    /// By what they may be awake for.
    awake: [Vec<Awake>; 3],
    /// By status, those whose day is lived in full.
    busy: [Vec<Awake>; 8],
    words: Vec<[u32; 4]>,
    drawn: Drawn,
}

impl Worker {
    /// Lives the day of a chunk.
    pub fn live(&mut self, chunk: &mut Chunk, today: Today) {
        let Some((arch, highest)) = today.gate else {
            for i in 0..chunk.words[0].len() {
                let id = chunk.first + i as u32;
                let words = std::array::from_fn(|p| chunk.words[p][i]);
                let r = today.day.block(id, GATE);
                let c = today.context(id, &mut self.tally);
                let now = match monthly(id, today.day.month_day) {
                    true => day::<true>(words, r, c),
                    false => day::<false>(words, r, c),
                };
                keep(chunk, i, now);
            }
            return;
        };
        self.awake.iter_mut().for_each(Vec::clear);
        let [w0, w1, w2, w3] = &mut chunk.words;
        let (first, awake) = (chunk.first, &mut self.awake);
        arch.dispatch(Pass { first, words: [w0, w1], later: [w2, w3], day: today.day, highest, awake });
        let tally = &mut self.tally;
        for (i, r) in &self.awake[SEARCHES] {
            search(w0[*i as usize], &mut w1[*i as usize], *r, tally);
        }
        for (i, r) in &self.awake[WAITS] {
            let w0 = w0[*i as usize];
            if !loses(w0, &mut w1[*i as usize], first + i, &today) {
                self.busy[(w0 & 7) as usize].push((*i, *r));
            }
        }
        for (i, r) in &self.awake[ANY] {
            let w0 = w0[*i as usize];
            if !is_quiet(w0, &mut w1[*i as usize], w2[*i as usize], first + i, *r, tally, &today) {
                self.busy[(w0 & 7) as usize].push((*i, *r));
            }
        }
        for busy in &mut self.busy {
            // All together, since loads from afar wait for memory side by side.
            self.words.clear();
            self.words.extend(busy.iter().map(|(i, _)| std::array::from_fn(|p| chunk.words[p][*i as usize])));
            for ((i, r), words) in busy.drain(..).zip(&self.words) {
                let c = today.context(chunk.first + i, &mut self.tally);
                let now = day::<false>(*words, r, c);
                for p in 0..4 {
                    if now[p] != words[p] {
                        chunk.words[p][i as usize] = now[p];
                    }
                }
            }
        }
        self.monthly(chunk, arch, highest, today);
    }

    /// Lives the days of the blocks whose monthly day it is.
    fn monthly(&mut self, chunk: &mut Chunk, arch: pulp::Arch, highest: Highest, today: Today) {
        let count = chunk.words[0].len();
        for start in (0..count).step_by(BLOCK as usize) {
            let first = chunk.first + start as u32;
            if monthly(first, today.day.month_day) {
                arch.dispatch(Draw { into: &mut self.drawn, first, day: today.day });
                let (drawn, tally) = (&self.drawn, &mut self.tally);
                let there = u32::MAX >> (BLOCK as usize - (count - start).min(BLOCK as usize));
                let mut left = there & arch.dispatch(Month { chunk, start, drawn, tally, today, highest });
                let mut of_status = [0u32; 8];
                while left != 0 {
                    let lane = left.trailing_zeros() as usize;
                    left &= left - 1;
                    of_status[(chunk.words[0][start + lane] & 7) as usize] |= 1 << lane;
                }
                for mut those in of_status {
                    while those != 0 {
                        let lane = those.trailing_zeros() as usize;
                        those &= those - 1;
                        let words = std::array::from_fn(|p| chunk.words[p][start + lane]);
                        let r = self.drawn.block(GATE, lane).expect("the gate is drawn");
                        let drawn = Some((&self.drawn, lane));
                        let c = Context { drawn, ..today.context(first + lane as u32, &mut self.tally) };
                        keep(chunk, start + lane, day::<true>(words, r, c));
                    }
                }
            }
        }
    }
}

/// The community that all agents come from, by their first words, if it is one.
#[inline(always)]
pub fn of_one_community(words_0: &[u32]) -> Option<u32> {
    let community = unpack([words_0[0], 0, 0, 0]).community;
    words_0.iter().all(|word| unpack([*word, 0, 0, 0]).community == community).then_some(community)
}

#[inline(always)]
fn keep(chunk: &mut Chunk, i: usize, words: [u32; 4]) {
    for (plane, word) in chunk.words.iter_mut().zip(words) {
        plane[i] = word;
    }
}
