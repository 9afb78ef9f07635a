//! The record: observed series with source and status, and what the model has to say of each.
//!
//! A CSV of `configs/evidence` holds rows as they were found; `record.ron` beside them says which rows make a series, which
//! indicator stands for it and how ([`Measure`]), and how far apart the two may lie for reasons that are not the model's
//! (a tolerance, one standard deviation). What is recalled never scores, and no row is fed back into a run.

mod error;
mod measure;
mod period;
mod record;
mod table;

pub use error::EvidenceError;
pub use measure::{Measure, Over};
pub use period::Period;
pub use record::{Observation, Observed, load};
pub use table::Row;
