//! Twelve years, in which codes of days come round, three times over in one process: memory stays flat after the first year.
//!
//! `cargo test --release -- --ignored long_soak --nocapture`; `MUSOFIR_SOAK=200000` sets the number of agents.

use crate::support::{device, scenario};
use musofir::common::layout::DAY_CODES;
use musofir::cpu::CpuEngine;
use musofir::engine::{Engine, Start};
use musofir::gpu::{GpuEngine, GpuOptions};
use musofir::run::Run;

/// Memory of this process now, MB.
fn memory() -> f64 {
    let id = sysinfo::Pid::from_u32(std::process::id());
    let mut system = sysinfo::System::new().expect("a known system");
    system.refresh_processes(sysinfo::ProcessesToUpdate::Some(&[id]), true);
    system.process(id).expect("this process").memory() as f64 / 1e6
}

fn soak(name: &str, make: impl Fn(Start) -> Box<dyn Engine>) {
    let agents = std::env::var("MUSOFIR_SOAK").map_or(200_000, |n| n.parse().expect("a number"));
    let x = scenario(r#"start: "2012-01-01", end: "2023-12-31""#);
    assert!(x.calendar.days() > DAY_CODES);
    let mut after_a_year = 0.0;
    let mut digests = Vec::new();
    for time in 1..=3 {
        let mut run = Run::new(&x, agents, 1, |start| Ok::<_, ()>(make(start))).unwrap();
        for (n, month) in x.calendar.months().into_iter().enumerate() {
            run.month(month).unwrap();
            let now = memory();
            if time == 1 && n == 11 {
                after_a_year = now;
            }
            if (n + 1) % 12 == 0 || month.last == x.calendar.end {
                println!("{name}, {agents} agents, time {time}, {}: {now:.0} MB", month.last);
            }
            // The series grows by some kilobytes a month; a leak of the agents' state would show at once.
            assert!(after_a_year == 0.0 || now < after_a_year * 1.1 + 16.0, "{now} MB after {after_a_year} MB");
        }
        digests.push(run.digest().unwrap());
    }
    assert!(digests.iter().all(|d| *d == digests[0]), "{digests:?}");
}

#[test]
#[ignore = "long"]
fn long_soak_of_the_cpu_engine() {
    soak("cpu", |start| Box::new(CpuEngine::new(start, 0)));
}

#[test]
#[ignore = "long"]
fn long_soak_of_a_device() {
    soak("gpu", |start| Box::new(GpuEngine::new(device(), &start, GpuOptions::default()).unwrap()));
}
