//! What tests share: engines, small worlds of hand-made agents, scenarios written on the fly.

use musofir::common::agent::*;
use musofir::common::layout::*;
use musofir::common::tables::{Day, Rates, WorldTables};
use musofir::cpu::CpuEngine;
use musofir::engine::{AgentState, Engine, Start};
use musofir::gpu::{AdapterChoice, Device, GpuEngine, GpuOptions, adapters};
use musofir::run::Run;
use musofir::run::initial::occupied;
use musofir::scenario::{Lever, Scenario};
use std::path::{Path, PathBuf};

/// A device, software or not. Tests that need one carry `#[ignore = "gpu"]` and fail without it.
pub fn device() -> Device {
    let usable = adapters().into_iter().find(|a| a.usable).expect("a Vulkan, Metal or DX12 adapter");
    Device::open(&AdapterChoice::Index(usable.index)).expect("a usable adapter opens")
}

/// Makes the engines that a rule is tested on.
pub type Engines = fn(&Start) -> Vec<Box<dyn Engine>>;

/// The CPU engine alone.
pub fn cpu_engine(start: &Start) -> Vec<Box<dyn Engine>> {
    vec![Box::new(CpuEngine::new(start.clone(), 0))]
}

/// The CPU engine and the GPU engine.
pub fn both_engines(start: &Start) -> Vec<Box<dyn Engine>> {
    let gpu = GpuEngine::new(device(), start, GpuOptions::default()).expect("the engine starts");
    cpu_engine(start).into_iter().chain([Box::new(gpu) as Box<dyn Engine>]).collect()
}

/// Two tests of each rule, which is a function of [`Engines`]: `RULE::cpu` always, and `RULE::gpu` (both engines, held
/// to the same result) where a device is asked for.
macro_rules! on_both_engines {
    ($($rule:ident,)*) => {
        $(mod $rule {
            #[test]
            fn cpu() {
                super::$rule($crate::support::cpu_engine);
            }

            #[test]
            #[ignore = "gpu"]
            fn gpu() {
                super::$rule($crate::support::both_engines);
            }
        })*
    };
}
pub(crate) use on_both_engines;

/// A file of the repository.
pub fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The baseline.
pub fn baseline() -> Scenario {
    Scenario::load(path("configs/baseline.ron")).expect("the baseline loads")
}

/// A preset by its name.
pub fn preset(name: &str) -> Scenario {
    Scenario::load(path(&format!("configs/{name}.ron"))).unwrap_or_else(|e| panic!("{e}"))
}

/// Names of all presets.
pub fn presets() -> Vec<String> {
    let files = std::fs::read_dir(path("configs")).expect("presets").map(|f| f.expect("a file").path());
    let ron = files.filter(|f| f.extension().is_some_and(|e| e == "ron"));
    let mut names: Vec<_> = ron.map(|f| f.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Monthly indicators of a scenario for seeds 1 to `seeds`, several at a time.
pub fn series_of(x: &Scenario, agents: u32, seeds: u64) -> Vec<Vec<Vec<f64>>> {
    use rayon::prelude::*;
    let one = |seed| {
        let make = |start| Ok::<_, ()>(Box::new(CpuEngine::new(start, 1)) as Box<dyn Engine>);
        let mut run = Run::new(x, agents, seed, make).expect("it starts");
        for month in x.calendar.months() {
            run.month(month).unwrap_or_else(|e| panic!("{e}"));
        }
        run.series().iter().map(|row| row.values.clone()).collect()
    };
    (1..=seeds).into_par_iter().map(one).collect()
}

/// A scenario of the reference world with these fields besides title, description and world.
pub fn scenario(fields: &str) -> Scenario {
    load(&format!("(title: \"test\", description: \"test\", world: \"worlds/tajikistan.ron\", {fields})"))
}

/// A scenario of the reference world with Kyrgyzstan as a second sending state.
pub fn two_states(fields: &str) -> Scenario {
    scenario(&format!("sending_states: [\"worlds/kyrgyzstan.ron\"], {fields}"))
}

fn load(text: &str) -> Scenario {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Scenario::load(written(folder.path(), "test", text)).unwrap_or_else(|e| panic!("{e}"))
}

/// Writes a scenario into a folder, with the worlds it may name beside it as `worlds/NAME.ron`.
pub fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    std::fs::create_dir_all(folder.join("worlds")).expect("a folder");
    for world in ["tajikistan", "kyrgyzstan"] {
        let world = format!("worlds/{world}.ron");
        std::fs::copy(path("configs").join(&world), folder.join(&world)).expect("a copy of the world");
    }
    copy_series(&folder.join("worlds"));
    let file = folder.join(format!("{name}.ron"));
    std::fs::write(&file, text).expect("it is written");
    file
}

/// Copies the tables of series into the folder of a world.
pub fn copy_series(folder: &Path) {
    std::fs::create_dir_all(folder.join("series")).expect("a folder");
    for table in ["russia", "tajikistan", "kyrgyzstan"] {
        let table = format!("series/{table}.csv");
        std::fs::copy(path("configs/worlds").join(&table), folder.join(&table)).expect("a copy of the series");
    }
}

/// Names of all levers.
pub fn lever_names() -> Vec<String> {
    Lever::NAMES.iter().map(|name| (*name).to_owned()).collect()
}

/// A run on the CPU engine.
pub fn cpu_run(x: &Scenario, agents: u32) -> Run<'_> {
    Run::new(x, agents, 1, |start| Ok::<_, ()>(Box::new(CpuEngine::new(start, 0)) as Box<dyn Engine>))
        .expect("it starts")
}

