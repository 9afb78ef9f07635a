//! `selftest`: whether this program computes on this machine what it computes elsewhere. Twenty seconds at most; a bug
//! report should hold its output.

use super::common::console::data;
use super::common::provenance::program;
use super::failure::Failure;
use musofir::common::calendar::Calendar;
use musofir::common::rng::philox;
use musofir::config::Source;
use musofir::cpu::{CpuEngine, DayCounters, Tally};
use musofir::engine::Engine;
use musofir::gpu::{AdapterChoice, AdapterFacts, Device, GpuEngine, GpuOptions, adapters};
use musofir::run::Run;
use musofir::scenario::{Scenario, ScenarioFiles};
use musofir::study::memory;
use musofir::verify::Pair;
use musofir::world::World;
use std::time::Instant;

/// Known answers of the generator.
const PHILOX: &str = include_str!("../../tests/it/data/philox.txt");
/// Digests of the presets at [`AGENTS`] agents and seed 1.
const GOLDEN: &str = include_str!("../../tests/it/data/golden.txt");
const AGENTS: u32 = 10_000;

/// Test this program on this machine.
#[derive(clap::Args)]
pub struct SelftestArgs {}

/// Runs every test and says how each went.
pub fn run(_: &SelftestArgs) -> Result<(), Failure> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (system, gigabytes) =
        (format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS), memory() / 1_000_000_000);
    data!("musofir {} on {system}, {cores} cores, {gigabytes} GB", env!("CARGO_PKG_VERSION"));
    data!("program {}", program());
    let mut failed = 0;
    let mut test = |name: &str, result: Result<String, String>| -> Result<(), Failure> {
        match result {
            Ok(how) => data!("ok      {name}{how}"),
            Err(why) => {
                failed += 1;
                data!("FAILED  {name}: {why}");
            }
        }
        Ok(())
    };
    test("generator: known answers", generator())?;
    test("lottery: never more than the places, the highest cut-off that fits", lottery())?;
    let x = baseline().map_err(Failure::failed)?;
    test("cpu engine: golden digest of the baseline", golden(&x))?;
    let found = adapters();
    for adapter in found.iter().filter(|a| a.usable) {
        let name =
            format!("{} ({}): generator, and the CPU engine's bits after every day", adapter.name(), adapter.backend());
        test(&name, device(adapter, &x))?;
    }
    if !found.iter().any(|a| a.usable) {
        data!("        no Vulkan, Metal or DX12 adapter: the CPU engine is all there is");
    }
    match failed {
        0 => Ok(()),
        _ => Err(Failure { code: 3, message: format!("error: {failed} tests failed; please report all of this") }),
    }
}

fn vectors() -> Vec<([u32; 6], [u32; 4])> {
    let words = |line: &str| -> Vec<u32> {
        line.split_whitespace().map(|w| u32::from_str_radix(w, 16).expect("hex words")).collect()
    };
    let both = |w: Vec<u32>| (std::array::from_fn(|i| w[i]), std::array::from_fn(|i| w[6 + i]));
    PHILOX.lines().filter(|l| !l.starts_with('#')).map(|line| both(words(line))).collect()
}

fn equal<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Result<String, String> {
    match found == expected {
        true => Ok(String::new()),
        false => Err(format!("{found:x?}, expected {expected:x?}").replace('"', "")),
    }
}

fn generator() -> Result<String, String> {
    let (inputs, answers): (Vec<_>, Vec<_>) = vectors().into_iter().unzip();
    equal(inputs.iter().map(|i| philox([i[0], i[1], i[2], i[3]], [i[4], i[5]])).collect::<Vec<_>>(), answers)
}

/// Six, three and four applicants of three buckets: with ten places nine are admitted, with nine as well, with eight
/// six.
fn lottery() -> Result<String, String> {
    let draw = |places| {
        let (mut counters, mut tally) = (DayCounters::default(), Tally::default());
        for (bucket, applicants) in [(0, 6), (5, 3), (9, 4)] {
            (0..applicants).for_each(|_| tally.apply(0, bucket));
        }
        counters.merge(&mut tally);
        counters.draw(0, places)
    };
    equal([13, 10, 9, 8, 5].map(draw), [(256, 13), (9, 9), (9, 9), (5, 6), (0, 0)])
}

/// The baseline that the program was built with.
fn baseline() -> Result<Scenario, String> {
    let text = include_str!("../../configs/baseline.ron").to_owned();
    let scenario = Source { path: "baseline.ron".into(), text };
    let [world, series @ ..] = World::reference_texts();
    let inputs =
        ScenarioFiles { scenario, world, sending_states: Vec::new(), beside: Vec::new(), series: series.into() };
    inputs.validated().map_err(|e| e.to_string())
}

fn digest_of(
    x: &Scenario,
    agents: u32,
    make: impl FnOnce(musofir::engine::Start) -> Result<Box<dyn Engine>, String>,
) -> Result<String, String> {
    let mut run = Run::new(x, agents, 1, make)?;
    for month in x.calendar.months() {
        run.month(month).map_err(|e| e.to_string())?;
    }
    run.digest().map_err(|e| e.to_string())
}

fn golden(x: &Scenario) -> Result<String, String> {
    let begun = Instant::now();
    let digest = digest_of(x, AGENTS, |start| Ok(Box::new(CpuEngine::new(start, 0))))?;
    let seconds = begun.elapsed().as_secs_f64();
    let expected = GOLDEN.lines().find_map(|line| line.strip_prefix("baseline ")).unwrap_or("a golden digest");
    let rate = f64::from(AGENTS) * f64::from(x.calendar.days()) / seconds / 1e6;
    equal(digest.as_str(), expected).map(|_| format!(" ({rate:.0} million agent-days/s)"))
}

/// Generator and engine of a device. A software driver is slow, and simulates fewer days.
fn device(adapter: &AdapterFacts, x: &Scenario) -> Result<String, String> {
    let open = || Device::open(&AdapterChoice::Index(adapter.index));
    let (inputs, answers): (Vec<_>, Vec<_>) = vectors().into_iter().unzip();
    equal(open()?.philox(&inputs).map_err(|e| e.to_string())?, answers)?;
    let days = if adapter.is_hardware() { 365 } else { 60 };
    let mut x = x.clone();
    x.calendar = Calendar { end: x.calendar.start.saturating_add(jiff::ToSpan::days(days - 1)), ..x.calendar };
    let device = open()?;
    let begun = Instant::now();
    digest_of(&x, AGENTS, |start| {
        let gpu = GpuEngine::new(device, &start, GpuOptions::default()).map_err(|e| e.to_string())?;
        Ok(Box::new(Pair::new(Box::new(CpuEngine::new(start, 0)), Box::new(gpu))))
    })?;
    Ok(format!(" ({days} days in {:.1} s)", begun.elapsed().as_secs_f64()))
}
