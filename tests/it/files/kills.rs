//! Runs and studies killed at any moment, and each continued to its end: every digest is the straight one's, every file
//! of a study is the same, and no replicate that had ended is simulated again.
//!
//! `MUSOFIR_KILLS=1000 cargo test --release kills` kills a thousand, of runs and of studies in turn.

#![cfg(unix)]

use crate::files::folders::{begin, call, digest, short, signal};
use crate::files::studies::{assert_same, ended, into, studies};
use musofir::common::rng::philox;
use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// One kill in so many is of a run; as many are of each of three studies.
const KINDS: u32 = 4;

fn kills() -> u32 {
    std::env::var("MUSOFIR_KILLS").map_or(8, |n| n.parse().expect("a number"))
}

/// Random moments of a kill: parts of a time, and whether it is killed again.
fn moments(n: u32, whole: Duration) -> ([Duration; 2], bool) {
    let draw = philox([n, 0, 0, 0], [0x6b69_6c6c, 0]);
    let part = |word: u32| whole.mul_f64(f64::from(word) / f64::from(u32::MAX));
    ([part(draw[0]), part(draw[1])], draw[2] & 1 == 1)
}

fn strike(args: &[&str], after: Duration) {
    let mut child = begin(args);
    std::thread::sleep(after);
    signal(&child, "-KILL");
    child.wait().unwrap();
}

#[test]
fn every_killed_run_ends_with_the_digest_of_the_straight_one() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("run");
    let text = out.display().to_string();
    let args = short(&text, &["--agents", "2000", "--until", "2012-12-31", "--checkpoint-every", "1mo"]);
    let resume = ["resume", &text, "--engine", "cpu", "--quiet"];
    let begun = Instant::now();
    assert_eq!(call(&args).0, Some(0));
    let whole = begun.elapsed();
    let straight = digest(&out).unwrap();
    let mut at_work = [0; 3];
    let mine = (0..kills()).step_by(KINDS as usize);
    for n in mine.clone() {
        let ([first, second], twice) = moments(n, whole);
        std::fs::remove_dir_all(&out).unwrap();
        strike(&args, first);
        // Where it stood: before it had begun, at work, or ended.
        let begun = out.join("request.json").exists();
        let stood = if !begun { 0 } else { 1 + usize::from(digest_if_whole(&out).is_some()) };
        at_work[stood] += 1;
        if !begun {
            // Nothing was begun, and nothing is lost.
            let status = call(&[&args[..], &["--force"]].concat()).0;
            assert_eq!(status, Some(0));
        } else if twice {
            // Killed again while it resumes.
            strike(&resume, second);
        }
        let (status, _, stderr) = call(&resume);
        assert_eq!(status, Some(0), "kill {n}: {stderr}");
        assert_eq!(digest(&out).as_ref(), Some(&straight), "kill {n}");
        no_half_files(&out);
    }
    println!("{} kills of runs of {whole:?}: {at_work:?} before it had begun, at work, ended", mine.count());
}

#[test]
fn every_killed_study_ends_with_the_files_of_the_straight_one_and_simulates_no_replicate_twice() {
    let dir = tempfile::tempdir().unwrap();
    let wanted = ["compare", "sweep", "calibrate"];
    let of = studies(dir.path(), 2).into_iter().filter(|(name, _)| wanted.contains(name));
    for (kind, (name, mut words)) in of.enumerate() {
        words.extend(["--batch", "1"].map(str::to_owned));
        let (straight, out) = (dir.path().join(format!("{name}-straight")), dir.path().join(name));
        let (straight_text, text) = (straight.display().to_string(), out.display().to_string());
        let begun = Instant::now();
        assert_eq!(call(&into(&words, &straight_text)).0, Some(0));
        let whole = begun.elapsed();
        let args = into(&words, &text);
        let (mut at_work, mut kept) = ([0; 3], 0);
        let mine = (kind as u32 + 1..kills()).step_by(KINDS as usize);
        for n in mine.clone() {
            let ([first, second], twice) = moments(n, whole);
            let _ = std::fs::remove_dir_all(&out);
            strike(&args, first);
            let mut there = whole_replicates(&out);
            if twice && !whole_folder(&out) {
                strike(&args, second);
                there = still_there(&there, &out, n);
            }
            let ended = whole_folder(&out);
            at_work[if ended { 2 } else { usize::from(!there.is_empty()) }] += 1;
            kept += there.len();
            let (status, _, stderr) = call(&args);
            if ended {
                assert!(status == Some(2) && stderr.contains("holds results already"), "{name}, kill {n}: {stderr}");
            } else {
                assert_eq!(status, Some(0), "{name}, kill {n}: {stderr}");
                let reused = format!("{} reused", there.len());
                assert!(there.is_empty() || name == "calibrate" || stderr.contains(&reused), "{reused}: {stderr}");
            }
            still_there(&there, &out, n);
            no_half_files(&out);
            assert_same(&out, &straight, &format!("{name}, kill {n}"));
        }
        println!(
            "{} kills of {name} of {whole:?}: {at_work:?} before a replicate had ended, later, when all had; {kept} \
             replicates were there and are kept",
            mine.count()
        );
    }
}

/// The replicates that have ended, each with the file system's own number of its file: one that is written again has
/// another.
fn whole_replicates(folder: &Path) -> BTreeMap<PathBuf, u64> {
    ended(folder).into_iter().map(|path| (path.clone(), std::fs::metadata(&path).unwrap().ino())).collect()
}

/// Those that there were are there still, and have not been written again. Those that there are now.
fn still_there(before: &BTreeMap<PathBuf, u64>, folder: &Path, n: u32) -> BTreeMap<PathBuf, u64> {
    let now = whole_replicates(folder);
    for (path, file) in before {
        assert_eq!(now.get(path), Some(file), "kill {n}: {}", path.display());
    }
    now
}

fn whole_folder(folder: &Path) -> bool {
    folder.join("manifest.json").exists() && !folder.join("unfinished").exists()
}

fn no_half_files(folder: &Path) {
    let below = |dir: &Path| std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect::<Vec<_>>();
    let all = below(folder).into_iter().flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] });
    let left: Vec<_> = all.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(".aside")).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// The kill may have come between the manifest and the last touch, so that the folder is marked and yet has one.
fn digest_if_whole(out: &Path) -> Option<String> {
    if out.join("unfinished").exists() { None } else { digest(out) }
}
