//! Who may fill a folder: one process at a time, the command that began it, and nobody where others' files lie.

use super::aside::{is_aside, place, place_first, sweep};
use super::folder::{Folder, FolderError};
use super::intact::unchanged;
use super::owned::{MANIFEST, Owned, UNFINISHED};
use super::written::{Earlier, Written};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The command of a run folder.
pub const RUN: &str = "run";

/// What lies in a folder.
struct Found {
    /// The command that filled it or began to, if it is known.
    command: Option<String>,
    /// The process that is at work in it.
    busy: Option<u32>,
    /// Whether it is complete.
    whole: bool,
    /// Whether it was begun.
    half: bool,
}

impl Found {
    fn at(path: &Path) -> Self {
        let mark = std::fs::read_to_string(path.join(UNFINISHED)).ok();
        let mut words = mark.iter().flat_map(|text| text.split_whitespace());
        let (begun, process) = (words.next().map(str::to_owned), words.next().and_then(|id| id.parse().ok()));
        let whole = path.join(MANIFEST).exists();
        let command = begun.or_else(|| study(&path.join(MANIFEST)));
        Self { command, busy: process.filter(|id| alive(*id)), whole, half: mark.is_some() && !whole }
    }

    fn free(&self, path: &Path) -> Result<(), FolderError> {
        match self.busy {
            Some(process) => Err(FolderError::Busy { path: path.to_owned(), process }),
            None => Ok(()),
        }
    }

    /// An error if another command filled it or began to.
    fn of(&self, command: &str, path: &Path) -> Result<(), FolderError> {
        match &self.command {
            Some(other) if Owned::by(other).map_or(other.as_str(), |owned| owned.command) != command => {
                let (path, command) = (path.to_owned(), other.clone());
                Err(if self.half {
                    FolderError::HalfOther { path, command }
                } else {
                    FolderError::Other { path, command }
                })
            }
            _ => Ok(()),
        }
    }
}

/// The command that a manifest names; of older ones, the first word of the command line.
fn study(manifest: &Path) -> Option<String> {
    let manifest: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(manifest).ok()?).ok()?;
    let named = manifest["study"].as_str().or_else(|| manifest["command"][0].as_str());
    named.filter(|name| Owned::by(name).is_some()).map(str::to_owned)
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

/// What a command does with a folder that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It fills a new one. `force` replaces one of its own.
    New {
        /// Whether one that exists is replaced.
        force: bool,
    },
    /// The same, but one that was left incomplete is resumed.
    Resume {
        /// Whether a complete one is replaced.
        force: bool,
    },
    /// It makes more of one of its own: replicates that are there are reused.
    Grow,
}

/// A folder that this process may fill, and no other: what is in it is still there. Without [`Claim::begin`] it is left
/// as it was.
pub struct Claim {
    path: PathBuf,
    owned: &'static Owned,
    /// The mark of an earlier process.
    mark: Option<String>,
    /// The files that it wrote.
    earlier: Earlier,
    /// Whether the folder is new.
    made: bool,
    resumes: bool,
    replaces: bool,
    begun: bool,
}

/// Whether a command may fill a folder: an error if not, and whether it resumes, and whether it replaces.
fn may(path: &Path, owned: &Owned, mode: Mode) -> Result<(bool, bool), FolderError> {
    let fail = |cause| FolderError::Io { path: path.to_owned(), cause };
    if path.is_symlink() && !path.exists() {
        return Err(fail(io::Error::new(io::ErrorKind::NotFound, "it is a link that leads nowhere")));
    }
    // A mark that is not yet in place is another process's, which the own mark then meets.
    if !path.exists() || std::fs::read_dir(path).map_err(fail)?.flatten().all(|e| is_aside(&e.file_name())) {
        return Ok((false, false));
    }
    let found = Found::at(path);
    if !found.whole && !found.half {
        return Err(FolderError::Foreign(path.to_owned()));
    }
    found.free(path)?;
    found.of(owned.command, path)?;
    let force = match mode {
        Mode::Grow => return Ok((true, false)),
        Mode::Resume { .. } if found.half => return Ok((true, false)),
        Mode::New { force } | Mode::Resume { force } => force,
    };
    if found.half && !force {
        return Err(FolderError::HalfRun(path.to_owned()));
    }
    match owned.part(path).map_err(fail)?.foreign {
        names if !names.is_empty() => Err(FolderError::Theirs { path: path.to_owned(), names }),
        _ if !force => {
            // A kill may have come while the page was written.
            sweep(path);
            Err(FolderError::Exists(path.to_owned()))
        }
        _ => Ok((false, true)),
    }
}

