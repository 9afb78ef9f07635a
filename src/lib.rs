//! Musofir simulates a labour-migration corridor under political pressure: a million migrant agents day by day, on a
//! GPU or bit for bit the same on the CPU, and the economies of two states month by month.
//!
//! ```
//! use musofir::{host::ids::IN_RUSSIA, scenario::Scenario, study::Options};
//!
//! let mut baseline = Scenario::load("configs/baseline.ron")?;
//! baseline.until("2012-02-29")?;
//! let run = baseline.run(Options { agents: 2_000, seed: 1, ..Options::default() })?;
//! println!("{:.0} people in Russia", run.last().get(IN_RUSSIA));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! **Where to read.** The day of one agent, in order, is [`rules::day()`]; each stage's rule is the module doc of its file
//! in [`rules`], its WGSL twin has the same name in `shaders/rules/`. The lottery that rations jobs, beds, permits and seats is
//! [`common::lottery`], the generator [`common::rng`], the month on the host [`host`]. A [`world`] holds every uncertain number with
//! its source; a [`scenario`] the dated levers. An [`ensemble`] runs scenarios on the same seeds and says what can be
//! said of them. A [`study`] asks a question of many replicates. A run resumes from a [`run::checkpoint`] ([`run::resumable`]). [`model`] is the whole model after the
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
#[cfg(feature = "gpu")]
pub mod gpu;
pub mod guide;
pub mod host;
pub mod model;
pub mod output;
pub mod rates;
pub mod report;
pub mod rules;
pub mod run;
pub mod scenario;
pub mod study;
pub mod verify;
pub mod world;
