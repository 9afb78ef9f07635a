//! The machine that simulates: which engine, how many replicates side by side, what happens when one fails. None of it
//! changes a number.

mod gpu;
mod memory;
mod processor;

pub use gpu::{Gpu, Gpus};
pub use memory::{fits, memory};
pub use processor::Processor;

use crate::ensemble::Ensemble;
use std::collections::BTreeSet;

/// Replicates that lie side by side on a CPU at most, unless there are more cores.
pub const SIDE_BY_SIDE: usize = 64;
/// Agents that keep a large card busy.
const BUSY: usize = 1 << 25;

/// Which engine simulates the days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EngineChoice {
    /// A GPU when there is one, the CPU otherwise; never a software driver.
    #[default]
    Auto,
    /// The CPU.
    Cpu,
    /// A GPU.
    Gpu,
}

/// What happens when a replicate fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnError {
    /// The other replicates are simulated.
    #[default]
    Continue,
    /// The study stops.
    Stop,
}

/// What to simulate on.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// The engine.
    pub engine: EngineChoice,
    /// Threads of the CPU engine; 0 takes all cores.
    pub threads: usize,
    /// Which GPUs.
    pub gpus: Gpus,
    /// Replicates side by side on each processor at most; as many as keep it busy if `None`.
    pub side_by_side: Option<usize>,
    /// What happens when a replicate fails.
    pub on_error: OnError,
}

/// Why a machine cannot simulate what it is asked to.
#[derive(Debug, thiserror::Error)]
pub enum MachineError {
    /// The population needs more memory than there is.
    #[error(
        "{agents} agents need about {needed:.1} GB of memory and there are {there:.1} GB; at most {most} agents fit"
    )]
    Memory {
        /// Agents asked for.
        agents: u32,
        /// Gigabytes they need.
        needed: f64,
        /// Gigabytes there are.
        there: f64,
        /// Agents that fit.
        most: u64,
    },
    /// A GPU is named, and the engine is the CPU.
    #[error("{0} names a GPU, but --engine is cpu")]
    NotCpu(&'static str),
    /// No GPU can be used, and why.
    #[error("{0}")]
    Gpu(String),
}

impl MachineError {
    /// True if the request must change; false if the machine failed.
    pub fn is_input(&self) -> bool {
        !matches!(self, Self::Gpu(_))
    }
}

impl Machine {
    /// The GPU of this machine, or the one that a batch system has granted; all cores where there is none.
    ///
    /// # Errors
    /// If a batch system grants GPUs that this machine does not show.
    pub fn auto() -> Result<Self, MachineError> {
        let machine = Self::default();
        machine.gpus.check_grant()?;
        Ok(machine)
    }

    /// Some cores of the CPU; 0 takes all.
    pub fn cpu(threads: usize) -> Self {
        Self { engine: EngineChoice::Cpu, threads, ..Self::default() }
    }

    /// True if the CPU may take over when a GPU fails.
    pub fn may_fall_back(&self) -> bool {
        self.engine == EngineChoice::Auto
    }

    /// Opens the processor that a single run takes. `note` hears what a user should know.
    pub fn processor(&self, note: &mut dyn FnMut(&str)) -> Result<Processor, MachineError> {
        let gpu = self.gpus.one(self.engine, note)?;
        Ok(gpu.map_or(Processor::Cpu { threads: self.threads }, Processor::Gpu))
    }

    /// Opens every processor of a study.
    pub fn processors(&self, note: &mut dyn FnMut(&str)) -> Result<Vec<Processor>, MachineError> {
        match self.gpus.several(self.engine, note)? {
            Some(gpus) => Ok(gpus.into_iter().map(Processor::Gpu).collect()),
            None => Ok(vec![self.processor(note)?]),
        }
    }

    /// How many replicates of an ensemble lie side by side on a processor.
    pub(super) fn slots(&self, processor: &Processor, ensemble: &Ensemble) -> usize {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if self.threads == 0 { cores } else { self.threads };
        let (agents, replicates) = (ensemble.agents as usize, ensemble.replicates.len().max(1));
        // A replicate holds its agents, and about three megabytes of tables.
        let room = (memory() / 2 / (agents as u64 * 16 + (3 << 20))) as usize;
        let scenarios = ensemble.replicates.iter().map(|m| m.scenario).collect::<BTreeSet<_>>().len();
        let busy = match processor {
            Processor::Gpu(_) => scenarios.max(BUSY / agents),
            Processor::Cpu { .. } => (scenarios * threads).min(SIDE_BY_SIDE).max(threads),
        };
        let most = processor.most_slots(agents).unwrap_or(replicates);
        self.side_by_side.unwrap_or(busy.min(room)).min(most).clamp(1, replicates)
    }
}
