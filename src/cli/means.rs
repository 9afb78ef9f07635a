//! By what means members are lived: engine, devices, how many side by side, and what to do when one fails.

use super::collector::{Collector, Told};
use super::engines::Machine;
use super::ensemble::{Lived, Task, program};
use super::memory::{fits, memory};
use super::progress::Progress;
use super::{Failure, note};
use clap::ValueEnum;
use musofir::cluster::{Log, SIDE_BY_SIDE};
use musofir::cpu::CpuBatch;
use musofir::engine::Batch;
use musofir::ensemble::{Ensemble, Replicate, shares};
use musofir::gpu::{Adapters, Device, GpuBatch};
use musofir::output::{Folder, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

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

/// How members are lived.
#[derive(clap::Args)]
pub struct MachineArgs {
    #[command(flatten)]
    pub machine: Machine,
    /// Several GPUs of this machine at once: `all`, or adapters as in --adapter, separated by commas.
    #[arg(long, value_name = "all|ADAPTER,...", conflicts_with = "adapter")]
    adapters: Option<Adapters>,
    /// Members side by side at most, on each device; as many as keep it busy if not given. Changes no number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    batch: Option<u64>,
    /// What to do when a member fails. The exit code tells of it either way.
    #[arg(long, value_enum, default_value_t = OnError::Continue)]
    on_error: OnError,
    /// Print only data.
    #[arg(long)]
    pub quiet: bool,
}

/// Members and the engine that is to live them.
type Part<'t> = (Ensemble<'t>, Box<dyn Batch>);

impl MachineArgs {
    /// Whether the first failure ends it.
    pub fn stops(&self) -> bool {
        self.on_error == OnError::Stop
    }

    /// Lives the members of a task, but for those that the folder has, and keeps what is wanted of them; a worker's log
    /// is told.
    pub fn live(&self, task: &Task, folder: &Folder, log: Option<&mut Log>) -> Result<Lived, Failure> {
        if self.machine.threads > 0 {
            // Draws and the host's months go by rayon's own pool; it can be set once.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(self.machine.threads).build_global();
        }
        let Task { scenarios, agents, keep, .. } = task;
        let (agents, keep) = (*agents, *keep);
        fits(agents)?;
        let mut collector = Collector {
            identities: BTreeMap::new(),
            scenarios,
            records: vec![Vec::new(); scenarios.len()],
            failures: Vec::new(),
            broken: None,
            over: false,
            store: Store::new(folder, program()),
            keep,
            stops: self.stops(),
            progress: None,
            log,
            agent_days: [0; 2],
        };
        let mut replicates = Vec::new();
        for (replicate, identity) in task.replicates.iter().zip(task.identities()) {
            match collector.store.find(&identity, agents, keep) {
                Ok(record) => collector.records[replicate.scenario].push(record),
                Err(_) => replicates.push(*replicate),
            }
            collector.identities.insert(*replicate, identity);
        }
        let parts = self.parts(task, &replicates)?;
        let mut engines: Vec<String> = parts.iter().map(|(_, batch)| batch.describe()).collect();
        engines.dedup();
        let engine = engines.join("; ");
        if let Some(log) = &mut collector.log {
            log.engine(&engine);
        }
        if !self.quiet {
            let kept = task.replicates.len() - replicates.len();
            let kept = if kept > 0 { format!(", {kept} of them done before") } else { String::new() };
            let number = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
            let of = |part: fn(&Replicate) -> u64| task.replicates.iter().map(part).collect::<BTreeSet<_>>().len();
            note!(
                "{}, {}{kept}; {agents} agents each, on {engine}, up to {} side by side",
                number(of(|m| m.scenario as u64), "scenario"),
                number(of(|m| m.seed), "seed"),
                parts.iter().map(|(e, _)| e.side_by_side).sum::<usize>()
            );
        }
        let days = parts.iter().map(|(ensemble, _)| ensemble.agent_days()).sum();
        collector.progress = Some(Progress::of_members(days, replicates.len(), self.quiet));
        let collector = Mutex::new(collector);
        std::thread::scope(|scope| {
            for (ensemble, mut batch) in parts {
                let mut told = Told(&collector);
                scope.spawn(move || ensemble.live(&mut *batch, &mut told));
            }
        });
        let mut collector = collector.into_inner().expect("no part has panicked");
        let wall = collector.progress.take().expect("just set").finish();
        if let Some(e) = collector.broken {
            return Err(e.into());
        }
        collector.records.iter_mut().for_each(|of| of.sort_by_key(|r| r.seed));
        let Collector { records, failures, agent_days, .. } = collector;
        Ok(Lived { records, failures, engine, wall, agent_days })
    }

    /// What each device is to live, on an engine with slots for as many members as keep it busy.
    fn parts<'t>(&self, task: &'t Task, replicates: &[Replicate]) -> Result<Vec<Part<'t>>, Failure> {
        let devices = match &self.adapters {
            Some(adapters) => self.machine.devices(adapters)?.into_iter().map(Some).collect(),
            None => vec![self.machine.device()?],
        };
        let days = |m: &Replicate| u64::from(task.scenarios[m.scenario].calendar.days());
        let work: Vec<u64> = replicates.iter().map(days).collect();
        let seams: Vec<bool> =
            (0..replicates.len()).map(|i| i == 0 || replicates[i].seed != replicates[i - 1].seed).collect();
        let shares = shares(&work, &seams, devices.len());
        let part = |(share, device): (std::ops::Range<usize>, Option<Device>)| {
            let (scenarios, agents) = (&task.scenarios[..], task.agents);
            let (replicates, keep_agents) = (replicates[share].to_vec(), task.keep.fates);
            let mut ensemble = Ensemble { scenarios, agents, replicates, side_by_side: 1, keep_agents };
            let batch = self.batch(&mut ensemble, device)?;
            Ok((ensemble, batch))
        };
        shares.into_iter().zip(devices).map(part).collect()
    }

    fn batch(&self, ensemble: &mut Ensemble, device: Option<Device>) -> Result<Box<dyn Batch>, Failure> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if self.machine.threads == 0 { cores } else { self.machine.threads };
        let (agents, replicates) = (ensemble.agents as usize, ensemble.replicates.len().max(1));
        // A member holds its agents, and about three megabytes of tables.
        let room = (memory() / 2 / (agents as u64 * 16 + (3 << 20))) as usize;
        let scenarios = ensemble.replicates.iter().map(|m| m.scenario).collect::<BTreeSet<_>>().len();
        let busy = match device {
            Some(_) => scenarios.max(BUSY / agents),
            None => (scenarios * threads).min(SIDE_BY_SIDE).max(threads),
        };
        let most = if device.is_some() { GpuBatch::most_slots(agents) } else { replicates };
        ensemble.side_by_side = self.batch.map_or(busy.min(room), |n| n as usize).min(most).clamp(1, replicates);
        Ok(match device {
            Some(device) => Box::new(GpuBatch::new(device, agents, ensemble.side_by_side, self.machine.options())?),
            None => Box::new(CpuBatch::new(ensemble.side_by_side, self.machine.threads)),
        })
    }
}
