//! What the benches share: the baseline, the engines, and the gate alone.

use musofir::cpu::{CpuEngine, gate};
use musofir::engine::{Engine, Start};
use musofir::gpu::{AdapterChoice, Device, GpuEngine, GpuOptions, adapters};
use musofir::layout::{HOME, NOT_APPLIED};
use musofir::scenario::Experiment;
use musofir::tables::Day;
use rayon::prelude::*;
use std::hint::black_box;
use std::time::{Duration, Instant};

const CHUNK: usize = 16_384;

/// The baseline.
pub fn baseline() -> Experiment {
    Experiment::load(concat!(env!("CARGO_MANIFEST_DIR"), "/configs/baseline.ron").as_ref()).expect("the baseline loads")
}

/// A hardware adapter, or whatever there is.
pub fn device() -> Option<Device> {
    let known = adapters();
    let best = known.iter().find(|a| a.usable && a.is_hardware()).or_else(|| known.iter().find(|a| a.usable))?;
    Device::open(&AdapterChoice::Index(best.index)).ok()
}

/// An engine on all cores or on the device.
pub fn engine(start: Start, gpu: bool) -> Box<dyn Engine> {
    match device().filter(|_| gpu) {
        Some(device) => Box::new(GpuEngine::new(device, &start, GpuOptions::default()).expect("it starts")),
        None => Box::new(CpuEngine::new(start, 0)),
    }
}

/// C0: the gate of every agent, at home, on every day, and nothing else.
pub fn gate_alone(agents: u32, days: u32, path: pulp::Arch, highest: gate::Highest) -> Duration {
    let words = [HOME, NOT_APPLIED << 24].map(|word| vec![word; agents as usize]);
    let begun = Instant::now();
    for d in 0..days {
        let day = Day { day: 160 + d, month_day: 30, eve_month_day: 30, key_0: 1, ..bytemuck::Zeroable::zeroed() };
        let chunks = words[0].par_chunks(CHUNK).zip(words[1].par_chunks(CHUNK)).enumerate();
        let awake = chunks.fold(Vec::new, |mut awake, (n, (w0, w1))| {
            awake.clear();
            let first = (n * CHUNK) as u32;
            path.dispatch(gate::Pass { first, words: [w0, w1], day: &day, highest, awake: &mut awake });
            awake
        });
        black_box(awake.map(|list| list.len()).sum::<usize>());
    }
    begun.elapsed()
}
