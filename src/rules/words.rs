//! A word of several agents side by side, with a word's own operators. A rule written with them reads as it does for
//! one agent; on [`pulp::Scalar`] it is the rule of one agent, on wider vectors that of several.
//!
//! Arithmetic is modulo 2^32. An operand is a word of each of the agents, or one number for all.

use super::vectors::Vectors;
use crate::common::agent::Agent;
use crate::common::layout::SAVINGS_BIAS;
use crate::common::word::Word;
use pulp::{Scalar, Simd, bytemuck};
use std::ops::{Add, BitAnd, BitOr, Mul, Not, Shl, Shr, Sub};

/// A word of each agent.
#[derive(Clone, Copy, Debug)]
pub struct Words<S: Simd> {
    simd: S,
    lanes: S::u32s,
}

/// Whether something holds, of each agent.
#[derive(Clone, Copy, Debug)]
pub struct Flags<S: Simd> {
    simd: S,
    lanes: S::m32s,
}

/// Several agents, field by field. Savings are offset by [`SAVINGS_BIAS`].
pub type Agents<S> = Agent<Words<S>, Words<S>>;

/// What may stand for a word of each agent.
pub trait Operand<S: Simd> {
    /// The words.
    fn words(self, simd: S) -> S::u32s;
}

impl<S: Simd> Operand<S> for u32 {
    #[inline(always)]
    fn words(self, simd: S) -> S::u32s {
        simd.splat_u32s(self)
    }
}

impl<S: Simd> Operand<S> for Words<S> {
    #[inline(always)]
    fn words(self, _: S) -> S::u32s {
        self.lanes
    }
}

macro_rules! operators {
    ($($trait:ident $name:ident $of_words:ident;)*) => {
        $(impl<S: Simd, R: Operand<S>> $trait<R> for Words<S> {
            type Output = Self;
            #[inline(always)]
            fn $name(self, by: R) -> Self {
                Self { lanes: self.simd.$of_words(self.lanes, by.words(self.simd)), ..self }
            }
        })*
    };
}

operators! {
    Add add add_u32s;
    Sub sub sub_u32s;
    Mul mul mul_u32s;
    BitAnd bitand and_u32s;
    BitOr bitor or_u32s;
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident $of_words:ident $kind:ident;)*) => {
        $($(#[$doc])*
        #[inline(always)]
        pub fn $name(self, by: impl Operand<S>) -> $kind<S> {
            $kind { simd: self.simd, lanes: self.simd.$of_words(self.lanes, by.words(self.simd)) }
        })*
    };
}

impl<S: Simd> Words<S> {
    /// Of a vector.
    #[inline(always)]
    pub fn new(simd: S, lanes: S::u32s) -> Self {
        Self { simd, lanes }
    }

    /// A vector of each row.
    #[inline(always)]
    pub fn of_rows<R: AsRef<[u32]>, const N: usize>(simd: S, rows: &[R; N], vector: usize) -> [Self; N] {
        let mut words = [Self::new(simd, simd.splat_u32s(0)); N];
        for (word, row) in words.iter_mut().zip(rows) {
            word.lanes = S::as_simd_u32s(row.as_ref()).0[vector];
        }
        words
    }

    /// The same number for all.
    #[inline(always)]
    pub fn with(self, number: u32) -> Self {
        Self { lanes: number.words(self.simd), ..self }
    }

    /// As the machine has them.
    #[inline(always)]
    pub fn lanes(self) -> S::u32s {
        self.lanes
    }

    /// The words one by one.
    #[inline(always)]
    pub fn each(&self) -> &[u32] {
        bytemuck::cast_slice(std::slice::from_ref(&self.lanes))
    }

    /// The sum of the words.
    #[inline(always)]
    pub fn sum(&self) -> u64 {
        self.each().iter().copied().map(u64::from).sum()
    }

    methods! {
        /// The smaller.
        min min_u32s Words;
        /// The larger.
        max max_u32s Words;
        /// Whether they are equal.
        eq equal_u32s Flags;
        /// Whether it is less.
        lt less_than_u32s Flags;
        /// Whether it is more.
        gt greater_than_u32s Flags;
    }

    /// The difference, or nothing where it would be less.
    #[inline(always)]
    pub fn saturating_sub(self, by: impl Operand<S>) -> Self {
        let by = by.words(self.simd);
        self.max(Self { lanes: by, ..self }) - Self { lanes: by, ..self }
    }

    /// High half of the product of 64 bits: [`crate::common::rng::mulhi`].
    #[inline(always)]
    pub fn mulhi(self, by: impl Operand<S>) -> Self {
        Self { lanes: self.simd.widening_mul_u32s(self.lanes, by.words(self.simd)).1, ..self }
    }

    /// A thousandth, rounded down.
    #[inline(always)]
    pub fn thousandth(self) -> Self {
        self.mulhi(274_877_907) >> 6
    }

    /// The whole quotient by words that are not 0, given their [`inverse`]. The product with an inverse that is rounded
    /// down is less than the quotient by one at most, which the remainder tells.
    #[inline(always)]
    pub fn quotient(self, by: impl Operand<S>, inverse: impl Operand<S>) -> Self {
        let by = Self { lanes: by.words(self.simd), ..self };
        let q = self.mulhi(inverse);
        q + (self - q * by).lt(by).select(0, 1)
    }

