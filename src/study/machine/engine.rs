//! Which engine simulates, and what happens when a replicate fails.

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
