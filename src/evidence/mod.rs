//! The record: observed series with source and status, and what the model has to say of each.
//!
//! A CSV of `configs/evidence` holds rows as they were found; `record.ron` beside them says which rows make a series,
//! which indicator stands for it and how ([`Measure`]), and how far apart the two may lie for reasons that are not the
//! model's (a tolerance, one standard deviation). What is recalled never scores, and no row is fed back into a run.

mod error;
mod measure;
mod naive;
mod period;
mod record;
mod score;
mod table;

pub use error::EvidenceError;
pub use measure::{Counterpart, Measure};
pub use naive::{NAIVE, naive};
pub use period::Period;
pub use record::{Evidence, Observation, Observed, load};
pub use score::{Score, Scored, crps};
pub use table::RecordRow;
