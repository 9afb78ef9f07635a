//! Philox for several agents at a time, as many as the machine's vectors hold. The same function as
//! [`crate::common::rng::philox`], which a test compares it with. pulp picks AVX-512, AVX2, NEON or plain code at run time.

use super::vectors::Vectors;
use super::words::Words;
use crate::common::layout::*;
use crate::common::rng::{M0, M1, W0, W1};
use crate::common::tables::Day;
use pulp::{Simd, WithSimd, bytemuck};

/// Agents of a block.
pub const B: usize = BLOCK as usize;
/// Vectors at work at once: products take a few cycles, and several wait for them better than one.
const VECTORS: usize = 2;
/// Some vectors of a word each.
type Lanes<S> = [<S as Simd>::u32s; VECTORS];

/// The generator of a day.
pub struct Generator<S: Simd> {
    simd: S,
    day: u32,
    /// Of the first two rounds.
    first_keys: [[u32; 2]; 2],
    /// Of the others.
    keys: [[S::u32s; 2]; 8],
    numbers: S::u32s,
}

impl<S: Simd> Generator<S> {
    /// Agents drawn at a time; they share a block, and so their monthly day.
    const WIDTH: usize = VECTORS * S::U32_LANES;

    /// With the keys of all rounds.
    #[inline(always)]
    pub fn new(simd: S, day: &Day) -> Self {
        let key = |round: u32| {
            [day.key_0.wrapping_add(round.wrapping_mul(W0)), day.key_1.wrapping_add(round.wrapping_mul(W1))]
        };
        let first_keys = [key(0), key(1)];
        let mut keys = [[simd.splat_u32s(0); 2]; 8];
        for (round, keys) in (2..).zip(&mut keys) {
            *keys = key(round).map(|k| simd.splat_u32s(k));
        }
        let numbers: [u32; B] = std::array::from_fn(|i| i as u32);
        Self { simd, day: day.day, first_keys, keys, numbers: S::as_simd_u32s(&numbers).0[0] }
    }

    /// Draws a stage's block of the agents from `first` on, into a row for each of its words. See [`Day::block`].
    #[inline(always)]
    pub fn draw(&self, first: u32, stage: u32, into: &mut [[u32; B]; 4]) {
        for at in (0..B).step_by(Self::WIDTH) {
            for (row, lanes) in into.iter_mut().zip(&self.blocks(first + at as u32, stage)) {
                row[at..at + Self::WIDTH].copy_from_slice(bytemuck::cast_slice(lanes));
            }
        }
    }

    /// The four words of the block of some agents side by side.
    #[inline(always)]
    fn blocks(&self, first: u32, stage: u32) -> [Lanes<S>; 4] {
        let second = first + S::U32_LANES as u32;
        if !self.simd.spaced() {
            return self.rounds([self.numbers(first), self.numbers(second)], stage);
        }
        // An agent in every second word: those of even number, then those between.
        let ids = [self.numbers(first), self.numbers(first + 1), self.numbers(second), self.numbers(second + 1)];
        let [w0, w1, w2, w3] = self.rounds(ids, stage);
        [self.in_turn(w0), self.in_turn(w1), self.in_turn(w2), self.in_turn(w3)]
    }

    /// The numbers of agents side by side.
    #[inline(always)]
    fn numbers(&self, first: u32) -> S::u32s {
        self.simd.add_u32s(self.numbers, self.simd.splat_u32s(first))
    }

    /// Agents in every second word, side by side.
    #[inline(always)]
    fn in_turn(&self, [even_0, odd_0, even_1, odd_1]: [S::u32s; 4]) -> Lanes<S> {
        let s = self.simd;
        let even = s.equal_u32s(s.and_u32s(self.numbers, s.splat_u32s(1)), s.splat_u32s(0));
        [
            s.select_u32s(even, even_0, s.rotate_right_u32s(odd_0, 1)),
            s.select_u32s(even, even_1, s.rotate_right_u32s(odd_1, 1)),
        ]
    }

    /// The rounds, for some vectors of agents' numbers.
    #[inline(always)]
    fn rounds<const N: usize>(&self, ids: [S::u32s; N], stage: u32) -> [[S::u32s; N]; 4] {
        let s = self.simd;
        let day = if stage == PERSON { 0 } else { self.day };
        let (m0, m1) = (s.splat_u32s(M0), s.splat_u32s(M1));
        let [mut c0, mut c1, mut c2, mut c3] = [[s.splat_u32s(0); N]; 4];
        // Two rounds, of whose products one half is the same for all agents, who differ in the first word alone.
        let [[k0, k1], [k2, k3]] = self.first_keys;
        let of_stage = u64::from(stage) * u64::from(M1);
        let of_day = u64::from((of_stage >> 32) as u32 ^ day ^ k0) * u64::from(M0);
        for v in 0..N {
            let (low, high) = s.products(ids[v], m0);
            let (l1, h1) = s.products(s.xor_u32s(high, s.splat_u32s(k1)), m1);
            c0[v] = s.xor_u32s(h1, s.splat_u32s(of_stage as u32 ^ k2));
            c1[v] = l1;
            c2[v] = s.xor_u32s(low, s.splat_u32s((of_day >> 32) as u32 ^ k3));
            c3[v] = s.splat_u32s(of_day as u32);
        }
        // By number and not by reference, so that the rounds unroll.
        #[allow(clippy::needless_range_loop, reason = "measured: a tenth faster")]
        for round in 0..8 {
            let [k0, k1] = self.keys[round];
            for v in 0..N {
                let (l0, h0) = s.products(c0[v], m0);
                let (l1, h1) = s.products(c2[v], m1);
                c0[v] = s.xor_u32s(s.xor_u32s(h1, c1[v]), k0);
                c1[v] = l1;
                c2[v] = s.xor_u32s(s.xor_u32s(h0, c3[v]), k1);
                c3[v] = l0;
            }
        }
        [c0, c1, c2, c3]
    }
}

/// The stages whose blocks every agent draws on its monthly day.
const STAGES: [u32; 5] = [GATE, PAPERS, REMITTANCE, UNREST, PERSON];

/// Those blocks, of the agents of a block of [`BLOCK`].
pub struct Drawn([[[u32; B]; 4]; STAGES.len()]);

impl Default for Drawn {
    fn default() -> Self {
        Self([[[0; BLOCK as usize]; 4]; STAGES.len()])
    }
}

impl Drawn {
    /// All blocks of the agents of one vector, by stage.
    #[inline(always)]
    pub fn words<S: Simd>(&self, simd: S, vector: usize) -> [[Words<S>; 4]; STAGES.len()] {
        let mut words = [[Words::new(simd, simd.splat_u32s(0)); 4]; STAGES.len()];
        for (of_stage, rows) in words.iter_mut().zip(&self.0) {
            *of_stage = Words::of_rows(simd, rows, vector);
        }
        words
    }

    /// A stage's block of one agent, if it is drawn here.
    #[inline(always)]
    pub fn block(&self, stage: u32, agent: usize) -> Option<[u32; 4]> {
        let row = STAGES.iter().position(|s| *s == stage)?;
        Some(std::array::from_fn(|word| self.0[row][word][agent]))
    }
}

/// Draws the blocks of a block's agents.
pub struct Draw<'a> {
    /// Where they go.
    pub into: &'a mut Drawn,
    /// Number of the first agent.
    pub first: u32,
    /// Today.
    pub day: &'a Day,
}

impl WithSimd for Draw<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let generator = Generator::new(simd, self.day);
        for (rows, stage) in self.into.0.iter_mut().zip(STAGES) {
            generator.draw(self.first, stage, rows);
        }
    }
}
