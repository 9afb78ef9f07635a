//! Every example of every command's help runs as it stands, one after the other, beside a copy of configs/.

use crate::support::{done, path};
use std::path::Path;
use std::process::Command;

/// Commands whose examples need a device to say anything.
const OF_DEVICES: [&str; 2] = ["verify", "selftest"];

/// Every command's name with the examples of its help.
fn examples() -> Vec<(String, Vec<String>)> {
    let help = done(&["--help"]);
    let (_, commands) = help.split_once("Commands:\n").expect("commands are listed");
    let names = commands.lines().take_while(|line| !line.is_empty()).filter_map(|line| {
        let name = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '))?.split(' ').next()?;
        (name != "help").then(|| name.to_owned())
    });
    let of = |name: String| {
        let help = done(&[&name, "--help"]).replace(" \\\n", " ");
        let lines = help.lines().map(str::trim).filter(|line| line.starts_with("musofir "));
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        assert!(!lines.is_empty(), "{name} --help has no example");
        (name, lines)
    };
    names.map(of).collect()
}

/// Copies the presets with all that they name.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => copied(&entry.path(), &to.join(entry.file_name())),
            false => drop(std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

fn run(wanted: impl Fn(&str) -> bool) {
    let program = assert_cmd::cargo::cargo_bin!("musofir");
    let (folder, all) = (tempfile::tempdir().unwrap(), examples());
    copied(&path("configs"), &folder.path().join("configs"));
    let found = std::env::join_paths([program.parent().unwrap(), Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    for line in all.iter().filter(|(name, _)| wanted(name)).flat_map(|(_, lines)| lines) {
        let mut shell = Command::new("sh");
        let out = shell.args(["-c", line]).current_dir(folder.path()).env("PATH", &found).output().unwrap();
        assert!(out.status.success(), "{line}: {}", String::from_utf8_lossy(&out.stderr));
    }
}

#[cfg(unix)]
#[test]
fn every_example_of_help_runs() {
    run(|name| !OF_DEVICES.contains(&name));
}

#[cfg(unix)]
#[test]
#[ignore = "gpu"]
fn every_example_that_needs_a_device_runs_gpu() {
    run(|name| OF_DEVICES.contains(&name));
}
