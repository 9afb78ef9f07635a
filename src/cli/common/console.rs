//! Standard output is data, standard error is messages. A closed pipe or a full disk behind standard output is a
//! failure like any other, not a panic; behind standard error it is ignored.

use crate::cli::failure::Failure;
use std::fmt::Arguments;
use std::io::{self, Write};

/// Writes a line of data to standard output.
pub fn out(line: Arguments) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|e| Failure::failed(format!("standard output: {e}")))
}

/// Writes a message to standard error, in no colour but on a terminal, and in none with NO_COLOR.
pub fn err(line: Arguments) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Writes a line of data, or ends the function with what went wrong.
macro_rules! data {
    ($($line:tt)*) => { $crate::cli::common::console::out(format_args!($($line)*))? };
}

/// Writes a message.
macro_rules! note {
    ($($line:tt)*) => { $crate::cli::common::console::err(format_args!($($line)*)) };
}
pub(crate) use {data, note};
