//! Files that appear whole: written aside, synced, put in place.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

/// How a file begins that is not yet in place.
const ASIDE: &str = ".aside-";

/// True of the name of a file that was not put in place.
pub fn is_aside(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(ASIDE))
}

/// Writes a file aside, syncs it, and puts it in place.
pub fn place(path: &Path, fill: impl FnOnce(&mut std::fs::File) -> io::Result<()>) -> io::Result<()> {
    place_noted(path, fill, Ok)
}

/// The same, and notes something of the file when it is complete and before it is in place.
pub fn place_noted<T>(
    path: &Path,
    fill: impl FnOnce(&mut std::fs::File) -> io::Result<T>,
    note: impl FnOnce(T) -> io::Result<()>,
) -> io::Result<()> {
    let (aside, of) = written(path, fill)?;
    note(of)?;
    aside.persist(path)?;
    Ok(())
}

/// The same where no file may be: the first of two processes places its own.
pub fn place_first(path: &Path, fill: impl FnOnce(&mut std::fs::File) -> io::Result<()>) -> io::Result<()> {
    match written(path, fill)?.0.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => Err(e.error),
        // A file system that can only replace.
        Err(e) => e.file.persist(path).map(drop).map_err(|e| e.error),
    }
}

fn written<T>(
    path: &Path,
    fill: impl FnOnce(&mut std::fs::File) -> io::Result<T>,
) -> io::Result<(tempfile::NamedTempFile, T)> {
    let beside = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(beside)?;
    let mut aside = readable().tempfile_in(beside)?;
    let of = fill(aside.as_file_mut())?;
    aside.as_file_mut().sync_all()?;
    Ok((aside, of))
}

/// A file to write aside, as readable as the user's mask allows.
fn readable() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(ASIDE);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Removes files that were being written aside when their process was killed, here and one folder down.
pub fn sweep(path: &Path) {
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                let inner = std::fs::read_dir(entry.path()).into_iter().flatten().flatten();
                inner.filter(|e| is_aside(&e.file_name())).for_each(|e| drop(std::fs::remove_file(e.path())));
            }
            Ok(_) if is_aside(&entry.file_name()) => drop(std::fs::remove_file(entry.path())),
            _ => {}
        }
    }
}
