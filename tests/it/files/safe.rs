//! No command removes or replaces what is not its own: results folders, and files that options name.

use crate::files::folders::{begin, call, digest, short, until};
use crate::support::written;
use musofir::output::{Claim, FolderError, Mode};
use std::path::Path;

const SHORT: [&str; 4] = ["--agents", "500", "--until", "2012-01-31"];

/// A short scenario, as text.
fn scenario(dir: &Path, name: &str) -> String {
    let text =
        r#"(title: "t", description: "d", world: "worlds/tajikistan.ron", start: "2012-01-01", end: "2012-02-29")"#;
    written(dir, name, text).display().to_string()
}

/// A command with more arguments: exit code, standard output, standard error.
type Call<'c> = dyn Fn(&[&str]) -> (Option<i32>, String, String) + 'c;

fn run(out: &str, more: &[&str]) -> (Option<i32>, String, String) {
    call(&[&short(out, &SHORT)[..], more].concat())
}

#[test]
fn force_replaces_a_commands_own_files_and_refuses_where_others_lie() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r");
    let text = out.display().to_string();
    assert_eq!(run(&text, &["--checkpoint-every", "1mo", "--microdata", "monthly"]).0, Some(0));
    let before = std::fs::read(out.join("manifest.json")).unwrap();
    let theirs = ["notes.txt", "figures/one.png", "inputs/mine.ron", "checkpoints/copy.txt", "replicates/x.json"];
    for name in theirs {
        std::fs::create_dir_all(out.join(name).parent().unwrap()).unwrap();
        std::fs::write(out.join(name), "mine").unwrap();
    }
    for force in [&["--force"][..], &[]] {
        let (code, stdout, stderr) = run(&text, force);
        assert!(code == Some(2) && stdout.is_empty(), "{stderr}");
        for name in ["notes.txt", "figures/", "inputs/mine.ron", "checkpoints/copy.txt", "replicates/", "--out"] {
            assert!(stderr.contains(name), "{name}: {stderr}");
        }
        assert!(!stderr.contains("--force"), "what would be refused is not proposed: {stderr}");
    }
    assert_eq!(std::fs::read(out.join("manifest.json")).unwrap(), before, "nothing is touched");
    assert!(!out.join("unfinished").exists());
    for name in theirs {
        assert_eq!(std::fs::read_to_string(out.join(name)).unwrap(), "mine");
        std::fs::remove_file(out.join(name)).unwrap();
    }
    std::fs::remove_dir(out.join("figures")).unwrap();
    std::fs::remove_dir(out.join("replicates")).unwrap();
    let (code, _, stderr) = run(&text, &["--force"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(!out.join("microdata").exists() && !out.join("checkpoints").exists(), "of the run that was replaced");
}

#[test]
fn a_folder_of_another_command_is_refused_with_and_without_force() {
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| dir.path().join(name).display().to_string();
    let (a, b) = (scenario(dir.path(), "a"), scenario(dir.path(), "b"));
    let size = ["--agents", "500", "--seeds", "2", "--engine", "cpu", "--quiet", "--no-report"];
    let compare = |out: &str, more: &[&str]| call(&[&["compare", &a, &b, "--out", out][..], &size, more].concat());
    assert_eq!(compare(&of("compare"), &[]).0, Some(0));
    assert_eq!(run(&of("run"), &[]).0, Some(0));
    let sweep = |more: &[&str]| {
        call(&[&["sweep", &a, "--vary", "wage=19000,20000", "--out", &of("compare")][..], &size, more].concat())
    };
    let fork = |more: &[&str]| {
        let fork = ["fork", &of("run"), "--at", "2012-01-15", "--with", "configs/baseline.ron", "--engine", "cpu"];
        call(&[&fork[..], &["--out", &of("compare")], more].concat())
    };
    let calls: [(&str, &Call); 4] = [
        ("compare", &|more| run(&of("compare"), more)),
        ("compare", &fork),
        ("compare", &sweep),
        ("run", &|more| compare(&of("run"), more)),
    ];
    for (whose, call) in calls {
        let folder = dir.path().join(whose);
        let before = std::fs::read(folder.join("manifest.json")).unwrap();
        for force in [&[][..], &["--force"]] {
            let (code, _, stderr) = call(force);
            assert_eq!(code, Some(2), "{stderr}");
            assert!(stderr.contains(&format!("holds results of `{whose}`")) && stderr.contains("--out"), "{stderr}");
            assert!(!stderr.contains("--force"), "{stderr}");
        }
        assert_eq!(std::fs::read(folder.join("manifest.json")).unwrap(), before);
        assert!(folder.join("inputs.json").exists() && !folder.join("unfinished").exists());
    }
    // Nor is one taken for a run that has ended.
    let (code, _, stderr) = call(&["resume", &of("compare")]);
    assert!(code == Some(2) && stderr.contains("holds results of `compare`"), "{stderr}");
    // The past that is taken is not replaced by the future.
    let fork = ["fork", &of("run"), "--at", "2012-01-15", "--with", "configs/baseline.ron", "--out", &of("run")];
    let (code, _, stderr) = call(&[&fork[..], &["--force"]].concat());
    assert!(code == Some(2) && stderr.contains("is the run whose past is taken"), "{stderr}");
    assert!(digest(dir.path().join("run").as_ref()).is_some());
}

#[test]
fn a_study_that_is_resumed_leaves_others_files() {
    let dir = tempfile::tempdir().unwrap();
    let (a, out) = (scenario(dir.path(), "a"), dir.path().join("s"));
    let text = out.display().to_string();
    let sweep = ["sweep", &a, "--vary", "wage=19000,20000", "--agents", "500", "--seeds", "2", "--engine", "cpu"];
    let sweep = [&sweep[..], &["--quiet", "--out", &text]].concat();
    assert_eq!(call(&sweep).0, Some(0));
    std::fs::remove_file(out.join("manifest.json")).unwrap();
    std::fs::write(out.join("unfinished"), "sweep 4194305").unwrap();
    std::fs::write(out.join("notes.txt"), "mine").unwrap();
    let (code, _, stderr) = call(&sweep);
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(std::fs::read_to_string(out.join("notes.txt")).unwrap(), "mine");
    assert!(digest(&out).is_some());
}

/// Results are not removed before it is known that new ones can be made, and a place is not left behind either.
#[test]
fn a_machine_that_cannot_simulate_is_found_before_results_are_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| dir.path().join(name).display().to_string();
    let a = scenario(dir.path(), "a");
    let none = ["--engine", "gpu", "--adapter", "no such card", "--force"];
    let into = of("sweep");
    let study = ["sweep", &a, "--vary", "wage=19000,20000", "--agents", "500", "--seeds", "2", "--quiet"];
    let study = [&study[..], &["--out", &into]].concat();
    let run = ["run", &a, "--agents", "500", "--quiet", "--out", &of("run")];
    for (command, out) in [(&study[..], "sweep"), (&run[..], "run")] {
        assert_eq!(call(&[command, &["--engine", "cpu"]].concat()).0, Some(0));
        let before = digest(of(out).as_ref());
        let (code, _, stderr) = call(&[command, &none].concat());
        assert!(code == Some(1) && stderr.contains("no adapter"), "{stderr}");
        assert!(before.is_some() && digest(of(out).as_ref()) == before, "{out}");
    }
    let run = ["run", &a, "--agents", "500", "--quiet", "--out", &of("new")];
    assert_eq!(call(&[&run[..], &none].concat()).0, Some(1));
    assert!(!dir.path().join("new").exists());
}

