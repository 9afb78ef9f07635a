//! Draws of parameters, from outside: every seed has one of its own, and intervals count those that differ.

use crate::studies::compare::{number, short};
use crate::support::{call, rows};
use std::path::Path;

/// A comparison of a scenario with draws from a table of wages: exit code, messages, and the row of the wage's indicator.
fn drawn(dir: &Path, name: &str, wages: &[u32], seeds: u64) -> (i32, String, Option<(f64, f64, f64)>) {
    let scenario = short(dir, "a");
    let table = dir.join(format!("{name}.csv"));
    let lines: String = wages.iter().map(|wage| format!("{wage}\n")).collect();
    std::fs::write(&table, format!("wage\n{lines}")).unwrap();
    let out = dir.join(name);
    let (t, o, seeds) = (table.display().to_string(), out.display().to_string(), seeds.to_string());
    let size = ["--seeds", &seeds, "--agents", "500", "--no-report", "--out", &o];
    let (code, _, said) = call(&[&["compare", &scenario, "--parameters", &t], &size[..]].concat());
    let summary = if code == 0 { rows(&out, "summary.csv") } else { Vec::new() };
    let row = summary.iter().find(|r| r["indicator"] == "remittances_usd");
    (code, said, row.map(|r| (number(r, "seeds"), number(r, "mean"), number(r, "deviation"))))
}

#[test]
fn every_seed_takes_a_row_of_its_own_and_rows_that_are_the_same_count_once() {
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str, wages: &[u32], seeds| drawn(dir.path(), name, wages, seeds);
    let (code, said, _) = of("few", &[17_500, 20_000], 3);
    assert!(code == 2 && said.contains("2 rows for 3 seeds"), "{said}");
    assert!(said.contains("--seeds 2") && !dir.path().join("few").exists(), "{said}");

    let (_, said, row) = of("different", &[17_500, 18_000, 20_000, 23_000], 4);
    assert!(row.is_some_and(|(count, ..)| count == 4.0) && !said.contains("different draws"), "{said}");
    let (_, said, twice) = of("twice", &[17_500, 17_500, 20_000, 20_000], 4);
    assert!(said.contains("2 different draws for 4 seeds: intervals count the draws"), "{said}");
    assert_eq!(twice.map(|(count, ..)| count), Some(2.0));
    // A row more than there are seeds for is left alone.
    let (_, _, more) = of("more", &[17_500, 17_500, 20_000, 20_000, 22_000], 4);
    assert_eq!(more, twice);

    let (_, said, one) = of("one", &[18_000], 3);
    assert!(said.contains("one set of parameters for every seed: intervals are over seeds alone"), "{said}");
    assert_eq!(one.map(|(count, ..)| count), Some(3.0));
}

#[test]
fn a_fit_that_stands_twice_is_refused_since_each_counts_once() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let fits = dir.path().join("fits.csv");
    std::fs::write(&fits, "wage\n18000\n20000\n18000\n").unwrap();
    let (f, o) = (fits.display().to_string(), dir.path().join("out").display().to_string());
    let args = ["compare", &scenario, "configs/baseline.ron", "--fits", &f, "--seeds", "2", "--agents", "500", "--out"];
    let (code, _, said) = call(&[&args[..], &[&o]].concat());
    assert!(code == 2 && said.contains("fits 1 and 3 are the same"), "{said}");
}
