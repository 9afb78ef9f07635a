//! Agent-days per second of a whole month of the baseline (February 2012: days, evenings, month's end, read-back), on
//! both engines. Absolute figures: floors.rs holds them against what bare arithmetic would take on the same machine.

mod common;

use common::*;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use musofir::run::Run;
use musofir::scenario::Scenario;
use std::time::{Duration, Instant};

/// Time of the second month, after the first has run.
fn february(x: &Scenario, agents: u32, gpu: bool) -> Duration {
    let mut run = Run::new(x, agents, 1, |start| Ok::<_, ()>(engine(start, gpu))).expect("it starts");
    let months = x.calendar.months();
    run.month(months[0]).expect("it runs");
    let begun = Instant::now();
    run.month(months[1]).expect("it runs");
    begun.elapsed()
}

fn throughput(c: &mut Criterion) {
    let x = baseline();
    let on_device = device().map(|device| device.describe());
    for agents in [100_000, 1_500_000] {
        let mut group = c.benchmark_group(format!("{agents} agents"));
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(8))
            .throughput(Throughput::Elements(u64::from(agents) * 29));
        let mut month = |name: &str, gpu: bool| {
            group.bench_function(BenchmarkId::from_parameter(name), |b| {
                b.iter_custom(|n| (0..n).map(|_| february(&x, agents, gpu)).sum())
            });
        };
        month("a month on the cpu", false);
        if let Some(name) = &on_device {
            eprintln!("device: {name}");
            month("a month on the device", true);
        }
        group.finish();
    }
}

criterion_group!(benches, throughput);
criterion_main!(benches);
