//! A machine as it is asked for: engine, devices, how many replicates side by side.

use super::compared::Comparisons;
use super::engine::{EngineChoice, OnError};
use super::error::MachineError;
use super::gpu::{Gpu, Gpus};
use super::memory::memory;
use super::processor::Processor;
use crate::ensemble::{Ensemble, Replicate};
use crate::scenario::Scenario;
use std::collections::BTreeSet;

/// Replicates that lie side by side on a CPU at most, unless there are more cores.
pub const SIDE_BY_SIDE: usize = 64;
/// Agents that keep a large card busy.
const BUSY: usize = 1 << 25;

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
    /// Compares each GPU with the CPU once, for one day; not at all if `None`.
    pub comparisons: Option<Comparisons>,
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

    /// Opens the processor that a single run takes. A GPU is compared on the first day of a scenario. `note` hears what a
    /// user should know.
    ///
    /// # Errors
    /// If no GPU can be used where one must, or one does not compute what the CPU computes.
    pub fn processor(&self, x: &Scenario, note: &mut dyn FnMut(&str)) -> Result<Processor, MachineError> {
        let gpu = self.gpus.one(self.engine, note)?.map(|gpu| self.compared(gpu, x, note)).transpose();
        let gpu = match gpu {
            Err(MachineError::Gpu(e)) if self.may_fall_back() => {
                note(&format!("on the CPU, since {e}"));
                None
            }
            gpu => gpu?,
        };
        Ok(gpu.map_or(Processor::Cpu { threads: self.threads }, |gpu| Processor::Gpu(Box::new(gpu))))
    }

    /// Opens every processor of a study, as [`Self::processor`].
    pub fn processors(&self, x: &Scenario, note: &mut dyn FnMut(&str)) -> Result<Vec<Processor>, MachineError> {
        let Some(gpus) = self.gpus.several(self.engine, note)? else { return Ok(vec![self.processor(x, note)?]) };
        let compared = |gpu| Ok(Processor::Gpu(Box::new(self.compared(gpu, x, note)?)));
        gpus.into_iter().map(compared).collect()
    }

    /// Opens what would simulate, and gives it back.
    ///
    /// # Errors
    /// If no GPU can be used where one must.
    pub fn check(&self) -> Result<(), MachineError> {
        match self.gpus.several(self.engine, &mut |_| ())? {
            Some(_) => Ok(()),
            None => self.gpus.one(self.engine, &mut |_| ()).map(drop),
        }
    }

    fn compared(&self, gpu: Gpu, x: &Scenario, note: &mut dyn FnMut(&str)) -> Result<Gpu, MachineError> {
        match &self.comparisons {
            Some(comparisons) => gpu.compare(comparisons, x, note),
            None => Ok(gpu),
        }
    }

    /// How many replicates of an ensemble lie side by side on a processor.
    pub(in crate::study) fn slots(&self, processor: &Processor, ensemble: &Ensemble) -> usize {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if self.threads == 0 { cores } else { self.threads };
        let (agents, replicates) = (ensemble.agents as usize, ensemble.replicates.len().max(1));
        // A replicate holds its agents, and about three megabytes of tables.
        let room = (memory() / 2 / (agents as u64 * 16 + (3 << 20))) as usize;
        let scenarios = ensemble.replicates.iter().map(Replicate::case).collect::<BTreeSet<_>>().len();
        let busy = match processor {
            Processor::Gpu(_) => scenarios.max(BUSY / agents),
            Processor::Cpu { .. } => (scenarios * threads).min(SIDE_BY_SIDE).max(threads),
        };
        let most = processor.most_slots(agents).unwrap_or(replicates);
        self.side_by_side.unwrap_or(busy.min(room)).min(most).clamp(1, replicates)
    }
}
