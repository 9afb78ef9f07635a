//! A chunk's day: the gate looks at every agent; quiet days come first, then the full days of those still awake, then
//! the blocks whose monthly day it is, whose agents draw the same blocks. The order changes no bit: agents of a status
//! follow each other, since a processor then predicts branches better.

use super::gate::{ANY, Awake, Highest, Pass, SEARCHES, WAITS};
use super::month::MonthlyBlock;
use super::quiet::{is_quiet, loses, search};
use super::today::{Chunk, Today};
use crate::common::agent::*;
use crate::common::layout::*;
use crate::rules::context::Context;
use crate::rules::counters::Tally;
use crate::rules::day;
use crate::rules::lanes::{Draw, Drawn};

/// A thread's counts and lists, used for chunk after chunk.
#[derive(Default)]
pub struct Worker {
    /// Counts of what its agents did.
    pub tally: Tally,
    /// By what may wake them.
    awake: [Vec<Awake>; 3],
    /// By status, agents whose day is run in full.
    busy: [Vec<Awake>; 8],
    words: Vec<[u32; 4]>,
    drawn: Drawn,
}

impl Worker {
    /// Runs the day of a chunk.
    pub fn run(&mut self, chunk: &mut Chunk, today: Today) {
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
                store(chunk, i, now);
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
                self.busy[status(w0)].push((*i, *r));
            }
        }
        for (i, r) in &self.awake[ANY] {
            let w0 = w0[*i as usize];
            if !is_quiet(w0, &mut w1[*i as usize], w2[*i as usize], first + i, *r, tally, &today) {
                self.busy[status(w0)].push((*i, *r));
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

    /// Runs the days of the blocks whose monthly day it is.
    fn monthly(&mut self, chunk: &mut Chunk, arch: pulp::Arch, highest: Highest, today: Today) {
        let count = chunk.words[0].len();
        for start in (0..count).step_by(BLOCK as usize) {
            let first = chunk.first + start as u32;
            if monthly(first, today.day.month_day) {
                arch.dispatch(Draw { into: &mut self.drawn, first, day: today.day });
                let (drawn, tally) = (&self.drawn, &mut self.tally);
                let there = u32::MAX >> (BLOCK as usize - (count - start).min(BLOCK as usize));
                let mut left = there & arch.dispatch(MonthlyBlock { chunk, start, drawn, tally, today, highest });
                let mut of_status = [0u32; 8];
                while left != 0 {
                    let lane = left.trailing_zeros() as usize;
                    left &= left - 1;
                    of_status[status(chunk.words[0][start + lane])] |= 1 << lane;
                }
                for mut those in of_status {
                    while those != 0 {
                        let lane = those.trailing_zeros() as usize;
                        those &= those - 1;
                        let words = std::array::from_fn(|p| chunk.words[p][start + lane]);
                        let r = self.drawn.block(GATE, lane).expect("the gate is drawn");
                        let drawn = Some((&self.drawn, lane));
                        let c = Context { drawn, ..today.context(first + lane as u32, &mut self.tally) };
                        store(chunk, start + lane, day::<true>(words, r, c));
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn store(chunk: &mut Chunk, i: usize, words: [u32; 4]) {
    for (plane, word) in chunk.words.iter_mut().zip(words) {
        plane[i] = word;
    }
}

/// The status in an agent's first word, below 8.
#[inline(always)]
fn status(word_0: u32) -> usize {
    (unpack([word_0, 0, 0, 0]).status & 7) as usize
}
