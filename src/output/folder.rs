//! A folder of results: made at the start, complete when it has its manifest, which is written last.

use super::intact::{FilesError, unchanged};
use super::written::{Earlier, FileSum, FileWriter, Written};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Marks a folder whose run has not ended, by what fills it, in which process, since when, and with which files.
pub(super) const UNFINISHED: &str = "unfinished";
/// How a file begins that is not yet in place.
const ASIDE: &str = ".aside-";
/// What fills the folder of a run.
pub const RUN: &str = "run";
/// Marks a whole one.
pub(super) const MANIFEST: &str = "manifest.json";

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
    #[error("{} was left incomplete by `{command}`; name another with --out, or replace it with --force", .path.display())]
    Other {
        /// The folder.
        path: PathBuf,
        /// What was to fill it.
        command: String,
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

/// True if another process of this machine runs; a zombie does not.
pub fn alive(process: u32) -> bool {
    let id = sysinfo::Pid::from_u32(process);
    // A system that lists no processes (a browser) runs no second one.
    let Ok(mut system) = sysinfo::System::new() else { return false };
    system.refresh_processes(sysinfo::ProcessesToUpdate::Some(&[id]), true);
    let ended = [sysinfo::ProcessStatus::Zombie, sysinfo::ProcessStatus::Dead];
    process != std::process::id() && system.process(id).is_some_and(|p| !ended.contains(&p.status()))
}

/// What began to fill a folder that is not whole, and in which process.
fn command(path: &Path) -> Option<(String, Option<u32>)> {
    let text = std::fs::read_to_string(path.join(UNFINISHED)).ok()?;
    let mut words = text.split_whitespace();
    Some((words.next()?.to_owned(), words.next().and_then(|id| id.parse().ok())))
}

/// Removes files that were being written aside when their process was killed, here and one folder down.
fn sweep(path: &Path) {
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                let inner = std::fs::read_dir(entry.path()).into_iter().flatten().flatten();
                inner.filter(|e| aside(&e.file_name())).for_each(|e| drop(std::fs::remove_file(e.path())));
            }
            Ok(_) if aside(&entry.file_name()) => drop(std::fs::remove_file(entry.path())),
            _ => {}
        }
    }
}

fn aside(name: &std::ffi::OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(ASIDE))
}

