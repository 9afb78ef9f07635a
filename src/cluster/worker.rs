//! What a worker writes about itself: that it runs, what it has done, and which replicates failed and why.

use crate::output::{Folder, alive};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The longest time between two writes while replicates advance.
const SILENCE: Duration = Duration::from_secs(2);

/// A worker at a shard; one file for each shard, which is continued when the shard is repeated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkerStatus {
    /// The shard or replicate: `2/7`, `replicate 5`.
    pub shard: String,
    /// Its replicates, by index in the plan.
    pub replicates: (usize, usize),
    /// The machine.
    pub host: String,
    /// The process.
    pub process: u32,
    /// Engine, device and driver.
    pub engine: String,
    /// True until it ends.
    pub at_work: bool,
    /// Seconds so far, all workers of the shard together.
    pub seconds: f64,
    /// Agent-days simulated in them, and those they stand for.
    pub agent_days: [u64; 2],
}

/// A replicate that failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failed {
    /// What identifies it.
    pub id: String,
    /// Why.
    pub why: String,
    /// The machine.
    pub host: String,
}

/// Keeps a worker's file.
pub struct Log<'f> {
    folder: &'f Folder,
    status: WorkerStatus,
    /// Seconds of earlier workers.
    before: f64,
    begun: Instant,
    said: Instant,
}

impl WorkerStatus {
    const FOLDER: &'static str = "workers";

    /// The workers of a plan's folder.
    pub fn all(folder: &Path) -> Vec<Self> {
        read_all(&folder.join(Self::FOLDER))
    }

    /// Whether its worker still runs: a process of this machine is looked for, one elsewhere is believed.
    pub fn is_at_work(&self) -> bool {
        self.at_work && (self.host != host() || self.process == std::process::id() || alive(self.process))
    }
}

impl Failed {
    const FOLDER: &'static str = "failed";

    /// The failures of a plan's folder.
    pub fn all(folder: &Path) -> Vec<Self> {
        read_all(&folder.join(Self::FOLDER))
    }

    fn path(folder: &Folder, id: &str) -> PathBuf {
        folder.path().join(Self::FOLDER).join(format!("{}.json", &id[..32]))
    }

    /// Writes that a replicate failed. A failure to write it is no further failure.
    fn say(folder: &Folder, id: &str, why: &str) {
        let failed = Self { id: id.to_owned(), why: why.to_owned(), host: host() };
        let _ = folder.file(&format!("{}/{}.json", Self::FOLDER, &id[..32]), |out| write(out, &failed));
    }

    /// Removes what was written of a failure.
    fn forget(folder: &Folder, id: &str) {
        let _ = std::fs::remove_file(Self::path(folder, id));
    }
}

impl<'f> Log<'f> {
    /// Begins work at these replicates.
    pub fn begin(folder: &'f Folder, shard: String, replicates: (usize, usize)) -> Self {
        let mut log = Self {
            folder,
            before: 0.0,
            begun: Instant::now(),
            said: Instant::now(),
            status: WorkerStatus {
                shard,
                replicates,
                host: host(),
                process: std::process::id(),
                engine: String::new(),
                at_work: true,
                seconds: 0.0,
                agent_days: [0; 2],
            },
        };
        if let Some(earlier) = read::<WorkerStatus>(&folder.path().join(log.name())) {
            (log.before, log.status.agent_days) = (earlier.seconds, earlier.agent_days);
        }
        log.say();
        log
    }

    fn name(&self) -> String {
        format!("{}/{}.json", WorkerStatus::FOLDER, self.status.shard.replace(['/', ' '], "-"))
    }

    /// The engine.
    pub fn engine(&mut self, engine: &str) {
        self.status.engine = engine.to_owned();
        self.say();
    }

    /// `simulated` agent-days were run; they stand for `represented` (shared history). Written now and then.
    pub fn advanced(&mut self, simulated: u64, represented: u64) {
        let [a, b] = self.status.agent_days;
        self.status.agent_days = [a + simulated, b + represented];
        if self.said.elapsed() > SILENCE {
            self.say();
        }
    }

    /// A replicate is complete, or is simulated again: an earlier failure is forgotten.
    pub fn forget(&self, id: &str) {
        Failed::forget(self.folder, id);
    }

    /// A replicate has failed.
    pub fn failed(&self, id: &str, why: &str) {
        Failed::say(self.folder, id, why);
    }

    /// Ends the work.
    pub fn end(mut self) {
        self.status.at_work = false;
        self.say();
    }

    /// Replicates are kept whether or not this can be written.
    fn say(&mut self) {
        self.said = Instant::now();
        self.status.seconds = self.before + self.begun.elapsed().as_secs_f64();
        let _ = self.folder.file(&self.name(), |out| write(out, &self.status));
    }
}

fn host() -> String {
    sysinfo::System::host_name().unwrap_or_default()
}

fn write(out: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    writeln!(out, "{}", serde_json::to_string(value)?)
}

fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

fn read_all<T: DeserializeOwned>(folder: &Path) -> Vec<T> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut paths: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    paths.iter().filter_map(|path| read(path)).collect()
}
