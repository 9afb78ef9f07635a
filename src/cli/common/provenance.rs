//! This program and its command line, for manifests and replicates.

use musofir::common::digest;
use musofir::output::Provenance;
use std::sync::OnceLock;

/// SHA-256 of this program's own file.
pub fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| digest::of_bytes(&std::env::current_exe().and_then(std::fs::read).unwrap_or_default()))
}

/// This program, called as it was.
pub fn provenance() -> Provenance {
    Provenance::new(program(), std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect())
}
