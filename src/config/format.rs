//! The form of a file: what its `format` says, and what this program does with it.

use super::locate::locate;
use super::{ConfigError, Source};

/// The form that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 2;

/// The form of a file that does not say it.
pub fn first() -> u32 {
    1
}

/// The form that a text says it has; the first if it says none.
fn stated(text: &str) -> u32 {
    locate(text, "format").and_then(|at| text[at].parse().ok()).unwrap_or(first())
}

/// Refuses a file of a form that this program does not know.
///
/// # Errors
/// If its form is newer than [`FORMAT`].
pub fn known(source: &Source) -> Result<u32, ConfigError> {
    let found = stated(&source.text);
    if (first()..=FORMAT).contains(&found) {
        return Ok(found);
    }
    let title = format!("form {found}: this program reads up to {FORMAT}");
    let before = locate(&source.text, "format").map_or(0, |at| at.start);
    let line = source.text[..before].matches('\n').count() as u64 + 1;
    Err(ConfigError::of_lines(source, vec![(line, title, "a newer musofir is needed".to_owned())]))
}

/// Refuses a file of another form than the present one.
///
/// # Errors
/// If it is of the first form, with `changes` as help, or of one that this program does not know.
pub fn present(source: &Source, what: &str, changes: &[&str]) -> Result<(), ConfigError> {
    match known(source)? {
        FORMAT => Ok(()),
        found => {
            let title = format!("{what} of form {found}: this program reads form {FORMAT}; what to change:");
            let changes = changes.iter().map(|change| format!("\n  - {change}")).collect::<String>();
            Err(ConfigError::of_lines(source, vec![(0, title + &changes, String::new())]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: "x.ron".into(), text: text.to_owned() }
    }

    #[test]
    fn a_form_is_what_the_file_says_and_a_newer_one_is_refused_by_name() {
        assert_eq!(known(&source("(title: \"format: 9\", // format: 3\n)")).unwrap(), 1);
        assert_eq!(known(&source("(\n  format: 2, // the second\n  title: \"t\")")).unwrap(), 2);
        let refused = known(&source("(\n  format: 3,\n)")).unwrap_err().to_string();
        for said in ["form 3: this program reads up to 2", "a newer musofir is needed", "x.ron:2"] {
            assert!(refused.contains(said), "{refused}");
        }
        let refused = present(&source("()"), "a world", &["add `format: 2`"]).unwrap_err().to_string();
        assert!(refused.contains("a world of form 1") && refused.contains("- add `format: 2`"), "{refused}");
        assert!(present(&source("(format: 2)"), "a world", &[]).is_ok());
    }
}
