//! Folders that several tests look at, each made once.

use crate::support::{done, written};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A folder made once for all tests of this binary.
fn once(cell: &'static OnceLock<tempfile::TempDir>, make: impl FnOnce(&Path)) -> PathBuf {
    let dir = cell.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        make(&dir.path().join("out"));
        dir
    });
    dir.path().join("out")
}

/// A run of history.
pub fn ran() -> PathBuf {
    static DIR: OnceLock<tempfile::TempDir> = OnceLock::new();
    once(&DIR, |out| {
        let out = out.display().to_string();
        done(&["run", "configs/rouble-2014.ron", "--agents", "3000", "--engine", "cpu", "--quiet", "--out", &out]);
    })
}

/// A comparison, with fates and with other parameters and rules.
pub fn compared() -> PathBuf {
    static DIR: OnceLock<tempfile::TempDir> = OnceLock::new();
    once(&DIR, |out| {
        let out = out.display().to_string();
        let files = ["configs/baseline.ron", "configs/selective-deportation.ron", "configs/mass-deportation.ron"];
        let mut args = vec!["compare"];
        args.extend(files);
        args.extend(["--seeds", "3", "--agents", "500", "--engine", "cpu", "--fates", "--spread", "2", "--quiet"]);
        let fits = dir_of(&out).join("fits.csv");
        std::fs::write(&fits, "wage,sent_share\n19000,0.55\n22000,0.45\n").unwrap();
        let fits = fits.display().to_string();
        args.extend(["--fits", &fits, "--out", &out]);
        done(&args);
    })
}

fn dir_of(out: &str) -> &Path {
    Path::new(out).parent().unwrap()
}

/// History held against the record.
pub fn backtested() -> PathBuf {
    static DIR: OnceLock<tempfile::TempDir> = OnceLock::new();
    once(&DIR, |out| {
        let out = out.display().to_string();
        let size = ["--seeds", "3", "--agents", "2000", "--engine", "cpu", "--quiet", "--out", &out];
        done(&[&["backtest", "configs/rouble-2014.ron"], &size[..]].concat());
    })
}

/// Titles that no page should be made of.
const TITLE: &str =
    r#"<script>alert(1)</script> "quotes" 'single' & &amp; </title> ]]> \u{202E}desrever\u{202C} עברית Ғайри ҳӣ Ҷ"#;

/// A run whose scenario has hostile texts.
pub fn hostile() -> PathBuf {
    static DIR: OnceLock<tempfile::TempDir> = OnceLock::new();
    once(&DIR, |out| {
        let long = "Ӯ".repeat(5_000) + &"x".repeat(5_000);
        let text = format!(
            "(title: {:?}, description: {:?}, world: {:?}, start: \"2012-01-01\", end: \"2012-06-30\",
              timeline: [(on: \"2012-03-01\", lever: PoliceChecks(times: 2))])",
            format!("{TITLE}{long}"),
            format!("</p></main>{TITLE}"),
            "worlds/tajikistan.ron",
        );
        let file = written(out.parent().unwrap(), "<img src=x onerror=alert(2)>", &text);
        let (file, out) = (file.display().to_string(), out.display().to_string());
        done(&["run", &file, "--agents", "1000", "--engine", "cpu", "--quiet", "--out", &out]);
    })
}
