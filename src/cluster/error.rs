//! Why a plan cannot be used.

use crate::output::{FolderError, NamedError};
use std::path::PathBuf;

/// Why a plan cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// It cannot be read.
    #[error("{}: no plan can be read: {cause}; make one with `musofir plan`", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// It has another format.
    #[error("{} is a plan of format {found}, and this program reads format {known}: plan again", .path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The format of this program.
        known: u32,
    },
    /// It is not what was written.
    #[error("{} was altered after it was made: its checksum does not fit; plan again", .0.display())]
    Altered(PathBuf),
    /// Another program made it.
    #[error(
        "{} was made by musofir {version} (program {program:.12}), and this is musofir {} (program {ours:.12}), whose replicates may \
         differ: use that program, or plan again",
        .path.display(),
        env!("CARGO_PKG_VERSION")
    )]
    Version {
        /// The file.
        path: PathBuf,
        /// Of the program that made it.
        version: String,
        /// Its digest.
        program: String,
        /// The digest of this one.
        ours: String,
    },
    /// Another plan stands there, or something else.
    #[error("{} holds another plan, or no plan; name another file with -o", .0.display())]
    Exists(PathBuf),
    /// A text it needs; in words that say where.
    #[error("{0}")]
    Input(String),
    /// Its file, or a job file.
    #[error("error: {0}")]
    File(#[from] NamedError),
    /// The folder of its replicates.
    #[error("error: {0}")]
    Folder(#[from] FolderError),
}
