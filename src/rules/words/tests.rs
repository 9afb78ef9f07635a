//! That words side by side reckon as one word does, on every instruction path.

use super::*;
use crate::common::rng::{mulhi, philox};
use crate::cpu::paths::{name, paths};
use pulp::WithSimd;

/// The most agents side by side.
const MOST: usize = 16;
/// What is reckoned of a pair of words.
type Results = [u32; 8];

/// Reckons with a pair of words of each agent.
struct Reckon([[u32; MOST]; 2]);

impl WithSimd for Reckon {
    type Output = Vec<Results>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<Results> {
        let inverses = self.0[1].map(inverse);
        let [a, b, inverse] = Words::of_rows(simd, &[self.0[0], self.0[1], inverses], 0);
        let results = [
            a.quotient(b, inverse),
            a.thousandth(),
            a.mulhi(b),
            a.saturating_sub(b),
            (b & 7).of_eight(&[3, 1, 4, 15, 9, 2, 6, 5]),
            a.hit(b).select(1, 0) + a.eq(b).select(2, 0),
            (a << 24) | 5 | b,
            (a >> 31) + (a >> 7) * b,
        ];
        (0..S::U32_LANES).map(|lane| results.map(|words| words.each()[lane])).collect()
    }
}

/// The same of one pair.
fn of_one([a, b]: [u32; 2]) -> Results {
    [
        a / b,
        a / 1000,
        mulhi(a, b),
        a.saturating_sub(b),
        [3, 1, 4, 15, 9, 2, 6, 5][(b & 7) as usize],
        u32::from(crate::common::chance::hit(a, b)) + if a == b { 2 } else { 0 },
        (a << 24) | 5 | b,
        (a >> 31).wrapping_add((a >> 7).wrapping_mul(b)),
    ]
}

/// A pair: a word beside a multiple of the other, where a quotient goes wrong first.
fn pair(n: u32) -> [u32; 2] {
    let [x, y, shift, side] = philox([n, 0, 0, 0], [7, 0]);
    let by = if n.is_multiple_of(2) { 1 + y % 8 } else { (y >> (shift % 32)).max(1) };
    let multiple = x / by * by;
    let ends = [multiple.wrapping_sub(1), multiple, multiple.saturating_add(side % by), x, by, 0, u32::MAX];
    [ends[(side >> 8) as usize % ends.len()], by]
}

#[test]
fn words_side_by_side_reckon_as_one_word_does() {
    for path in paths() {
        for n in 0..10_000 {
            let pairs: [_; MOST] = std::array::from_fn(|lane| pair(n * MOST as u32 + lane as u32));
            let rows = [0, 1].map(|row| pairs.map(|pair| pair[row]));
            for (lane, results) in path.dispatch(Reckon(rows)).into_iter().enumerate() {
                assert_eq!(results, of_one(pairs[lane]), "of {:?}, lane {lane}, {}", pairs[lane], name(path));
            }
        }
    }
}

#[test]
fn flags_are_bits_in_the_order_of_lanes() {
    struct Bits;
    impl WithSimd for Bits {
        type Output = [u64; 3];
        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) -> [u64; 3] {
            let numbers: [u32; 32] = std::array::from_fn(|i| i as u32);
            let words = Words::new(simd, S::as_simd_u32s(&numbers).0[0]);
            let odd = (words & 1).eq(1) & !words.gt(11);
            [S::U32_LANES as u64, u64::from((odd | words.eq(0)).bits()), words.sum()]
        }
    }
    for path in paths() {
        let [lanes, bits, sum] = path.dispatch(Bits);
        assert_eq!(bits, 0xaab & ((1 << lanes) - 1), "{}", name(path));
        assert_eq!(sum, lanes * (lanes - 1) / 2);
    }
}
