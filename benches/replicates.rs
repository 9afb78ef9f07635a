//! Replicates per second: how many replicates of an ensemble end in a second by the number side by side, and what a
//! shared past is worth. Half a year of the baseline at 20,000 agents; the device, if there is one, beside the CPU.

mod common;

use common::*;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use musofir::cpu::CpuBatch;
use musofir::engine::Batch;
use musofir::ensemble::{Ensemble, Finished, Observer, Replicate};
use musofir::gpu::{GpuBatch, GpuOptions};
use musofir::scenario::Scenario;
use std::ops::ControlFlow;

const AGENTS: u32 = 20_000;

/// Counts who ended.
struct Ended(u64);

impl Observer for Ended {
    fn advanced(&mut self, _: u64, _: u64) {}
    fn ended(&mut self, _: Replicate, outcome: Result<Finished, String>) -> ControlFlow<()> {
        outcome.unwrap_or_else(|e| panic!("{e}"));
        self.0 += 1;
        ControlFlow::Continue(())
    }
}

fn run_all(xs: &[Scenario], seeds: u64, side_by_side: usize, batch: &mut dyn Batch) -> u64 {
    let mut ended = Ended(0);
    Ensemble::new(xs, AGENTS, seeds, side_by_side).run(batch, &mut ended);
    ended.0
}

/// The baseline, and four scenarios that leave it in August 2013.
fn five() -> Vec<Scenario> {
    ["baseline", "eighty-three-camps", "entry-bars", "eurasian-union", "selective-deportation"].map(preset).into()
}

fn replicates(c: &mut Criterion) {
    let mut half_a_year = [baseline()];
    half_a_year[0].calendar.end = "2012-06-30".parse().expect("a date");
    for side_by_side in [1, 2, 4, 8, 16] {
        let mut group = c.benchmark_group(format!("{side_by_side} side by side"));
        group.sample_size(10).throughput(Throughput::Elements(16));
        group.bench_function(BenchmarkId::from_parameter("cpu"), |b| {
            let mut batch = CpuBatch::new(side_by_side, 0);
            b.iter(|| run_all(&half_a_year, 16, side_by_side, &mut batch))
        });
        // A software driver takes minutes for what this tells of a card.
        if let Some(device) = device().filter(|d| d.adapter.is_hardware()) {
            let options = GpuOptions::default();
            let mut batch = GpuBatch::new(device, AGENTS as usize, side_by_side, options).expect("it starts");
            group.bench_function(BenchmarkId::from_parameter("device"), |b| {
                b.iter(|| run_all(&half_a_year, 16, side_by_side, &mut batch))
            });
        }
        group.finish();
    }
    let xs = five();
    let mut group = c.benchmark_group("five scenarios with nineteen months in common");
    group.sample_size(10).throughput(Throughput::Elements(5));
    for (name, side_by_side) in [("shared", 5), ("each on its own", 1)] {
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter(|| run_all(&xs, 1, side_by_side, &mut CpuBatch::new(side_by_side, 0)))
        });
    }
    group.finish();
}

criterion_group!(benches, replicates);
criterion_main!(benches);
