//! Beyond one machine: with any shards, kills and repetitions, the files are those of one process.

use crate::studies::study::{Study, scenario};
use crate::support::{call, device};
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn one_three_and_seven_shards_leave_the_files_of_one_process() {
    let study = Study::new(&["--spread", "2"]);
    let single = study.single();
    let replicates = study.value()["replicates"].as_array().unwrap().len();
    assert!(replicates > 4 * 2 + 2 * 2, "seeds, parameters and structure: {replicates}");
    for shards in [1, 3, 7] {
        for i in (0..shards).rev() {
            let (code, _, stderr) = study.work(&["--shard", &format!("{i}/{shards}")]);
            assert_eq!(code, 0, "{stderr}");
        }
        study.merged(&single, &format!("merged-{shards}"));
        study.forget();
    }
    let manifest = std::fs::read_to_string(study.dir.path().join("merged-7/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["command"], study.value()["command"]);
    assert_eq!(manifest["plan_sha256"], study.value()["sha256"]);
    assert!(manifest["engine"].as_str().unwrap().contains("cpu") && manifest["wall_seconds"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_shard_that_is_killed_and_repeated_twice_at_once_and_a_replicate_that_fails_once_change_nothing() {
    let study = Study::new(&["--seeds", "12"]);
    let single = study.single();
    let plan = study.plan.display().to_string();
    let begin = |more: &[&str]| {
        Command::new(assert_cmd::cargo::cargo_bin!("musofir"))
            .args(["work", &plan, "--engine", "cpu", "--batch", "1", "--quiet"])
            .args(more)
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    // Killed when some of its replicates are there.
    let folder = study.plan.with_extension("work");
    let kept = || std::fs::read_dir(folder.join("replicates")).map_or(0, |d| d.count());
    let mut child = begin(&["--shard", "0/2"]);
    while kept() < 4 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let status = study.status();
    let left = status["replicates"].as_u64().unwrap() - status["done"].as_u64().unwrap();
    assert!(left > 12, "it was killed in time: {status}");
    assert_eq!(status["missing"].as_array().unwrap().len() as u64, left, "a dead worker is at nothing: {status}");
    assert_eq!(study.call("merge", &[]).0, 1);
    // The folder is the plan's, though no process is at work in it.
    let other = ["compare", "configs/baseline.ron", "configs/entry-bars.ron", "--quiet", "--out"];
    let (code, _, stderr) = call(&[&other[..], &[&folder.display().to_string()]].concat());
    assert!(code == 2 && stderr.contains("left incomplete by `work`"), "{stderr}");
    assert_eq!(study.status(), status);

    // A replicate that cannot be written fails, is named with the reason, and is forgotten once it is done.
    let in_the_way = study.replicate(20);
    std::fs::create_dir_all(in_the_way.join("full")).unwrap();
    let (code, _, stderr) = study.work(&["--shard", "1/2"]);
    assert!(code == 1 && stderr.contains(&in_the_way.display().to_string()), "{code}: {stderr}");
    let status = study.status();
    assert_eq!(status["failed"][0]["replicate"], 20, "{status}");
    assert!(status["failed"][0]["why"].as_str().unwrap().contains("cannot be written"), "{status}");
    std::fs::remove_dir_all(in_the_way).unwrap();

    let both = [begin(&["--shard", "0/2"]), begin(&["--shard", "0/2"]), begin(&["--shard", "1/2"])];
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    let status = study.status();
    assert_eq!(status["done"], status["replicates"], "{status}");
    assert_eq!(status["failed"].as_array().unwrap().len(), 0, "{status}");
    assert!(study.done("status", &[]).contains("all are done"));
    study.merged(&single, "merged");
}

#[test]
#[ignore = "gpu"]
fn cpu_and_gpu_merge_to_the_same_bytes() {
    let device = device();
    let adapter = format!("index:{}", device.adapter.index);
    let study = Study::new(&[]);
    let single = study.single();
    let gpu = ["--engine", "gpu", "--adapter", &adapter, "--quiet"];
    study.done("work", &[&["--shard", "0/2"], &gpu[..]].concat());
    study.done("work", &["--shard", "1/2", "--engine", "cpu", "--threads", "1", "--quiet"]);
    study.merged(&single, "merged");
    study.forget();
    // Two devices of one process; here it is twice the same.
    let twice = format!("{},{}", device.adapter.index, device.adapter.index);
    let (code, _, stderr) = study.call("work", &["--engine", "gpu", "--adapters", &twice]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("8 side by side"), "four on each: {stderr}");
    study.merged(&single, "both");
}

#[test]
fn sweeps_designs_and_batches_of_points_are_planned_too() {
    let folder = || {
        let dir = tempfile::tempdir().unwrap();
        let a = scenario(dir.path(), "a", 5);
        (dir, a)
    };
    let size = ["--agents", "1000"];
    let finished = |study: Study| {
        let single = study.single();
        for i in 0..3 {
            assert_eq!(study.work(&["--shard", &format!("{i}/3")]).0, 0);
        }
        study.merged(&single, "merged");
        study
    };
    let (dir, a) = folder();
    let vary = ["sweep", &a, "--vary", "PoliceChecks=1..9:3", "--vary", "wage=19000,20000", "--seeds", "2"];
    let study = finished(Study::of(dir, &[&vary[..], &size].concat()));
    let plan = study.value();
    assert_eq!(plan["groups"][0]["parameters"], serde_json::json!(["PoliceChecks.times", "wage"]));
    assert_eq!(plan["replicates"][2]["parameters"], serde_json::json!([1.0, 20000.0]));
    assert_eq!(plan["replicates"][0]["agent_days"], 121_000);

    let (dir, a) = folder();
    let vary = ["sensitivity", &a, "--points", "2", "--vary", "wage", "--vary", "PoliceChecks=1..9"];
    finished(Study::of(dir, &[&vary[..], &size].concat()));

    // Everything is in the plan: the files it was made of may go.
    let dir = tempfile::tempdir().unwrap();
    let points = dir.path().join("points.csv");
    std::fs::write(&points, "wage,cops\n18000,20\n19000,30\n20000,40\n").unwrap();
    let points = points.display().to_string();
    let words = ["calibrate", "configs/rouble-2014.ron", "--tell", &points, "--vary", "wage", "--vary", "cops"];
    let (study, single) = {
        let study = Study::of(dir, &[&words[..], &["--agents", "500"]].concat());
        let single = study.single();
        std::fs::remove_file(points).unwrap();
        (study, single)
    };
    assert_eq!(study.work(&["--replicate", "1"]).0, 0);
    assert_eq!(study.status()["done"], 1);
    assert_eq!(study.work(&[]).0, 0);
    let out = study.at("merged");
    study.done("merge", &["--out", &out]);
    let read = |dir: &Path| std::fs::read(dir.join("results.csv")).unwrap();
    assert!(read(&single) == read(out.as_ref()));

    let (code, _, stderr) = call(&["plan", "calibrate", "configs/rouble-2014.ron"]);
    assert!(code == 2 && stderr.contains("--tell"), "{stderr}");
    let (code, _, stderr) = call(&["plan", "run", "configs/baseline.ron"]);
    assert!(code == 2 && stderr.contains("`run` cannot be planned"), "{stderr}");
}

#[test]
fn a_long_replicate_that_is_killed_resumes_from_its_checkpoint() {
    let study = Study::new(&["--seeds", "1", "--agents", "60000"]);
    let single = study.single();
    let long = ["--engine", "cpu", "--threads", "1", "--checkpoint-from", "1", "--checkpoint-every", "1mo"];
    let replicate = |n: &'static str| [&["--replicate", n], &long[..]].concat();
    let id = study.value()["replicates"][1]["id"].as_str().unwrap()[..32].to_owned();
    let checkpoints = study.plan.with_extension("work").join(format!("long/{id}/checkpoints"));
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("musofir"))
        .args([&["work", &study.plan.display().to_string()], &replicate("1")[..]].concat())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let kept = || {
        let entries = std::fs::read_dir(&checkpoints).into_iter().flatten().flatten();
        entries.filter(|e| e.path().extension().is_some_and(|e| e == "checkpoint")).count()
    };
    while kept() == 0 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!study.replicate(1).exists(), "it was killed in time");
    let (code, _, stderr) = study.call("work", &replicate("1"));
    assert!(code == 0 && stderr.contains("b, seed 1: resumed from 2012-"), "{stderr}");
    assert!(study.replicate(1).exists() && !checkpoints.exists());
    // The other is simulated among others, and not as a run of its own.
    assert_eq!(study.work(&[]).0, 0);
    study.merged(&single, "merged");
}
