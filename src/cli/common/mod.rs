//! What commands share.

pub mod cache;
pub mod conclude;
pub mod console;
pub mod extrapolate;
pub mod fit;
pub mod machine_args;
pub mod named;
pub mod numbers;
pub mod observer;
pub mod progress;
pub mod provenance;
pub mod signals;
pub mod stopped;
pub mod study_args;
pub mod tables;
pub mod target_args;
