//! The manifest vouches for every file of a folder: what was changed or is missing is named, and nothing is made of it.

use crate::files::folders::{begin, call, musofir, outcome, short, until};
use crate::support::{device, done, preset, written};
use musofir::gpu::{AdapterChoice, Patch, adapters};
use musofir::output::listed;
use musofir::study::{Comparisons, EngineChoice, Gpus, Machine, MachineError};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn manifest(folder: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap()
}

/// Files of a folder and of those within, by their names from there.
fn walked(folder: &Path) -> BTreeSet<String> {
    fn walk(at: &Path, root: &Path, found: &mut BTreeSet<String>) {
        for path in std::fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()) {
            match path.is_dir() {
                true => walk(&path, root, found),
                false => drop(found.insert(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned())),
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(folder, folder, &mut found);
    found
}

/// Every file but the manifest and the page is listed with its checksum, no other is, and the start is stated.
#[track_caller]
fn vouched(folder: &Path) {
    let manifest = manifest(folder);
    let files = listed(&manifest).unwrap();
    let mut there = walked(folder);
    assert!(there.remove("manifest.json"));
    there.remove("report.html");
    assert_eq!(files.keys().cloned().collect::<BTreeSet<_>>(), there, "{}", folder.display());
    for (name, sum) in &files {
        assert!(sum.is_of(&folder.join(name)).unwrap(), "{name}");
        assert_eq!(manifest["files"][name]["bytes"], folder.join(name).metadata().unwrap().len());
    }
    let started = manifest["started"].as_str().unwrap();
    assert!(started.parse::<jiff::Timestamp>().is_ok() && started.len() == "2026-01-02T03:04:05Z".len(), "{started}");
    assert!(manifest["commit"].as_str().is_some_and(|commit| !commit.is_empty()));
}

const RUN: &[&str] =
    &["--agents", "1000", "--until", "2012-03-31", "--checkpoint-every", "1mo", "--microdata", "monthly"];

/// A folder made by a call, in a temporary one.
fn made(dir: &Path, name: &str, args: &[&str]) -> PathBuf {
    let out = dir.join(name);
    done(&[args, &["--quiet", "--out", &out.display().to_string()]].concat());
    out
}

#[test]
fn every_command_lists_every_file_that_it_leaves() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    let scenario = |name: &str, checks: u32| {
        let text = format!(
            "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\",
              end: \"2012-04-30\", timeline: [(on: \"2012-03-01\", lever: PoliceChecks(times: {checks}))])"
        );
        written(at, name, &text).display().to_string()
    };
    let (a, b) = (scenario("a", 5), scenario("b", 9));
    let run = made(at, "run", &[&["run", "configs/baseline.ron", "--engine", "cpu"], RUN].concat());
    vouched(&run);
    let files = listed(&manifest(&run)).unwrap();
    for name in ["series.csv", "inputs/worlds/tajikistan.ron", "checkpoints/2012-02-29.checkpoint", "request.json"] {
        assert!(files.contains_key(name), "{name}");
    }
    assert!(files.contains_key("microdata/2012-01.parquet"));
    // Checkpoints that go in the end are not listed.
    let last = ["--agents", "500", "--until", "2012-02-29", "--microdata", "final"];
    vouched(&made(at, "final", &[&["run", &a, "--engine", "cpu"], &last[..]].concat()));
    let parent = run.display().to_string();
    vouched(&made(at, "fork", &["fork", &parent, "--at", "2012-03-10", "--with", &a, "--engine", "cpu"]));

    let size = ["--engine", "cpu", "--agents", "500"];
    let study = |name: &str, args: &[&str]| vouched(&made(at, name, &[args, &size].concat()));
    study("compare", &["compare", &a, &b, "--seeds", "2", "--fates"]);
    study("sweep", &["sweep", &a, "--vary", "wage=19000,20000", "--seeds", "1"]);
    study("threshold", &["threshold", &a, "--lever", "PoliceChecks=0..2", "--crosses", "entry_bars>1", "--seeds", "1"]);
    study("sensitivity", &["sensitivity", &a, "--points", "2", "--vary", "wage", "--vary", "arrest"]);
    let history = "configs/rouble-2014.ron";
    study("backtest", &["backtest", history, "--seeds", "2"]);
    study("calibrate", &["calibrate", history, "--vary", "wage", "--budget", "20", "--wave", "10"]);

    let plan = at.join("plan.json").display().to_string();
    done(&["plan", "-o", &plan, "compare", &a, &b, "--seeds", "2", "--agents", "500", "--no-report"]);
    done(&["work", &plan, "--engine", "cpu", "--quiet"]);
    done(&["merge", &plan, "--out", &at.join("merged").display().to_string()]);
    vouched(&at.join("merged"));
}

/// A file with one byte changed: a digit of a text, else the byte in the middle.
fn with_a_digit_changed(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let text = std::str::from_utf8(&bytes).is_ok();
    let at = match text {
        true => bytes.iter().rposition(u8::is_ascii_digit).unwrap(),
        false => bytes.len() / 2,
    };
    bytes[at] = if text && bytes[at] == b'7' {
        b'8'
    } else if text {
        b'7'
    } else {
        bytes[at] ^ 1
    };
    bytes
}

#[test]
fn a_file_that_was_changed_or_is_missing_is_named_by_every_command_that_reads_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let base = ["run", "configs/baseline.ron", "--engine", "cpu"];
    let out = made(dir.path(), "r", &[&base, RUN].concat());
    let other = made(dir.path(), "other", &[&base, RUN].concat()).display().to_string();
    let (text, page) = (out.display().to_string(), dir.path().join("page.html").display().to_string());
    let fork = dir.path().join("fork").display().to_string();
    let all = |code: Option<i32>, said: &str| {
        let with = "configs/entry-bars.ron";
        for (args, expected) in [
            (&["rerun", &text, "--engine", "cpu", "--quiet"][..], code.map(|_| 3)),
            (&["report", &text, "--out", &page], code),
            (&["report", &other, &text, "--out", &page], code),
            (&["diff", &text, &other], code),
            (&["diff", &other, &text], code),
            (
                &["fork", &text, "--at", "2012-03-10", "--with", with, "--out", &fork, "--quiet", "--engine", "cpu"],
                code,
            ),
        ] {
            let (status, stdout, stderr) = call(args);
            assert_eq!(status, Some(expected.unwrap_or(0)), "{args:?}: {stderr}");
            assert!(stderr.contains(said), "{args:?}: {stderr}");
            assert!(code.is_none() || stdout.is_empty(), "{args:?}: {stdout}");
        }
        assert_eq!(Path::new(&fork).exists() && Path::new(&page).exists(), code.is_none());
        let _ = (std::fs::remove_dir_all(&fork), std::fs::remove_file(&page));
    };
    // Files of one's own, and another page, are no trouble.
    std::fs::write(out.join("notes.txt"), "mine").unwrap();
    std::fs::write(out.join("report.html"), "mine").unwrap();
    all(None, "");
    for name in ["series.csv", "series.parquet", "inputs.json", "inputs/baseline.ron", "microdata/2012-02.parquet"] {
        let whole = std::fs::read(out.join(name)).unwrap();
        std::fs::write(out.join(name), with_a_digit_changed(&whole)).unwrap();
        all(Some(2), &format!("{name} was changed after the run; restore what the run wrote, or run it again"));
        std::fs::remove_file(out.join(name)).unwrap();
        all(Some(2), &format!("{name} is missing"));
        std::fs::write(out.join(name), whole).unwrap();
    }
    // A checkpoint is checked by itself; a fork passes over one that is damaged.
    let checkpoint = "checkpoints/2012-02-29.checkpoint";
    let whole = std::fs::read(out.join(checkpoint)).unwrap();
    std::fs::write(out.join(checkpoint), with_a_digit_changed(&whole)).unwrap();
    let (status, _, stderr) = call(&["report", &text, "--out", &page]);
    assert!(status == Some(2) && stderr.contains(&format!("{checkpoint} was changed after the run")), "{stderr}");
    let with = ["--with", "configs/entry-bars.ron", "--out", &fork, "--engine", "cpu"];
    let (status, _, stderr) = call(&[&["fork", &text, "--at", "2012-03-10"], &with[..]].concat());
    assert!(status == Some(0) && stderr.contains("from the checkpoint of 2012-01-31"), "{stderr}");
    std::fs::remove_dir_all(&fork).unwrap();
    std::fs::write(out.join(checkpoint), whole).unwrap();
    all(None, "");
    // The manifest itself: a checksum of another file, and none at all.
    let file = out.join("manifest.json");
    let whole = std::fs::read_to_string(&file).unwrap();
    let at = whole.find("\"series.csv\"").unwrap();
    let digit = at + whole[at..].find("\"sha256\": \"").unwrap() + 11;
    let changed = if whole.as_bytes()[digit] == b'0' { "1" } else { "0" };
    std::fs::write(&file, format!("{}{changed}{}", &whole[..digit], &whole[digit + 1..])).unwrap();
    all(Some(2), "series.csv was changed after the run");
    let mut bare = manifest(other.as_ref());
    bare.as_object_mut().unwrap().remove("files");
    std::fs::write(&file, bare.to_string()).unwrap();
    let (status, _, stderr) = call(&["rerun", &text]);
    assert!(status == Some(2) && stderr.contains("was written by an earlier version"), "{stderr}");
    let (status, _, stderr) = call(&["report", &text, "--out", &page]);
    assert!(status == Some(2) && stderr.contains("was written by an earlier version"), "{stderr}");
}

