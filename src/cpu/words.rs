//! A word of several agents side by side, with a word's own operators: a rule written with them reads as it does for
//! one agent, and is lived with whatever vectors there are, whatever a compiler makes of loops.
//!
//! Arithmetic is modulo 2^32. Operands may be words of as many agents, or one number for all.

use super::vectors::Vectors;
use pulp::{Simd, bytemuck};
use std::ops::{Add, BitAnd, BitOr, Mul, Not, Sub};

/// A word of each agent.
#[derive(Clone, Copy)]
pub struct Words<S: Simd> {
    simd: S,
    lanes: S::u32s,
}

/// Whether something is so, of each agent.
#[derive(Clone, Copy)]
pub struct Flags<S: Simd> {
    simd: S,
    lanes: S::m32s,
}

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
        is equal_u32s Flags;
        /// Whether it is less.
        below less_than_u32s Flags;
        /// Whether it is more.
        above greater_than_u32s Flags;
    }

    /// The difference, or nothing where it would be less.
    #[inline(always)]
    pub fn saturating_sub(self, by: impl Operand<S>) -> Self {
        let by = by.words(self.simd);
        self.max(Self { lanes: by, ..self }) - Self { lanes: by, ..self }
    }

    /// Bits moved up.
    #[inline(always)]
    pub fn up(self, bits: u32) -> Self {
        Self { lanes: self.simd.wrapping_dyn_shl_u32s(self.lanes, self.simd.splat_u32s(bits)), ..self }
    }

    /// Bits moved down.
    #[inline(always)]
    pub fn down(self, bits: u32) -> Self {
        Self { lanes: self.simd.wrapping_dyn_shr_u32s(self.lanes, self.simd.splat_u32s(bits)), ..self }
    }

    /// High half of the product of 64 bits: [`crate::common::rng::mulhi`].
    #[inline(always)]
    pub fn mulhi(self, by: impl Operand<S>) -> Self {
        Self { lanes: self.simd.widening_mul_u32s(self.lanes, by.words(self.simd)).1, ..self }
    }

    /// A thousandth, rounded down.
    #[inline(always)]
    pub fn thousandth(self) -> Self {
        self.mulhi(274_877_907).down(6)
    }

    /// The whole quotient by words that are not 0, given their [`inverse`]. The product with an inverse that is rounded
    /// down is less than the quotient by one at most, which the remainder tells.
    #[inline(always)]
    pub fn quotient(self, by: impl Operand<S>, inverse: impl Operand<S>) -> Self {
        let by = Self { lanes: by.words(self.simd), ..self };
        let q = self.mulhi(inverse);
        q + (self - q * by).below(by).pick(0, 1)
    }

    /// What a table of eight says of words below eight.
    #[inline(always)]
    pub fn of_eight(self, table: &[u32; 8]) -> Self {
        Self { lanes: self.simd.of_eight(table, self.lanes), ..self }
    }

    /// Whether a draw is below a threshold: [`crate::common::chance::hit`].
    #[inline(always)]
    pub fn hit(self, threshold: impl Operand<S>) -> Flags<S> {
        self.down(1).below(threshold)
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

    /// One word where it is so, another where it is not.
    #[inline(always)]
    pub fn pick(self, so: impl Operand<S>, not: impl Operand<S>) -> Words<S> {
        let (so, not) = (so.words(self.simd), not.words(self.simd));
        Words { simd: self.simd, lanes: self.simd.select_u32s(self.lanes, so, not) }
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

#[cfg(test)]
mod tests;
