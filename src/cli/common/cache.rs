//! The folder in which this program may remember something from call to call.

use std::path::PathBuf;

/// `musofir` in XDG_CACHE_HOME, else in the platform's folder of caches; none if neither is known.
pub fn cache() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let platform = || match std::env::consts::OS {
        "windows" => variable("LOCALAPPDATA"),
        "macos" => Some(variable("HOME")?.join("Library/Caches")),
        _ => Some(variable("HOME")?.join(".cache")),
    };
    Some(variable("XDG_CACHE_HOME").or_else(platform)?.join("musofir"))
}
