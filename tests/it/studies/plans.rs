//! Plans: what is missing, damaged, altered or of another version is refused by name; batch systems' indices; job
//! files.

use crate::studies::study::Study;
use crate::support::{call, path};
use std::process::Command;

#[test]
fn what_is_missing_damaged_altered_or_of_another_version_is_refused_by_name() {
    let study = Study::new(&[]);
    let refused = |parts: &[&str]| {
        let (code, _, stderr) = study.call("merge", &["--out", &study.at("merged")]);
        assert_eq!(code, 1, "{stderr}");
        parts.iter().for_each(|part| assert!(stderr.contains(part), "no {part:?} in\n{stderr}"));
        assert!(!study.dir.path().join("merged").exists());
    };
    assert_eq!(study.work(&["--shard", "1/2"]).0, 0);
    refused(&["replicate 0, a, seed 1: is missing", "replicate 3, b, seed 2: is missing", "4 of 8 replicates"]);
    assert_eq!(study.work(&[]).0, 0);

    // One digit of one number.
    let file = study.replicate(2);
    let whole = std::fs::read_to_string(&file).unwrap();
    let at = whole.find("\"values\":[[").unwrap() + 11;
    let digit = if whole.as_bytes()[at] == b'7' { "8" } else { "7" };
    std::fs::write(&file, format!("{}{digit}{}", &whole[..at], &whole[at + 1..])).unwrap();
    refused(&[
        "replicate 2, a, seed 2: is damaged",
        &file.display().to_string(),
        "does not fit its checksum",
        "1 of 8",
    ]);
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    refused(&["replicate 2, a, seed 2: is damaged", "cut short"]);
    let fates = study.replicate(5).with_extension("fates");
    let mut bytes = std::fs::read(&fates).unwrap();
    bytes[7] ^= 1;
    std::fs::write(&fates, bytes).unwrap();
    refused(&["replicate 5, b, seed 3: is damaged", &fates.display().to_string(), "2 of 8"]);
    // `work` mends what is damaged, and nothing else.
    let untouched = std::fs::metadata(study.replicate(0)).unwrap().modified().unwrap();
    assert_eq!(study.work(&[]).0, 0);
    assert_eq!(std::fs::metadata(study.replicate(0)).unwrap().modified().unwrap(), untouched);
    study.done("merge", &["--out", &study.at("whole")]);

    // Another program: a copy of this one, one byte longer.
    let other = study.dir.path().join("other-musofir");
    std::fs::copy(assert_cmd::cargo::cargo_bin!("musofir"), &other).unwrap();
    std::io::Write::write_all(&mut std::fs::File::options().append(true).open(&other).unwrap(), b"\n").unwrap();
    let with_other = |args: &[&str]| {
        let out = Command::new(&other).current_dir(path(".")).args(args).output().unwrap();
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    let plan = study.plan.display().to_string();
    for command in ["work", "merge", "status"] {
        let (code, stderr) = with_other(&[command, &plan]);
        assert!(code == Some(2) && stderr.contains("study.json was made by musofir"), "{stderr}");
    }
    // Replicates that it made of the same command, copied by hand.
    let theirs = study.at("theirs.json");
    let value = study.value();
    let words: Vec<&str> = value["command"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
    assert_eq!(with_other(&[&["plan", "-o", &theirs], &words[..]].concat()).0, Some(0));
    assert_eq!(with_other(&["work", &theirs, "--replicate", "4", "--quiet"]).0, Some(0));
    let made = std::fs::read_dir(study.at("theirs.work/replicates")).unwrap().map(|e| e.unwrap().path());
    let made = made.into_iter().find(|p| p.extension().is_some_and(|e| e == "json")).unwrap();
    std::fs::copy(made, study.replicate(4)).unwrap();
    refused(&["replicate 4, a, seed 3: is of another version", "was made by program"]);

    // The plan itself.
    let text = std::fs::read_to_string(&study.plan).unwrap();
    for (from, to) in [("\"seed\":2", "\"seed\":3"), ("start: \\\"2012-01-01", "start: \\\"2012-01-02")] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(text, changed, "{from}");
        std::fs::write(&study.plan, changed).unwrap();
        for command in ["work", "merge", "status"] {
            let (code, _, stderr) = study.call(command, &[]);
            assert!(code == 2 && stderr.contains("study.json was altered after it was made"), "{stderr}");
        }
    }
    // A plan of another format.
    std::fs::write(&study.plan, text.replacen("\"format\":3", "\"format\":1", 1)).unwrap();
    let (code, _, stderr) = study.call("work", &[]);
    assert!(code == 2 && stderr.contains("is a plan of format 1, and this program reads format 3"), "{stderr}");
    // Another plan is not written over it.
    let (code, _, stderr) = call(&["plan", "-o", &plan, "sweep", "configs/baseline.ron", "--vary", "wage=19000,20000"]);
    assert!(code == 2 && stderr.contains("holds another plan"), "{stderr}");
}

#[test]
fn the_index_of_a_batch_system_says_which_shard() {
    let study = Study::new(&[]);
    let with = |set: &[(&str, &str)]| {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("musofir"));
        command.args(["work", &study.plan.display().to_string(), "--engine", "cpu", "--quiet"]);
        let out = command.envs(set.iter().copied()).output().unwrap();
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    assert_eq!(with(&[("SLURM_ARRAY_TASK_ID", "2"), ("HQ_TASK_ID", "0")]).0, Some(0));
    // Four seeds in three shards: the last has one or two of them.
    let done = study.status()["done"].as_u64().unwrap();
    assert!(done == 2 || done == 4, "{done}");
    assert!(study.replicate(7).exists() && !study.replicate(0).exists());
    assert_eq!(with(&[("PMI_RANK", "0")]).0, Some(0));
    assert!(study.replicate(0).exists());
    let (code, stderr) = with(&[("JOB_COMPLETION_INDEX", "3")]);
    assert!(
        code == Some(2) && stderr.contains("JOB_COMPLETION_INDEX is 3, and the plan has shards 0 to 2"),
        "{stderr}"
    );
    assert_eq!(study.work(&["--shard", "3/3"]).0, 2);
    assert_eq!(study.work(&["--replicate", "8"]).0, 2);
}

#[test]
fn job_files_hold_what_they_must_and_a_shell_reads_them() {
    let study = Study::new(&[]);
    let again = |more: &[&str]| {
        let value = study.value();
        let words: Vec<&str> = value["command"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
        let plan = study.plan.display().to_string();
        let all =
            [&["plan", "-o", &plan, "--shards", "3", "--for", "slurm,hyperqueue,parallel,snakemake"], more, &words];
        call(&all.concat())
    };
    let (code, stdout, stderr) = again(&[]);
    assert!(code == 0 && stdout.lines().count() == 6, "the plan and its files: {stdout}{stderr}");
    let read = |name: &str| std::fs::read_to_string(study.dir.path().join(name)).unwrap();
    for (file, parts) in [
        ("study.slurm.sh", &["--array=0-2", "--requeue", "##SBATCH --gres=gpu:1", "--time=70", " work "][..]),
        ("study.slurm-submit.sh", &["sbatch --parsable", "--dependency=afterok:", " merge "]),
        ("study.hq.sh", &["--array 0-2", "--crash-limit", "--wait", " work ", " merge "]),
        ("study.parallel.sh", &["seq 0 2", "--resume-failed", "{}/3", " merge "]),
        ("study.smk", &["range(3)", "{wildcards.shard}/3", "retries: 2", " merge "]),
    ] {
        let text = read(file);
        parts.iter().for_each(|part| assert!(text.contains(part), "{file}: no {part:?} in\n{text}"));
        if file.ends_with(".sh") {
            let status = Command::new("bash").args(["-n", &study.at(file)]).status().unwrap();
            assert!(status.success(), "{file}");
        }
    }
    // What was changed by hand stays.
    std::fs::write(study.at("study.hq.sh"), "mine").unwrap();
    let (code, _, stderr) = again(&["--gpu"]);
    assert!(code == 0 && stderr.contains("study.hq.sh has another content"), "{stderr}");
    assert_eq!(read("study.hq.sh"), "mine");
    std::fs::remove_file(study.at("study.slurm.sh")).unwrap();
    assert_eq!(again(&["--gpu"]).0, 0);
    assert!(
        read("study.slurm.sh").contains("\n#SBATCH --gres=gpu:1") && read("study.slurm.sh").contains("--engine gpu")
    );
}
