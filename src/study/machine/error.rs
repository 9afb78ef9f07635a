//! Why a machine cannot simulate what it is asked to.

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
    /// A GPU does not compute what the CPU computes: its name, and the first difference.
    #[error(
        "{0} does not compute what the CPU computes: {1}; nothing was simulated. Run with --engine cpu, and report what \
         `musofir selftest` prints"
    )]
    Differs(String, String),
    /// No GPU can be used, and why.
    #[error("{0}")]
    Gpu(String),
}

impl MachineError {
    /// True if the request must change; false if the machine failed.
    pub fn is_input(&self) -> bool {
        !matches!(self, Self::Gpu(_) | Self::Differs(..))
    }
}