    /// The entries of a table of eight at words below eight.
    #[inline(always)]
    pub fn of_eight(self, table: &[u32; 8]) -> Self {
        Self { lanes: self.simd.of_eight(table, self.lanes), ..self }
    }

    /// The entries of a table of 256 at the words' first bytes.
    #[inline(always)]
    pub fn of_byte(mut self, table: &[u32; 256]) -> Self {
        for word in bytemuck::cast_slice_mut::<_, u32>(std::slice::from_mut(&mut self.lanes)) {
            *word = table[(*word >> 24) as usize];
        }
        self
    }

    /// Whether a draw is below a threshold: [`crate::common::chance::hit`].
    #[inline(always)]
    pub fn hit(self, threshold: impl Operand<S>) -> Flags<S> {
        (self >> 1).lt(threshold)
    }
}

/// What [`Words::quotient`] multiplies by: 2^32 divided by `by`, which is not 0, rounded down; for one, what comes nearest.
pub const fn inverse(by: u32) -> u32 {
    if by == 1 { u32::MAX } else { ((1u64 << 32) / by as u64) as u32 }
}

impl<S: Simd> Flags<S> {
    /// A bit for each.
    #[inline(always)]
    pub fn bits(self) -> u32 {
        self.simd.bits(self.lanes)
    }

    /// One word where the flag is set, another elsewhere.
    #[inline(always)]
    pub fn select(self, set: impl Operand<S>, otherwise: impl Operand<S>) -> Words<S> {
        let (set, otherwise) = (set.words(self.simd), otherwise.words(self.simd));
        Words { simd: self.simd, lanes: self.simd.select_u32s(self.lanes, set, otherwise) }
    }

    /// 1 where the flag is set, 0 elsewhere.
    #[inline(always)]
    pub fn ones(self) -> Words<S> {
        self.select(1, 0)
    }
}

impl<S: Simd> BitAnd for Flags<S> {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, by: Self) -> Self {
        Self { lanes: self.simd.and_m32s(self.lanes, by.lanes), ..self }
    }
}

impl<S: Simd> BitOr for Flags<S> {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, by: Self) -> Self {
        Self { lanes: self.simd.or_m32s(self.lanes, by.lanes), ..self }
    }
}

impl<S: Simd> Not for Flags<S> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self { lanes: self.simd.not_m32s(self.lanes), ..self }
    }
}

/// The same flag for all, or of none.
impl<S: Simd> BitAnd<bool> for Flags<S> {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, by: bool) -> Self {
        let all = self.simd.splat_u32s(u32::from(by));
        let lanes = self.simd.and_m32s(self.lanes, self.simd.equal_u32s(all, self.simd.splat_u32s(1)));
        Self { lanes, ..self }
    }
}

impl<S: Simd> Shl<u32> for Words<S> {
    type Output = Self;
    #[inline(always)]
    fn shl(self, bits: u32) -> Self {
        Self { lanes: self.simd.wrapping_dyn_shl_u32s(self.lanes, self.simd.splat_u32s(bits)), ..self }
    }
}

impl<S: Simd> Shr<u32> for Words<S> {
    type Output = Self;
    #[inline(always)]
    fn shr(self, bits: u32) -> Self {
        Self { lanes: self.simd.wrapping_dyn_shr_u32s(self.lanes, self.simd.splat_u32s(bits)), ..self }
    }
}

impl<S: Simd> Word for Words<S> {
    type Flag = Flags<S>;
    type Savings = Self;

    #[inline(always)]
    fn plus(self, number: u32) -> Self {
        self + number
    }

    #[inline(always)]
    fn smaller(self, other: Self) -> Self {
        self.min(other)
    }

    #[inline(always)]
    fn eq(self, number: u32) -> Flags<S> {
        Words::eq(self, number)
    }

    #[inline(always)]
    fn lt(self, number: u32) -> Flags<S> {
        Words::lt(self, number)
    }

    #[inline(always)]
    fn gt(self, number: u32) -> Flags<S> {
        Words::gt(self, number)
    }

    #[inline(always)]
    fn where_set(self, flag: Flags<S>, otherwise: u32) -> Self {
        flag.select(self, otherwise)
    }

    #[inline(always)]
    fn to_savings(bits: Self) -> Self {
        (bits + SAVINGS_BIAS) & 65535
    }

    #[inline(always)]
    fn of_savings(savings: Self) -> Self {
        (savings + SAVINGS_BIAS) & 65535
    }
}

impl Words<Scalar> {
    /// The word of the one agent.
    #[inline(always)]
    pub fn get(self) -> u32 {
        self.lanes
    }
}

impl Flags<Scalar> {
    /// The flag of the one agent.
    #[inline(always)]
    pub fn get(self) -> bool {
        self.lanes
    }
}

/// A word of one agent, for rules over several.
#[inline(always)]
pub fn word(number: u32) -> Words<Scalar> {
    Words { simd: Scalar, lanes: number }
}

/// A block of draws of one agent, for rules over several.
#[inline(always)]
pub fn block(draws: [u32; 4]) -> [Words<Scalar>; 4] {
    let [x, y, z, w] = draws;
    [word(x), word(y), word(z), word(w)]
}

/// One agent, for rules over several.
#[inline(always)]
pub fn one(a: &Agent) -> Agents<Scalar> {
    Agent::from_words(block(a.to_words()))
}

#[cfg(test)]
mod tests;
