//! The commands on ensembles, from outside: what they print, what they write, how they resume.

use crate::support::{call, device, done, path, rows, written};
use std::collections::BTreeMap;
use std::path::Path;

pub fn text(dir: &Path, name: &str) -> String {
    std::fs::read_to_string(dir.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

pub fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {:?}", row[column]))
}

/// A short scenario in a folder of its own: two levers in the third month.
pub fn short(dir: &Path, name: &str) -> String {
    let text = "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", end: \"2012-06-30\",
        timeline: [
            (on: \"2012-03-01\", lever: PoliceChecks(times: 5)),
            (on: \"2012-03-20\", lever: RemovalSeats(per_day: 500)),
        ])";
    written(dir, name, text).display().to_string()
}

#[test]
fn one_scenario_under_two_names_differs_by_exactly_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (a, b) = (short(dir.path(), "a"), short(dir.path(), "b"));
    let out = dir.path().join("out");
    let o = out.display().to_string();
    let stdout = done(&["compare", &a, &b, "--seeds", "3", "--agents", "2000", "--fates", "--quiet", "--out", &o]);
    assert!(stdout.contains("none: no difference in any replicate"), "{stdout}");
    assert!(stdout.contains("b: 0 of 1500000 people stand elsewhere"), "{stdout}");
    for row in rows(&out, "summary.csv").iter().filter(|r| r["scenario"] == "b") {
        assert_eq!((number(row, "difference"), number(row, "low"), number(row, "high")), (0.0, 0.0, 0.0));
        let none = ["none: ", "not resolved: none in either"].iter().any(|text| row["verdict"].starts_with(text));
        assert!(none, "{row:?}");
    }
    assert!(rows(&out, "fates.csv").is_empty());
}

#[test]
fn every_figure_follows_from_runs_that_can_be_repeated_alone() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let o = out.display().to_string();
    let files = ["configs/baseline.ron", "configs/mass-deportation.ron", "configs/afghan-spillover.ron"];
    let mut args = vec!["compare"];
    args.extend(files);
    args.extend(["--seeds", "2", "--agents", "2000", "--engine", "cpu", "--fates", "--quiet", "--out", &o]);
    done(&args);
    let manifest: serde_json::Value = serde_json::from_str(&text(&out, "manifest.json")).unwrap();
    let run = dir.path().join("run").display().to_string();
    let alone =
        done(&["run", files[1], "--agents", "2000", "--seed", "2", "--engine", "cpu", "--quiet", "--out", &run]);
    let digest = manifest["scenarios"][1]["replicates"][1]["digest"].as_str().unwrap();
    assert!(alone.contains(digest), "the replicate is the run");
    assert!(manifest["agent_days_simulated"].as_u64() < manifest["agent_days_represented"].as_u64());

    // compare.csv holds the run's series, and summary.csv what follows from it.
    let replicates = rows(&out, "compare.csv");
    let series = rows(Path::new(&run), "series.csv");
    let of = |scenario: &str, seed: &str| -> Vec<_> {
        replicates.iter().filter(|r| r["scenario"] == scenario && r["seed"] == seed).collect()
    };
    let mine = of("mass-deportation", "2");
    assert_eq!(mine.len(), series.len());
    assert!(mine.iter().zip(&series).all(|(a, b)| a["value"] == b["value"] && a["indicator"] == b["indicator"]));
    let year = |scenario: &str, seed: &str, name: &str| -> f64 {
        let inside = |r: &&&BTreeMap<String, String>| r["indicator"] == name && r["month"].starts_with("2014");
        of(scenario, seed).iter().filter(inside).map(|r| number(r, "value")).sum()
    };
    let line = rows(&out, "summary.csv")
        .into_iter()
        .find(|r| r["scenario"] == "mass-deportation" && r["indicator"] == "departures")
        .unwrap();
    let differences = ["1", "2"].map(|s| year("mass-deportation", s, "departures") - year("baseline", s, "departures"));
    let mean = (differences[0] + differences[1]) / 2.0;
    assert!((number(&line, "difference") - mean).abs() < 1e-6);
    // Two values: half of their distance, times Student's t for one degree of freedom, 6.314.
    let half = 6.313_75 * (differences[0] - differences[1]).abs() / 2.0;
    assert!((number(&line, "high") - mean - half).abs() < 1e-3 * half.max(1.0), "{line:?}, half {half}");
    let said = ["first_month", "last_month", "statistic", "reference_scenario"].map(|column| line[column].as_str());
    assert_eq!(said, ["2014-01-01", "2014-12-01", "total", "baseline"]);

    // The same people: most who change fate were working and stand at home under a bar.
    let fates = rows(&out, "fates.csv");
    let all: Vec<_> = fates.iter().filter(|r| r["attribute"] == "all").collect();
    assert!(all.iter().all(|r| r["scenario"] == "mass-deportation"), "another start: other people");
    let barred = all.iter().find(|r| r["reference_fate"] == "working abroad" && r["fate"].ends_with("entry bar"));
    let barred = number(barred.unwrap(), "people");
    assert!((100_000.0..400_000.0).contains(&barred), "{barred}");
    let by = |by: &str| -> f64 {
        let same = |r: &&BTreeMap<String, String>| {
            r["attribute"] == by && r["reference_fate"] == "working abroad" && r["fate"].ends_with("entry bar")
        };
        fates.iter().filter(same).map(|r| number(r, "people")).sum()
    };
    for kind in ["home region", "sector", "papers"] {
        assert!((by(kind) - barred).abs() < 1e-6 * barred, "{kind}");
    }
}

