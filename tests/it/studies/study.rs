//! A plan to test with, the command's results in one process, and whether the merged ones are the same.

use crate::support::{call, done, written};
use std::path::{Path, PathBuf};

/// Files of results that do not depend on where and how long the work was done.
const SAME: &[&str] = &[
    "compare.csv",
    "compare.parquet",
    "summary.csv",
    "summary.parquet",
    "fates.csv",
    "fates.parquet",
    "spread.csv",
    "spread.parquet",
    "equifinality.csv",
    "equifinality.parquet",
    "inputs.json",
    "regions.csv",
    "regions.parquet",
    "homes.csv",
    "homes.parquet",
    "moves.csv",
    "moves.parquet",
    "sweep.csv",
    "sweep.parquet",
    "design.csv",
    "design.parquet",
    "results.csv",
    "results.parquet",
    "sensitivity.csv",
    "sensitivity.parquet",
];

/// A folder with two short scenarios that part in March, and a plan of a command on them.
pub struct Study {
    /// The folder.
    pub dir: tempfile::TempDir,
    /// The plan's file.
    pub plan: PathBuf,
}

/// A short scenario.
pub fn scenario(dir: &Path, name: &str, checks: u32) -> String {
    let text = format!(
        "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", end: \"2012-04-30\",
        timeline: [(on: \"2012-03-01\", lever: PoliceChecks(times: {checks}))])"
    );
    written(dir, name, &text).display().to_string()
}

impl Study {
    /// A comparison of two scenarios, over four seeds by default.
    pub fn new(more: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (scenario(dir.path(), "a", 5), scenario(dir.path(), "b", 9));
        let mut words = vec!["--shards", "3", "compare", &a, &b, "--fates", "--no-report"];
        for (name, value) in [("--seeds", "4"), ("--agents", "2000")] {
            if !more.contains(&name) {
                words.extend([name, value]);
            }
        }
        words.extend(more);
        Self::of(dir, &words)
    }

    /// A plan of a command's words.
    pub fn of(dir: tempfile::TempDir, words: &[&str]) -> Self {
        let plan = dir.path().join("study.json");
        done(&[&["plan", "-o", &plan.display().to_string()], words].concat());
        Self { dir, plan }
    }

    /// The plan.
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(&self.plan).unwrap()).unwrap()
    }

    /// A place in the folder.
    pub fn at(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }

    /// A call of a command on the plan.
    pub fn call(&self, command: &str, more: &[&str]) -> (i32, String, String) {
        call(&[&[command, &self.plan.display().to_string()], more].concat())
    }

    /// A call that must do; its standard output.
    pub fn done(&self, command: &str, more: &[&str]) -> String {
        let (code, stdout, stderr) = self.call(command, more);
        assert_eq!(code, 0, "{command} {more:?}: {stderr}");
        stdout
    }

    /// A worker on the CPU.
    pub fn work(&self, more: &[&str]) -> (i32, String, String) {
        self.call("work", &[&["--engine", "cpu", "--quiet"], more].concat())
    }

    /// How far it is.
    pub fn status(&self) -> serde_json::Value {
        serde_json::from_str(&self.done("status", &["--json"])).unwrap()
    }

    /// The file of a replicate.
    pub fn replicate(&self, n: usize) -> PathBuf {
        let id = self.value()["replicates"][n]["id"].as_str().unwrap()[..32].to_owned();
        self.plan.with_extension("work").join(format!("replicates/{id}.json"))
    }

    /// Removes every replicate.
    pub fn forget(&self) {
        std::fs::remove_dir_all(self.plan.with_extension("work")).unwrap();
    }

    /// The results of the planned command in one process.
    pub fn single(&self) -> PathBuf {
        let out = self.dir.path().join("single");
        let value = self.value();
        let words = value["command"].as_array().unwrap().iter().map(|w| w.as_str().unwrap());
        let out_text = out.display().to_string();
        done(&words.chain(["--engine", "cpu", "--quiet", "--out", &out_text]).collect::<Vec<_>>());
        out
    }

    /// Merges, and compares every file with those of one process.
    pub fn merged(&self, single: &Path, out: &str) {
        let merged = self.dir.path().join(out);
        self.done("merge", &["--out", &merged.display().to_string()]);
        let mut compared = 0;
        for name in SAME.iter().filter(|name| single.join(name).exists()) {
            let [a, b] = [single, &merged].map(|dir| std::fs::read(dir.join(name)).unwrap());
            assert!(a == b, "{name} differs");
            compared += 1;
        }
        let count =
            |dir: &Path| std::fs::read_dir(dir).unwrap().filter(|e| e.as_ref().unwrap().path().is_file()).count();
        assert!(compared >= 3, "{compared}");
        assert_eq!(count(single), count(&merged), "the same files");
    }
}