#[test]
fn a_study_whose_summary_was_changed_is_refused_and_so_is_a_table_that_is_read_back_from_one() {
    let dir = tempfile::tempdir().unwrap();
    let size = ["--engine", "cpu", "--agents", "500"];
    let text = "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\",
        end: \"2012-02-29\")";
    let scenario = written(dir.path(), "a", text).display().to_string();
    let vary = ["sensitivity", &scenario, "--points", "2", "--vary", "wage", "--vary", "arrest"];
    let out = made(dir.path(), "s", &[&vary, &size[..]].concat());
    let folder = out.display().to_string();
    let design = out.join("design.csv");
    let compare = |table: &Path, name: &str| {
        let (table, out) = (table.display().to_string(), dir.path().join(name).display().to_string());
        let args = ["compare", &scenario, "--parameters", &table, "--seeds", "2", "--quiet", "--out", &out];
        call(&[&args, &size[..]].concat())
    };
    let (status, _, stderr) = compare(&design, "c");
    assert_eq!(status, Some(0), "{stderr}");
    for name in ["sensitivity.csv", "design.csv"] {
        let whole = std::fs::read(out.join(name)).unwrap();
        let changed = with_a_digit_changed(&whole);
        std::fs::write(out.join(name), &changed).unwrap();
        for args in [&["report", &folder][..], &["diff", &folder, &folder]] {
            let (status, _, stderr) = call(args);
            assert!(status == Some(2) && stderr.contains(&format!("{name} was changed after the run")), "{stderr}");
        }
        if name == "design.csv" {
            let (status, _, stderr) = compare(&design, "d");
            assert!(status == Some(2) && stderr.contains("design.csv was changed after the run"), "{stderr}");
            // In a folder of one's own it is a table like any other.
            let mine = dir.path().join("design.csv");
            std::fs::write(&mine, &changed).unwrap();
            assert_eq!(compare(&mine, "e").0, Some(0));
        }
        std::fs::write(out.join(name), whole).unwrap();
    }
    assert_eq!(call(&["report", &folder]).0, Some(0));
}

