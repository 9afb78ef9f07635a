//! That words side by side reckon as one word does, on every instruction path.

use super::*;
use crate::cpu::paths::{name, paths};
use crate::rng::{mulhi, philox};
use pulp::WithSimd;

/// Reckons with two words of as many agents as there are lanes.
struct Reckon([u32; 2]);

impl WithSimd for Reckon {
    type Output = Vec<[u32; 6]>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<[u32; 6]> {
        let [a, b] = self.0.map(|word| Words::new(simd, simd.splat_u32s(word)));
        let quotient = a.quotient(b, inverse(self.0[1]));
        let of_eight = (b & 7).of_eight(&[3, 1, 4, 15, 9, 2, 6, 5]);
        let hit = a.hit(b).pick(1, 0) + Flags::pick(a.is(b), 2, 0);
        let results = [quotient, a.thousandth(), a.mulhi(b), a.saturating_sub(b), of_eight, hit];
        (0..S::U32_LANES).map(|lane| results.map(|words| words.each()[lane])).collect()
    }
}

#[test]
fn words_side_by_side_reckon_as_one_word_does() {
    for path in paths() {
        let check = |a: u32, b: u32| {
            let expected = [
                a / b,
                a / 1000,
                mulhi(a, b),
                a.saturating_sub(b),
                [3, 1, 4, 15, 9, 2, 6, 5][(b & 7) as usize],
                u32::from(crate::chance::hit(a, b)) + if a == b { 2 } else { 0 },
            ];
            for lane in path.dispatch(Reckon([a, b])) {
                assert_eq!(lane, expected, "of {a} and {b}, {}", name(path));
            }
        };
        for n in 0..50_000u32 {
            let [x, y, shift, side] = philox([n, 0, 0, 0], [7, 0]);
            let by = if n % 2 == 0 { 1 + y % 8 } else { (y >> (shift % 32)).max(1) };
            // Beside a multiple, where a quotient goes wrong first.
            let multiple = x / by * by;
            let beside = [multiple.wrapping_sub(1), multiple, multiple.saturating_add(side % by), x];
            check(beside[(side % 4) as usize], by);
        }
        for (a, b) in [(0, 1), (u32::MAX, 1), (u32::MAX, u32::MAX), (u32::MAX - 1, u32::MAX), (u32::MAX, 2), (999, 3)] {
            check(a, b);
        }
    }
}

#[test]
fn flags_are_bits_in_the_order_of_lanes() {
    struct Bits;
    impl WithSimd for Bits {
        type Output = (u32, u64);
        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) -> (u32, u64) {
            let numbers: [u32; 32] = std::array::from_fn(|i| i as u32);
            let words = Words::new(simd, S::as_simd_u32s(&numbers).0[0]);
            let odd = (words & 1).is(1) & !words.above(11);
            (odd.bits() | words.is(0).bits(), words.sum() - (S::U32_LANES as u64 * (S::U32_LANES as u64 - 1) / 2))
        }
    }
    for path in paths() {
        let (bits, left) = path.dispatch(Bits);
        assert!([0x1, 0xb, 0xab, 0xaab].contains(&bits), "{bits:x} {}", name(path));
        assert_eq!(left, 0);
    }
}