#[test]
fn an_ensemble_that_was_killed_resumes_and_ends_in_the_same_files() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let args = |out: &str| -> Vec<String> {
        let all = ["compare", &scenario, "configs/baseline.ron", "--against", "baseline", "--agents", "2000"];
        let more = ["--seeds", "6", "--batch", "1", "--engine", "cpu", "--fates", "--out", out];
        all.iter().chain(&more).map(|s| (*s).to_owned()).collect()
    };
    let straight = dir.path().join("straight");
    let killed = dir.path().join("killed");
    let list = |of: &Path| args(&of.display().to_string());
    done(&list(&straight).iter().map(String::as_str).collect::<Vec<_>>());
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("musofir"))
        .current_dir(path("."))
        .args(list(&killed))
        .stderr(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let kept = |of: &Path| std::fs::read_dir(of.join("replicates")).map_or(0, |d| d.count());
    while kept(&killed) < 4 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!killed.join("manifest.json").exists(), "it was killed in time");
    // A damaged file is not taken for a replicate.
    let whole = |p: &std::path::PathBuf| p.extension().is_some_and(|e| e == "json");
    let some = std::fs::read_dir(killed.join("replicates")).unwrap().map(|f| f.unwrap().path()).find(whole).unwrap();
    let ended = crate::files::studies::ended(&killed).len();
    let half = std::fs::read_to_string(&some).unwrap();
    std::fs::write(&some, &half[..half.len() / 2]).unwrap();

    let (code, _, stderr) = call(&list(&killed).iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code, 0, "{stderr}");
    assert!(ended == 1 || stderr.contains(&format!("{} reused", ended - 1)), "{ended}: {stderr}");
    for file in ["compare.csv", "compare.parquet", "summary.csv", "fates.csv"] {
        let read = |of: &Path| std::fs::read(of.join(file)).unwrap();
        assert!(read(&straight) == read(&killed), "{file} differs");
    }
    let (code, _, stderr) = call(&list(&killed).iter().map(String::as_str).collect::<Vec<_>>());
    assert!(code == 2 && stderr.contains("--force"), "a whole folder is kept: {stderr}");
}

/// The tables of a small sweep.
fn swept(scenario: &str, out: &Path, more: &[&str]) -> String {
    let o = out.display().to_string();
    let mut args = vec!["sweep", scenario, "--vary", "RemovalSeats=0,800", "--seeds", "2", "--agents", "2000"];
    args.extend(["--quiet", "--out", &o]);
    args.extend(more);
    done(&args);
    text(out, "sweep.csv") + &text(out, "summary.csv")
}

