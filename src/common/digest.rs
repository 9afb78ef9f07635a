//! Digests: 256 bits of a state, independent of the order of agents, threads or tiles.
//!
//! Each record is mixed with its index by Philox under two keys; the four 64-bit parts are summed modulo 2^64. A run's
//! digest is the SHA-256 of the state's digest and of the monthly series. Twin of the mix: `shaders/digest.wgsl`.

use crate::common::rng::philox;
use crate::common::tables::DayState;
use sha2::{Digest as _, Sha256};

/// A state's digest: four sums.
pub type Digest = [u64; 4];

/// Salt of agents.
pub const AGENTS: u32 = 0x61;
/// Salt of the day state.
pub const PUBLISHED: u32 = 0x70;

/// The share of one record in the digest.
#[inline(always)]
pub fn mix(index: u32, w: [u32; 4], salt: u32) -> Digest {
    let a = philox(w, [index, salt]);
    let b = philox(w, [index, salt ^ 0xffff_ffff]);
    let join = |hi: u32, lo: u32| (u64::from(hi) << 32) | u64::from(lo);
    [join(a[0], a[1]), join(a[2], a[3]), join(b[0], b[1]), join(b[2], b[3])]
}

/// The sum of two digests.
#[inline(always)]
pub fn add(a: Digest, b: Digest) -> Digest {
    std::array::from_fn(|i| a[i].wrapping_add(b[i]))
}

/// The digest of the day state.
pub fn day_state(p: &DayState) -> Digest {
    let pairs = p.occupied.iter().zip(&p.cutoff).enumerate();
    let lotteries = pairs.fold([0; 4], |sum, (i, (&o, &c))| add(sum, mix(i as u32, [o, c, 0, 0], PUBLISHED)));
    p.activists.iter().enumerate().fold(lotteries, |sum, (i, &n)| add(sum, mix(i as u32, [n, 0, 0, 1], PUBLISHED)))
}

/// A state's digest as 64 hex digits.
pub fn hex(d: &Digest) -> String {
    d.iter().map(|part| format!("{part:016x}")).collect()
}

/// The digest of a run: its last state and every number of its series, bit by bit.
pub fn of_run(state: &Digest, series: &[f64]) -> String {
    let mut hasher = Sha256::new();
    for part in state {
        hasher.update(part.to_le_bytes());
    }
    for value in series {
        hasher.update(value.to_bits().to_le_bytes());
    }
    hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// SHA-256 of a text as 64 hex digits: the identity of an input file.
pub fn of_text(text: &str) -> String {
    of_bytes(text.as_bytes())
}

/// SHA-256 of bytes as 64 hex digits.
pub fn of_bytes(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
