//! The gate: sixteen agents' daily blocks at a time, and which of them might have anything happen today.
//!
//! A pure filter ahead of [`super::day::sleeps`]: it compares each word with the largest threshold of all idle statuses,
//! so whoever it leaves asleep would sleep there too, and every bit is the same with the gate off. Lanes are 64 bits wide
//! so that a product needs one multiplication and no shuffle; pulp picks AVX-512, AVX2 or the baseline at run time.

use crate::layout::*;
use crate::tables::{Day, Rates};

/// Agents looked at together; they share a block, and so their monthly day.
pub const LANES: usize = 16;
type Lanes = [u64; LANES];

/// The gate blocks of sixteen agents: words x, y, z and w, in the lower halves.
#[inline(always)]
pub fn blocks(first: u32, day: &Day) -> [Lanes; 4] {
    let mut c0: Lanes = std::array::from_fn(|i| u64::from(first) + i as u64);
    let mut c1: Lanes = [u64::from(day.day); LANES];
    let mut c2: Lanes = [u64::from(GATE); LANES];
    let mut c3: Lanes = [0; LANES];
    let (mut k0, mut k1) = (day.key_0, day.key_1);
    for _ in 0..10 {
        for i in 0..LANES {
            let p0 = (c0[i] & 0xffff_ffff) * 0xD251_1F53;
            let p1 = (c2[i] & 0xffff_ffff) * 0xCD9E_8D57;
            c0[i] = (p1 >> 32) ^ c1[i] ^ u64::from(k0);
            c1[i] = p1 & 0xffff_ffff;
            c2[i] = (p0 >> 32) ^ c3[i] ^ u64::from(k1);
            c3[i] = p0 & 0xffff_ffff;
        }
        k0 = k0.wrapping_add(0x9E37_79B9);
        k1 = k1.wrapping_add(0xBB67_AE85);
    }
    [c0, c1, c2, c3]
}

/// The largest thresholds of words x, y and z over the idle statuses.
pub fn highest(rates: &Rates) -> [u64; 3] {
    std::array::from_fn(|word| (0..8).map(|s| u64::from(rates.gate[s * 4 + word])).max().unwrap_or(0))
}

/// One bit for each of sixteen agents that may be awake.
#[inline(always)]
pub fn awake(statuses: &[u32; LANES], r: &[Lanes; 4], highest: [u64; 3]) -> u32 {
    let mut wakes = [0u8; LANES];
    for i in 0..LANES {
        let status = statuses[i] & 15;
        let busy = (status == SEEKING) | (status > WORKING);
        let hit = ((r[0][i] >> 1) < highest[0]) | ((r[1][i] >> 1) < highest[1]) | ((r[2][i] >> 1) < highest[2]);
        wakes[i] = u8::from(busy | hit);
    }
    (0..LANES).fold(0, |bits, i| bits | (u32::from(wakes[i]) << i))
}

/// Calls `live` with the index and gate block of every agent that may be awake. `first` is the first agent's number, a
/// multiple of [`LANES`]; without the filter everyone is.
pub struct Pass<'a, F> {
    /// Number of the first agent.
    pub first: u32,
    /// Words 0 of the agents.
    pub words: &'a [u32],
    /// Today.
    pub day: &'a Day,
    /// From [`highest`]; `None` lets everyone through.
    pub highest: Option<[u64; 3]>,
    /// What an agent that may be awake does.
    pub live: F,
}

impl<F: FnMut(usize, [u32; 4])> pulp::NullaryFnOnce for Pass<'_, F> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { first, words, day, highest, mut live } = self;
        for start in (0..words.len()).step_by(LANES) {
            let id = first + start as u32;
            let count = LANES.min(words.len() - start);
            let mut statuses = [0; LANES];
            statuses[..count].copy_from_slice(&words[start..start + count]);
            let r = blocks(id, day);
            let everyone = u32::MAX >> (32 - count);
            let mut bits = everyone;
            if let Some(highest) = highest
                && !monthly(id, day.month_day)
                && !monthly(id, day.eve_month_day)
            {
                bits &= awake(&statuses, &r, highest);
            }
            while bits != 0 {
                let i = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                live(start + i, [r[0][i] as u32, r[1][i] as u32, r[2][i] as u32, r[3][i] as u32]);
            }
        }
    }
}
