//! Musofir simulates a labour-migration corridor under political pressure: a million migrant agents day by day, on a
//! GPU or bit for bit the same on the CPU, and the economies of two states month by month.
//!
//! One run:
//!
//! ```
//! use musofir::host::ids::ABROAD;
//! use musofir::{Options, Scenario};
//!
//! let mut baseline = Scenario::load("configs/baseline.ron")?;
//! baseline.until("2012-02-29")?;
//! let run = baseline.run(Options { agents: 2_000, seed: 1, ..Options::default() })?;
//! println!("{:.0} people abroad", run.last().get(ABROAD));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! Two policies on the same seeds:
//!
//! ```
//! use musofir::host::ids::REMITTANCES_USD;
//! use musofir::{Compare, Machine, Scenario};
//!
//! let mut scenarios = ["baseline", "entry-bars"].map(|name| Scenario::load(format!("configs/{name}.ron")).unwrap());
//! scenarios.iter_mut().for_each(|x| x.until("2013-09-30").unwrap());
//! let study = Compare::new(scenarios).seeds(2).agents(500).run(&Machine::cpu(0))?;
//! println!("{}", study.verdict("entry-bars", REMITTANCES_USD));
//! # Ok::<_, musofir::StudyError>(())
//! ```
//!
//! # Where to read
//!
//! | module | holds |
//! |---|---|
//! | [`guide`] | the guide for users: first answer, scenarios, studies, files, clusters, speed |
//! | [`model`] | the whole model after the ODD+D protocol, and the rules of an agent's day |
//! | [`world`] | places, people, and every uncertain number with its source |
//! | [`scenario`] | a world, dates and dated levers |
//! | [`study`] | compare, sweep, threshold, sensitivity, calibrate, backtest, plan |
//! | [`report`] | the page that is passed on |
//! | [`engine`] | what a run asks of an engine |
//! | [`host`] | the month, in f64: indicators and their ids, states, the bargain |
//!
//! # The contract
//!
//! The same world, scenario, seed and agent count give the same bits on every GPU, driver, system, thread count,
//! workgroup size and batch size, and in the CPU engine. Observing a run never changes it. Agents are integers
//! throughout, and sums over them are order-free. The host computes in f64 in a fixed order, with one mathematical
//! library on every platform.
//!
//! # Features
//!
//! `cli` builds the program, `gpu` the GPU engine, `parquet` Parquet files; all are on by default. Without them the
//! library needs neither clap nor wgpu, and builds for wasm32.

pub mod engine;
pub mod guide;
pub mod host;
pub mod model;
pub mod report;
pub mod scenario;
pub mod study;
pub mod world;

// What the program, tests and benches reach besides; no promise is made of it.
#[doc(hidden)]
pub mod calibration;
#[doc(hidden)]
pub mod cluster;
#[doc(hidden)]
pub mod common;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod cpu;
#[doc(hidden)]
pub mod ensemble;
#[doc(hidden)]
pub mod evidence;
#[cfg(feature = "gpu")]
#[doc(hidden)]
pub mod gpu;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod rates;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod run;
#[doc(hidden)]
pub mod verify;

pub use engine::{Engine, EngineError};
#[doc(inline)]
pub use ensemble::{Direction, IndicatorComparison, Interval, Outcome};
pub use host::{Indicator, IndicatorId};
pub use scenario::{Lever, Parameter, Scenario, Target};
pub use study::{
    Backtest, Calibrate, Compare, Draws, Machine, Options, RunResult, Sensitivity, StudyError, StudyObserver,
    StudyResult, StudySpec, Sweep, ThresholdStudy,
};
pub use world::World;

/// The README's Rust compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
