//! Files first, then print: what happens to standard output takes no result away.

use crate::files::folders::{call, digest, musofir, outcome};
use crate::support::written;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A pipe that nobody reads.
fn closed() -> Stdio {
    let mut child = Command::new("true").stdin(Stdio::piped()).spawn().unwrap();
    let pipe = child.stdin.take().unwrap();
    child.wait().unwrap();
    Stdio::from(pipe)
}

fn full() -> Stdio {
    Stdio::from(File::options().write(true).open("/dev/full").unwrap())
}

/// Exit code and standard error of a command with another standard output.
fn with(args: &[&str], out: Stdio) -> (Option<i32>, String) {
    let (code, _, stderr) =
        outcome(musofir(args).stdout(out).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap());
    (code, stderr)
}

/// What stands ready for every command that fills a folder.
struct Ready {
    dir: tempfile::TempDir,
    scenario: String,
    plan: String,
}

impl Ready {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let text =
            r#"(title: "t", description: "d", world: "worlds/tajikistan.ron", start: "2012-01-01", end: "2012-03-31")"#;
        let scenario = written(dir.path(), "a", text).display().to_string();
        let plan = dir.path().join("plan.json").display().to_string();
        let ready = Self { dir, scenario, plan };
        let past = ready.at("past");
        done(&["run", &ready.scenario, "--agents", "500", "--engine", "cpu", "--quiet", "--out", &past]);
        done(&["plan", "-o", &ready.plan, "sweep", &ready.scenario, "--vary", "wage=19000,20000", "--agents", "500"]);
        done(&["work", &ready.plan, "--engine", "cpu", "--quiet"]);
        ready
    }

    fn at(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }

    /// The words of a command, and the tables in its JSON document.
    fn words(&self, command: &str) -> (Vec<&str>, &'static [&'static str]) {
        let (x, p) = (self.scenario.as_str(), self.plan.as_str());
        let record = "configs/rouble-2014.ron";
        let small = ["--agents", "500", "--engine", "cpu"];
        let (words, tables): (&[&str], &[&str]) = match command {
            "run" => (&["run", x], &["series"]),
            "fork" => (&["fork", "PAST", "--at", "2012-02-15", "--with", x, "--engine", "cpu"], &["series"]),
            "compare" => (&["compare", x, "configs/baseline.ron", "--to", "2012-03", "--seeds", "2"], &["summary"]),
            "sweep" => (&["sweep", x, "--vary", "wage=19000,20000", "--seeds", "2"], &["summary"]),
            "threshold" => (
                &[
                    "threshold",
                    x,
                    "--lever",
                    "wage=17000..20000",
                    "--crosses",
                    "sent_per_migrant>200",
                    "--seeds",
                    "2",
                    "--precision",
                    "0.5",
                ],
                &["threshold"],
            ),
            "sensitivity" => (&["sensitivity", x, "--vary", "wage", "--points", "2"], &["sensitivity"]),
            "backtest" => (&["backtest", record, "--seeds", "2"], &["scores", "figures"]),
            "calibrate" => (
                &["calibrate", record, "--vary", "wage", "--budget", "10", "--wave", "10"],
                &["best", "identified", "fit"],
            ),
            "merge" => (&["merge", p], &["summary"]),
            other => panic!("{other}"),
        };
        let size: &[&str] = if ["fork", "merge"].contains(&command) { &[] } else { &small };
        ([words, size].concat(), tables)
    }
}

fn done(args: &[&str]) {
    let (code, _, stderr) = call(args);
    assert_eq!(code, Some(0), "{args:?}: {stderr}");
}

/// One command: a full disk behind standard output, a closed pipe, a JSON document.
#[cfg(target_os = "linux")]
fn all_is_written(ready: &Ready, command: &str) {
    let (words, tables) = ready.words(command);
    let (past, out) = (ready.at("past"), ready.dir.path().join(command));
    let text = out.display().to_string();
    let mut words: Vec<&str> = words.into_iter().map(|word| if word == "PAST" { &past } else { word }).collect();
    words.extend(["--quiet", "--out", &text]);
    let page = |is: bool| assert_eq!(out.join("report.html").exists(), is && command != "calibrate", "{command}");

    let (code, stderr) = with(&words, full());
    assert_eq!(code, Some(1), "{command}: {stderr}");
    assert!(stderr.lines().count() == 1 && stderr.contains("standard output: No space left on device"), "{stderr}");
    assert!(stderr.contains(&text), "it says where the results are: {stderr}");
    let first = digest(&out).expect("a whole folder");
    page(true);

    let (code, stdout, stderr) = call(&words);
    assert!(code == Some(2) && stdout.is_empty() && stderr.contains("--force"), "{command}: {stderr}");

    words.push("--force");
    assert_eq!(with(&words, closed()), (Some(0), String::new()), "{command}");
    assert_eq!(digest(&out).as_ref(), Some(&first), "{command}");
    page(true);

    words.extend(["--json", "--no-report"]);
    let (code, stdout, stderr) = call(&words);
    assert!(code == Some(0) && stderr.is_empty(), "{command}: {stderr}");
    let document: serde_json::Value = serde_json::from_str(&stdout).expect("one document and nothing else");
    assert_eq!(document["manifest"]["digest"], first.as_str(), "{command}");
    for table in tables {
        assert!(document[table].as_array().is_some_and(|rows| !rows.is_empty()), "{command}: {table}");
    }
    page(false);
    assert!(digest(&out).is_some());
}

