//! What commands on ensembles share: how many seeds and agents, where to, and the members they need.

use super::Failure;
use super::means::MachineArgs;
use super::merge::Merged;
use super::{agents, note};
use musofir::ensemble::{Keep, Record, Replicate, fingerprint, identity};
use musofir::output::{EnsembleManifest, Folder, FolderError, Store};
use musofir::scenario::Scenario;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::OnceLock;

/// How large an ensemble is, and where its results go.
#[derive(clap::Args)]
pub struct Work {
    /// Seeds 1 to N, the same for every scenario; 8 if not given, 1 for `sensitivity` and `calibrate`.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    seeds: Option<u64>,
    /// Agents that stand for the pool of each member. Resolution only: every figure is scaled to people. If not given, its
    /// people in `compare` and `backtest`, 100,000 in `sweep` and `threshold`, 20,000 in `sensitivity` and `calibrate`.
    #[arg(long, value_parser = agents)]
    agents: Option<u32>,
    #[command(flatten)]
    means: MachineArgs,
    /// Folder of the results. One whose work was cut short is gone on with.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace a folder of results that exists.
    #[arg(long)]
    pub force: bool,
    /// Members that were lived elsewhere.
    #[arg(skip)]
    pub merged: Option<Merged>,
}

/// How large an ensemble is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Seeds of each scenario.
    pub seeds: u64,
    /// Agents of each member.
    pub agents: u32,
}

/// An ensemble that has been lived.
pub struct Lived {
    /// Members by scenario, seed by seed.
    pub records: Vec<Vec<Record>>,
    /// Members that failed, by scenario and seed, and why.
    pub failures: Vec<(String, u64, String)>,
    /// Engine, device and driver.
    pub engine: String,
    /// Seconds.
    pub wall: f64,
    /// Agent-days lived, and those they stood for.
    pub agent_days: [u64; 2],
}

/// Members that are lived together.
pub struct Task {
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// The members, those of a seed together.
    pub replicates: Vec<Replicate>,
    /// Agents of each.
    pub agents: u32,
    /// What is kept of them besides their series.
    pub keep: Keep,
    /// What the scenarios are called where their parameters stand beside them.
    pub labels: Vec<String>,
    /// Names of parameters that are varied, and their values by scenario; none of a scenario that stands as it is.
    pub parameters: (Vec<String>, Vec<Vec<f64>>),
}

impl Task {
    /// These members of scenarios.
    pub fn of(scenarios: Vec<Scenario>, replicates: Vec<Replicate>, agents: u32, keep: Keep) -> Self {
        let labels = scenarios.iter().map(|x| x.name.clone()).collect();
        Self { scenarios, replicates, agents, keep, labels, parameters: Default::default() }
    }

    /// Every scenario with every seed.
    pub fn all(scenarios: Vec<Scenario>, Size { seeds, agents }: Size, keep: Keep) -> Self {
        let of = |seed| (0..scenarios.len()).map(move |scenario| Replicate { seed, scenario });
        let replicates = (1..=seeds).flat_map(of).collect();
        Self::of(scenarios, replicates, agents, keep)
    }

    /// What identifies each member, in their order.
    pub fn identities(&self) -> Vec<String> {
        let prints: Vec<String> = self.scenarios.par_iter().map(fingerprint).collect();
        self.replicates.iter().map(|m| identity(&prints[m.scenario], self.agents, m.seed, program())).collect()
    }

    /// With what is varied: the values of every scenario, in their order.
    pub fn varied(self, labels: Vec<String>, names: &[String], points: Vec<Vec<f64>>) -> Self {
        Self { labels, parameters: (names.to_vec(), points), ..self }
    }
}

impl Work {
    /// The folder of the results, made at once, so that an unwritable place is found before any work.
    pub fn folder(&self, command: &str) -> Result<Folder, FolderError> {
        let out = self.out.clone().unwrap_or_else(|| PathBuf::from("runs").join(command));
        Folder::resume(&out, command, Store::MEMBERS, self.force)
    }

    /// Fills in what a command takes when nothing is said.
    pub fn or(&self, seeds: u64, agents: u32) -> Size {
        Size { seeds: self.seeds.unwrap_or(seeds), agents: self.agents.unwrap_or(agents) }
    }

    /// Whether the first failure ends it.
    pub fn stops(&self) -> bool {
        self.means.stops()
    }

    /// Whether only data are printed.
    pub fn quiet(&self) -> bool {
        self.means.quiet
    }

    /// Says what it took.
    pub fn done(&self, lived: &Lived, folder: &Folder) {
        if !self.quiet() {
            let (wall, saved) = (lived.wall, 100.0 * lived.saved());
            note!(
                "{wall:.0} s, {saved:.0} % of the days saved by shared history; written to {}",
                folder.path().display()
            );
        }
    }

    /// Lives the members, but for those that the folder has, and keeps what is wanted of them; or takes those that were
    /// lived elsewhere.
    pub fn live(&self, task: &Task, folder: &Folder) -> Result<Lived, Failure> {
        match &self.merged {
            Some(merged) => merged.take(task),
            None => self.means.live(task, folder, None),
        }
    }

    /// The folder of the members.
    pub fn replicates<'f>(&'f self, folder: &'f Folder) -> &'f Folder {
        self.merged.as_ref().map_or(folder, |merged| &merged.folder)
    }

    /// The manifest with the engine, what it took, and where members came from that were lived elsewhere.
    pub fn signed(&self, manifest: EnsembleManifest, lived: &Lived) -> EnsembleManifest {
        let manifest = manifest.on(&lived.engine, lived.wall, lived.agent_days);
        match &self.merged {
            Some(merged) => manifest.with("command", &merged.command).with("plan_sha256", &merged.plan),
            None => manifest,
        }
    }
}

impl Lived {
    /// Part of the work that shared history saved.
    pub fn saved(&self) -> f64 {
        let [lived, covered] = self.agent_days.map(|n| n as f64);
        if covered > 0.0 { 1.0 - lived / covered } else { 0.0 }
    }

    /// The same work without its members.
    pub fn part(&self) -> Self {
        Self { records: Vec::new(), failures: Vec::new(), engine: self.engine.clone(), wall: 0.0, agent_days: [0; 2] }
    }

    /// Adds what was lived later; its members, too.
    pub fn join(&mut self, later: Self) {
        self.records.extend(later.records.iter().cloned());
        self.also(later);
    }

    /// Adds what it took to live something else.
    pub fn also(&mut self, other: Self) {
        self.failures.extend(other.failures);
        self.wall += other.wall;
        self.agent_days = std::array::from_fn(|i| self.agent_days[i] + other.agent_days[i]);
    }

    /// An error if a member failed.
    pub fn whole(&self) -> Result<(), Failure> {
        let Some((name, seed, why)) = self.failures.first() else { return Ok(()) };
        Err(Failure::failed(format!(
            "{} failed, the first {name} with seed {seed}: {why}; the same command goes on with those that are missing",
            self.failures.len(),
        )))
    }
}

/// Digest of this program's own file: members of another build are not gone on with.
pub fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let file = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
        musofir::common::digest::of_bytes(&file)
    })
}
