//! The generator gives the published answers on both engines.

use crate::support::device;
use musofir::common::layout::*;
use musofir::common::rng::philox;
use musofir::common::tables::Day;
use musofir::cpu::paths::{name, paths};
use musofir::rules::lanes::{Draw, Drawn};

fn vectors() -> Vec<([u32; 6], [u32; 4])> {
    let text = include_str!("../data/philox.txt");
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    lines
        .map(|line| {
            let w: Vec<u32> = line.split_whitespace().map(|x| u32::from_str_radix(x, 16).unwrap()).collect();
            (w[..6].try_into().unwrap(), w[6..].try_into().unwrap())
        })
        .collect()
}

#[test]
fn philox_gives_the_known_answers_on_the_cpu() {
    assert_eq!(vectors().len(), 3);
    for (i, answer) in vectors() {
        assert_eq!(philox([i[0], i[1], i[2], i[3]], [i[4], i[5]]), answer);
    }
}

#[test]
#[ignore = "gpu"]
fn philox_gives_the_known_answers_on_a_gpu() {
    let device = device();
    let (inputs, answers): (Vec<_>, Vec<_>) = vectors().into_iter().unzip();
    assert_eq!(device.philox(&inputs).unwrap(), answers);
    assert_eq!(device.in_halves().philox(&inputs).unwrap(), answers);
}

#[test]
#[ignore = "gpu"]
fn philox_agrees_between_cpu_and_gpu_on_many_counters() {
    let device = device();
    let inputs: Vec<[u32; 6]> = (0..5000u32)
        .map(|i| std::array::from_fn(|k| (i + 1).wrapping_mul(0x9E37_79B9).rotate_left(k as u32 * 5)))
        .collect();
    let expected: Vec<_> = inputs.iter().map(|i| philox([i[0], i[1], i[2], i[3]], [i[4], i[5]])).collect();
    assert_eq!(device.philox(&inputs).unwrap(), expected);
    assert_eq!(device.in_halves().philox(&inputs).unwrap(), expected);
}

#[test]
fn a_block_drawn_together_is_the_block_drawn_one_by_one() {
    for path in paths() {
        for (first, key) in [(0, 0), (96, 1), (u32::MAX - 31, u32::MAX)] {
            let day = Day { day: 1234, key_0: key, key_1: !key, ..bytemuck::Zeroable::zeroed() };
            let mut drawn = Drawn::default();
            path.dispatch(Draw { into: &mut drawn, first, day: &day });
            for i in 0..BLOCK {
                for stage in [GATE, PAPERS, REMITTANCE, UNREST, PERSON] {
                    let together = drawn.block(stage, i as usize);
                    assert_eq!(together, Some(day.block(first + i, stage)), "{}, stage {stage}", name(path));
                }
                assert_eq!(drawn.block(MOBILITY, i as usize), None, "not of every monthly day");
            }
        }
    }
}