#[test]
fn a_busy_folder_of_a_study_is_refused_at_once_with_the_process() {
    let dir = tempfile::tempdir().unwrap();
    let (a, out) = (scenario(dir.path(), "a"), dir.path().join("s"));
    let text = out.display().to_string();
    let sweep = |agents| {
        ["sweep", &a, "--vary", "wage=19000,20000", "--agents", agents, "--engine", "cpu", "--out", &text]
            .map(str::to_owned)
    };
    let busy = sweep("2000000");
    let mut child = begin(&busy.iter().map(String::as_str).collect::<Vec<_>>());
    until("the study begins", || out.join("unfinished").exists());
    let quick = sweep("500");
    let quick: Vec<&str> = quick.iter().map(String::as_str).collect();
    for more in [&[][..], &["--force"]] {
        let (code, stdout, stderr) = call(&[&quick[..], more].concat());
        assert!(code == Some(2) && stdout.is_empty(), "{stderr}");
        assert!(stderr.contains(&format!("is being filled by process {}", child.id())), "{stderr}");
    }
    let run = ["run", &a, "--engine", "gpu", "--adapter", "no such card", "--out", &text];
    let (code, _, stderr) = call(&run);
    assert!(code == Some(2) && stderr.contains("is being filled by process"), "{stderr}");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A run with a page, and what `report` says to more arguments.
fn reported(dir: &Path) -> (String, Vec<u8>) {
    let out = dir.join("r").display().to_string();
    assert_eq!(run(&out, &[]).0, Some(0));
    let page = std::fs::read(dir.join("r/report.html")).unwrap();
    (out, page)
}

#[test]
fn report_replaces_pages_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let (out, page) = reported(dir.path());
    let report = |file: &str, more: &[&str]| call(&[&["report", &out, "--out", file][..], more].concat());
    let at = |name: &str| dir.path().join(name).display().to_string();
    for (name, text) in [("notes.md", "mine"), ("other.html", "<!DOCTYPE html><title>Made by musofir</title>")] {
        std::fs::write(at(name), text).unwrap();
        let (code, stdout, stderr) = report(&at(name), &[]);
        assert!(code == Some(2) && stdout.is_empty() && stderr.contains("is not a report of Musofir"), "{stderr}");
        assert!(stderr.contains(name) && stderr.contains("--force"), "{stderr}");
        assert_eq!(std::fs::read_to_string(at(name)).unwrap(), text);
    }
    // New, and a page.
    for _ in 0..2 {
        assert_eq!(report(&at("page.html"), &[]), (Some(0), format!("{}\n", at("page.html")), String::new()));
        assert_eq!(std::fs::read(at("page.html")).unwrap(), page);
    }
    assert_eq!(report(&at("notes.md"), &["--force"]).0, Some(0));
    assert_eq!(std::fs::read(at("notes.md")).unwrap(), page);
    let (code, _, stderr) = report(&out, &["--force"]);
    assert!(code == Some(2) && stderr.contains("is a folder"), "{stderr}");
    // Standard output, and nothing beside the page.
    for name in ["-", "/dev/stdout"] {
        let (code, stdout, _) = report(name, &[]);
        assert!(code == Some(0) && stdout.as_bytes() == page, "{name}");
    }
    assert!(!dir.path().join("-").exists());
    // Without --out the page of the folder is replaced, and not a file that only bears its name.
    assert_eq!(call(&["report", &out]).0, Some(0));
    std::fs::write(dir.path().join("r/report.html"), "mine").unwrap();
    assert_eq!(call(&["report", &out]).0, Some(2));
}

