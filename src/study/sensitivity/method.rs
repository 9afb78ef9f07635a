//! How sensitivity is measured.

use serde::{Deserialize, Serialize};

/// How sensitivity is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// Screening by elementary effects: points x (parameters + 1) replicates.
    Morris,
    /// Parts of the variance: points x (parameters + 2) replicates.
    Sobol,
}
