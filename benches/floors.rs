//! The full model as a share of its floors, in turn, month by month: machines are shared and their speed drifts, so
//! that only figures taken side by side can be divided. C0: the gate alone on the CPU. D0: copying the agents on the
//! device; D1: the generator alone; D2: generator, one word read, a sparse write. Criterion measures one thing after
//! another and is for absolute figures: see throughput.rs.

mod common;

use common::*;
use musofir::common::calendar::Span;
use musofir::common::layout::{HOME, NOT_APPLIED};
use musofir::common::tables::Day;
use musofir::cpu::{CpuEngine, gate, paths};
use musofir::engine::Engine;
use musofir::gpu::{Device, GpuEngine, GpuOptions, Timings};
use musofir::run::Run;
use musofir::run::trajectory::Trajectory;
use musofir::scenario::Scenario;
use rayon::prelude::*;
use std::hint::black_box;
use std::time::{Duration, Instant};

const MONTHS: usize = 9;
const SIZES: [u32; 2] = [100_000, 1_500_000];
const CHUNK: usize = 16_384;

/// A year's first months under an engine: each call runs one, and returns its time.
struct Months<'a> {
    run: Run<'a>,
    months: Vec<Span>,
}

impl<'a> Months<'a> {
    fn new(x: &'a Scenario, agents: u32, path: pulp::Arch) -> Self {
        let engine = |start| Ok::<_, ()>(Box::new(CpuEngine::new(start, 0).on_path(path)) as Box<dyn Engine>);
        let run = Run::new(x, agents, 1, engine).expect("it starts");
        let mut months = Self { run, months: x.calendar.months() };
        months.month(0);
        months
    }

    fn month(&mut self, n: usize) -> Duration {
        let begun = Instant::now();
        self.run.month(self.months[n]).expect("it runs");
        begun.elapsed()
    }
}

/// C0: the gate of every agent, at home, on every day, and nothing else.
fn gate_alone(agents: u32, days: u32, path: pulp::Arch, highest: gate::Highest) -> Duration {
    let words = [HOME, NOT_APPLIED << 24].map(|word| vec![word; agents as usize]);
    let begun = Instant::now();
    for d in 0..days {
        let day = Day { day: 160 + d, month_day: 30, eve_month_day: 30, key_0: 1, ..bytemuck::Zeroable::zeroed() };
        let chunks = words[0].par_chunks(CHUNK).zip(words[1].par_chunks(CHUNK)).enumerate();
        let awake = chunks.fold(<[Vec<_>; 3]>::default, |mut awake, (n, (w0, w1))| {
            awake.iter_mut().for_each(Vec::clear);
            let first = (n * CHUNK) as u32;
            let words = [w0, w1];
            path.dispatch(gate::Pass { first, words, later: words, day: &day, highest, awake: &mut awake });
            awake
        });
        black_box(awake.map(|lists| lists.iter().map(Vec::len).sum::<usize>()).sum::<usize>());
    }
    begun.elapsed()
}

/// The same on a device, with its clock read.
struct OnDevice<'a> {
    trajectory: Trajectory<'a>,
    engine: GpuEngine,
    months: Vec<Span>,
}

impl<'a> OnDevice<'a> {
    fn new(x: &'a Scenario, agents: u32) -> Self {
        let (trajectory, start) = Trajectory::new(x, agents, 1);
        let options = GpuOptions { timed: true, ..GpuOptions::default() };
        let engine = GpuEngine::new(device().expect("it was there"), &start, options).expect("it starts");
        let mut months = Self { trajectory, engine, months: x.calendar.months() };
        months.month(0);
        months
    }

    fn month(&mut self, n: usize) -> Duration {
        let begun = Instant::now();
        let month = self.months[n];
        self.engine.load(&self.trajectory.rates(month.first)).expect("it loads");
        self.engine.advance(&self.trajectory.days(month)).expect("it runs");
        let end = self.trajectory.scenario().calendar.number(month.last);
        let counted = self.engine.month_end(end).expect("it counts");
        self.trajectory.close(month, &counted).expect("nothing is lost");
        begun.elapsed()
    }
}

