//! Tables as other programs read them: what each command writes is opened with DuckDB and polars.

use crate::support::{done, path, written};
use std::path::Path;
use std::process::Command;

/// A short run of each command that writes tables; the folders of their results.
fn folders(dir: &Path) -> Vec<String> {
    let text = "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", sending_states: [\"worlds/kyrgyzstan.ron\"],
        start: \"2012-01-01\", end: \"2012-12-31\", timeline: [(on: \"2012-02-01\", lever: RemovalSeats(per_day: 100))])";
    let scenario = written(dir, "one", text).display().to_string();
    let other = written(dir, "two", &text.replace("100", "900")).display().to_string();
    let fits = dir.join("draws.csv");
    std::fs::write(&fits, "wage,credibility\n18000,0.2\n21000,0.4\n").unwrap();
    let (fits, record) = (fits.display().to_string(), path("configs/evidence/record.ron").display().to_string());
    let mut made = Vec::new();
    let mut make = |name: &str, words: &[&str]| {
        let out = dir.join(name).display().to_string();
        done(&[words, &["--agents", "1000", "--engine", "cpu", "--quiet", "--out", &out]].concat());
        made.push(out);
    };
    make("run", &["run", &scenario, "--until", "2012-03-31", "--microdata", "monthly", "--sample", "50"]);
    make("final", &["run", &scenario, "--until", "2012-03-31", "--microdata", "final"]);
    let compare = ["compare", &scenario, &other, "--seeds", "2", "--fates", "--spread", "2", "--fits", &fits];
    make("compare", &compare);
    make("sweep", &["sweep", &scenario, "--seeds", "2", "--vary", "RemovalSeats=0,500", "--vary", "wage=18000,19000"]);
    make("threshold", &["threshold", &scenario, "--seeds", "2", "--lever", "wage", "--crosses", "abroad>1"]);
    let two = ["--vary", "wage", "--vary", "credibility"];
    make("morris", &[&["sensitivity", &scenario, "--points", "2"], &two[..]].concat());
    make("sobol", &[&["sensitivity", &scenario, "--points", "2", "--method", "sobol"], &two[..]].concat());
    make("backtest", &["backtest", &scenario, "--targets", &record, "--seeds", "2"]);
    let calibrate = ["calibrate", &scenario, "--targets", &record, "--budget", "12", "--wave", "12", "--sample", "5"];
    make("calibrate", &[&calibrate[..], &two].concat());
    make("scored", &[&["calibrate", &scenario, "--targets", &record, "--tell", &fits], &two[..]].concat());
    made
}

#[test]
#[ignore = "python"]
fn python_programs_read_every_table_and_both_files_of_each_agree() {
    let python = std::env::var("MUSOFIR_PYTHON").expect("MUSOFIR_PYTHON: a Python with duckdb and polars");
    let dir = tempfile::tempdir().unwrap();
    let made = folders(dir.path());
    let out = Command::new(python)
        .arg(path("tests/python/read_tables.py"))
        .arg(path("src/guide/columns.md"))
        .args(&made)
        .output()
        .expect("Python starts");
    let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{text}");
    println!("{text}");
}
