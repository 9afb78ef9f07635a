//! Files that the user names. A file that another program wrote is left alone, a link is followed, and what is no
//! regular file (a device, a pipe) is written as it stands.

use super::aside::place;
use super::owned::MANIFEST;
use super::written::{FileSums, listed};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How much of a file tells what it is.
const HEAD: u64 = 1 << 16;

/// Why a file that the user named is not written.
#[derive(Debug, thiserror::Error)]
pub enum NamedError {
    /// Another program wrote what is there.
    #[error("{} exists and is not {what} of Musofir; name another file, or replace it with --force", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it would have to be.
        what: &'static str,
    },
    /// The manifest beside it vouches for it.
    #[error("{} is part of the results in its folder; name another file", .0.display())]
    Results(PathBuf),
    /// It is a folder.
    #[error("{} is a folder; name a file in it", .0.display())]
    Folder(PathBuf),
    /// It cannot be written.
    #[error("{}: cannot be written: {cause}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}

/// A kind of file that the user names.
pub struct Named<'n> {
    /// In words, with an article.
    pub what: &'static str,
    /// Whether a file that begins so is one.
    pub is: &'n dyn Fn(&str) -> bool,
}

impl Named<'_> {
    /// Writes the file. One that is there is replaced if it is of this kind, or if `force` is given; one that the
    /// manifest beside it lists is never replaced.
    ///
    /// # Errors
    /// If another program wrote what is there, or it cannot be written.
    pub fn write(&self, path: &Path, bytes: &[u8], force: bool) -> Result<(), NamedError> {
        let io = |cause| NamedError::Io { path: path.to_owned(), cause };
        match std::fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(NamedError::Folder(path.to_owned())),
            Ok(there) if there.is_file() && !is_handle(path) => {
                if is_of_results(path) {
                    return Err(NamedError::Results(path.to_owned()));
                }
                if !force && there.len() > 0 && !(self.is)(&head(path).map_err(io)?) {
                    return Err(NamedError::Foreign { path: path.to_owned(), what: self.what });
                }
                aside(&path.canonicalize().map_err(io)?, path, bytes)
            }
            // No file stands beside a device or a pipe.
            Ok(_) => {
                let write = || std::fs::OpenOptions::new().append(true).open(path)?.write_all(bytes);
                write().map_err(io)
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => aside(&target(path), path, bytes),
            Err(e) => Err(io(e)),
        }
    }
}

/// Whether nothing is at a path, or a regular file of just these bytes.
pub fn absent_or_same(path: &Path, bytes: &[u8]) -> bool {
    match std::fs::metadata(path) {
        Ok(there) => there.is_file() && std::fs::read(path).is_ok_and(|there| there == bytes),
        Err(e) => e.kind() == io::ErrorKind::NotFound,
    }
}

/// Whether a file is the manifest of a folder of results, or one that it lists.
fn is_of_results(path: &Path) -> bool {
    let Ok(file) = path.canonicalize() else { return false };
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else { return false };
    let manifest = std::fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let files = serde_json::from_str(&manifest).ok().and_then(|manifest| listed(&manifest));
    let own = |files: &FileSums| name == MANIFEST || name.to_str().is_some_and(|name| files.contains_key(name));
    files.as_ref().is_some_and(own)
}

fn aside(target: &Path, path: &Path, bytes: &[u8]) -> Result<(), NamedError> {
    place(target, |out| out.write_all(bytes)).map_err(|cause| NamedError::Io { path: path.to_owned(), cause })
}

/// Whether a path stands for a file that this process holds open, such as /dev/fd/3.
fn is_handle(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc")
}

/// The file that a link without a target would lead to.
fn target(path: &Path) -> PathBuf {
    let to = |path: &Path| Some(path.parent()?.join(std::fs::read_link(path).ok()?));
    let mut target = path.to_owned();
    // As many links as systems follow.
    for _ in 0..40 {
        match to(&target) {
            Some(next) => target = next,
            None => break,
        }
    }
    target
}

fn head(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(HEAD).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
