//! Run folders from outside: stopped, killed, resumed, repeated, forked.

use crate::support::{path, written};
use assert_cmd::cargo::cargo_bin;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

pub fn musofir(args: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("musofir"));
    command.current_dir(path(".")).args(args);
    command
}

/// Exit code, standard output, standard error; nothing may panic.
pub fn call(args: &[&str]) -> (Option<i32>, String, String) {
    outcome(musofir(args).output().unwrap())
}

pub fn outcome(out: Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&out.stdout), text(&out.stderr));
    assert!(!stderr.contains("panicked"), "{stderr}");
    (out.status.code(), stdout, stderr)
}

/// The digest that a folder's manifest states; none of a folder that is not whole.
pub fn digest(folder: &Path) -> Option<String> {
    let text = std::fs::read_to_string(folder.join("manifest.json")).ok()?;
    assert!(!folder.join("unfinished").exists());
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("a manifest is whole or not there");
    Some(manifest["digest"].as_str().expect("a digest").to_owned())
}

/// The arguments of a short run into a folder, and more.
pub fn short<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let short = ["run", "configs/baseline.ron", "--engine", "cpu", "--quiet", "--out", out];
    [&short, more].concat()
}

pub fn begin(args: &[&str]) -> Child {
    musofir(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until something is so; ten minutes are a hang, on any machine.
pub fn until(what: &str, so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(600), "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A set of signals in what Linux says of a process, by the line's name; bit 0 is signal 1.
#[cfg(unix)]
fn signals(child: &Child, line: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let set = status.lines().find_map(|l| l.strip_prefix(line))?;
    u64::from_str_radix(set.trim(), 16).ok()
}

/// Waits until a process catches SIGINT and SIGTERM, and none of either is on its way.
#[cfg(unix)]
pub fn signals_are_caught(child: &Child) {
    const BOTH: u64 = 1 << 1 | 1 << 14;
    if cfg!(target_os = "linux") {
        until("signals are caught", || signals(child, "SigCgt:").is_some_and(|set| set & BOTH == BOTH));
        until("no signal waits", || signals(child, "ShdPnd:").is_some_and(|set| set & BOTH == 0));
    } else {
        std::thread::sleep(Duration::from_millis(500));
    }
}

#[cfg(unix)]
pub fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

/// Long enough to be stopped on the way.
const LONG: &[&str] = &["--agents", "100000", "--until", "2013-06-30", "--checkpoint-every", "1mo"];

#[cfg(unix)]
#[test]
fn a_signal_stops_a_run_at_a_months_end_and_it_is_resumed() {
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| dir.path().join(name);
    let straight = of("straight");
    assert_eq!(call(&short(&straight.display().to_string(), LONG)).0, Some(0));
    for (name, code) in [("-INT", 130), ("-TERM", 143)] {
        let out = of(name);
        let text = out.display().to_string();
        // No checkpoint is asked for: the signal itself leaves one.
        let child =
            begin(&short(&text, &["--agents", "100000", "--until", "2013-06-30", "--checkpoint-every", "never"]));
        signals_are_caught(&child);
        signal(&child, name);
        let (status, stdout, stderr) = outcome(child.wait_with_output().unwrap());
        assert_eq!(status, Some(code), "{stderr}");
        assert!(stdout.is_empty() && stderr.contains("musofir resume"), "{stderr}");
        assert_eq!(std::fs::read_dir(out.join("checkpoints")).unwrap().count(), 1);
        assert!(digest(&out).is_none());
        let (status, _, stderr) = call(&short(&text, &[]));
        assert!(status == Some(2) && stderr.contains("musofir resume"), "{stderr}");
        let (status, stdout, stderr) = call(&["resume", &text, "--engine", "cpu", "--threads", "1", "--quiet"]);
        assert_eq!(status, Some(0), "{stderr}");
        assert_eq!(digest(&out), digest(&straight));
        assert!(stdout.trim_end().ends_with(&digest(&straight).unwrap()));
        for file in ["series.csv", "regions.csv", "states.csv", "series.parquet", "regions.parquet"] {
            assert_eq!(std::fs::read(out.join(file)).unwrap(), std::fs::read(straight.join(file)).unwrap(), "{file}");
        }
        assert!(!out.join("checkpoints").exists(), "not asked for");
        let (status, _, stderr) = call(&["resume", &text]);
        assert!(status == Some(0) && stderr.contains("is complete"), "{stderr}");
    }
}

#[test]
fn a_folder_at_work_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r");
    let text = out.display().to_string();
    let mut child = begin(&short(&text, &["--agents", "1000000"]));
    until("the run begins", || out.join("request.json").exists());
    for args in [&["resume", &text][..], &short(&text, &["--force"])] {
        let (status, _, stderr) = call(args);
        assert!(status == Some(2) && stderr.contains("is being filled by process"), "{stderr}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(out.join("unfinished").exists() && digest(&out).is_none());
}

/// After one signal a run goes on to the month's end, leaves a checkpoint and says how to resume. Four million agents
/// on one thread are far from that when the second signal comes.
#[cfg(unix)]
#[test]
fn a_second_signal_leaves_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r");
    let child = begin(&short(&out.display().to_string(), &["--agents", "4000000", "--threads", "1"]));
    signals_are_caught(&child);
    signal(&child, "-INT");
    signals_are_caught(&child);
    signal(&child, "-INT");
    let (status, _, stderr) = outcome(child.wait_with_output().unwrap());
    assert_eq!(status, Some(130), "{stderr}");
    assert!(!out.join("checkpoints").exists() && !stderr.contains("musofir resume"), "not at a month's end: {stderr}");
    assert!(out.join("unfinished").exists() && digest(&out).is_none());
}

#[test]
fn resume_says_what_it_cannot_continue() {
    let dir = tempfile::tempdir().unwrap();
    let says = |folder: &Path, part: &str| {
        let (status, stdout, stderr) = call(&["resume", &folder.display().to_string()]);
        assert!(status == Some(2) && stdout.is_empty() && stderr.contains(part), "{stderr}");
    };
    says(&dir.path().join("nothing"), "no run was begun there");
    says(dir.path(), "no run was begun there");
    let half = |name: &str, mark: &str, request: &str| {
        let folder = dir.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("unfinished"), mark).unwrap();
        std::fs::write(folder.join("request.json"), request).unwrap();
        folder
    };
    says(&half("a", "compare 4194305", ""), "left incomplete by `compare`");
    says(&half("b", "run 4194305", "{"), "request.json: EOF");
    let outside = r#"{"scenario": "../../x.ron", "end": "2012-03-31", "agents": 10, "seed": 1}"#;
    says(&half("c", "run 4194305", outside), "leads out of the scenario's folder");
    let none = r#"{"scenario": "x.ron", "end": "2012-03-31", "agents": 10, "seed": 1}"#;
    says(&half("d", "run 4194305", none), "inputs/x.ron: cannot be read");
}

#[test]
fn a_folder_is_repeated_and_what_differs_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r");
    let text = out.display().to_string();
    assert_eq!(call(&short(&text, &["--agents", "2000", "--until", "2012-04-15", "--seed", "7"])).0, Some(0));
    let again = || call(&["rerun", &text, "--engine", "cpu", "--quiet"]);
    let (status, stdout, stderr) = again();
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stdout.starts_with(&format!("digest {}\nagrees with", digest(&out).unwrap())), "{stdout}");

    let change = |file: &str, from: &str, to: &str| {
        let whole = std::fs::read_to_string(out.join(file)).unwrap();
        assert!(whole.contains(from), "{from}");
        std::fs::write(out.join(file), whole.replacen(from, to, 1)).unwrap();
    };
    let series = std::fs::read_to_string(out.join("series.csv")).unwrap();
    // Another commit of the same version, and the same digest.
    change("manifest.json", "\"commit\": \"", "\"commit\": \"before-");
    let (status, _, stderr) = call(&["rerun", &text, "--engine", "cpu"]);
    assert!(status == Some(0) && stderr.contains("another commit: before-"), "{stderr}");
    // Another program.
    let said = digest(&out).unwrap();
    change("manifest.json", &said, &"0".repeat(64));
    change("manifest.json", "\"musofir\": \"", "\"musofir\": \"9.");
    let (status, _, stderr) = again();
    assert_eq!(status, Some(3), "{stderr}");
    assert!(stderr.contains("\n  version: 9.") && stderr.contains("\n  commit: before-"), "{stderr}");
    assert!(!stderr.contains("\n  scenario: ") && !stderr.contains("the series differ"), "{stderr}");
    assert_eq!(std::fs::read_to_string(out.join("series.csv")).unwrap(), series, "nothing is written");
    assert_eq!(call(&["rerun", &dir.path().display().to_string()]).0, Some(2));
}

