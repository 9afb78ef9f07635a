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
    #[error("{} holds results already; name another with --out, or replace it with --force", .0.display())]
    Exists(PathBuf),
    /// Another process is at work in it.
    #[error("{} is being filled by process {process}; wait for it, or name another with --out", .path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// Who fills it.
        process: u32,
    },
    /// Another command began to fill it.
    #[error("{} was left half filled by `{command}`; name another with --out, or replace it with --force", .path.display())]
    Other {
        /// The folder.
        path: PathBuf,
        /// What was to fill it.
        command: String,
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
        if matches!(self, Self::Io { .. }) { 1 } else { 2 }
    }
}

/// True if a process lives, and is not this one.
fn alive(process: u32) -> bool {
    let id = sysinfo::Pid::from_u32(process);
    let mut system = sysinfo::System::new();
    system.refresh_processes(sysinfo::ProcessesToUpdate::Some(&[id]), true);
    process != std::process::id() && system.process(id).is_some()
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

    /// Goes on with a folder that the same command began to fill and left, or makes one. What it keeps in `keep` stays, and
    /// nothing else.
    pub fn resume(path: &Path, command: &str, keep: &str, force: bool) -> Result<Self, FolderError> {
        let mark = path.join(UNFINISHED);
        let Ok(text) = std::fs::read_to_string(&mark) else {
            let folder = Self::create(path, force)?;
            return folder.begin(command);
        };
        let mut words = text.split_whitespace();
        if let (Some(other), Some(process)) = (words.next(), words.next().and_then(|id| id.parse().ok())) {
            if alive(process) {
                return Err(FolderError::Busy { path: path.to_owned(), process });
            }
            if other != command && force {
                std::fs::remove_dir_all(path).map_err(|e| FolderError::Io { path: path.to_owned(), cause: e })?;
                return Self::create(path, force)?.begin(command);
            }
            if other != command {
                return Err(FolderError::Other { path: path.to_owned(), command: other.to_owned() });
            }
        }
        let fail = |e| FolderError::Io { path: path.to_owned(), cause: e };
        for entry in std::fs::read_dir(path).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            if entry.file_name() != keep && entry.file_type().map_err(fail)?.is_file() {
                std::fs::remove_file(entry.path()).map_err(fail)?;
            }
        }
        Self { path: path.to_owned() }.begin(command)
    }

    /// Marks the folder as being filled by this process.
    fn begin(self, command: &str) -> Result<Self, FolderError> {
        self.file(UNFINISHED, |out| writeln!(out, "{command} {}", std::process::id()))?;
        Ok(self)
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
        place(&self.path.join(name), fill)
    }

    /// Writes a file of no folder in particular in the same way.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
        place(path, |out| out.write_all(bytes))
    }
}

fn place(path: &Path, fill: impl FnOnce(&mut std::fs::File) -> io::Result<()>) -> Result<(), FolderError> {
    let write = || -> io::Result<()> {
        let beside = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(beside)?;
        let mut aside = tempfile::NamedTempFile::new_in(beside)?;
        fill(aside.as_file_mut())?;
        aside.as_file_mut().sync_all()?;
        aside.persist(path)?;
        Ok(())
    };
    write().map_err(|e| FolderError::Io { path: path.to_owned(), cause: e })
}
