//! Runs killed at any moment, and each resumed to its end: every digest is the straight run's.
//!
//! `MUSOFIR_KILLS=1000 cargo test --release kills` kills a thousand.

#![cfg(unix)]

use crate::files::folders::{begin, call, digest, short, signal};
use musofir::common::rng::philox;
use std::time::{Duration, Instant};

#[test]
fn every_killed_run_ends_with_the_digest_of_the_straight_one() {
    let kills = std::env::var("MUSOFIR_KILLS").map_or(8, |n| n.parse().expect("a number"));
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
    for n in 0..kills {
        let draw = philox([n, 0, 0, 0], [0x6b69_6c6c, 0]);
        let part = |word: u32| whole.mul_f64(f64::from(word) / f64::from(u32::MAX));
        std::fs::remove_dir_all(&out).unwrap();
        let strike = |args: &[&str], after: Duration| {
            let mut child = begin(args);
            std::thread::sleep(after);
            signal(&child, "-KILL");
            child.wait().unwrap();
        };
        strike(&args, part(draw[0]));
        // Where it stood: before it had begun, at work, or ended.
        let begun = out.join("request.json").exists();
        let stood = if !begun { 0 } else { 1 + usize::from(digest_if_whole(&out).is_some()) };
        at_work[stood] += 1;
        if !begun {
            // Nothing was begun, and nothing is lost.
            let status = call(&[&args[..], &["--force"]].concat()).0;
            assert_eq!(status, Some(0));
        } else if draw[2] & 1 == 1 {
            // Killed again while it resumes.
            strike(&resume, part(draw[1]));
        }
        let (status, _, stderr) = call(&resume);
        assert_eq!(status, Some(0), "kill {n}: {stderr}");
        assert_eq!(digest(&out).as_ref(), Some(&straight), "kill {n}");
        let left: Vec<_> = std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".aside")), "{left:?}");
    }
    println!("{kills} kills of runs of {whole:?}: {at_work:?} before it had begun, at work, ended");
}

/// The kill may have come between the manifest and the last touch, so that the folder is marked and yet has one.
fn digest_if_whole(out: &std::path::Path) -> Option<String> {
    if out.join("unfinished").exists() { None } else { digest(out) }
}
