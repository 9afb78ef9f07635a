//! Faults in reading and writing: no panic, no half file taken for whole, and a message with path and cause.

use crate::files::folders::{begin, call, digest, musofir, outcome, short, until};
use crate::support::{copy_series, device, path};
use musofir::output::{Claim, Mode, RUN};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A small file system in memory. Tests that mount one carry `#[ignore = "root"]` and fail for another user.
struct Small {
    path: PathBuf,
    _dir: tempfile::TempDir,
}

impl Small {
    fn new(kilobytes: u32) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("small");
        std::fs::create_dir(&path).unwrap();
        let size = format!("size={kilobytes}k");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&path).output().unwrap();
        assert!(mount.status.success(), "only root may mount: {}", String::from_utf8_lossy(&mount.stderr));
        Self { path, _dir: dir }
    }

    fn remount(&self, options: &str) {
        assert!(Command::new("mount").args(["-o", options]).arg(&self.path).status().unwrap().success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.path).status();
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.flat_map(|e| if e.path().is_dir() { files(&e.path()) } else { vec![e.path()] }).collect()
}

#[test]
#[ignore = "root"]
fn a_full_disk_of_roots_ends_a_run_with_a_message_and_it_resumes_when_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["--agents", "2000", "--until", "2012-12-31", "--checkpoint-every", "1mo"];
    let straight = dir.path().join("straight");
    assert_eq!(call(&short(&straight.display().to_string(), &args)).0, Some(0));
    // From no room for the inputs to no room for the tables.
    let mut stages = [0; 3];
    for kilobytes in [16, 40, 72, 104, 160, 240, 320, 480, 560] {
        let small = Small::new(kilobytes);
        let out = small.path.join("run");
        let text = out.display().to_string();
        let (status, stdout, stderr) = call(&short(&text, &args));
        assert_eq!(status, Some(1), "{kilobytes} kB: {stderr}");
        assert!(stderr.contains("No space left on device") && stderr.contains(&text), "{stderr}");
        assert!(digest(&out).is_none(), "{kilobytes} kB");
        assert!(files(&out).iter().all(|f| !f.to_string_lossy().contains(".aside-")), "{:?}", files(&out));
        // A run without room for checkpoints continues, and its numbers are shown even if they cannot be written.
        stages[0] += usize::from(!out.join("request.json").exists());
        stages[1] += usize::from(stderr.contains("the run continues"));
        stages[2] += usize::from(stdout.contains(&digest(&straight).unwrap()));
        small.remount("remount,size=4m");
        match out.join("request.json").exists() {
            true => assert_eq!(call(&["resume", &text, "--engine", "cpu", "--quiet"]).0, Some(0)),
            false => assert_eq!(call(&[&short(&text, &args)[..], &["--force"]].concat()).0, Some(0)),
        }
        assert_eq!(digest(&out), digest(&straight));
    }
    assert!(stages.iter().all(|n| *n > 0), "every stage of a run met a full disk: {stages:?}");
}

/// Long enough to be disturbed on the way.
const LONG: [&str; 4] = ["--agents", "20000", "--checkpoint-every", "1mo"];

#[test]
fn a_folder_that_goes_away_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let gone = dir.path().join("gone");
    let text = gone.display().to_string();
    let child = begin(&short(&text, &LONG));
    until("a checkpoint", || gone.join("checkpoints").exists() && !files(&gone.join("checkpoints")).is_empty());
    while std::fs::remove_dir_all(&gone).is_err() {}
    let (status, _, stderr) = outcome(child.wait_with_output().unwrap());
    assert_eq!(status, Some(1), "{stderr}");
    assert!(stderr.contains(&text) && stderr.contains("was removed or replaced while it was being filled"), "{stderr}");
    assert!(files(&gone).is_empty(), "{:?}", files(&gone));
}

#[test]
#[ignore = "root"]
fn a_disk_of_roots_that_becomes_read_only_is_named() {
    let small = Small::new(65_536);
    let out = small.path.join("run");
    let text = out.display().to_string();
    let child = begin(&short(&text, &LONG));
    until("a checkpoint", || out.join("checkpoints").exists() && !files(&out.join("checkpoints")).is_empty());
    small.remount("remount,ro");
    let (status, stdout, stderr) = outcome(child.wait_with_output().unwrap());
    assert_eq!(status, Some(1), "{stderr}");
    assert!(stderr.contains(&text) && stderr.contains("Read-only file system"), "{stderr}");
    assert!(digest(&out).is_none());
    small.remount("remount,rw");
    assert_eq!(call(&["resume", &text, "--engine", "cpu", "--quiet"]).0, Some(0));
    assert!(stdout.contains(&digest(&out).unwrap()), "the numbers were shown, though they could not be written");
    small.remount("remount,ro");
    let (status, _, stderr) = call(&short(&small.path.join("new").display().to_string(), &[]));
    assert!(status == Some(1) && stderr.contains("Read-only file system"), "{stderr}");
}

