//! Tables that a user gives: parameters, and the record.

use super::{attack, edited, edits};
use crate::support::path;
use musofir::evidence;
use musofir::output::read_design;
use std::sync::LazyLock;

#[test]
fn parameters() {
    const GOOD: &str = "wage,reach,RemovalSeats.per_day\n18000,0.2,100\n19000,0.3,200\n\"20000\",0.4,300\n";
    let dir = tempfile::tempdir().unwrap();
    attack(edits(), move |edits| {
        let file = dir.path().join("parameters.csv");
        std::fs::write(&file, edited(GOOD, &edits)).unwrap();
        match read_design(&file) {
            Ok((names, points)) => {
                assert!(points.iter().all(|p| p.len() == names.len() && p.iter().all(|v| v.is_finite())));
            }
            Err(e) => assert!(!e.is_empty()),
        }
    });
}

/// The files of the record, by name.
static RECORD: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let files = std::fs::read_dir(path("configs/evidence")).unwrap().map(|f| f.unwrap().path());
    let text = |file: std::path::PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&file).unwrap())
    };
    files.map(text).collect()
});

#[test]
fn the_record() {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in RECORD.iter() {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    attack((0..RECORD.len(), edits()), move |(which, edits)| {
        let (name, text) = &RECORD[which];
        std::fs::write(dir.path().join(name), edited(text, &edits)).unwrap();
        match evidence::load(&dir.path().join("record.ron")) {
            Ok(record) => {
                assert!(record.series.iter().flat_map(|s| &s.observations).all(|o| o.value.is_finite()));
            }
            Err(e) => assert!(!e.to_string().is_empty()),
        }
        std::fs::write(dir.path().join(name), text).unwrap();
    });
}
