//! Files that options name: `-` is standard output.

use super::console::raw;
use crate::cli::failure::Failure;
use musofir::output::Named;
use std::path::Path;

/// Whether a name stands for standard output.
pub fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-") || path == Path::new("/dev/stdout")
}

/// Writes the file that an option names. See [`Named::write`].
pub fn write_named(named: &Named, path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    if is_standard_output(path) { raw(bytes) } else { Ok(named.write(path, bytes, force)?) }
}
