//! A processor that has been opened: the CPU, or a GPU.

use super::gpu::Gpu;
use crate::cpu::{CpuBatch, CpuEngine};
use crate::engine::{Batch, Engine, EngineError, Start};

/// What simulates replicates.
pub enum Processor {
    /// The CPU.
    Cpu {
        /// Threads; 0 takes all cores.
        threads: usize,
    },
    /// A GPU.
    Gpu(Box<Gpu>),
}

impl Processor {
    /// The engine of a single run.
    pub fn engine(self, start: Start) -> Result<Box<dyn Engine>, EngineError> {
        match self {
            Self::Cpu { threads } => Ok(Box::new(CpuEngine::new(start, threads))),
            Self::Gpu(gpu) => gpu.engine(&start),
        }
    }

    /// An engine with `slots` slots, each for a replicate of `agents` agents.
    pub fn batch(self, agents: usize, slots: usize) -> Result<Box<dyn Batch>, EngineError> {
        match self {
            Self::Cpu { threads } => Ok(Box::new(CpuBatch::new(slots, threads))),
            Self::Gpu(gpu) => gpu.batch(agents, slots),
        }
    }

    /// The most slots it can have; any number on the CPU.
    pub(super) fn most_slots(&self, agents: usize) -> Option<usize> {
        match self {
            Self::Cpu { .. } => None,
            Self::Gpu(gpu) => Some(gpu.most_slots(agents)),
        }
    }
}
