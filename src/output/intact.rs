//! Whether a folder of results is as its command left it: every file that the manifest lists, by size and SHA-256.

use super::Checkpoints;
use super::owned::{MANIFEST, UNFINISHED};
use super::written::{Earlier, FileSums, listed};
use rayon::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Files that are named in an error.
const NAMED: usize = 5;

/// Why the files of a folder are not to be relied on.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// Its manifest lists no files.
    #[error("{} was written by an earlier version, which kept no checksums of its files; run it again", .0.display())]
    Earlier(PathBuf),
    /// Files are not what was written.
    #[error("{}: {}; restore what the run wrote, or run it again", .folder.display(), said(.found))]
    Differ {
        /// The folder.
        folder: PathBuf,
        /// Their names, and whether each is there.
        found: Vec<(String, bool)>,
    },
    /// A table, by its name, that the manifest beside it lists is not what was written.
    #[error("{0} was changed after the run; restore it, or move a table of your own to another folder")]
    Table(String),
}

fn said(found: &[(String, bool)]) -> String {
    let say = |(name, there): &(String, bool)| match there {
        true => format!("{name} was changed after the run"),
        false => format!("{name} is missing"),
    };
    let more = if found.len() > NAMED { format!(", and {} more", found.len() - NAMED) } else { String::new() };
    found.iter().take(NAMED).map(say).collect::<Vec<_>>().join(", ") + &more
}

impl FilesError {
    /// True if files are not what was written, false if nobody can say.
    pub fn is_difference(&self) -> bool {
        !matches!(self, Self::Earlier(_))
    }
}

/// Checks every file that the manifest of a folder lists. Other files are not looked at.
///
/// # Errors
/// If one differs or is missing, or the manifest lists none.
pub fn intact(folder: &Path, manifest: &Value) -> Result<(), FilesError> {
    check(folder, &listed(manifest).ok_or_else(|| FilesError::Earlier(folder.to_owned()))?)
}

/// Checks the files of a folder, whether it is whole or not, except its checkpoints, which have checksums of their own.
///
/// # Errors
/// As [`intact`].
pub fn intact_past(folder: &Path) -> Result<(), FilesError> {
    match std::fs::read_to_string(folder.join(MANIFEST)) {
        Ok(text) => {
            let manifest: Value = serde_json::from_str(&text).unwrap_or_default();
            let mut files = listed(&manifest).ok_or_else(|| FilesError::Earlier(folder.to_owned()))?;
            files.retain(|name, _| !is_checkpoint(name));
            check(folder, &files)
        }
        Err(_) => {
            let earlier = Earlier::read(&folder.join(UNFINISHED), &folder.join(MANIFEST));
            unchanged(folder, &earlier)
        }
    }
}

/// Checks the tables of a whole folder that is to grow: those that people read, and may have edited.
pub(crate) fn intact_tables(folder: &Path) -> Result<(), FilesError> {
    let text = std::fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&text).unwrap_or_default();
    let mut files = listed(&manifest).ok_or_else(|| FilesError::Earlier(folder.to_owned()))?;
    files.retain(|name, _| !name.contains('/'));
    check(folder, &files)
}

/// Checks the files that an earlier process wrote into a folder that is not whole. A checkpoint that is damaged is
/// passed over later.
pub(super) fn unchanged(folder: &Path, earlier: &Earlier) -> Result<(), FilesError> {
    let changed = earlier.found(folder).filter(|(name, sum)| sum.is_none() && !is_checkpoint(name));
    let found: Vec<_> = changed.map(|(name, _)| (name.clone(), true)).collect();
    if found.is_empty() { Ok(()) } else { Err(FilesError::Differ { folder: folder.to_owned(), found }) }
}

/// Checks a table of numbers that may stand in a folder of results. One that no manifest lists is the user's own.
///
/// # Errors
/// If a manifest beside it lists it and it differs.
pub fn intact_table(path: &Path) -> Result<(), FilesError> {
    let beside = path.parent().unwrap_or(Path::new(""));
    let Ok(text) = std::fs::read_to_string(beside.join(MANIFEST)) else { return Ok(()) };
    let files = serde_json::from_str(&text).ok().and_then(|manifest| listed(&manifest)).unwrap_or_default();
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    match files.get(&name).map(|sum| sum.is_of(path)) {
        Some(Ok(false)) => Err(FilesError::Table(name)),
        // What cannot be read is said by its reader.
        _ => Ok(()),
    }
}

fn is_checkpoint(name: &str) -> bool {
    name.strip_prefix(Checkpoints::FOLDER).is_some_and(|rest| rest.starts_with('/'))
}

fn check(folder: &Path, files: &FileSums) -> Result<(), FilesError> {
    let files: Vec<_> = files.iter().collect();
    let fault = |(name, sum): &(&String, &super::FileSum)| {
        let path = folder.join(name);
        let same = sum.is_of(&path);
        (!matches!(same, Ok(true))).then(|| ((*name).clone(), path.exists()))
    };
    let found: Vec<_> = files.par_iter().filter_map(fault).collect();
    if found.is_empty() { Ok(()) } else { Err(FilesError::Differ { folder: folder.to_owned(), found }) }
}
