//! The files of a run: series, regions and manifest, each whole or not at all.

mod folder;
mod manifest;
mod tables;

pub use folder::{Folder, FolderError};
pub use manifest::{Manifest, json};
