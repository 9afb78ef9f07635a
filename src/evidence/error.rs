//! What is wrong with evidence, and where.

use crate::config::ConfigError;
use std::path::PathBuf;

/// Why evidence cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// The file that says which rows count.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A table of rows.
    #[error("{}: {what}", .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A row of a table.
    #[error("{}:{row}: {what}", .path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// Line of the file.
        row: u64,
        /// What is wrong with it.
        what: String,
    },
}
