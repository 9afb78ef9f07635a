//! A test that is left out says what it needs, in one word that also stands in its name: `cargo test -- --ignored gpu`
//! runs those that need a GPU, and the gate runs each kind by that word. What is missing fails them; nothing is skipped.

use crate::support::path;
use std::path::{Path, PathBuf};

/// A Vulkan, Metal or DX12 adapter; chromium and axe-core; the right to mount a file system; hours; Python with DuckDB
/// and polars.
const NEEDS: [&str; 5] = ["gpu", "browser", "root", "long", "python"];

/// Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.flat_map(below).filter(|path| path.extension().is_some_and(|e| e == "rs")).collect()
}

/// Every mark of a file: its line, the line itself, and the name of the function under it.
fn marks(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let marked: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].starts_with("#[ignore")).collect();
    marked.into_iter().map(move |i| {
        let name = lines[i..].iter().find_map(|line| line.strip_prefix("fn ")).expect("a function under the mark");
        (i + 1, lines[i], name.split('(').next().expect("a name"))
    })
}

#[test]
fn every_ignored_test_names_what_it_needs() {
    let root = path("");
    let mut found = [0; NEEDS.len()];
    let mut wrong = Vec::new();
    for file in ["src", "tests", "benches"].map(path).iter().flat_map(|folder| sources(folder)) {
        let text = std::fs::read_to_string(&file).unwrap();
        let short = file.strip_prefix(&root).unwrap().display().to_string();
        for (line, mark, name) in marks(&text) {
            let said = NEEDS.iter().position(|word| mark == format!("#[ignore = \"{word}\"]"));
            // The path that the test harness filters by holds the file's and the function's name.
            let place = format!("{short}::{name}");
            let named: Vec<usize> = (0..NEEDS.len()).filter(|&i| place.contains(NEEDS[i])).collect();
            match said {
                Some(need) if named == [need] => found[need] += 1,
                _ => wrong.push(format!("{short}:{line}: {mark} fn {name}")),
            }
        }
    }
    assert!(wrong.is_empty(), "one of {NEEDS:?}, in the mark and in the name:\n{}", wrong.join("\n"));
    assert!(found.iter().all(|n| *n > 0), "{NEEDS:?}: {found:?}");
}