/// Median of what remains after sorting.
fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

fn report(names: &[&str], speeds: &[Vec<f64>], floor: usize) {
    for (name, speed) in names.iter().zip(speeds) {
        let shares = speed.iter().zip(&speeds[floor]).map(|(s, f)| s / f).collect();
        let spread = speed.iter().fold((f64::MAX, 0.0f64), |(lo, hi), s| (lo.min(*s), hi.max(*s)));
        println!(
            "  {name:34} {:8.0} ({:.0} to {:.0}) million agent-days/s, {:.2} of {}",
            median(speed.clone()),
            spread.0,
            spread.1,
            median(shares),
            names[floor].split(':').next().expect("a name")
        );
    }
}

/// The CPU engine beside C0, each with the same instructions.
fn on_the_cpu(x: &Scenario, path: pulp::Arch) {
    println!("cpu: {} cores, {}", std::thread::available_parallelism().map_or(1, usize::from), paths::name(path));
    for agents in SIZES {
        let mut months = Months::new(x, agents, path);
        let rates = months.run.rates(x.calendar.start);
        let day_state = months.run.engine().day_state().expect("it is published");
        let highest = gate::Highest::new(&rates, &gate::separations(&rates, &day_state)).expect("no certainty");
        let mut speeds = vec![Vec::new(); 2];
        for month in 1..=MONTHS {
            let days = months.months[month].dates().count() as u32;
            let speed = |took: Duration| f64::from(agents) * f64::from(days) / took.as_secs_f64() / 1e6;
            speeds[0].push(speed(gate_alone(agents, days, path, highest)));
            speeds[1].push(speed(months.month(month)));
        }
        println!("{agents} agents");
        report(&["C0: gate alone", "full model on the cpu"], &speeds, 0);
    }
}

/// The GPU engine beside D0 to D2.
fn on_a_device(x: &Scenario) {
    let (Some(device), Some(other)) = (device(), device()) else { return println!("no device: no floors of one") };
    // A floor multiplies in whichever way is faster for it.
    let other = other.in_halves();
    let best = |floor: &dyn Fn(&Device) -> Duration| floor(&device).min(floor(&other));
    println!("device: {}", device.describe());
    for agents in SIZES {
        let mut months = OnDevice::new(x, agents);
        let mut speeds = vec![Vec::new(); 4];
        for month in 1..=MONTHS {
            let days = months.months[month].dates().count() as u32;
            let speed = |took: Duration| f64::from(agents) * f64::from(days) / took.as_secs_f64() / 1e6;
            speeds[0].push(speed(device.copy_days(agents, days).expect("it runs")));
            speeds[1].push(speed(best(&|device| device.generator_days(agents, days).expect("it runs"))));
            speeds[2].push(speed(best(&|device| device.sparse_days(agents, days).expect("it runs"))));
            speeds[3].push(speed(months.month(month)));
        }
        println!("{agents} agents");
        report(
            &["D0: copy", "D1: generator alone", "D2: read and sparse write", "full model on the device"],
            &speeds,
            2,
        );
        if let Some(Timings { kernels, wall, month_ends }) = months.engine.timings() {
            let of_kernels: Duration = kernels.iter().map(|(_, took)| *took).sum();
            let all = (*wall + *month_ends).as_secs_f64();
            let share = |took: Duration| format!("{:.0} %", 100.0 * took.as_secs_f64() / all);
            let named: Vec<_> = kernels.iter().map(|(name, took)| format!("{name} {}", share(*took))).collect();
            let waiting = wall.saturating_sub(of_kernels);
            println!(
                "  of its time: {}, waiting {}, months' ends {}",
                named.join(", "),
                share(waiting),
                share(*month_ends)
            );
        }
    }
}

/// `cpu` or `device` as an argument measures that alone.
fn main() {
    let x = baseline();
    let asked = |which: &str| !std::env::args().any(|a| ["cpu", "device"].contains(&&*a) && a != which);
    if asked("cpu") {
        paths::paths().into_iter().for_each(|path| on_the_cpu(&x, path));
    }
    if asked("device") {
        on_a_device(&x);
    }
}
