//! Standard output is data, standard error is messages. A reader that closes the pipe has read enough: what follows is
//! not printed, and that is no failure. A full disk behind standard output is a failure like any other. Behind standard
//! error both are ignored.

use crate::cli::failure::Failure;
use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Writes a line of data to standard output.
pub fn out(line: Arguments) -> Result<(), Failure> {
    raw(format!("{line}\n").as_bytes())
}

/// Writes a path to standard output as the system has it, UTF-8 or not.
pub fn path(path: &Path) -> Result<(), Failure> {
    raw(&[path.as_os_str().as_encoded_bytes(), b"\n"].concat())
}

/// Writes data to standard output as they are.
pub fn raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    printed(out.write_all(bytes).and_then(|()| out.flush()))
}

/// What writing to standard output came to.
pub fn printed(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Failure::failed(format!("standard output: {e}"))),
        _ => Ok(()),
    }
}

/// Writes a message to standard error. It may quote what a user or a file says, which must not steer a terminal.
pub fn err(line: Arguments) {
    let _ = writeln!(io::stderr().lock(), "{}", visible(&line.to_string()));
}

/// A text whose control characters can be seen, except line ends.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_control() && c != '\n' {
            true => visible.extend(c.escape_default()),
            false => visible.push(c),
        }
    }
    visible
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

#[cfg(test)]
mod tests {
    #[test]
    fn what_a_message_quotes_cannot_steer_a_terminal() {
        assert_eq!(super::visible("no `a\tb\u{1b}[2J`\n  é"), "no `a\\tb\\u{1b}[2J`\n  é");
    }
}
