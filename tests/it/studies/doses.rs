//! Thresholds and designs, from outside: the value at which something tips, and points that go out and come back.

use crate::studies::compare::{number, short, text};
use crate::support::{call, done, rows};

#[test]
fn a_threshold_is_that_of_a_fine_grid_on_the_same_seeds() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let (t, s) = (dir.path().join("t"), dir.path().join("s"));
    let (to, so) = (t.display().to_string(), s.display().to_string());
    let size = ["--seeds", "3", "--agents", "4000", "--quiet", "--out"];
    let mut args = vec!["threshold", &scenario, "--lever", "PoliceChecks=0..16", "--crosses", "entry_bars>22500"];
    args.extend(size);
    args.push(&to);
    let stdout = done(&args);
    let manifest: serde_json::Value = serde_json::from_str(&text(&t, "manifest.json")).unwrap();
    let found = manifest["threshold"].as_f64().unwrap();
    assert!(stdout.contains("entry_bars is above 22500 bars from PoliceChecks.times ="), "{stdout}");
    assert!(manifest["low"].as_f64().unwrap() <= found && manifest["high"].as_f64().is_none_or(|h| h >= found));

    let mut args = vec!["sweep", &scenario, "--vary", "PoliceChecks=0..16:65"];
    args.extend(size);
    args.push(&so);
    done(&args);
    let mut grid: Vec<(f64, f64)> = rows(&s, "summary.csv")
        .iter()
        .filter(|r| r["indicator"] == "entry_bars" && !r["PoliceChecks.times"].is_empty())
        .map(|r| (number(r, "PoliceChecks.times"), number(r, "mean")))
        .collect();
    grid.sort_by(|a, b| a.0.total_cmp(&b.0));
    let first = grid.iter().find(|(_, bars)| *bars > 22_500.0).unwrap().0;
    assert!((2.0..15.0).contains(&first), "a crossing to look for: {grid:?}");
    assert_eq!(found, first);

    let none = dir.path().join("n").display().to_string();
    let mut args =
        vec!["threshold", &scenario, "--lever", "PoliceChecks=0..2", "--crosses", "relative_entry_bars>1000"];
    args.extend(size);
    args.push(&none);
    assert!(done(&args).contains("None of the 9 values tried from 0 to 2 does it: nearest is"));
}

#[test]
fn a_design_goes_out_and_its_results_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let place = |name: &str| (dir.path().join(name), dir.path().join(name).display().to_string());
    let (own, o) = place("own");
    let base = ["sensitivity", &scenario, "--agents", "1000", "--quiet", "--out"];
    let varied = ["--vary", "wage", "--vary", "crisis", "--vary", "PoliceChecks=1..9"];
    let call_with = |out: &str, more: &[&str]| done(&[&base[..], &[out], more].concat());
    let stdout = call_with(&o, &[&varied[..], &["--method", "sobol", "--points", "4"]].concat());
    assert!(stdout.contains("parts of the variance"), "{stdout}");
    let design = own.join("design.csv").display().to_string();
    assert_eq!(rows(&own, "design.csv").len(), 4 * 5);
    assert_eq!(rows(&own, "results.csv").len(), 4 * 5);

    let (only, d) = place("only");
    call_with(&d, &[&varied[..], &["--method", "sobol", "--points", "4", "--design-only"]].concat());
    assert_eq!(text(&own, "design.csv"), text(&only, "design.csv"));
    let (back, b) = place("back");
    call_with(&b, &["--design", &design]);
    assert_eq!(text(&own, "results.csv"), text(&back, "results.csv"));
    assert!(!back.join("sensitivity.csv").exists(), "no method was named");
    let (again, a) = place("again");
    call_with(&a, &["--design", &design, "--method", "sobol"]);
    assert_eq!(text(&own, "sensitivity.csv"), text(&again, "sensitivity.csv"));
    // The same for Morris, whose effects are those of crossing the ranges that were asked for.
    let (first, f) = place("first");
    let narrow = ["--vary", "wage=19000..20000", "--vary", "Threat.dose@2012-04-01=0..30"];
    call_with(&f, &[&narrow[..], &["--points", "3"]].concat());
    let design = first.join("design.csv").display().to_string();
    let (second, s) = place("second");
    call_with(&s, &[&narrow[..], &["--design", &design, "--method", "morris"]].concat());
    assert_eq!(text(&first, "sensitivity.csv"), text(&second, "sensitivity.csv"));
    let one = ["--vary", "wage=19000", "--design", &design, "--method", "morris", "--force"];
    let (code, _, stderr) = call(&[&base[..], &[&o], &one].concat());
    assert!(code == 2 && stderr.contains("wage has one value: a parameter needs a range"), "{stderr}");
    let (code, _, stderr) = call(&[&base[..], &[&o], &["--design", &design, "--method", "sobol", "--force"]].concat());
    assert!(
        code == 2 && stderr.contains("no whole number of blocks") || stderr.contains("calc_second_order"),
        "{stderr}"
    );
    // The crisis hazard is the host's own: no agent knows it, and no other indicator moves with it.
    let of = |indicator: &str, parameter: &str| -> f64 {
        let all = rows(&own, "sensitivity.csv");
        number(all.iter().find(|r| r["indicator"] == indicator && r["parameter"] == parameter).unwrap(), "total")
    };
    assert_eq!(of("departures", "crisis"), 0.0);
    assert!(of("crisis_risk", "crisis") > 0.5 && of("arrests", "PoliceChecks.times") > 0.5);
}