impl Claim {
    /// Takes a folder for a command, and makes it if it does not exist.
    ///
    /// # Errors
    /// If another process is at work in it, it is not the command's, or it cannot be written.
    pub fn take(path: &Path, command: &str, mode: Mode) -> Result<Self, FolderError> {
        let owned = Owned::by(command).expect("a command that fills a folder");
        let (resumes, replaces) = may(path, owned, mode)?;
        let (mark, made) = (path.join(UNFINISHED), !path.exists());
        let there = std::fs::read_to_string(&mark).ok();
        let earlier = Earlier::read(&mark, &path.join(MANIFEST));
        let text = earlier.mark(owned.command);
        let mut claim =
            Self { path: path.to_owned(), owned, mark: there, earlier, made, resumes, replaces, begun: false };
        let fill = |out: &mut std::fs::File| out.write_all(text.as_bytes());
        let placed = if claim.mark.is_some() { place(&mark, fill) } else { place_first(&mark, fill) };
        let lost = placed.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::AlreadyExists);
        if lost || std::fs::read_to_string(&mark).is_ok_and(|there| there != text) {
            // Another process was faster: the mark is its own.
            let process = Found::at(path).busy.unwrap_or_default();
            claim.begun = true;
            return Err(FolderError::Busy { path: path.to_owned(), process });
        }
        placed.map_err(|cause| FolderError::Io { path: path.to_owned(), cause })?;
        Ok(claim)
    }

    /// Says whether [`Claim::take`] would fail, and takes nothing.
    ///
    /// # Errors
    /// As of [`Claim::take`].
    pub fn check(path: &Path, command: &str, mode: Mode) -> Result<(), FolderError> {
        may(path, Owned::by(command).expect("a command that fills a folder"), mode).map(drop)
    }

    /// Whether results are replaced.
    pub fn replaces(&self) -> bool {
        self.replaces
    }

    /// Begins to fill the folder: what the command wrote there before is removed, except replicates of a study that is
    /// resumed. Nothing else is touched.
    pub fn begin(mut self) -> Result<Folder, FolderError> {
        self.begun = true;
        let fail = |cause| FolderError::Io { path: self.path.clone(), cause };
        // The manifest goes first: without it the folder is not complete.
        match std::fs::remove_file(self.path.join(MANIFEST)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(fail(e)),
            _ => {}
        }
        let own = self.owned.part(&self.path).map_err(fail)?;
        let mark = self.path.join(UNFINISHED);
        let goes = |file: &&PathBuf| **file != mark && (!self.resumes || file.parent() == Some(&self.path));
        own.files.iter().filter(goes).try_for_each(std::fs::remove_file).map_err(fail)?;
        if self.resumes {
            sweep(&self.path);
        } else {
            // One that holds others' files stays.
            own.folders.iter().for_each(|folder| drop(std::fs::remove_dir(folder)));
            self.earlier = Earlier::default();
        }
        let (written, text) = Written::begun(&self.path, &mark, &self.earlier, self.owned.command);
        place(&mark, |out| out.write_all(text.as_bytes())).map_err(fail)?;
        Ok(Folder::of(&self.path, Some(self.owned), written))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if self.begun {
            return;
        }
        // What fails here leaves a mark of a process that has ended.
        let mark = self.path.join(UNFINISHED);
        let _ = match &self.mark {
            Some(text) => place(&mark, |out| out.write_all(text.as_bytes())),
            None => std::fs::remove_file(&mark),
        };
        if self.made {
            let _ = std::fs::remove_dir(&self.path);
        }
    }
}

impl Folder {
    /// Resumes the folder of a run that was left incomplete; none if it is complete.
    ///
    /// # Errors
    /// If another process is at work in it, no run was begun there, or it cannot be written.
    pub fn reopen(path: &Path) -> Result<Option<Self>, FolderError> {
        let found = Found::at(path);
        found.free(path)?;
        found.of(RUN, path)?;
        if !found.whole && !found.half {
            return Err(FolderError::Nothing(path.to_owned()));
        }
        sweep(path);
        if found.whole {
            return Ok(None);
        }
        let mark = path.join(UNFINISHED);
        let earlier = Earlier::read(&mark, &path.join(MANIFEST));
        unchanged(path, &earlier)?;
        let (written, text) = Written::begun(path, &mark, &earlier, RUN);
        let placed = place(&mark, |out| out.write_all(text.as_bytes()));
        placed.map_err(|cause| FolderError::Io { path: path.to_owned(), cause })?;
        Ok(Some(Self::of(path, Owned::by(RUN), written)))
    }

    /// A folder that several processes fill at once, on any machine: each file appears whole, and later
    /// processes find it.
    pub fn shared(path: &Path, command: &str) -> Result<Self, FolderError> {
        let fail = |cause| FolderError::Io { path: path.to_owned(), cause };
        let empty =
            || Ok::<_, FolderError>(std::fs::read_dir(path).map_err(fail)?.flatten().all(|e| is_aside(&e.file_name())));
        let found = Found::at(path);
        match found.command {
            Some(other) if other == command => {}
            Some(command) if found.half => return Err(FolderError::HalfOther { path: path.to_owned(), command }),
            Some(command) => return Err(FolderError::Other { path: path.to_owned(), command }),
            // Another may be making it just now.
            None if path.exists() && !empty()? && Found::at(path).command.is_none() => {
                return Err(FolderError::Foreign(path.to_owned()));
            }
            None => place(&path.join(UNFINISHED), |out| writeln!(out, "{command}")).map_err(fail)?,
        }
        Ok(Self::of(path, None, Written::shared()))
    }
}
