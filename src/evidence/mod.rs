//! The record: observed series with source and status, and their counterparts in the model.
//!
//! A CSV of `configs/evidence` holds rows as found in a source. `record.ron` beside them defines the series: its rows, its
//! indicator and how it is computed ([`Measure`]), and its tolerance; and the corridor whose figures they are ([`Corridor`]). The tolerance is one standard deviation of the
//! differences that are not the model's fault. Recalled figures are never scored, and no row enters a run.

mod corridor;
mod error;
mod measure;
mod naive;
mod once;
mod period;
mod record;
mod score;
mod table;

pub use corridor::Corridor;
pub use error::EvidenceError;
pub use measure::{Counterpart, Measure};
pub use naive::{MODEL, NAIVE, naive};
pub use period::Period;
pub use record::{Evidence, Observation, Observed, corridor, load};
pub use score::{Score, Scored, crps};
pub use table::RecordRow;
