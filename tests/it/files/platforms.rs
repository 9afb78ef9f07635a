//! What a system does to files, names, memory and messages.

use crate::support::{path, scenario, written};
use musofir::config::within;
use musofir::scenario::Scenario;
use std::path::Path;
use std::process::{Command, Output};

fn musofir() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("musofir"));
    command.current_dir(path("."));
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A small run, with its output.
fn run(mut command: Command, file: &Path, out: &Path) -> Output {
    command.arg("run").arg(file).args(["--agents", "2000", "--until", "2012-02-29", "--out"]).arg(out);
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn names_that_are_no_utf_8_are_taken_by_run_resume_and_report() {
    use std::os::unix::ffi::OsStringExt;
    let folder = tempfile::tempdir().unwrap();
    let odd = |name: &[u8]| folder.path().join(std::ffi::OsString::from_vec(name.to_vec()));
    let file = written(folder.path(), "test", &std::fs::read_to_string(path("configs/baseline.ron")).unwrap());
    let (renamed, out) = (odd(b"sc\xe9nario.ron"), odd(b"r\xe9sultats"));
    std::fs::rename(file, &renamed).unwrap();
    let done = run(musofir(), &renamed, &out);
    assert!(done.status.success(), "{}", text(&done.stderr));
    for word in ["resume", "rerun", "report"] {
        let again = musofir().arg(word).arg(&out).output().unwrap();
        assert!(again.status.success(), "{word}: {}", text(&again.stderr));
    }
    let planned = musofir().args(["plan", "compare"]).arg(&renamed).output().unwrap();
    assert_eq!(planned.status.code(), Some(2), "{}", text(&planned.stderr));
    assert!(text(&planned.stderr).contains("UTF-8"), "{}", text(&planned.stderr));
}

#[cfg(unix)]
#[test]
fn a_scenario_behind_a_link_finds_its_world_and_its_record_beside_itself() {
    let (there, here) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let fields = "start: \"2012-01-01\", end: \"2012-02-29\", timeline: []";
    let body = format!("(title: \"test\", description: \"test\", world: \"worlds/tajikistan.ron\", {fields})");
    let file = written(there.path(), "test", &body);
    let link = here.path().join("link.ron");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let (linked, itself) = (Scenario::load(&link).unwrap(), scenario(fields));
    assert_eq!((&linked.name[..], linked.world_hash), ("link", itself.world_hash));
    let out = here.path().join("out");
    let done = run(musofir(), &link, &out);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let again = musofir().arg("rerun").arg(&out).output().unwrap();
    assert!(again.status.success(), "{}", text(&again.stderr));
    // The default record is sought beside the scenario too, not beside the working folder, which has one.
    let scored = musofir().arg("backtest").arg(&link).output().unwrap();
    let (said, place) = (text(&scored.stderr), there.path().canonicalize().unwrap().join("evidence/record.ron"));
    assert_eq!(scored.status.code(), Some(2), "{said}");
    assert!(said.contains(&place.display().to_string()) && said.contains("--targets"), "{said}");
}

#[test]
fn a_name_with_a_backslash_is_refused_and_shown_as_it_is_written() {
    for name in ["worlds\\tajikistan.ron", "worlds\tajikistan.ron", "worlds/\u{1b}[2J.ron"] {
        let (title, help) = within(Path::new("."), name).unwrap_err();
        assert!(title.contains("a backslash or a control character") && help.contains("write `/`"), "{title}: {help}");
        assert!(!title.contains(char::is_control), "{title:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn memory_that_the_system_refuses_is_said_before_it_is_asked_for() {
    let program = assert_cmd::cargo::cargo_bin!("musofir");
    let folder = tempfile::tempdir().unwrap();
    let call = |kib: u32, agents: u64| {
        let script = format!(
            "ulimit -v {kib}; exec '{}' run configs/baseline.ron --engine cpu --agents {agents} --until 2012-01-10 --force \
             --no-report --out '{}'",
            program.display(),
            folder.path().join("out").display()
        );
        Command::new("sh").args(["-c", &script]).current_dir(path(".")).output().unwrap()
    };
    let refused = call(800_000, 60_000_000);
    let why = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2), "{why}");
    let most = why.split("at most ").nth(1).and_then(|rest| rest.split(' ').next()).and_then(|n| n.parse::<u64>().ok());
    let most = most.unwrap_or_else(|| panic!("{why}"));
    assert!((1_000_000..20_000_000).contains(&most), "{why}");
    // What it says fits does fit; a little less, since no two processes begin alike.
    let fits = call(800_000, most * 98 / 100);
    assert!(fits.status.success(), "{}", text(&fits.stderr));
}

#[test]
#[ignore = "gpu"]
fn quiet_writes_nothing_on_standard_error_without_a_display_gpu() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str, args: &[&str]| {
        let mut command = musofir();
        for variable in ["XDG_RUNTIME_DIR", "WAYLAND_DISPLAY", "DISPLAY"] {
            command.env_remove(variable);
        }
        let out = folder.path().join(name);
        command.args(args).args(["--quiet", "--out"]).arg(out);
        let done = command.output().unwrap();
        assert!(done.status.success() && done.stderr.is_empty(), "{args:?}: {}", text(&done.stderr));
    };
    let (two, one) = (["configs/baseline.ron", "configs/entry-bars.ron"], "configs/baseline.ron");
    of("run", &["run", one, "--agents", "2000", "--until", "2012-02-29"]);
    of("compare", &["compare", two[0], two[1], "--agents", "500", "--seeds", "2"]);
    of("sweep", &["sweep", one, "--vary", "wage=18000,22000", "--agents", "500", "--seeds", "2"]);
    let mut devices = musofir();
    let devices = devices.arg("devices").env_remove("XDG_RUNTIME_DIR").output().unwrap();
    assert!(devices.stderr.is_empty(), "{}", text(&devices.stderr));
}
