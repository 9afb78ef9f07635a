//! Agent-days per second of a whole month of the baseline (February 2012: days, evenings, month's end, read-back), on
//! both engines, beside the floors: C0, the gate alone on the CPU; D2, generator, one word read and a sparse write on the
//! device. Compare ratios within one run: machines are shared and noisy.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use musofir::cpu::{CpuEngine, gate};
use musofir::engine::Engine;
use musofir::gpu::{AdapterChoice, Device, GpuEngine, GpuOptions, adapters};
use musofir::run::Run;
use musofir::scenario::Experiment;
use musofir::tables::Day;
use rayon::prelude::*;
use std::hint::black_box;
use std::time::{Duration, Instant};

const SIZES: [u32; 2] = [100_000, 1_500_000];
const DAYS: u32 = 29;

fn baseline() -> Experiment {
    Experiment::load(concat!(env!("CARGO_MANIFEST_DIR"), "/configs/baseline.ron").as_ref()).expect("the baseline loads")
}

/// A hardware adapter, or whatever there is.
fn device() -> Option<Device> {
    let known = adapters();
    let best = known.iter().find(|a| a.usable && a.is_hardware()).or_else(|| known.iter().find(|a| a.usable))?;
    Device::open(&AdapterChoice::Index(best.index)).ok()
}

/// Time of the second month, the first having been lived.
fn february(x: &Experiment, agents: u32, gpu: bool) -> Duration {
    let mut run = Run::new(x, agents, 1, |start| {
        Ok::<_, ()>(match device().filter(|_| gpu) {
            Some(device) => Box::new(GpuEngine::new(device, &start, GpuOptions::default()).expect("it starts")),
            None => Box::new(CpuEngine::new(start, 0)) as Box<dyn Engine>,
        })
    })
    .expect("it starts");
    let months = x.calendar.months();
    run.month(months[0]).expect("it runs");
    let begun = Instant::now();
    run.month(months[1]).expect("it runs");
    begun.elapsed()
}

/// C0: the gate of every agent on every day, and nothing else.
fn gate_alone(agents: u32) -> Duration {
    let words = vec![musofir::layout::HOME; agents as usize];
    let arch = pulp::Arch::new();
    let begun = Instant::now();
    for d in 0..DAYS {
        let day = Day { day: 160 + d, month_day: 30, eve_month_day: 30, key_0: 1, ..bytemuck::Zeroable::zeroed() };
        let awake: usize = words
            .par_chunks(16_384)
            .enumerate()
            .map(|(chunk, words)| {
                let mut awake = 0;
                let live = |_, r| {
                    black_box(r);
                    awake += 1;
                };
                arch.dispatch(gate::Pass {
                    first: (chunk * 16_384) as u32,
                    words,
                    day: &day,
                    highest: Some([10_000_000; 3]),
                    live,
                });
                awake
            })
            .sum();
        black_box(awake);
    }
    begun.elapsed()
}

fn throughput(c: &mut Criterion) {
    let x = baseline();
    for agents in SIZES {
        let mut group = c.benchmark_group(format!("{agents} agents"));
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(8))
            .throughput(Throughput::Elements(u64::from(agents * DAYS)));
        let id = |name: &str| BenchmarkId::from_parameter(name);
        group.bench_function(id("C0: gate alone on the cpu"), |b| {
            b.iter_custom(|n| (0..n).map(|_| gate_alone(agents)).sum())
        });
        group.bench_function(id("cpu: full month"), |b| {
            b.iter_custom(|n| (0..n).map(|_| february(&x, agents, false)).sum())
        });
        if let Some(device) = device() {
            eprintln!("device: {}", device.describe());
            let bare = |n| (0..n).map(|_| device.bare_days(agents, DAYS).expect("it runs")).sum();
            group.bench_function(id("D2: generator, read and sparse write on the device"), |b| b.iter_custom(bare));
            group.bench_function(id("gpu: full month"), |b| {
                b.iter_custom(|n| (0..n).map(|_| february(&x, agents, true)).sum())
            });
        }
        group.finish();
    }
}

criterion_group!(benches, throughput);
criterion_main!(benches);
