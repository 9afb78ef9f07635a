//! Studies that a signal stops: replicates that have ended and those in flight are kept, and the same command ends with
//! the same files.

#![cfg(unix)]

use crate::files::folders::{begin, call, outcome, signal, signals_are_caught};
use crate::files::studies::{assert_same, ended, into, manifest, studies};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Begins a study, sends it a signal once it has simulated some days, and waits for its end: exit code and messages.
fn stopped(args: &[&str], name: &str) -> (Option<i32>, String) {
    let mut child = begin(args);
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains(" %, ") && stderr.read_line(&mut said).unwrap() > 0 {}
    signal(&child, name);
    stderr.read_to_string(&mut said).unwrap();
    let (code, stdout, _) = outcome(child.wait_with_output().unwrap());
    assert!(stdout.is_empty() && !said.contains("panicked"), "{stdout}{said}");
    (code, said)
}

fn checkpoints(out: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(out.join("checkpoints")).into_iter().flatten().flatten();
    entries.map(|e| e.path()).collect()
}

#[test]
fn a_signal_stops_any_study_at_a_months_end_and_the_same_command_ends_with_the_same_files() {
    let dir = tempfile::tempdir().unwrap();
    for (n, (name, words)) in studies(dir.path(), 100).into_iter().enumerate() {
        let place = |of: &str| dir.path().join(format!("{name}-{of}"));
        let (straight, out) = (place("straight"), place("stopped"));
        let (straight_text, text) = (straight.display().to_string(), out.display().to_string());
        assert_eq!(call(&into(&words, &straight_text)).0, Some(0), "{name}");
        let (signal, expected) = [("-INT", 130), ("-TERM", 143)][n % 2];
        let args = into(&words, &text);
        let (code, said) = stopped(&args, signal);
        assert_eq!(code, Some(expected), "{name}: {said}");
        let says = |part: &str| assert!(said.contains(part), "{name}: `{part}`: {said}");
        says(&format!("stopped; {text} keeps replicates: "));
        says(&format!("continue with the same command: `musofir {name} "));
        says(&format!("--out {text}`"));
        assert!(!out.join("manifest.json").exists() && !checkpoints(&out).is_empty(), "{name}");

        let (code, _, said) = call(&args);
        assert!(code == Some(0) && said.contains(" resumed"), "{name}: {said}");
        assert_same(&out, &straight, name);
        let days = |of: &Path| manifest(of)["agent_days_simulated"].as_u64().unwrap();
        assert!(days(&out) < days(&straight), "{name}: {} of {} agent-days", days(&out), days(&straight));
    }
}

#[test]
fn a_shared_past_is_kept_once_and_what_is_damaged_is_named_and_begins_again() {
    let dir = tempfile::tempdir().unwrap();
    let (_, words) = studies(dir.path(), 100).remove(0);
    let place = |of: &str| (dir.path().join(of), dir.path().join(of).display().to_string());
    let ((straight, straight_text), (out, text)) = (place("straight"), place("out"));
    assert_eq!(call(&into(&words, &straight_text)).0, Some(0));
    // The scenarios part in March, and the first span ends with January.
    let args = into(&words, &text);
    let (code, said) = stopped(&args, "-INT");
    assert!(code == Some(130) && said.contains("0 that have ended, 4 in flight"), "{said}");
    let kept = checkpoints(&out);
    assert!((2..=4).contains(&kept.len()), "one a seed while the scenarios have not parted: {kept:?}");
    // Stopped again: what is kept moves on, and what has not moved stays.
    let (code, said) = stopped(&args, "-INT");
    assert!(code == Some(130) && said.contains(", 4 resumed"), "{said}");
    let kept = checkpoints(&out);
    let mut bytes = std::fs::read(&kept[0]).unwrap();
    let last = bytes.len() - 40;
    bytes[last] ^= 1;
    std::fs::write(&kept[0], bytes).unwrap();
    // Of another program.
    let stranger = kept[0].with_file_name(format!("{}-2012-02-29.checkpoint", "0".repeat(32)));
    std::fs::write(&stranger, b"musofir checkpoint\r\n of another form, and as long as the frame of a checkpoint is")
        .unwrap();
    let (code, _, said) = call(&args);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("checksum") && said.contains("begin again") && said.contains("of form"), "{said}");
    assert_same(&out, &straight, "compare");
}

#[test]
fn replicates_that_have_ended_are_kept_beside_those_in_flight() {
    let dir = tempfile::tempdir().unwrap();
    let (_, mut words) = studies(dir.path(), 100).remove(0);
    words.extend(["--batch", "1", "--threads", "1"].map(str::to_owned));
    let place = |of: &str| (dir.path().join(of), dir.path().join(of).display().to_string());
    let ((straight, straight_text), (out, text)) = (place("straight"), place("out"));
    assert_eq!(call(&into(&words, &straight_text)).0, Some(0));
    let args = into(&words, &text);
    let child = begin(&args);
    crate::files::folders::until("a replicate has ended", || !ended(&out).is_empty());
    signal(&child, "-INT");
    let (code, _, said) = outcome(child.wait_with_output().unwrap());
    let count = ended(&out).len();
    assert!(code == Some(130) && (1..4).contains(&count), "{said}");
    // None is in flight if the month was a replicate's last.
    let in_flight = checkpoints(&out).len();
    assert!(said.contains(&format!("{count} that have ended, {in_flight} in flight")) && in_flight < 2, "{said}");
    // The folder is not taken for another command's, nor for a whole one.
    let (code, _, said) = call(&["report", &text]);
    assert!(code != Some(0), "{said}");
    let (code, _, said) = call(&args);
    assert!(code == Some(0) && said.contains(&format!("4 replicates, {count} reused")), "{said}");
    assert_same(&out, &straight, "compare");
    assert!(in_flight == 0 || said.contains("reused, 1 resumed"), "{said}");
    assert_eq!(manifest(&out)["replicates_reused"], count);
}

#[test]
fn a_second_signal_leaves_a_study_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out").display().to_string();
    let size = ["--seeds", "1", "--agents", "4000000", "--threads", "1", "--engine", "cpu", "--out", &out];
    let child = begin(&[&["compare", "configs/baseline.ron"][..], &size].concat());
    signals_are_caught(&child);
    signal(&child, "-INT");
    signals_are_caught(&child);
    signal(&child, "-INT");
    let (code, _, said) = outcome(child.wait_with_output().unwrap());
    assert!(code == Some(130) && !said.contains("continue with"), "{said}");
    assert!(checkpoints(out.as_ref()).is_empty());
}