/// A run on the CPU engine, to its end.
pub fn finished(x: &Scenario, agents: u32) -> Run<'_> {
    let mut run = cpu_run(x, agents);
    for month in x.calendar.months() {
        run.month(month).unwrap_or_else(|e| panic!("{e}"));
    }
    run
}

/// An agent at large in region 0, sector 0, whose stay never ends.
pub fn seeker() -> Agent {
    Agent { status: SEEKING, papers_until: LAST_DAY, bucket: NOT_APPLIED, since: FIRST_DAY, ..unpack([0; 4]) }
}

/// A start of hand-made agents in a world where every camp is the own region's.
pub fn start(agents: impl IntoIterator<Item = Agent>) -> Start {
    let mut agent_state = AgentState::default();
    agents.into_iter().for_each(|a| agent_state.push(pack(&a)));
    let mut tables = WorldTables::boxed();
    for region in 0..REGIONS {
        let row = (region * CAMP_CHOICES) as usize;
        tables.nearest[row..row + CAMP_CHOICES as usize].fill(region);
    }
    tables.sectors.fill(1 << 31);
    Start { day_state: *occupied(&agent_state), agent_state, tables }
}

/// Rates under which nothing happens; a gate that lets everyone through, so that tests may set any rate.
pub fn still() -> Box<Rates> {
    let mut rates = Rates::boxed();
    rates.gate.fill(1 << 31);
    rates.longest_stay = DAY_CODES;
    rates.visa_free_days = PAPERS_BEHIND;
    rates
}

/// Consecutive days from the first, in one long month without a monthly day, with seed 1.
pub fn days(count: u32) -> Vec<Day> {
    let day =
        |d| Day { day: FIRST_DAY + d, month_day: 30, eve_month_day: 30, key_0: 1, ..bytemuck::Zeroable::zeroed() };
    (0..count).map(day).collect()
}

/// A call of the program: its exit code, standard output and standard error.
pub fn call(args: &[&str]) -> (i32, String, String) {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("musofir"));
    let out = command.current_dir(path(".")).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap_or(-1), text(out.stdout), text(out.stderr))
}

/// A call that must do; its standard output.
pub fn done(args: &[&str]) -> String {
    let (code, stdout, stderr) = call(args);
    assert_eq!(code, 0, "{args:?}: {stderr}");
    stdout
}

/// The rows of a CSV, each by its columns' names.
pub fn rows(dir: &Path, name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    csv::Reader::from_path(dir.join(name)).unwrap().deserialize().map(|row| row.unwrap()).collect()
}
