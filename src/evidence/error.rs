//! Errors of the evidence, with their place.

use crate::config::ConfigError;
use std::path::PathBuf;

/// An error of the evidence.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// The file that defines the series.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A table of rows.
    #[error("{}: {what}", .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// The problem.
        what: String,
    },
    /// A row of a table.
    #[error("{}:{row}: {what}", .path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// Line of the file.
        row: u64,
        /// The problem.
        what: String,
    },
}