#[test]
#[ignore = "gpu"]
fn cpu_and_gpu_leave_the_same_files() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let adapter = device().describe();
    let adapter = adapter.split(" (").next().unwrap();
    let gpu = swept(&scenario, &dir.path().join("gpu"), &["--engine", "gpu", "--adapter", adapter]);
    assert!(gpu == swept(&scenario, &dir.path().join("cpu"), &["--engine", "cpu"]));
}

#[test]
fn batches_leave_the_same_files() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let one = |name: &str, more: &[&str]| swept(&scenario, &dir.path().join(name), more);
    let reference = one("cpu", &["--engine", "cpu"]);
    assert!(reference == one("batch", &["--engine", "cpu", "--batch", "2", "--threads", "1"]));
    // A point at the value the scenario has is the scenario as it stands.
    assert!(reference.starts_with("scenario,RemovalSeats.per_day,seed,month,days,indicator,unit,value\n"));
    let out = dir.path().join("same");
    let o = out.display().to_string();
    done(&[
        "sweep",
        &scenario,
        "--vary",
        "RemovalSeats=500,5000",
        "--seeds",
        "2",
        "--agents",
        "2000",
        "--quiet",
        "--out",
        &o,
    ]);
    for row in rows(&out, "summary.csv").iter().filter(|r| r["RemovalSeats.per_day"] == "500") {
        assert_eq!(number(row, "difference"), 0.0);
    }
}

#[test]
fn bad_requests_are_refused_before_any_work() {
    let refused = |args: &[&str], parts: &[&str]| {
        let (code, stdout, stderr) = call(args);
        assert!(code == 2 && stdout.is_empty(), "{args:?}: {code} {stderr}");
        parts.iter().for_each(|part| assert!(stderr.contains(part), "{args:?}: no {part:?} in\n{stderr}"));
        assert!(!stderr.contains("panicked"), "{stderr}");
    };
    let (a, b) = ("configs/baseline.ron", "configs/threat-only.ron");
    refused(&["compare", a, a], &["configs/baseline.ron is named twice"]);
    refused(&["compare", a, b, "--indicators", "poverty,abroad,poverty"], &["`poverty` is named twice"]);
    refused(&["sweep", a, "--vary", "wage=18000,19000,18000"], &["the value 18000 is named twice"]);
    let twice = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&twice, "wage,crisis,wage\n18000,0.1,19000\n").unwrap();
    refused(&["compare", a, b, "--parameters", twice.path().to_str().unwrap()], &["two columns are called `wage`"]);
    let levers = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&levers, "EntryBars.on_second_offence@2013-08-01\n0.5\n").unwrap();
    refused(&["compare", a, b, "--fits", levers.path().to_str().unwrap()], &["every column is a lever"]);
    refused(&["compare", a, b, "--against", "treat-only"], &["did you mean `threat-only`"]);
    refused(&["compare", a, b, "--indicators", "povetry"], &["did you mean `poverty`"]);
    refused(&["compare", a, b, "--from", "2016-01"], &["in common", "2014-12-31"]);
    refused(&["compare", a, "--seeds", "0"], &["--seeds"]);
    refused(&["sweep", b, "--vary", "Threat=0..9:3"], &["2013-03-15 and 2013-08-01", "Threat@2013-03-15"]);
    refused(&["sweep", b, "--vary", "Threat@2013-08-01=0..99:3"], &["49.5 is out of range", "between 0 and 40"]);
    refused(&["sweep", b, "--vary", "Threat.doze@2013-08-01=1,2"], &["did you mean `dose`"]);
    refused(&["sweep", a, "--vary", "RemovalSeats=1,2"], &["baseline sets no `RemovalSeats`", "@YYYY-MM-DD"]);
    refused(&["sweep", a, "--vary", "RemovalSeats.per_day@2030-01-01=1,2"], &["lies outside the run"]);
    refused(&["sweep", a, "--vary", "wage=x..y:3"], &["expected NAME=LOW..HIGH:COUNT"]);
    refused(&["sweep", a, "--vary", "wage=9..1:3"], &["the range is empty"]);
    refused(&["sweep", a, "--vary", "wage"], &["LOW..HIGH:COUNT", "--design sobol"]);
    refused(&["sweep", a, "--vary", "wage=1,2", "--vary", "wage=3"], &["varied twice"]);
    refused(&["threshold", a, "--lever", "wage", "--crosses", "poverty"], &["expected INDICATOR>NUMBER"]);
    refused(&["threshold", a, "--lever", "wage", "--crosses", "povetry>3"], &["did you mean `poverty`"]);
    let ratio =
        ["threshold", a, "--lever", "wage=17000..20000", "--crosses", "relative_output_lost>2", "--agents", "20000"];
    refused(&ratio, &["with 20000 agents", "biases the level of output_lost", "--agents 500000"]);
    refused(&["threshold", a, "--lever", "wage=5", "--crosses", "poverty>3"], &["a range to search"]);
    refused(&["compare", a, b, "--from", "2013-1"], &["`2013-1` is not a month, as YYYY-MM"]);
    refused(
        &["compare", a, b, "--from", "2015-01"],
        &["not all whole months from 2015-01", "baseline from 2012-01-01"],
    );
    refused(&["sweep", "configs/reference.ron", "--vary", "HostCurrencyPath=30,60"], &["a path, not a number"]);
    refused(&["sensitivity", a, "--vary", "wage=20000", "--vary", "crisis"], &["wage has one value"]);
    refused(&["sensitivity", a, "--method", "sobol"], &["at most 128 parameters"]);
    refused(&["sensitivity", a, "--design", "Cargo.toml"], &["Cargo.toml"]);
}

