//! Digests of all presets, kept in the repository: a change that moves them must say so.
//!
//! `MUSOFIR_BLESS=1 cargo test golden` writes those of the program as it stands.

use crate::support::{finished, path, preset, presets};
use rayon::prelude::*;

#[test]
fn every_preset_ends_in_its_golden_digest() {
    let digest = |name: &String| format!("{name} {}\n", finished(&preset(name), 10_000).digest().unwrap());
    let found: String = presets().par_iter().map(digest).collect();
    let file = path("tests/it/data/golden.txt");
    if std::env::var_os("MUSOFIR_BLESS").is_some() {
        std::fs::write(&file, &found).unwrap();
    }
    let golden = std::fs::read_to_string(&file).unwrap();
    let moved: Vec<_> = found.lines().filter(|line| !golden.lines().any(|l| l == *line)).collect();
    assert!(
        moved.is_empty() && golden.lines().count() == found.lines().count(),
        "these digests moved; if that is meant, MUSOFIR_BLESS=1 keeps them, and the commit says why:\n{}",
        moved.join("\n")
    );
}
