//! Which program made results, and by which command. Both are given: the library looks at neither.

use std::collections::BTreeMap;

/// The commit that the program was built from, where the build was given one in MUSOFIR_COMMIT.
pub const COMMIT: &str = match option_env!("MUSOFIR_COMMIT") {
    Some(commit) => commit,
    None => "unknown",
};

/// The program and the command behind a folder of results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Identifies the program: replicates of another program are never reused. The command line gives the SHA-256 of
    /// its own file.
    pub program: String,
    /// The command, word by word.
    pub command: Vec<String>,
    /// Further fields of the manifest, such as the checksum of a plan.
    pub more: BTreeMap<String, String>,
}

impl Provenance {
    /// Of a program that is identified by `program`.
    pub fn new(program: impl Into<String>, command: Vec<String>) -> Self {
        Self { program: program.into(), command, more: BTreeMap::new() }
    }
}

impl Default for Provenance {
    /// This version of the library, called from no command line.
    fn default() -> Self {
        Self::new(concat!("library ", env!("CARGO_PKG_VERSION")), Vec::new())
    }
}
