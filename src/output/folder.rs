//! A folder of results: made at the start, complete when it has its manifest, which is written last.

use super::aside::place;
use super::owned::{MANIFEST, Owned, UNFINISHED};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It holds a run.
    #[error("{} holds results already; name another with --out, or replace it with --force", .0.display())]
    Exists(PathBuf),
    /// A run began to fill it.
    #[error("{} was left incomplete by a run; `musofir resume` continues it, --force replaces it", .0.display())]
    HalfRun(PathBuf),
    /// Nothing was begun in it.
    #[error("{}: no run was begun there; begin one with `musofir run`", .0.display())]
    Nothing(PathBuf),
    /// It was removed while it was being filled.
    #[error("{} was removed or replaced while it was being filled; nothing more is written there", .0.display())]
    Gone(PathBuf),
    /// Another process is at work in it.
    #[error("{} is being filled by process {process}; wait for it, or name another with --out", .path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// Who fills it.
        process: u32,
    },
    /// Another command began to fill it.
    #[error("{} was left incomplete by `{command}`, which continues it when it is called again; name another folder with --out", .path.display())]
    HalfOther {
        /// The folder.
        path: PathBuf,
        /// What was to fill it.
        command: String,
    },
    /// It holds the results of another command.
    #[error("{} holds results of `{command}`; name another folder with --out", .path.display())]
    Other {
        /// The folder.
        path: PathBuf,
        /// What filled it.
        command: String,
    },
    /// It holds results, and files of somebody else.
    #[error(
        "{} holds results, and also what Musofir did not write: {}; move that elsewhere, or name another folder with --out",
        .path.display(),
        listed(.names)
    )]
    Theirs {
        /// The folder.
        path: PathBuf,
        /// Names of what is not Musofir's.
        names: Vec<String>,
    },
    /// It holds something else.
    #[error("{} is not empty and no folder of results; it will not be touched; name another with --out", .0.display())]
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
        if matches!(self, Self::Io { .. } | Self::Gone(_)) { 1 } else { 2 }
    }

    /// True if there is no folder left to write to.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Gone(_))
    }
}

/// Names, or the first of them.
fn listed(names: &[String]) -> String {
    const NAMED: usize = 5;
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    let more = names.len().saturating_sub(NAMED);
    let first = names[..names.len() - more].join(", ");
    if more > 0 { format!("{first} and {more} more") } else { first }
}

/// A folder being filled.
pub struct Folder {
    path: PathBuf,
    /// What its command writes; unknown of a folder that workers share.
    owned: Option<&'static Owned>,
}

impl Folder {
    pub(super) fn of(path: &Path, owned: Option<&'static Owned>) -> Self {
        Self { path: path.to_owned(), owned }
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
        debug_assert!(self.owned.is_none_or(|own| own.has(name)), "{name} is not in the list of the command's files");
        if !self.path.join(UNFINISHED).exists() {
            return Err(FolderError::Gone(self.path.clone()));
        }
        Self::place(&self.path.join(name), fill)
    }

    /// Writes a file of no folder in particular in the same way.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
        Self::place(path, |out| out.write_all(bytes))
    }

    fn place(path: &Path, fill: impl FnOnce(&mut std::fs::File) -> io::Result<()>) -> Result<(), FolderError> {
        place(path, fill).map_err(|cause| FolderError::Io { path: path.to_owned(), cause })
    }
}