/// A folder being filled.
pub struct Folder {
    path: PathBuf,
    written: Written,
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
            if command(path).is_some_and(|(command, _)| command == RUN) {
                return Err(FolderError::HalfRun(path.to_owned()));
            }
            return Err(FolderError::Exists(path.to_owned()));
        }
        if let Some((_, Some(process))) = command(path).filter(|(_, process)| process.is_some_and(alive)) {
            return Err(FolderError::Busy { path: path.to_owned(), process });
        }
        if taken {
            std::fs::remove_dir_all(path).map_err(fail)?;
        }
        std::fs::create_dir_all(path).map_err(fail)?;
        std::fs::write(path.join(UNFINISHED), "").map_err(fail)?;
        Ok(Self::at(path))
    }

    /// Resumes a folder that the same command left incomplete, or makes one. Its folder `keep` stays, its files are
    /// removed.
    pub fn resume(path: &Path, command: &str, keep: &str, force: bool) -> Result<Self, FolderError> {
        if !path.join(UNFINISHED).exists() {
            return Self::create(path, force)?.begin(command);
        }
        if let Some((other, process)) = self::command(path) {
            if let Some(process) = process.filter(|process| alive(*process)) {
                return Err(FolderError::Busy { path: path.to_owned(), process });
            }
            if other != command && force {
                std::fs::remove_dir_all(path).map_err(|e| FolderError::Io { path: path.to_owned(), cause: e })?;
                return Self::create(path, force)?.begin(command);
            }
            if other != command {
                return Err(FolderError::Other { path: path.to_owned(), command: other });
            }
        }
        let fail = |e| FolderError::Io { path: path.to_owned(), cause: e };
        for entry in std::fs::read_dir(path).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            if entry.file_name() != keep
                && entry.file_name() != UNFINISHED
                && entry.file_type().map_err(fail)?.is_file()
            {
                std::fs::remove_file(entry.path()).map_err(fail)?;
            }
        }
        Self::at(path).begin(command)
    }

    /// Resumes the folder of a run that was left incomplete; none if it is complete.
    pub fn reopen(path: &Path) -> Result<Option<Self>, FolderError> {
        match command(path) {
            Some((_, Some(process))) if alive(process) => Err(FolderError::Busy { path: path.to_owned(), process }),
            Some((command, _)) if command == RUN => {
                sweep(path);
                unchanged(path, &Earlier::read(&path.join(UNFINISHED), &path.join(MANIFEST)))?;
                Self::at(path).begin(RUN).map(Some)
            }
            Some((command, _)) => Err(FolderError::Other { path: path.to_owned(), command }),
            None if path.join(MANIFEST).exists() => {
                sweep(path);
                Ok(None)
            }
            None => Err(FolderError::Nothing(path.to_owned())),
        }
    }

    /// A folder that several processes fill at once, on any machine: each file appears whole, and later
    /// processes find it.
    pub fn shared(path: &Path, command: &str) -> Result<Self, FolderError> {
        let fail = |cause| FolderError::Io { path: path.to_owned(), cause };
        match self::command(path) {
            Some((other, _)) if other == command => return Ok(Self::at(path)),
            Some((other, _)) => return Err(FolderError::Other { path: path.to_owned(), command: other }),
            // Another may be making it just now.
            None if path.exists()
                && std::fs::read_dir(path).map_err(fail)?.flatten().any(|e| !aside(&e.file_name()))
                && self::command(path).is_none() =>
            {
                return Err(FolderError::Foreign(path.to_owned()));
            }
            None => place(&path.join(UNFINISHED), |out| writeln!(out, "{command}"), |_| Ok(()))?,
        }
        Ok(Self::at(path))
    }

    fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), written: Written::shared() }
    }

    /// Marks the folder as being filled by this process. Files that an earlier one wrote stay listed.
    pub fn begin(self, command: &str) -> Result<Self, FolderError> {
        let mark = self.path.join(UNFINISHED);
        let earlier = Earlier::read(&mark, &self.path.join(MANIFEST));
        let (written, text) = Written::begun(&self.path, &mark, &earlier, command);
        place(&mark, |out| out.write_all(text.as_bytes()), |_| Ok(()))?;
        Ok(Self { written, ..self })
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
        self.in_place(MANIFEST, |out| writeln!(out, "{manifest}"), |_| Ok(()))?;
        std::fs::remove_file(self.path.join(UNFINISHED))
            .map_err(|e| FolderError::Io { path: self.path.clone(), cause: e })
    }

    /// Writes a file aside, syncs it, notes its checksum, and puts it in place.
    pub fn file(&self, name: &str, fill: impl FnOnce(&mut FileWriter) -> io::Result<()>) -> Result<(), FolderError> {
        self.in_place(name, fill, |sum| self.written.note(name, sum))
    }

    fn in_place(
        &self,
        name: &str,
        fill: impl FnOnce(&mut FileWriter) -> io::Result<()>,
        note: impl FnOnce(FileSum) -> io::Result<()>,
    ) -> Result<(), FolderError> {
        if !self.path.join(UNFINISHED).exists() {
            return Err(FolderError::Gone(self.path.clone()));
        }
        place(&self.path.join(name), fill, note)
    }

    /// Writes a file of no folder in particular in the same way.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
        place(path, |out| out.write_all(bytes), |_| Ok(()))
    }
}

fn place(
    path: &Path,
    fill: impl FnOnce(&mut FileWriter) -> io::Result<()>,
    note: impl FnOnce(FileSum) -> io::Result<()>,
) -> Result<(), FolderError> {
    let write = || -> io::Result<()> {
        let beside = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(beside)?;
        let mut aside = readable().tempfile_in(beside)?;
        let mut out = FileWriter::new(aside.as_file_mut());
        fill(&mut out)?;
        let sum = out.sum();
        aside.as_file_mut().sync_all()?;
        note(sum)?;
        aside.persist(path)?;
        Ok(())
    };
    write().map_err(|e| FolderError::Io { path: path.to_owned(), cause: e })
}

/// A file to write aside, as readable as the user's mask allows.
fn readable() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(ASIDE);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}
