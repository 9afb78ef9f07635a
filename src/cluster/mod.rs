//! Beyond one machine: a plan that any batch system can carry out; there is no scheduler here.
//!
//! A [`Plan`] is a study in a file: its input texts, and every replicate that it needs with what identifies it. Workers
//! simulate its replicates in any order, on any machine and engine, and as often as they like: each appears whole, in a
//! file of its own, with the same bytes. When all are there, the study is carried out on them and simulates nothing.
//! What is done, running, failed or missing is read from the files alone ([`state()`]).

mod error;
mod jobs;
mod plan;
mod shard;
mod state;
pub(crate) mod texts;
mod worker;

pub use error::PlanError;
pub use jobs::{Jobs, System, quoted};
pub use plan::{Plan, Planned, ReplicateGroup};
pub use shard::{Shard, index};
pub use state::{State, state};
pub use texts::{Input, Texts};
pub use worker::{Failed, Log, WorkerStatus};