#[test]
fn what_counts_from_the_first_day_is_not_compared_between_different_ones() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let o = out.display().to_string();
    let files = ["configs/baseline.ron", "configs/afghan-spillover.ron"];
    done(&[&["compare"], &files[..], &["--seeds", "2", "--agents", "1000", "--quiet", "--out", &o]].concat());
    for row in rows(&out, "summary.csv").iter().filter(|r| r["scenario"] == "afghan-spillover") {
        assert_eq!(row["verdict"].starts_with("not comparable"), row["statistic"] == "last", "{row:?}");
    }
}

#[test]
fn a_folder_is_resumed_by_its_own_command_alone() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let out = dir.path().join("out");
    let o = out.display().to_string();
    let sensitivity = ["sensitivity", &scenario, "--vary", "wage", "--points", "2", "--design-only", "--out", &o];
    done(&sensitivity);
    let compare = ["compare", &scenario, "--seeds", "1", "--agents", "1000", "--quiet", "--out", &o];
    let (code, _, stderr) = call(&compare);
    assert!(code == 2 && stderr.contains("left incomplete by `sensitivity`"), "{stderr}");
    std::fs::write(out.join("unfinished"), format!("compare {}", std::process::id())).unwrap();
    let (code, _, stderr) = call(&compare);
    assert!(code == 2 && stderr.contains("is being filled by process"), "{stderr}");
    std::fs::write(out.join("unfinished"), "compare 4294967294").unwrap();
    std::fs::write(out.join("fates.csv"), "of another time").unwrap();
    done(&compare);
    assert!(!out.join("fates.csv").exists() && out.join("design.csv").exists(), "its own of another time are gone");
}

#[test]
fn a_folder_that_cannot_be_written_ends_it_with_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let out = dir.path().join("out");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("unfinished"), "").unwrap();
    std::fs::write(out.join("replicates"), "in the way").unwrap();
    let (code, _, stderr) =
        call(&["compare", &scenario, "--seeds", "2", "--agents", "1000", "--out", &out.display().to_string()]);
    assert!(code == 1 && stderr.contains("replicates") && stderr.contains("cannot be written"), "{code} {stderr}");
}