#[cfg(target_os = "linux")]
#[test]
fn runs_are_written_before_they_are_printed() {
    let ready = Ready::new();
    ["run", "fork"].iter().for_each(|command| all_is_written(&ready, command));
    // One that was interrupted.
    let out = ready.dir.path().join("run");
    let interrupt = || {
        std::fs::remove_file(out.join("manifest.json")).unwrap();
        std::fs::write(out.join("unfinished"), "run 4194305").unwrap();
    };
    let text = out.display().to_string();
    let resume = ["resume", &text, "--engine", "cpu", "--quiet"];
    for (stdout, wanted) in [(full(), 1), (closed(), 0)] {
        interrupt();
        let (code, stderr) = with(&resume, stdout);
        assert_eq!(code, Some(wanted), "{stderr}");
        assert!(digest(&out).is_some() && out.join("report.html").exists());
    }
    interrupt();
    let (code, stdout, _) = call(&[&resume[..], &["--json"]].concat());
    assert_eq!(code, Some(0));
    let document: serde_json::Value = serde_json::from_str(&stdout).expect("one document");
    assert_eq!(document["series"].as_array().unwrap().len(), 3 * musofir::host::INDICATORS.len());
}

#[cfg(target_os = "linux")]
#[test]
fn studies_are_written_before_they_are_printed() {
    let ready = Ready::new();
    ["compare", "sweep", "threshold", "sensitivity", "merge"]
        .iter()
        .for_each(|command| all_is_written(&ready, command));
}

#[cfg(target_os = "linux")]
#[test]
fn studies_on_the_record_are_written_before_they_are_printed() {
    let ready = Ready::new();
    ["backtest", "calibrate"].iter().for_each(|command| all_is_written(&ready, command));
}

#[cfg(target_os = "linux")]
#[test]
fn plans_and_pages_are_written_before_their_names_are_printed() {
    let ready = Ready::new();
    let plan = |name: &str| -> Vec<String> {
        let words = [
            "plan",
            "-o",
            &ready.at(name),
            "--for",
            "slurm,hyperqueue",
            "sweep",
            &ready.scenario,
            "--vary",
            "wage=19000,20000",
        ];
        words.map(str::to_owned).to_vec()
    };
    let there = |names: &[&str]| assert!(names.iter().all(|name| Path::new(&ready.at(name)).exists()), "{names:?}");
    for (name, stdout, wanted) in [("full", full(), 1), ("closed", closed(), 0)] {
        let words = plan(&format!("{name}.json"));
        let (code, stderr) = with(&words.iter().map(String::as_str).collect::<Vec<_>>(), stdout);
        assert_eq!(code, Some(wanted), "{stderr}");
        there(&[&format!("{name}.json"), &format!("{name}.slurm.sh"), &format!("{name}.hq.sh")]);
    }
    let page: PathBuf = ready.dir.path().join("past/report.html");
    for (stdout, wanted) in [(full(), 1), (closed(), 0)] {
        std::fs::remove_file(&page).unwrap();
        assert_eq!(with(&["report", &ready.at("past")], stdout).0, Some(wanted));
        assert!(page.exists());
    }
    let to_stdout = ["report", &ready.at("past"), "--out", "-"];
    assert_eq!(with(&to_stdout, closed()), (Some(0), String::new()));
    assert_eq!(with(&to_stdout, full()).0, Some(1));
}

/// Nothing panics, a reader that has read enough is no failure, and a full disk is one.
#[cfg(target_os = "linux")]
#[test]
fn whatever_only_prints_ends_quietly_on_a_closed_pipe_and_fails_on_a_full_disk() {
    for args in [
        &["completions", "bash"][..],
        &["completions", "zsh"],
        &["man"],
        &["--help"],
        &["--version"],
        &["help", "run"],
        &["schema", "scenario"],
        &["explain"],
        &["check", "configs/baseline.ron", "configs/entry-bars.ron"],
        &["diff", "configs/baseline.ron", "configs/entry-bars.ron"],
    ] {
        assert_eq!(with(args, closed()), (Some(0), String::new()), "{args:?}");
        let (code, stderr) = with(args, full());
        assert!(code == Some(1) && stderr.contains("standard output: No space left on device"), "{args:?}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{args:?}: {stderr}");
    }
    // What a command finds still decides its exit code.
    assert_eq!(with(&["check", "configs/baseline.ron", "configs/none.ron"], closed()).0, Some(2));
}
