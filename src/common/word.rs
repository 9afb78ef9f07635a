//! A word of an agent's state, or a word of several agents side by side: what functions of a state are written over.

use super::layout::SAVINGS_BIAS;
use std::ops::{Add, BitAnd, BitOr, Mul, Not, Shl, Shr};

/// An unsigned word of 32 bits of one agent, or of each of several.
pub trait Word:
    Copy
    + Add<Output = Self>
    + Mul<u32, Output = Self>
    + BitAnd<u32, Output = Self>
    + BitOr<Output = Self>
    + Shl<u32, Output = Self>
    + Shr<u32, Output = Self>
{
    /// Whether something holds, of each agent.
    type Flag: Copy
        + BitAnd<Output = Self::Flag>
        + BitOr<Output = Self::Flag>
        + Not<Output = Self::Flag>
        + BitAnd<bool, Output = Self::Flag>;
    /// Savings less debt: signed for one agent, offset by [`SAVINGS_BIAS`] for several.
    type Savings: Copy;

    /// The sum with a number, modulo 2^32.
    fn plus(self, number: u32) -> Self;
    /// The smaller of two words.
    fn smaller(self, other: Self) -> Self;
    /// Whether the word equals a number.
    fn eq(self, number: u32) -> Self::Flag;
    /// Whether the word is less than a number.
    fn lt(self, number: u32) -> Self::Flag;
    /// Whether the word is greater than a number.
    fn gt(self, number: u32) -> Self::Flag;
    /// The word where a flag is set, another number elsewhere.
    fn where_set(self, flag: Self::Flag, otherwise: u32) -> Self;
    /// Savings from their 16 bits.
    fn to_savings(bits: Self) -> Self::Savings;
    /// The 16 bits of savings.
    fn of_savings(savings: Self::Savings) -> Self;
}

impl Word for u32 {
    type Flag = bool;
    type Savings = i32;

    #[inline(always)]
    fn plus(self, number: u32) -> u32 {
        self.wrapping_add(number)
    }

    #[inline(always)]
    fn smaller(self, other: u32) -> u32 {
        self.min(other)
    }

    #[inline(always)]
    fn eq(self, number: u32) -> bool {
        self == number
    }

    #[inline(always)]
    fn lt(self, number: u32) -> bool {
        self < number
    }

    #[inline(always)]
    fn gt(self, number: u32) -> bool {
        self > number
    }

    #[inline(always)]
    fn where_set(self, flag: bool, otherwise: u32) -> u32 {
        if flag { self } else { otherwise }
    }

    #[inline(always)]
    fn to_savings(bits: u32) -> i32 {
        i32::from(bits as i16)
    }

    #[inline(always)]
    fn of_savings(savings: i32) -> u32 {
        savings as u32 & 65535
    }
}

/// Savings of one agent, from the offset balance that functions over several agents use.
#[inline(always)]
pub fn from_balance(balance: u32) -> i32 {
    balance as i32 - SAVINGS_BIAS as i32
}
