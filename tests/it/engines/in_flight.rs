//! An ensemble that is stopped at the end of any month, and continued from what was left, ends with the same bits: in
//! other batches, with replicates that had ended, were in flight, or had not begun, and on another engine.

use crate::engines::ensemble::{Seen, mixed};
use crate::support::device;
use musofir::cpu::CpuBatch;
use musofir::engine::Batch;
use musofir::ensemble::{Ensemble, Finished, InFlight, Observer, Replicate};
use musofir::gpu::{GpuBatch, GpuOptions};
use musofir::scenario::Scenario;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

const AGENTS: u32 = 1_000;

/// Stops an ensemble after some months, and gives back what it left.
#[derive(Default)]
struct Stops {
    seen: Seen,
    months: usize,
    left: Vec<InFlight>,
}

impl Observer for Stops {
    fn advanced(&mut self, simulated: u64, represented: u64) {
        self.seen.advanced(simulated, represented);
    }

    fn ended(&mut self, replicate: Replicate, outcome: Result<Finished, String>) -> ControlFlow<()> {
        self.seen.ended(replicate, outcome)
    }

    fn month_ended(&mut self) -> ControlFlow<()> {
        self.months = self.months.saturating_sub(1);
        if self.months == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn left(&mut self, group: InFlight) {
        self.left.push(group);
    }

    fn found(&mut self, replicate: Replicate, _: &[(Replicate, &Scenario)]) -> Option<InFlight> {
        let place = self.left.iter().position(|group| group.replicates().any(|of| of == replicate))?;
        Some(self.left.remove(place))
    }
}

/// Digests of a straight ensemble, and of one that is stopped after some months and continued on another batch; the
/// agent-days of each, and how many groups were left.
fn continued(
    xs: &[Scenario],
    months: usize,
    first: &mut dyn Batch,
    then: &mut dyn Batch,
) -> (BTreeMap<Replicate, String>, u64, usize) {
    let ensemble = Ensemble::new(xs, AGENTS, 2, 2 * xs.len());
    let mut stops = Stops { months, ..Stops::default() };
    ensemble.run(first, &mut stops);
    let (left, ended) = (stops.left.len(), stops.seen.digests.clone());
    let unfinished = ensemble.replicates.iter().copied().filter(|m| !ended.contains_key(m)).collect();
    stops.months = usize::MAX;
    Ensemble { replicates: unfinished, ..ensemble }.run(then, &mut stops);
    assert!(stops.left.is_empty() && stops.seen.failures.is_empty(), "{:?}", stops.seen.failures);
    (stops.seen.digests, stops.seen.lived, left)
}

fn straight(xs: &[Scenario]) -> Seen {
    let mut seen = Seen::default();
    Ensemble::new(xs, AGENTS, 2, 2 * xs.len()).run(&mut CpuBatch::new(2 * xs.len(), 0), &mut seen);
    seen
}

#[test]
fn a_stop_at_the_end_of_any_month_changes_no_bit_and_simulates_no_day_twice() {
    let xs = mixed();
    let whole = straight(&xs);
    // Before one begins and after, while pasts are shared and not, and when one has ended.
    for months in [1, 10, 11, 17, 21] {
        let batch = || CpuBatch::new(2 * xs.len(), 0);
        let (digests, days, left) = continued(&xs, months, &mut batch(), &mut batch());
        assert_eq!(digests, whole.digests, "after {months} months");
        assert_eq!(days, whole.lived, "after {months} months: what was shared is shared still");
        assert!(left > 0 && (months > 1 || left < xs.len()), "pasts are shared at first: {left}");
    }
}

#[test]
#[ignore = "gpu"]
fn what_the_cpu_engine_leaves_the_gpu_continues_and_the_other_way_round() {
    let xs = mixed();
    let whole = straight(&xs);
    let slots = 2 * xs.len();
    let gpu = || GpuBatch::new(device(), AGENTS as usize, slots, GpuOptions::default()).expect("it starts");
    let cpu = || CpuBatch::new(slots, 0);
    assert_eq!(continued(&xs, 12, &mut cpu(), &mut gpu()).0, whole.digests);
    assert_eq!(continued(&xs, 12, &mut gpu(), &mut cpu()).0, whole.digests);
}
