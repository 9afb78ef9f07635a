//! Philox4x32-10, the counter-based generator of Salmon et al. (2011), "Parallel random numbers: as easy as 1, 2, 3".
//!
//! A draw is a pure function of (agent, day, stage, n) and the seed, so no draw depends on what another consumed and
//! two scenarios share their random numbers. Twin: `shaders/common/rng.wgsl`.
//!
//! The gate block (stage [`GATE`](crate::common::layout::GATE)) gives each kind of decision one word a day:
//!
//! | status | x: employment | y: detention | z: mobility | w |
//! |---|---|---|---|---|
//! | Home, HomeWorking | home job found, lost | | death, retirement, departure | |
//! | Seeking | change of region, of sector | police check | death, naturalisation, return | lottery |
//! | Working | job lost | police check | death, naturalisation, return | lottery |
//! | Held | | | death | lottery |
//! | Detained | | court | death | |
//! | Removal | | | death | lottery |
//! | Ordered | departure under the order | | death | |

pub(crate) const M0: u32 = 0xD251_1F53;
pub(crate) const M1: u32 = 0xCD9E_8D57;
pub(crate) const W0: u32 = 0x9E37_79B9;
pub(crate) const W1: u32 = 0xBB67_AE85;

/// High half of the 64-bit product; with a uniform `a`, a whole number below `b`.
#[inline(always)]
pub fn mulhi(a: u32, b: u32) -> u32 {
    ((u64::from(a) * u64::from(b)) >> 32) as u32
}

/// Ten rounds of Philox4x32.
#[inline(always)]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut k0, mut k1] = key;
    for _ in 0..10 {
        let h0 = mulhi(M0, c0);
        let l0 = M0.wrapping_mul(c0);
        let h1 = mulhi(M1, c2);
        let l1 = M1.wrapping_mul(c2);
        c0 = h1 ^ c1 ^ k0;
        c1 = l1;
        c2 = h0 ^ c3 ^ k1;
        c3 = l0;
        k0 = k0.wrapping_add(W0);
        k1 = k1.wrapping_add(W1);
    }
    [c0, c1, c2, c3]
}

/// The two key words of a seed.
pub fn key(seed: u64) -> [u32; 2] {
    [seed as u32, (seed >> 32) as u32]
}