#[cfg(unix)]
#[test]
fn report_follows_links_and_writes_devices_and_pipes_as_they_stand() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let dir = tempfile::tempdir().unwrap();
    let (out, page) = reported(dir.path());
    let place = |name: &str| dir.path().join(name);
    let report = |name: &str| call(&["report", &out, "--out", &place(name).display().to_string()]);
    let is_link = |name: &str| std::fs::symlink_metadata(place(name)).unwrap().is_symlink();
    std::fs::create_dir(place("sub")).unwrap();
    symlink("sub/target.html", place("link.html")).unwrap();
    // To nothing yet, then to a page, then to somebody's file.
    for _ in 0..2 {
        let (code, _, stderr) = report("link.html");
        assert_eq!(code, Some(0), "{stderr}");
        assert!(is_link("link.html") && std::fs::read(place("sub/target.html")).unwrap() == page);
    }
    std::fs::write(place("sub/target.html"), "mine").unwrap();
    assert_eq!(report("link.html").0, Some(2));
    assert_eq!(std::fs::read_to_string(place("sub/target.html")).unwrap(), "mine");
    // A pipe stays a pipe.
    let pipe = place("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = begin(&["report", &out, "--out", &pipe.display().to_string()]);
    assert_eq!(std::fs::read(&pipe).unwrap(), page);
    assert!(child.wait_with_output().unwrap().status.success());
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    if cfg!(target_os = "linux") {
        symlink("/dev/full", place("full")).unwrap();
        for name in ["/dev/full", &place("full").display().to_string()] {
            let (code, stdout, stderr) = call(&["report", &out, "--out", name]);
            assert!(code == Some(1) && stdout.is_empty() && stderr.contains("No space left on device"), "{stderr}");
            assert!(std::fs::metadata(name).unwrap().file_type().is_char_device(), "{name}");
        }
        assert!(is_link("full"));
        assert_eq!(call(&["report", &out, "--out", "/dev/null"]).0, Some(0));
        assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }
}

#[test]
fn points_and_plans_replace_only_their_like() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    let ask = |file: &str, vary: &str, more: &[&str]| {
        let ask = ["calibrate", "configs/rouble-2014.ron", "--vary", vary, "--wave", "10", "--ask", file];
        call(&[&ask[..], more].concat())
    };
    let (code, table, stderr) = ask("-", "wage", &[]);
    assert!(code == Some(0) && table.starts_with("wage\n") && stderr.is_empty(), "{stderr}");
    for _ in 0..2 {
        assert_eq!(ask(&at("points.csv"), "wage", &[]).0, Some(0));
        assert_eq!(std::fs::read_to_string(at("points.csv")).unwrap(), table);
    }
    let (code, _, stderr) = ask(&at("points.csv"), "sent_share", &[]);
    assert!(code == Some(2) && stderr.contains("points.csv exists and is not a table of these parameters"), "{stderr}");
    assert_eq!(std::fs::read_to_string(at("points.csv")).unwrap(), table);
    assert_eq!(ask(&at("points.csv"), "sent_share", &["--force"]).0, Some(0));

    let a = scenario(dir.path(), "a");
    let plan = |file: &str| call(&["plan", "-o", file, "--for", "slurm", "sweep", &a, "--vary", "wage=19000,20000"]);
    std::fs::write(at("notes.json"), "mine").unwrap();
    std::fs::write(at("new.slurm.sh"), "mine").unwrap();
    let (code, _, stderr) = plan(&at("notes.json"));
    assert!(code == Some(2) && stderr.contains("-o"), "{stderr}");
    assert_eq!(plan("-").0, Some(2));
    if cfg!(target_os = "linux") {
        assert_eq!(plan("/dev/full").0, Some(2), "a plan is read again");
    }
    let (code, stdout, stderr) = plan(&at("new.json"));
    assert!(code == Some(0) && stderr.contains("new.slurm.sh has another content"), "{stderr}");
    assert_eq!(stdout, format!("{}\n{}\n", at("new.json"), at("new.slurm-submit.sh")));
    for name in ["notes.json", "new.slurm.sh"] {
        assert_eq!(std::fs::read_to_string(at(name)).unwrap(), "mine");
    }
}