#[test]
fn a_write_that_fails_leaves_the_old_file_and_nothing_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Claim::take(&dir.path().join("run"), RUN, Mode::New { force: false }).unwrap().begin().unwrap();
    folder.file("series.csv", |out| out.write_all(b"whole")).unwrap();
    let eio = || io::Error::from_raw_os_error(5);
    for written in ["", "half"] {
        let failed = folder.file("series.csv", |out| out.write_all(written.as_bytes()).and(Err(eio())));
        let message = failed.unwrap_err().to_string();
        assert!(message.contains("series.csv: cannot be written: Input/output error"), "{message}");
        assert_eq!(std::fs::read(folder.path().join("series.csv")).unwrap(), b"whole");
        assert_eq!(files(folder.path()).len(), 2, "the file and the mark");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_fails_is_an_error_and_not_a_panic() {
    // Full, and an address that is none: no space, an input/output error.
    let open = |file: &str| Stdio::from(File::options().write(true).open(file).unwrap());
    for args in [&["check", "configs/baseline.ron"][..], &["devices"], &["devices", "--json"]] {
        for (out, cause) in
            [(open("/dev/full"), "No space left on device"), (open("/proc/self/mem"), "Input/output error")]
        {
            let (status, _, stderr) =
                outcome(musofir(args).stdout(out).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap());
            assert!(status == Some(1) && stderr.contains("standard output") && stderr.contains(cause), "{stderr}");
        }
    }
    // Where nobody hears the messages, the work is done all the same.
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r").display().to_string();
    let args = ["run", "configs/baseline.ron", "--agents", "500", "--until", "2012-01-31", "--out", &out];
    let status = musofir(&args).stdout(Stdio::null()).stderr(open("/dev/full")).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(digest(out.as_ref()).is_some());
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_named_with_its_cause() {
    let (status, _, stderr) = call(&["run", "/proc/self/mem"]);
    assert!(status == Some(2) && stderr.contains("/proc/self/mem: cannot be read: Input/output error"), "{stderr}");
    // A checkpoint that cannot be read is passed over.
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r");
    let text = out.display().to_string();
    let args = ["--agents", "500", "--until", "2012-03-31", "--checkpoint-every", "1mo"];
    assert_eq!(call(&short(&text, &args)).0, Some(0));
    let straight = digest(&out).unwrap();
    std::fs::rename(out.join("manifest.json"), dir.path().join("kept")).unwrap();
    std::fs::write(out.join("unfinished"), "run 4194305").unwrap();
    let last = out.join("checkpoints/2012-02-29.checkpoint");
    std::fs::remove_file(&last).unwrap();
    std::os::unix::fs::symlink("/proc/self/mem", &last).unwrap();
    let (status, _, stderr) = call(&["resume", &text, "--engine", "cpu"]);
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stderr.contains("2012-02-29.checkpoint: ") && stderr.contains("2012-02-01 to"), "{stderr}");
    assert_eq!(digest(&out), Some(straight));
}

#[cfg(unix)]
#[test]
fn a_scenario_reads_only_its_own_folder() {
    let dir = tempfile::tempdir().unwrap();
    let mine = dir.path().join("mine");
    let world = path("configs/worlds/tajikistan.ron");
    std::fs::create_dir_all(mine.join("worlds")).unwrap();
    std::fs::copy(&world, mine.join("worlds/inside.ron")).unwrap();
    [&mine, &mine.join("worlds")].into_iter().for_each(|folder| copy_series(folder));
    std::fs::copy(&world, dir.path().join("outside.ron")).unwrap();
    std::os::unix::fs::symlink("worlds/inside.ron", mine.join("near.ron")).unwrap();
    std::os::unix::fs::symlink("../outside.ron", mine.join("far.ron")).unwrap();
    std::os::unix::fs::symlink("..", mine.join("up")).unwrap();
    assert!(Command::new("mkfifo").arg(mine.join("pipe")).status().unwrap().success());
    let check = |fields: &str| {
        let text = format!("(title: \"t\", description: \"d\", start: \"2012-01-01\", end: \"2012-12-31\", {fields})");
        std::fs::write(mine.join("s.ron"), text).unwrap();
        let (status, _, stderr) = call(&["check", &mine.join("s.ron").display().to_string()]);
        (status, stderr)
    };
    for name in ["worlds/inside.ron", "./worlds/inside.ron", "near.ron"] {
        assert_eq!(check(&format!("world: \"{name}\"")).0, Some(0), "{name}");
    }
    let outside = dir.path().join("outside.ron").display().to_string();
    for name in ["../outside.ron", "worlds/../../outside.ron", &outside, "far.ron", "up/outside.ron", "/etc/passwd"] {
        let (status, stderr) = check(&format!("world: \"{name}\""));
        assert!(status == Some(2) && stderr.contains("leads out of the scenario's folder"), "{name}: {stderr}");
        assert!(stderr.contains("s.ron:1:"), "shown where it stands: {stderr}");
        let (status, stderr) = check(&format!("world: \"near.ron\", sending_states: [\"{name}\"]"));
        assert!(status == Some(2) && stderr.contains("sending_states[0]: "), "{name}: {stderr}");
    }
    for name in ["pipe", "worlds"] {
        let (status, stderr) = check(&format!("world: \"{name}\""));
        assert!(status == Some(2) && stderr.contains("is not a file"), "{name}: {stderr}");
    }
}

#[test]
fn no_name_becomes_a_formula_in_a_table() {
    let dir = tempfile::tempdir().unwrap();
    let world = std::fs::read_to_string(path("configs/worlds/tajikistan.ron")).unwrap();
    let mut world = world.replace("\"Moscow\"", "\"=cmd|'/c calc'!A1\"");
    for (from, to) in [("\"Kyrgyzstan\"", "\"@SUM(A1)\""), ("\"Armenia\"", "\"+1\""), ("\"Moldova\"", "\"-1\"")] {
        assert!(world.contains(from), "{from}");
        world = world.replace(from, to);
    }
    copy_series(dir.path());
    std::fs::write(dir.path().join("w.ron"), world).unwrap();
    let scenario = r#"(title: "=1+1", description: "d", world: "w.ron", start: "2012-01-01", end: "2012-01-31")"#;
    let file = dir.path().join("=s.ron");
    std::fs::write(&file, scenario).unwrap();
    let (out, compared) = (dir.path().join("r"), dir.path().join("c"));
    let file = file.display().to_string();
    let [o, c] = [&out, &compared].map(|p| p.display().to_string());
    let run = call(&["run", &file, "--agents", "500", "--engine", "cpu", "--quiet", "--out", &o]);
    assert_eq!(run.0, Some(0), "{}", run.2);
    let compare =
        ["compare", &file, "--agents", "500", "--seeds", "2", "--engine", "cpu", "--quiet", "--fates", "--out", &c];
    let compare = call(&compare);
    assert_eq!(compare.0, Some(0), "{}", compare.2);
    let mut quoted = 0;
    for file in files(&out).into_iter().chain(files(&compared)).filter(|f| f.extension().is_some_and(|e| e == "csv")) {
        let mut csv = csv::ReaderBuilder::new().has_headers(false).from_path(&file).unwrap();
        for record in csv.records().map(Result::unwrap) {
            for cell in &record {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{}: {cell}", file.display());
                quoted += usize::from(cell.starts_with("'"));
            }
        }
    }
    assert!(quoted > 6, "{quoted}");
}

/// Durations are of a clock that never goes back, and no date of the machine's enters a run: a clock that jumps moves
/// nothing. One file reads it, for the date of a folder and of a comparison of engines.
#[test]
fn no_number_depends_on_the_clock_of_the_wall() {
    let root = path("src");
    let sources = files(&root).into_iter().filter(|f| f.extension().is_some_and(|e| e == "rs"));
    let at = |name: &str| root.join(name);
    for file in sources.filter(|file| *file != at("output/clock.rs")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let dates = [at("output/written.rs"), at("study/machine/compared.rs")].contains(&file);
        assert!(dates || !text.contains("clock::now"), "{}", file.display());
        for clock in ["SystemTime", "Zoned::now", "Timestamp::now", "UNIX_EPOCH", ".modified()"] {
            assert!(!text.contains(clock), "{}: {clock}", file.display());
        }
    }
}

/// The device is destroyed under the engine, as a driver would: its callback tells, and the run continues.
#[test]
#[ignore = "gpu"]
fn a_lost_gpu_is_opened_again_and_then_the_cpu_takes_over() {
    let adapter = device().adapter.index.to_string();
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| dir.path().join(name).display().to_string();
    let size = ["--agents", "1000", "--until", "2012-05-31", "--checkpoint-every", "1mo"];
    assert_eq!(call(&short(&of("straight"), &size)).0, Some(0));
    let straight = digest(of("straight").as_ref());
    let lost = |engine: &str, out: &str| {
        let fault = ["--engine", engine, "--adapter", &adapter, "--lose-device-after", "40"];
        call(&[&["run", "configs/baseline.ron", "--out", out][..], &size, &fault].concat())
    };
    let (status, _, stderr) = lost("auto", &of("auto"));
    assert_eq!(status, Some(0), "{stderr}");
    for part in
        ["device lost", "opened again, from the last checkpoint", "the CPU takes over, from the last checkpoint"]
    {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
    // Forty days hold one month's end each time: the second device begins in February, the CPU in March.
    assert!(stderr.contains("2012-02-01 to 2012-05-31, resumed, on gpu"), "{stderr}");
    assert!(stderr.contains("2012-03-01 to 2012-05-31, resumed, on cpu"), "{stderr}");
    assert_eq!(digest(of("auto").as_ref()), straight);

    let (status, _, stderr) = lost("gpu", &of("gpu"));
    assert_eq!(status, Some(1), "{stderr}");
    assert!(stderr.contains("failed 2 times") && stderr.contains("musofir resume"), "{stderr}");
    let (status, _, stderr) = call(&["resume", &of("gpu"), "--engine", "cpu", "--quiet"]);
    assert_eq!(status, Some(0), "{stderr}");
    assert_eq!(digest(of("gpu").as_ref()), straight);
}