#[test]
fn a_fork_is_a_run_of_its_own_scenario_whatever_it_starts_from() {
    let dir = tempfile::tempdir().unwrap();
    let head = r#"title: "t", description: "d", world: "worlds/tajikistan.ron", start: "2012-01-01""#;
    let past = r#"timeline: [(on: "2012-02-10", lever: PoliceChecks(times: 5)), (on: "2012-05-10", lever: RemovalSeats(per_day: 9))]"#;
    let future = r#"timeline: [(on: "2012-02-20", lever: Threat(dose: 40)),
        (on: "2012-05-03", lever: Target(times: 5, regions: ["Moscow"])), (on: "2012-05-20", lever: CampBeds(times: 4))]"#;
    let past = written(dir.path(), "past", &format!("({head}, end: \"2012-06-30\", {past})"));
    let future = written(dir.path(), "future", &format!("({head}, end: \"2012-07-15\", {future})"));
    let of = |name: &str| dir.path().join(name).display().to_string();
    let base = ["--engine", "cpu", "--quiet"];
    let run = |scenario: &str, out: &str, more: &[&str]| {
        let args = [&["run", scenario, "--agents", "3000", "--out", out], &base[..], more].concat();
        assert_eq!(call(&args).0, Some(0));
    };
    run(&past.display().to_string(), &of("kept"), &["--checkpoint-every", "1mo"]);
    run(&past.display().to_string(), &of("bare"), &["--checkpoint-every", "never"]);
    assert_eq!(std::fs::read_dir(dir.path().join("kept/checkpoints")).unwrap().count(), 5);
    let future = future.display().to_string();
    let fork = |parent: &str, at: &str, out: &str| {
        call(&["fork", parent, "--at", at, "--with", &future, "--engine", "cpu", "--out", out])
    };
    let mut digests = Vec::new();
    for (parent, from) in [("kept", "from the checkpoint of 2012-04-30"), ("bare", "from the first day")] {
        let out = of(&format!("{parent}-fork"));
        // Within a month: the days since the checkpoint are simulated again.
        let (status, _, stderr) = fork(&of(parent), "2012-05-05", &out);
        assert_eq!(status, Some(0), "{stderr}");
        assert!(
            stderr.contains(from)
                && stderr.contains("levers of future from before 2012-05-05 that do not act:\n  2012-02-20  Threat("),
            "{stderr}"
        );
        assert!(stderr.contains("2012-05-03  Target(times: 5") && stderr.contains("--carry"), "{stderr}");
        digests.push(digest(out.as_ref()).unwrap());
    }
    // The scenario it wrote, run from the first day.
    let written = dir.path().join("kept-fork/inputs/past-2012-05-05-future.ron");
    run(&written.display().to_string(), &of("straight"), &[]);
    digests.push(digest(of("straight").as_ref()).unwrap());
    assert!(digests.iter().all(|d| *d == digests[0]), "{digests:?}");
    let manifest = std::fs::read_to_string(dir.path().join("kept-fork/manifest.json")).unwrap();
    assert!(manifest.contains("\"from\": \"past\"") && manifest.contains("\"with\": \"future.ron\""), "{manifest}");
    assert_eq!(call(&["rerun", &of("kept-fork"), "--engine", "cpu", "--quiet"]).0, Some(0));

    let refused = |at: &str, part: &str| {
        let (status, _, stderr) = fork(&of("kept"), at, &of("x"));
        assert!(status == Some(2) && stderr.contains(part), "{stderr}");
        assert!(!dir.path().join("x").exists(), "nothing is made");
    };
    refused("2012-01-01", "the stored run covers 2012-01-01 to 2012-06-30");
    refused("2012-07-02", "the stored run covers 2012-01-01 to 2012-06-30");
    refused("soon", "an ISO date");
}

