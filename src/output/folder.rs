//! A folder of results: made at the start, complete when it has its manifest, which is written last.

use super::aside::{place, place_noted};
use super::intact::FilesError;
use super::owned::{MANIFEST, Owned, UNFINISHED};
use super::written::{FileWriter, Written};
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
    /// Its files are not what an earlier process wrote.
    #[error(transparent)]
    Files(#[from] FilesError),
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
    written: Written,
}

impl Folder {
    pub(super) fn of(path: &Path, owned: Option<&'static Owned>, written: Written) -> Self {
        Self { path: path.to_owned(), owned, written }
    }

    /// Leaves a folder within out of the manifest, since its files are removed in the end.
    pub fn leave_out(&self, folder: &str) {
        self.written.leave_out(folder);
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the manifest, with the start and every file that this folder has written: it makes the folder whole.
    pub fn finish(&self, manifest: &str) -> Result<(), FolderError> {
        let manifest = self.written.completed(&self.path, manifest);
        self.there()?;
        Self::write(&self.path.join(MANIFEST), format!("{manifest}\n").as_bytes())?;
        std::fs::remove_file(self.path.join(UNFINISHED))
            .map_err(|e| FolderError::Io { path: self.path.clone(), cause: e })
    }

    /// Writes a file aside, syncs it, notes its checksum, and puts it in place.
    pub fn file(&self, name: &str, fill: impl FnOnce(&mut FileWriter) -> io::Result<()>) -> Result<(), FolderError> {
        debug_assert!(self.owned.is_none_or(|own| own.has(name)), "{name} is not in the list of the command's files");
        self.there()?;
        let path = self.path.join(name);
        let summed = |file: &mut std::fs::File| {
            let mut out = FileWriter::new(file);
            fill(&mut out)?;
            Ok(out.sum())
        };
        let placed = place_noted(&path, summed, |sum| self.written.note(name, sum));
        placed.map_err(|cause| FolderError::Io { path, cause })
    }

    /// An error if the folder was removed or replaced.
    fn there(&self) -> Result<(), FolderError> {
        if self.path.join(UNFINISHED).exists() { Ok(()) } else { Err(FolderError::Gone(self.path.clone())) }
    }

    /// Writes a file of no folder in particular in the same way.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
        place(path, |out| out.write_all(bytes)).map_err(|cause| FolderError::Io { path: path.to_owned(), cause })
    }
}
