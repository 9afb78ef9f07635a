//! Folders of results and plans that are not as they were left, also with a manifest that vouches for what is in them.

use super::{attack, edited, edits};
use crate::support::{done, written};
use musofir::cluster::Plan;
use musofir::report::difference::results;
use musofir::report::report;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::path::Path;

fn scenario(dir: &Path, name: &str, seats: u32) -> String {
    let text = format!(
        "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", end: \"2012-02-29\", \
         timeline: [(on: \"2012-02-01\", lever: RemovalSeats(per_day: {seats}))])"
    );
    written(dir, name, &text).display().to_string()
}

/// Makes the manifest list a file as it is now.
fn vouched(folder: &Path, file: &str) {
    let bytes = std::fs::read(folder.join(file)).unwrap();
    let manifest = folder.join("manifest.json");
    let mut all: serde_json::Value = serde_json::from_slice(&std::fs::read(&manifest).unwrap()).unwrap();
    let sum: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    all["files"][file] = serde_json::json!({ "sha256": sum, "bytes": bytes.len() });
    std::fs::write(&manifest, all.to_string()).unwrap();
}

#[test]
fn results_that_were_edited() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b] = [("a", 0), ("b", 900)].map(|(name, seats)| scenario(dir.path(), name, seats));
    let (folder, twin) = (dir.path().join("edited"), dir.path().join("twin"));
    for out in [&folder, &twin] {
        let out = out.display().to_string();
        done(&["compare", &a, &b, "--seeds", "2", "--agents", "300", "--engine", "cpu", "--quiet", "--out", &out]);
    }
    let files = ["manifest.json", "inputs.json", "summary.csv", "compare.csv", "regions.csv", "homes.csv", "moves.csv"];
    let good: Vec<String> = files.iter().map(|f| std::fs::read_to_string(folder.join(f)).unwrap()).collect();
    attack((0..files.len(), edits(), any::<bool>()), move |(which, edits, vouch)| {
        let (file, text) = (files[which], edited(&good[which], &edits));
        std::fs::write(folder.join(file), &text).unwrap();
        if vouch && which > 0 {
            vouched(&folder, file);
        } else if which > 0 && text != good[which] {
            let refused = report(&[&folder]).expect_err("a file that was changed").to_string();
            assert!(refused.contains(file), "{refused}");
        }
        match report(&[&folder]) {
            Ok(page) => assert!(page.starts_with("<!DOCTYPE html>")),
            Err(e) => assert!(!e.to_string().is_empty()),
        }
        let _ = results(&folder, &twin);
        std::fs::write(folder.join(file), &good[which]).unwrap();
        std::fs::write(folder.join(files[0]), &good[0]).unwrap();
        let _ = &dir;
    });
}

#[test]
fn plans_that_were_edited() {
    let dir = tempfile::tempdir().unwrap();
    let a = scenario(dir.path(), "a", 100);
    let file = dir.path().join("plan.json");
    let plan = file.display().to_string();
    done(&["plan", "-o", &plan, "compare", &a, "--seeds", "2", "--agents", "300"]);
    let good = std::fs::read_to_string(&file).unwrap();
    let program = serde_json::from_str::<serde_json::Value>(&good).unwrap()["program"].as_str().unwrap().to_owned();
    attack(edits(), move |edits| {
        let text = edited(&good, &edits);
        std::fs::write(&file, &text).unwrap();
        match Plan::read(&file, &program) {
            // A plan vouches for itself: what is accepted says the same.
            Ok(plan) => assert_eq!(plan.agent_days(), 2 * 60 * 300),
            Err(e) => assert!(!e.to_string().is_empty()),
        }
        let _ = &dir;
    });
}
