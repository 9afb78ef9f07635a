//! Musofir simulates a labour-migration corridor under political pressure: a million migrant agents day by day, on a
//! GPU or bit for bit the same on the CPU, and the economies of two states month by month.
//!
//! ```
//! use musofir::{cpu::CpuEngine, engine::Engine, run::Run, scenario::Scenario};
//!
//! let baseline = Scenario::load("configs/baseline.ron".as_ref())?;
//! let mut run = Run::new(&baseline, 2_000, 1, |start| {
//!     Ok::<_, std::convert::Infallible>(Box::new(CpuEngine::new(start, 0)) as Box<dyn Engine>)
//! })?;
//! for month in baseline.calendar.months().into_iter().take(2) {
//!     let row = run.month(month)?;
//!     println!("{}: {:.0} people in Russia", row.month, row.values[0]);
//! }
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! **Where to read.** The day of one agent, in order, is [`rules::day()`]; each stage's rule is the module doc of its file
//! in [`rules`], its WGSL twin has the same name in `shaders/rules/`. The lottery that rations jobs, beds, permits and seats is
//! [`common::lottery`], the generator [`common::rng`], the month on the host [`host`]. A [`world`] holds every uncertain number with
//! its source; a [`scenario`] the dated levers. An [`ensemble`] runs scenarios on the same seeds and says what can be
//! said of them. A run goes on from a [`run::checkpoint`], come what may ([`run::resumable`]). [`model`] is the whole model after the
//! ODD+D protocol.
//!
//! **The contract.** The same world, scenario, seed and agent count give the same bits on every GPU, driver, system, thread
//! count, workgroup size and batch size, and in the CPU engine; observing a run never changes it. Agents are integers
//! throughout, sums over them are order-free, the host computes in f64 in a fixed order with the same mathematical
//! library on every platform. [`verify`] holds the engines side by side.

pub mod calibration;
pub mod cluster;
pub mod common;
pub mod config;
pub mod cpu;
pub mod engine;
pub mod ensemble;
pub mod evidence;
pub mod gpu;
pub mod host;
pub mod model;
pub mod output;
pub mod rates;
pub mod report;
pub mod rules;
pub mod run;
pub mod scenario;
pub mod verify;
pub mod world;
