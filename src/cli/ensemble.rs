//! What commands on ensembles share: how many seeds and agents, on what engine, where to, and how it goes.

use super::engines::{self, Machine, memory};
use super::keeper::{Keep, Keeper};
use super::progress::Progress;
use super::{Failure, agents, note};
use clap::ValueEnum;
use musofir::cpu::CpuBatch;
use musofir::engine::Batch;
use musofir::ensemble::{Ensemble, Member, Record, identity};
use musofir::gpu::{GpuBatch, GpuOptions};
use musofir::output::{Folder, FolderError, Store};
use musofir::scenario::Experiment;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Agents that keep a large card busy.
const BUSY: usize = 1 << 25;

/// What to do when a member fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OnError {
    /// Go on with the others.
    Continue,
    /// Stop at once.
    Stop,
}

/// How an ensemble is lived.
#[derive(clap::Args)]
pub struct Work {
    /// Seeds 1 to N, the same for every scenario; 8 if not given, 1 for `sensitivity`.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    seeds: Option<u64>,
    /// Agents that stand for the pool of each member. Resolution only: every figure is scaled to people. If not given, its
    /// people in `compare`, 100,000 in `sweep` and `threshold`, 20,000 in `sensitivity`.
    #[arg(long, value_parser = agents)]
    agents: Option<u32>,
    #[command(flatten)]
    machine: Machine,
    /// Members side by side at most; as many as keep the machine busy if not given. Changes no number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    batch: Option<u64>,
    /// Folder of the results. One whose work was cut short is gone on with.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a folder of results that exists.
    #[arg(long)]
    force: bool,
    /// What to do when a member fails. The exit code tells of it either way.
    #[arg(long, value_enum, default_value_t = OnError::Continue)]
    on_error: OnError,
    /// Print only data.
    #[arg(long)]
    pub quiet: bool,
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
        self.on_error == OnError::Stop
    }

    /// Says what it took.
    pub fn done(&self, lived: &Lived, folder: &Folder) {
        if !self.quiet {
            let (wall, saved) = (lived.wall, 100.0 * lived.saved());
            note!(
                "{wall:.0} s, {saved:.0} % of the days saved by shared history; written to {}",
                folder.path().display()
            );
        }
    }

    /// Lives every scenario with every seed, but for members that the folder has, and keeps what is wanted of them.
    pub fn live(
        &self,
        experiments: &[Experiment],
        Size { seeds, agents }: Size,
        folder: &Folder,
        keep: Keep,
    ) -> Result<Lived, Failure> {
        let of = |seed| (0..experiments.len()).map(move |scenario| Member { seed, scenario });
        self.live_members(experiments, (1..=seeds).flat_map(of).collect(), agents, folder, keep)
    }

    /// Lives these members, seed by seed.
    pub fn live_members(
        &self,
        experiments: &[Experiment],
        members: Vec<Member>,
        agents: u32,
        folder: &Folder,
        keep: Keep,
    ) -> Result<Lived, Failure> {
        if self.machine.threads > 0 {
            // Draws and the host's months go by rayon's own pool; it can be set once.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(self.machine.threads).build_global();
        }
        let seeds: std::collections::BTreeSet<u64> = members.iter().map(|m| m.seed).collect();
        let seeds = seeds.len() as u64;
        engines::fits(agents)?;
        let program = program();
        let store = Store(folder);
        let mut keeper = Keeper {
            identities: BTreeMap::new(),
            experiments,
            records: vec![Vec::new(); experiments.len()],
            failures: Vec::new(),
            broken: None,
            store,
            keep,
            on_error: self.on_error,
            progress: None,
            agent_days: [0; 2],
        };
        let mut ensemble =
            Ensemble { experiments, agents, members: Vec::new(), side_by_side: 1, keep_agents: keep.fates };
        for member in members {
            let identity = identity(&experiments[member.scenario], agents, member.seed, &program);
            match keeper
                .store
                .read(&identity, keep.fates.then_some(agents))
                .filter(|r| !keep.places || !r.places.is_empty())
            {
                Some(record) => keeper.records[member.scenario].push(record),
                None => ensemble.members.push(member),
            }
            keeper.identities.insert(member, identity);
        }
        let mut batch = self.batch(agents, experiments.len(), ensemble.members.len(), &mut ensemble.side_by_side)?;
        let engine = batch.describe();
        if !self.quiet {
            let kept = keeper.records.iter().map(Vec::len).sum::<usize>();
            let kept = if kept > 0 { format!(", {kept} of them done before") } else { String::new() };
            let count = experiments.len();
            let plural = |n: u64| if n == 1 { "" } else { "s" };
            note!(
                "{count} scenario{}, {seeds} seed{}{kept}; {agents} agents each, on {engine}, up to {} side by side",
                plural(count as u64),
                plural(seeds),
                ensemble.side_by_side
            );
        }
        keeper.progress = Some(Progress::of_members(ensemble.agent_days(), ensemble.members.len(), self.quiet));
        ensemble.live(&mut *batch, &mut keeper);
        let wall = keeper.progress.take().expect("just set").finish();
        if let Some(e) = keeper.broken {
            return Err(e.into());
        }
        keeper.records.iter_mut().for_each(|of| of.sort_by_key(|r| r.seed));
        let Keeper { records, failures, agent_days, .. } = keeper;
        Ok(Lived { records, failures, engine, wall, agent_days })
    }

    /// An engine with slots for as many members as keep it busy.
    fn batch(
        &self,
        agents: u32,
        scenarios: usize,
        members: usize,
        side_by_side: &mut usize,
    ) -> Result<Box<dyn Batch>, Failure> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if self.machine.threads == 0 { cores } else { self.machine.threads };
        // A member holds its agents, and about three megabytes of tables.
        let room = (memory() / 2 / (u64::from(agents) * 16 + (3 << 20))) as usize;
        let device = self.machine.device()?;
        let busy = match device {
            Some(_) => scenarios.max(BUSY / agents as usize),
            None => (scenarios * threads).min(64).max(threads),
        };
        let most = if device.is_some() { GpuBatch::most_slots(agents as usize) } else { members.max(1) };
        *side_by_side = self.batch.map_or(busy.min(room), |n| n as usize).min(most).clamp(1, members.max(1));
        Ok(match device {
            Some(device) => Box::new(GpuBatch::new(device, agents as usize, *side_by_side, GpuOptions::default())?),
            None => Box::new(CpuBatch::new(*side_by_side, self.machine.threads)),
        })
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
pub fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
    musofir::digest::of_bytes(&file)
}