#[test]
fn a_run_that_was_killed_resumes_from_the_files_that_it_wrote_and_lists_them() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r");
    let text = out.display().to_string();
    let mut child = begin(&short(&text, &["--agents", "20000", "--checkpoint-every", "1mo", "--until", "2013-06-30"]));
    until("a checkpoint", || out.join("checkpoints/2012-01-31.checkpoint").exists());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!out.join("manifest.json").exists(), "it was killed in time");
    let mark = std::fs::read_to_string(out.join("unfinished")).unwrap();
    let started = mark.split_whitespace().nth(2).unwrap().to_owned();
    let input = out.join("inputs/worlds/tajikistan.ron");
    let whole = std::fs::read_to_string(&input).unwrap();
    std::fs::write(&input, whole.replacen("sent_share: (value: 0.534", "sent_share: (value: 0.535", 1)).unwrap();
    let fork = dir.path().join("f").display().to_string();
    for args in [
        &["resume", &text][..],
        &["fork", &text, "--at", "2012-03-10", "--with", "configs/entry-bars.ron", "--out", &fork],
    ] {
        let (status, stdout, stderr) = call(args);
        assert!(status == Some(2) && stdout.is_empty(), "{stderr}");
        assert!(stderr.contains("inputs/worlds/tajikistan.ron was changed after the run"), "{stderr}");
    }
    assert!(!Path::new(&fork).exists());
    std::fs::write(&input, whole).unwrap();
    std::fs::write(out.join("notes.txt"), "mine").unwrap();
    assert_eq!(call(&["resume", &text, "--engine", "cpu", "--quiet"]).0, Some(0));
    std::fs::remove_file(out.join("notes.txt")).unwrap();
    vouched(&out);
    let manifest = manifest(&out);
    assert_eq!(manifest["started"], started.as_str());
    assert!(manifest["resumed"].as_str().unwrap() >= started.as_str());
    // Neither is a difference of the model.
    let straight = dir.path().join("straight").display().to_string();
    let args = ["--agents", "20000", "--checkpoint-every", "1mo", "--until", "2013-06-30"];
    assert_eq!(call(&short(&straight, &args)).0, Some(0));
    let (status, stdout, stderr) = call(&["diff", &text, &straight]);
    assert!(status == Some(0) && stdout.is_empty() && stderr.contains("nothing differs"), "{stdout}{stderr}");
}

/// What is said of the first comparison of an adapter.
const SAID: &str = "one day compared with the CPU, equal";

