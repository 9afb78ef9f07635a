//! A folder of results: made at the start, whole only when its manifest is in, which is written last.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Marks a folder whose run has not ended.
const UNFINISHED: &str = "unfinished";
/// Marks a whole one.
const MANIFEST: &str = "manifest.json";

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It holds a run.
    #[error("{} holds a run already; name another with --out, or replace it with --force", .0.display())]
    Exists(PathBuf),
    /// It holds something else.
    #[error("{} is not empty and no run folder; it will not be touched; name another with --out", .0.display())]
    Foreign(PathBuf),
    /// It cannot be made or written.
    #[error("{}: cannot be written: {cause}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}

impl FolderError {
    /// Exit code: the input must change, or the machine failed.
    pub fn code(&self) -> u8 {
        if matches!(self, Self::Io { .. }) { 1 } else { 2 }
    }
}

/// A folder being filled.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes the folder, so that an unwritable place is found before any work.
    pub fn create(path: &Path, force: bool) -> Result<Self, FolderError> {
        let fail = |e| FolderError::Io { path: path.to_owned(), cause: e };
        let ours = path.join(MANIFEST).exists() || path.join(UNFINISHED).exists();
        let taken = path.exists() && std::fs::read_dir(path).map_err(fail)?.next().is_some();
        if taken && !ours {
            return Err(FolderError::Foreign(path.to_owned()));
        }
        if taken && !force {
            return Err(FolderError::Exists(path.to_owned()));
        }
        if taken {
            std::fs::remove_dir_all(path).map_err(fail)?;
        }
        std::fs::create_dir_all(path).map_err(fail)?;
        std::fs::write(path.join(UNFINISHED), "What fills this folder has not ended.\n").map_err(fail)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Goes on with a folder whose work has not ended, or makes one.
    pub fn resume(path: &Path, force: bool) -> Result<Self, FolderError> {
        if path.join(UNFINISHED).exists() {
            return Ok(Self { path: path.to_owned() });
        }
        Self::create(path, force)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the manifest, which makes the folder whole.
    pub fn finish(&self, manifest: &str) -> Result<(), FolderError> {
        self.file(MANIFEST, |out| writeln!(out, "{manifest}"))?;
        std::fs::remove_file(self.path.join(UNFINISHED))
            .map_err(|e| FolderError::Io { path: self.path.clone(), cause: e })
    }

    /// Writes a file aside, syncs it, and puts it in place.
    pub fn file(&self, name: &str, fill: impl FnOnce(&mut std::fs::File) -> io::Result<()>) -> Result<(), FolderError> {
        let path = self.path.join(name);
        let write = || -> io::Result<()> {
            let beside = path.parent().unwrap_or(&self.path);
            std::fs::create_dir_all(beside)?;
            let mut aside = tempfile::NamedTempFile::new_in(beside)?;
            fill(aside.as_file_mut())?;
            aside.as_file_mut().sync_all()?;
            aside.persist(&path)?;
            Ok(())
        };
        write().map_err(|e| FolderError::Io { path: path.clone(), cause: e })
    }
}
