//! One language from help to source: plain present-tense English, and the field's terms. These words are not in it.

use crate::support::path;
use std::path::{Path, PathBuf};

/// What is said instead: run, simulate, simulated; resumed; everyone who; as many as, a share of; shown, observed.
const OLD: [&[&str]; 7] = [
    &["lived"],
    &["lives"],
    &["gone", "on", "with"],
    &["come", "what", "may"],
    &["whoever"],
    &["so", "many"],
    &["told"],
];

/// Texts below a folder, or the file itself.
fn texts(place: PathBuf) -> Vec<PathBuf> {
    if place.is_dir() {
        return std::fs::read_dir(place).unwrap().flat_map(|entry| texts(entry.unwrap().path())).collect();
    }
    let is_text = |e: &std::ffi::OsStr| ["rs", "md", "wgsl", "js", "css"].iter().any(|known| e == *known);
    if place.extension().is_some_and(is_text) { vec![place] } else { Vec::new() }
}

/// The words of a text in small letters, each with its line. `_` parts words, and a phrase may go over a line's end.
fn words(text: &str) -> Vec<(usize, String)> {
    let of = |(i, line): (usize, &str)| -> Vec<(usize, String)> {
        let parts = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        parts.map(|word| (i + 1, word.to_lowercase())).collect()
    };
    text.lines().enumerate().flat_map(of).collect()
}

/// `file:line: phrase` of every old word in a text.
fn hits(file: &Path, text: &str) -> Vec<String> {
    let words = words(text);
    let begins = |rest: &[(usize, String)], phrase: &[&str]| {
        rest.len() >= phrase.len() && rest.iter().zip(phrase).all(|((_, word), wanted)| word == wanted)
    };
    let mut found = Vec::new();
    for (at, (line, _)) in words.iter().enumerate() {
        for phrase in OLD.iter().filter(|phrase| begins(&words[at..], phrase)) {
            found.push(format!("{}:{line}: {}", file.display(), phrase.join(" ")));
        }
    }
    found
}

#[test]
fn old_words_are_found_over_a_lines_end_and_within_names() {
    let text = "fn days_lived() {}\n/// Retold, and gone on\n/// with.\nstruct Told;\n";
    assert_eq!(hits(Path::new("f"), text), ["f:1: lived", "f:2: gone on with", "f:4: told"]);
}

#[test]
fn no_old_word_is_left() {
    let root = path("");
    let places = ["src", "shaders", "configs", "README.md", ".github/CONTRIBUTING.md"].map(path);
    let of = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).unwrap();
        hits(file.strip_prefix(&root).unwrap(), &text)
    };
    let left: Vec<String> = places.into_iter().flat_map(texts).flat_map(of).collect();
    assert!(left.is_empty(), "{} old words are left:\n{}", left.len(), left.join("\n"));
}
