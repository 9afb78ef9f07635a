//! What is said of a study that a signal has stopped: what is kept, and how to continue.

use super::signals::Signals;
use crate::cli::failure::Failure;
use musofir::output::{Folder, Store, StudyCheckpoints};
use musofir::study::{Long, StudyError};

/// The failure of a study; if a signal has stopped it, what its folder keeps and which command continues it.
pub fn stopped(e: StudyError, signals: &Signals, folder: &Folder) -> Failure {
    let (StudyError::Stopped, Some(code)) = (&e, signals.caught()) else { return e.into() };
    let long = std::fs::read_dir(folder.path().join(Long::FOLDER)).map_or(0, Iterator::count);
    let in_flight = StudyCheckpoints::open(folder, &mut |_| ()).held() + long;
    let ended = Store::new(folder, "").count();
    let place = folder.path().display();
    let message = format!(
        "stopped; {place} keeps replicates: {ended} that have ended, {in_flight} in flight as they stand at the end of \
         a month; continue with the same command: `{}`",
        command()
    );
    Failure { code, message }
}

/// The command of this process, as a shell reads it.
fn command() -> String {
    let words = std::env::args_os().skip(1).map(|word| quoted(&word.to_string_lossy()));
    std::iter::once("musofir".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// A word in quotes if a shell would read it otherwise.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+@%".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_word_is_quoted_where_a_shell_would_read_it_otherwise() {
        assert_eq!(quoted("configs/a.ron"), "configs/a.ron");
        assert_eq!(
            ["wage=1,2", "poverty>40", "", "o'clock"].map(quoted),
            ["wage=1,2", "'poverty>40'", "''", "'o'\\''clock'"]
        );
    }
}
