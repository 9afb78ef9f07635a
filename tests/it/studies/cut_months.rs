//! A run that begins or ends within a month: its tables say the days, no rate a month is made of some days, and what is
//! said of a year is said of whole months.

use crate::support::{call, done, rows, written};
use musofir::report::ReportData;
use std::collections::BTreeMap;
use std::path::Path;

fn scenario(folder: &Path, name: &str, end: &str) -> String {
    let text = format!(
        "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-16\", end: \"{end}\", \
         timeline: [(on: \"2012-02-01\", lever: EntryBars(on_second_offence: 1, on_overstay: 1))])"
    );
    written(folder, name, &text).display().to_string()
}

fn cell<'r>(rows: &'r [BTreeMap<String, String>], month: &str, indicator: &str) -> &'r BTreeMap<String, String> {
    rows.iter().find(|r| r["month"] == format!("{month}-01") && r["indicator"] == indicator).expect("a row")
}

#[test]
fn a_run_says_the_days_of_its_months_and_sums_whole_ones() {
    let dir = tempfile::tempdir().unwrap();
    let (file, out) = (scenario(dir.path(), "cut", "2012-04-10"), dir.path().join("out"));
    let o = out.display().to_string();
    let (code, stdout, stderr) = call(&["run", &file, "--agents", "2000", "--engine", "cpu", "--out", &o]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("2012-01 (16 days)") && stdout.contains("2012-04 (10 days)"), "{stdout}");
    assert!(stderr.contains("in the last 2 whole months"), "{stderr}");

    let series = rows(&out, "series.csv");
    for (month, days, whole) in [("2012-01", "16", false), ("2012-02", "29", true), ("2012-04", "10", false)] {
        for rate in ["sent_per_migrant", "crisis_hazard", "protesters"] {
            let row = cell(&series, month, rate);
            assert_eq!((row["days"].as_str(), !row["value"].is_empty()), (days, whole), "{row:?}");
        }
        assert!(!cell(&series, month, "departures")["value"].is_empty());
    }
    for table in ["regions.csv", "homes.csv", "moves.csv", "states.csv"] {
        let first = &rows(&out, table)[0];
        assert_eq!((first["month"].as_str(), first["days"].as_str()), ("2012-01-01", "16"), "{table}");
    }
    assert!(done(&["rerun", &o]).contains("agrees") || call(&["rerun", &o]).0 == 0);

    let m = ReportData::read(&[&out]).unwrap();
    assert_eq!(m.series[0].span(), "2012-02 to 2012-03");
    let page = std::fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("From 2012-02 to 2012-03 in this run") && page.contains("2012-04 (10 days)"), "the page");

    // A run without a whole month says its days.
    let (few, o) = (scenario(dir.path(), "few", "2012-02-05"), dir.path().join("few-out"));
    let o = o.display().to_string();
    let (_, _, stderr) = call(&["run", &few, "--agents", "1000", "--engine", "cpu", "--out", &o]);
    assert!(stderr.contains("in the last 21 days"), "{stderr}");
    let m = ReportData::read(&[&o]).unwrap();
    assert_eq!(m.series[0].span(), "2012-01 to 2012-02 (21 days)");
}

#[test]
fn a_comparison_is_over_whole_months() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b] = ["a", "b"].map(|name| scenario(dir.path(), name, "2012-04-10"));
    let out = dir.path().join("out");
    let o = out.display().to_string();
    let small = ["--agents", "1000", "--seeds", "2", "--engine", "cpu", "--quiet", "--out", &o];
    done(&[&["compare", &a, &b][..], &small[..]].concat());
    for row in rows(&out, "summary.csv") {
        let window = [&row["first_month"], &row["last_month"], &row["days"]];
        assert_eq!(window, ["2012-02-01", "2012-03-01", "60"]);
    }
    let replicates = rows(&out, "compare.csv");
    assert_eq!(cell(&replicates, "2012-04", "sent_per_migrant")["value"], "");
    assert_eq!(cell(&replicates, "2012-04", "departures")["days"], "10");
    let (code, _, stderr) = call(&["compare", &a, &b, "--to", "2012-04", "--out", &o, "--force"]);
    assert!(code == 2 && stderr.contains("not all whole months"), "{stderr}");
}
