//! The gate: which agents something may happen to today, several at a time.
//!
//! A filter ahead of `quiet`, and looser: it compares each word with the largest threshold at home or at large. Nothing
//! would happen to agents that it leaves asleep, so every bit is the same with the gate off.

use crate::common::agent::*;
use crate::common::chance::ONE;
use crate::common::layout::*;
use crate::common::lottery::separation;
use crate::common::tables::{Day, DayState, Rates};
use crate::rules::lanes::{B, Generator};
use crate::rules::vectors::Vectors;
use crate::rules::words::{Flags, Words};
use pulp::{Simd, WithSimd};

/// Someone who may be awake: the index in the chunk, and the gate block.
pub type Awake = (u32, [u32; 4]);

/// List of those to whom anything may happen.
pub const ANY: usize = 0;
/// List of those who only wait for a lottery.
pub const WAITS: usize = 1;
/// List of those who only search for a job today.
pub const SEARCHES: usize = 2;

/// What words x, y and z are not below when an agent sleeps.
#[derive(Clone, Copy)]
pub struct Highest {
    home: [u32; 3],
    at_large: [u32; 3],
}

/// Today's threshold of losing a job, by cell.
pub type Separations = [u32; BEDS as usize];

/// Those thresholds.
pub fn separations(rates: &Rates, day_state: &DayState) -> Separations {
    std::array::from_fn(|job| separation(job as u32, rates, day_state))
}

impl Highest {
    /// The largest thresholds at home and at large, doubled, since a threshold is compared with half a word. None when
    /// some threshold is a certainty: then nobody sleeps.
    pub fn new(rates: &Rates, separations: &Separations) -> Option<Self> {
        let of = |status: u32| [0, 1, 2].map(|word| rates.gate[(status * 4 + word) as usize]);
        let most = |a: [u32; 3], b: [u32; 3]| [0, 1, 2].map(|word| a[word].max(b[word]));
        let mut working = of(WORKING);
        working[0] = separations.iter().copied().max().unwrap_or(ONE);
        let Self { home, at_large } =
            Self { home: most(of(HOME), of(HOME_WORKING)), at_large: most(of(SEEKING), working) };
        let sure = home.iter().chain(&at_large).any(|most| *most >= ONE);
        (!sure).then(|| Self { home: home.map(|t| 2 * t), at_large: at_large.map(|t| 2 * t) })
    }

    /// Whether one of the words x, y and z may matter to agents at home, or else at large.
    #[inline(always)]
    pub fn strikes<S: Simd>(&self, home: Flags<S>, r: &[Words<S>; 4]) -> Flags<S> {
        let by_x = r[0].lt(home.select(self.home[0], self.at_large[0]));
        let by_y = r[1].lt(home.select(self.home[1], self.at_large[1]));
        let by_z = r[2].lt(home.select(self.home[2], self.at_large[2]));
        by_x | by_y | by_z
    }
}

/// Lists who may be awake among agents whose monthly day it is not.
pub struct Pass<'a> {
    /// Number of the first agent, the first of a block.
    pub first: u32,
    /// Words 0 and 1 of the agents.
    pub words: [&'a [u32]; 2],
    /// Words 2 and 3, which full days read.
    pub later: [&'a [u32]; 2],
    /// Today.
    pub day: &'a Day,
    /// The largest thresholds.
    pub highest: Highest,
    /// The lists, by [`ANY`], [`WAITS`] and [`SEARCHES`].
    pub awake: &'a mut [Vec<Awake>; 3],
}

impl WithSimd for Pass<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let generator = Generator::new(simd, self.day);
        let (words_0, rest_0) = self.words[0].as_chunks();
        let (words_1, rest_1) = self.words[1].as_chunks();
        let blocks = words_0.iter().zip(words_1);
        for (start, (words_0, words_1)) in (0..).step_by(B).zip(blocks) {
            self.look(&generator, simd, start, &[words_0, words_1], B);
        }
        if !rest_0.is_empty() {
            let mut last = [[0; B]; 2];
            last[0][..rest_0.len()].copy_from_slice(rest_0);
            last[1][..rest_1.len()].copy_from_slice(rest_1);
            self.look(&generator, simd, words_0.len() * B, &[&last[0], &last[1]], rest_0.len());
        }
    }
}

impl Pass<'_> {
    /// Looks at a block, of whose agents the first `count` exist.
    #[inline(always)]
    fn look<S: Simd>(&mut self, g: &Generator<S>, simd: S, start: usize, words: &[&[u32; B]; 2], count: usize) {
        let id = self.first + start as u32;
        if monthly(id, self.day.month_day) {
            for later in self.later {
                simd.prefetch(&later[start]);
                simd.prefetch(&later[start + count / 2]);
            }
            return;
        }
        let mut drawn = [[0; B]; 4];
        g.draw(id, GATE, &mut drawn);
        let searching = searches(id, self.day.day);
        let [mut busy, mut waits, mut searches] = [0; 3];
        for v in 0..B / S::U32_LANES {
            let r = Words::of_rows(simd, &drawn, v);
            let [by_busy, by_waits, by_searches] = awake(Words::of_rows(simd, words, v), &r, searching, &self.highest);
            busy |= by_busy.bits() << (v * S::U32_LANES);
            waits |= by_waits.bits() << (v * S::U32_LANES);
            searches |= by_searches.bits() << (v * S::U32_LANES);
        }
        let mut awake = (busy | waits | searches) & (u32::MAX >> (B - count));
        let (only_waits, only_searches) = (waits & !busy & !searches, searches & !busy & !waits);
        while awake != 0 {
            let i = awake.trailing_zeros() as usize;
            awake &= awake - 1;
            // Without a branch, which a processor would guess wrong.
            let list = (only_waits >> i & 1) as usize * WAITS + (only_searches >> i & 1) as usize * SEARCHES;
            if list == ANY {
                simd.prefetch(&self.later[0][start + i]);
                simd.prefetch(&self.later[1][start + i]);
            }
            self.awake[list].push(((start + i) as u32, [drawn[0][i], drawn[1][i], drawn[2][i], drawn[3][i]]));
        }
    }
}

/// Agents that may be awake: busy or struck by a word, waiting for a lottery, searching.
#[inline(always)]
fn awake<S: Simd>(w: [Words<S>; 2], r: &[Words<S>; 4], searching: bool, highest: &Highest) -> [Flags<S>; 3] {
    let a = Agent::from_words([w[0], w[1], w[0].with(0), w[0].with(0)]);
    let struck = highest.strikes(at_home(&a), r);
    [struck | a.status.gt(WORKING), !a.bucket.eq(NOT_APPLIED), seeks(&a, searching)]
}