#[test]
fn rhythms_are_whole_months() {
    for (text, good) in [
        ("6mo", true),
        ("1y", true),
        ("1y6mo", true),
        ("never", true),
        ("0mo", false),
        ("30d", false),
        ("-3mo", false),
        ("often", false),
    ] {
        let every = format!("--checkpoint-every={text}");
        let args = ["run", "configs/none.ron", &every];
        let (_, _, stderr) = call(&args);
        assert_eq!(stderr.contains("whole months"), !good, "{text}: {stderr}");
    }
}

#[test]
fn the_selftest_passes() {
    let (status, stdout, stderr) = call(&["selftest"]);
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    assert!(stdout.contains("ok      generator") && stdout.contains("ok      cpu engine: golden digest"), "{stdout}");
}

#[test]
fn a_run_killed_before_its_report_has_one_after_resume() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("run");
    let text = out.display().to_string();
    assert_eq!(call(&short(&text, &["--agents", "500", "--until", "2012-01-31"])).0, Some(0));
    let report = std::fs::read(out.join("report.html")).unwrap();
    std::fs::remove_file(out.join("report.html")).unwrap();
    std::fs::write(out.join(".aside-318fYt"), "half a report").unwrap();
    assert_eq!(call(&["resume", &text]).0, Some(0));
    assert!(std::fs::read(out.join("report.html")).unwrap() == report && !out.join(".aside-318fYt").exists());
}
