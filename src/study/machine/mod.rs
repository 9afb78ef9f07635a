//! The machine that simulates: which engine, how many replicates side by side, what happens when one fails. None of it
//! changes a number.

mod compared;
mod engine;
mod error;
#[cfg_attr(not(feature = "gpu"), path = "no_gpu.rs")]
mod gpu;
mod memory;
mod processor;
pub(crate) mod settings;

pub use compared::{Comparisons, without_comparisons};
pub use engine::{EngineChoice, OnError};
pub use error::MachineError;
pub use gpu::{Gpu, Gpus};
pub use memory::{fits, memory};
pub use processor::Processor;
pub use settings::{Machine, SIDE_BY_SIDE};
