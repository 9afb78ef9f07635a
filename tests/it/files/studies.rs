//! Every study from outside: small commands, and whether two folders of results are the same to the last byte.

use crate::support::{path, written};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A short scenario in a folder: two levers in the third month.
pub fn short(dir: &Path, name: &str, checks: u32) -> String {
    let text = format!(
        "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", end: \"2012-06-30\",
        timeline: [(on: \"2012-03-01\", lever: PoliceChecks(times: {checks})), (on: \"2012-03-20\", lever: RemovalSeats(per_day: 500))])"
    );
    written(dir, name, &text).display().to_string()
}

/// The words of every study, by name, on scenarios in a folder; the larger `scale`, the longer each takes.
pub fn studies(dir: &Path, scale: u32) -> Vec<(&'static str, Vec<String>)> {
    let (a, b) = (short(dir, "a", 5), short(dir, "b", 9));
    let record = path("configs/evidence/record.ron").display().to_string();
    let years = "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", end: \"2012-12-31\")";
    let year = written(dir, "year", years).display().to_string();
    let study = |name: &'static str, words: &[&str], agents: u32| {
        let agents = (agents * scale).to_string();
        let all = [&[name], words, &["--agents", &agents, "--engine", "cpu"]].concat();
        (name, all.into_iter().map(str::to_owned).collect())
    };
    vec![
        study("compare", &[&a, &b, "--seeds", "2", "--fates", "--no-report"], 1000),
        study("sweep", &[&a, "--vary", "RemovalSeats=0,800", "--seeds", "2"], 1000),
        study(
            "threshold",
            &[
                &a,
                "--lever",
                "PoliceChecks=0..16",
                "--crosses",
                "entry_bars>22500",
                "--precision",
                "0.3",
                "--seeds",
                "2",
            ],
            1000,
        ),
        study("sensitivity", &[&a, "--vary", "wage", "--vary", "crisis", "--points", "2"], 1000),
        study("calibrate", &[&year, "--targets", &record, "--vary", "wage", "--budget", "10", "--wave", "10"], 400),
        study("backtest", &[&year, "--targets", &record, "--seeds", "3", "--no-report"], 1000),
    ]
}

/// The words of a study into a folder.
pub fn into<'w>(words: &'w [String], out: &'w str) -> Vec<&'w str> {
    words.iter().map(String::as_str).chain(["--out", out]).collect()
}

/// Every file of a folder of results but those that tell of time and place, by its path within.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if !["manifest.json", "report.html"].contains(&entry.file_name().unwrap().to_str().unwrap()) {
                all.insert(entry.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&entry).unwrap());
            }
        }
    }
    all
}

/// Two folders have the same files and the same digest.
pub fn assert_same(of: &Path, straight: &Path, what: &str) {
    let (of_files, straight_files) = (files(of), files(straight));
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&of_files), names(&straight_files), "{what}");
    for (name, bytes) in &of_files {
        assert!(*bytes == straight_files[name], "{what}: {} differs", name.display());
    }
    assert_eq!(manifest(of)["digest"], manifest(straight)["digest"], "{what}");
    assert!(!of.join("unfinished").exists() && !of.join("checkpoints").exists(), "{what}");
}

/// The manifest of a folder.
pub fn manifest(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap()
}

/// The files of replicates that have ended.
pub fn ended(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("replicates")).into_iter().flatten().flatten().map(|e| e.path());
    let mut all: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    all.sort();
    all
}
