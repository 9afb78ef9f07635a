//! Beyond one machine: a plan that any batch system can carry out, and no scheduler of our own.
//!
//! A [`Plan`] is a command on an ensemble, written down: the texts it follows from, and every member it needs with what
//! identifies it. Workers live its members in any order, on any machine and engine, as often as they like: each appears
//! whole, in a file of its own, with the same bytes. When all are there, the command is repeated on them and lives
//! nothing. What is done, at work, failed or missing is read from the files alone ([`state()`]).

mod jobs;
mod plan;
mod shard;
mod shift;
mod state;
mod texts;

pub use jobs::{Jobs, SIDE_BY_SIDE, System, quoted};
pub use plan::{Group, Plan, PlanError, Planned};
pub use shard::{Shard, index};
pub use shift::{Failed, Log, WorkerStatus};
pub use state::{State, state};
pub use texts::{Input, Texts};