/// What is claimed is as it was until it is begun; what is begun anew holds nothing of before; what grows keeps
/// replicates.
#[test]
fn a_claim_touches_nothing_until_it_is_begun() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("c");
    let take = |mode| Claim::take(&out, "compare", mode);
    let new = Mode::New { force: false };
    drop(take(new).unwrap());
    assert!(!out.exists());
    let replicate = format!("replicates/{}.json", "0".repeat(32));
    let fill = || {
        let folder = take(Mode::Resume { force: true }).unwrap().begin().unwrap();
        for name in [&replicate, "summary.csv"] {
            folder.file(name, |out| std::io::Write::write_all(out, b"x")).unwrap();
        }
        folder.finish("{\"study\": \"compare\", \"digest\": \"d\"}").unwrap();
    };
    fill();
    drop(take(Mode::Grow).unwrap());
    assert!(digest(&out).is_some() && out.join("summary.csv").exists());
    assert!(matches!(take(new), Err(FolderError::Exists(_))));
    assert!(matches!(Claim::check(&out, "sweep", Mode::Grow), Err(FolderError::Other { .. })));
    take(Mode::Grow).unwrap().begin().unwrap();
    assert!(out.join(&replicate).exists() && !out.join("summary.csv").exists() && !out.join("manifest.json").exists());
    fill();
    assert!(take(Mode::Resume { force: true }).unwrap().replaces());
    take(Mode::Resume { force: true }).unwrap().begin().unwrap();
    assert!(!out.join("replicates").exists());
}

#[test]
fn what_a_manifest_vouches_for_is_replaced_by_no_page_and_by_no_growth() {
    let dir = tempfile::tempdir().unwrap();
    let (a, out) = (scenario(dir.path(), "a"), dir.path().join("s"));
    let o = out.display().to_string();
    let sweep = |seeds: &str| {
        call(&["sweep", &a, "--vary", "wage=19000,20000", "--agents", "500", "--seeds", seeds, "--quiet", "--out", &o])
    };
    assert_eq!(sweep("2").0, Some(0));
    for name in ["manifest.json", "summary.csv"] {
        let file = out.join(name);
        let before = std::fs::read(&file).unwrap();
        let (code, _, stderr) = call(&["report", &o, "--force", "--out", &file.display().to_string()]);
        assert!(code == Some(2) && stderr.contains("is part of the results"), "{stderr}");
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }
    let summary = out.join("summary.csv");
    let text = std::fs::read_to_string(&summary).unwrap();
    std::fs::write(&summary, format!("{text}edited\n")).unwrap();
    let (code, _, stderr) = sweep("3");
    assert!(code == Some(2) && stderr.contains("summary.csv was changed after the run"), "{stderr}");
    assert!(std::fs::read_to_string(&summary).unwrap().ends_with("edited\n"));
    std::fs::write(&summary, text).unwrap();
    assert_eq!(sweep("3").0, Some(0));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_and_a_start_at_the_same_time_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let (a, link) = (scenario(dir.path(), "a"), dir.path().join("link"));
    std::os::unix::fs::symlink("nowhere", &link).unwrap();
    let run = ["run", &a, "--agents", "500", "--quiet", "--out"];
    let (code, _, stderr) = call(&[&run[..], &[&link.display().to_string()]].concat());
    assert!(code == Some(1) && stderr.contains("a link that leads nowhere"), "{stderr}");
    // A mark that another process is about to put in place is no foreign file.
    let busy = dir.path().join("busy");
    std::fs::create_dir(&busy).unwrap();
    std::fs::write(busy.join(".aside-x"), "").unwrap();
    assert_eq!(call(&[&run[..], &[&busy.display().to_string()]].concat()).0, Some(0));
}