#[test]
#[ignore = "gpu"]
fn a_gpu_is_compared_with_the_cpu_when_it_its_driver_or_the_program_is_new() {
    let dir = tempfile::tempdir().unwrap();
    let cache = dir.path().join("cache");
    let adapter = device().adapter.index.to_string();
    let call = |cache: &Path, name: &str, args: &[&str]| {
        let out = dir.path().join(name).display().to_string();
        let machine = ["--engine", "gpu", "--adapter", &adapter, "--agents", "500", "--out", &out];
        let mut command = musofir(&[args, &machine].concat());
        let (status, _, stderr) = outcome(command.env("XDG_CACHE_HOME", cache).output().unwrap());
        assert_eq!(status, Some(0), "{stderr}");
        let engine = manifest(out.as_ref())["engine"].as_str().unwrap().to_owned();
        assert!(engine.contains(", compared with the CPU: 20") && engine.ends_with(", one day, equal"), "{engine}");
        (stderr.matches(SAID).count(), engine)
    };
    let run = ["run", "configs/baseline.ron", "--until", "2012-01-03", "--no-report"];
    let text = "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\",
        end: \"2012-01-03\")";
    let scenario = written(dir.path(), "a", text).display().to_string();
    let two = ["compare", &scenario, "--seeds", "1", "--no-report"];
    assert_eq!(call(&cache, "first", &run).0, 1);
    assert_eq!(call(&cache, "second", &run).0, 0);
    assert_eq!(call(&cache, "study", &two).0, 0, "what a run has found holds for a study");
    let ours = cache.join("musofir");
    let files: Vec<PathBuf> = walked(&ours).iter().map(|name| ours.join(name)).collect();
    let [file] = files.as_slice() else { panic!("one adapter: {files:?}") };
    let kept = std::fs::read_to_string(file).unwrap();
    let forged: Value = serde_json::from_str(&kept).unwrap();
    for (field, value) in [("driver_version", "of another day"), ("program", "another"), ("adapter", "another")] {
        let mut forged = forged.clone();
        forged["subject"][field] = value.into();
        std::fs::write(file, forged.to_string()).unwrap();
        assert_eq!(call(&cache, &format!("after-{field}"), &run).0, 1, "{field}");
        let again: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(again["subject"], serde_json::from_str::<Value>(&kept).unwrap()["subject"]);
    }
    // Said once where it cannot be remembered, and by no quiet command.
    std::fs::write(dir.path().join("file"), "").unwrap();
    let nowhere = dir.path().join("file/cache");
    assert_eq!(call(&nowhere, "nowhere", &run).0, 1);
    assert_eq!(call(&nowhere, "nowhere-again", &run).0, 1);
    assert_eq!(call(&nowhere, "quiet", &[&run[..], &["--quiet"]].concat()).0, 0);
    // The day of a comparison is no difference of the model.
    let day = forged["on"].as_str().unwrap();
    std::fs::write(file, kept.replace(day, "2020-02-02")).unwrap();
    assert!(call(&cache, "older", &run).1.contains("the CPU: 2020-02-02, one day, equal"));
    let [a, b] = ["first", "older"].map(|name| dir.path().join(name).display().to_string());
    assert!(done(&["diff", &a, &b]).is_empty());
}

#[test]
#[ignore = "gpu"]
fn a_gpu_that_errs_is_not_used() {
    let dir = tempfile::tempdir().unwrap();
    let adapter = adapters().into_iter().find(|a| a.usable).unwrap();
    let x = preset("baseline");
    for engine in [EngineChoice::Auto, EngineChoice::Gpu] {
        let machine = |patch: Option<Patch>| Machine {
            engine,
            gpus: Gpus { adapter: Some(AdapterChoice::Index(adapter.index)), patch, ..Gpus::default() },
            comparisons: Some(Comparisons::new(Some(dir.path().to_owned()), format!("{engine:?}"), true)),
            ..Machine::default()
        };
        let wrong = || Some(Patch { from: "let now = pack(&a);", to: "a.grievance ^= 4u;\n    let now = pack(&a);" });
        let mut notes = Vec::new();
        let mut open = |patch| machine(patch).processor(&x, &mut |text| notes.push(text.to_owned()));
        match open(wrong()) {
            Err(e @ MachineError::Differs(..)) => {
                let said = e.to_string();
                assert!(
                    said.contains(adapter.name()) && said.contains("agent") && said.contains("--engine cpu"),
                    "{said}"
                );
            }
            other => panic!("the fault was not caught: {:?}", other.err()),
        }
        assert!(open(None).is_ok());
        assert!(open(wrong()).is_ok(), "one that was equal is not compared again");
        assert_eq!(notes.len(), 1, "{notes:?}");
    }
}
