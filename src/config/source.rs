//! A text and its path: read within limits, and never outside the folder of the file that names it.

use super::{ConfigError, suggest};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The largest size of a configuration, bytes.
const LARGEST: u64 = 4 << 20;

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path.
    pub path: PathBuf,
    /// Its content.
    pub text: String,
}

impl Source {
    /// Reads a file that holds a text of a few megabytes at most. A byte-order mark is skipped and line ends become
    /// `\n`, so that the same text has the same hash from any editor and system.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let fail = |title: String, help| Err(ConfigError::file(path, title, help));
        if path.is_dir() {
            return fail("is a directory".into(), "name a .ron file, such as configs/baseline.ron");
        }
        let file = match std::fs::File::open(path) {
            Ok(file) => file,
            Err(e) => return fail(format!("cannot be read: {e}"), &beside(path)),
        };
        let mut bytes = Vec::new();
        if let Err(e) = file.take(LARGEST + 1).read_to_end(&mut bytes) {
            return fail(format!("cannot be read: {e}"), "");
        }
        if bytes.len() as u64 > LARGEST {
            let help = "a world or scenario is a few hundred kB at most";
            return fail(format!("is larger than {} MiB", LARGEST >> 20), help);
        }
        match String::from_utf8(bytes) {
            Ok(text) if text.trim().is_empty() => fail("is empty".into(), "start from configs/baseline.ron"),
            Ok(text) if text.contains('\0') => fail("is not a text file".into(), "a world or scenario is a RON text"),
            Ok(text) => Ok(Self { path: path.to_owned(), text: plain(&text) }),
            Err(_) => fail("is not a text file".into(), "a world or scenario is a RON text in UTF-8"),
        }
    }
}

/// A text without its byte-order mark, its lines ended by `\n`.
pub(super) fn plain(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")
}

/// Help for a missing file: a similar name in its folder, or where the files are.
fn beside(path: &Path) -> String {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names: Vec<String> = names.filter_map(|e| e.file_name().into_string().ok()).collect();
    let ron: Vec<&str> = names.iter().map(String::as_str).filter(|n| n.ends_with(".ron")).collect();
    match path.file_name().and_then(|n| n.to_str()) {
        Some(name) if !ron.is_empty() => format!("in {}: {}", folder.display(), suggest(name, ron)),
        _ => "scenarios are in configs/, their worlds in configs/worlds/".to_owned(),
    }
}

/// The folder in which a file stands, that of its target if it is a link: the files that it names are found from there.
pub fn folder_of(file: &Path) -> PathBuf {
    let target = if file.is_symlink() { file.canonicalize().ok() } else { None };
    named_folder(target.as_deref().unwrap_or(file))
}

/// The folder in which a file is named, though it may be a link: a copy of the texts has the same folders.
pub fn named_folder(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// A path without detours such as `./`.
pub fn clean(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

/// The file that a file of `folder` names, which must lie in that folder or below, also through links. The error gives
/// the problem and what to do.
pub fn within(folder: &Path, name: &str) -> Result<PathBuf, (String, &'static str)> {
    let inside = "a scenario names files of its own folder and below; copy the file there";
    if name.contains(|c: char| c == '\\' || c.is_control()) {
        let slash = "write `/` between folders, on every system; a text in quotes takes `\\` for the start of `\\t` and the like";
        return Err((format!("`{}` holds a backslash or a control character", name.escape_default()), slash));
    }
    let plain = |c| matches!(c, Component::Normal(_) | Component::CurDir);
    if !Path::new(name).components().all(plain) {
        return Err((format!("`{name}` leads out of the scenario's folder"), inside));
    }
    let path = folder.join(name);
    // What does not exist is reported where it is read.
    if let (Ok(target), Ok(folder)) = (path.canonicalize(), folder.canonicalize()) {
        if !target.starts_with(folder) {
            return Err((format!("`{name}` is a link that leads out of the scenario's folder"), inside));
        }
        if !target.is_file() {
            return Err((format!("`{name}` is not a file"), "name a .ron file"));
        }
    }
    Ok(path)
}
