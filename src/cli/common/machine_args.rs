//! Arguments that say what simulates: engine, devices, how many side by side, and what happens when a replicate fails.

use super::cache::cache;
use super::numbers::threads;
use super::provenance::program;
use clap::ValueEnum;
use musofir::gpu::{AdapterChoice, Adapters};
use musofir::study::{Comparisons, EngineChoice, Gpus, Machine, OnError};

/// Which engine simulates the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EngineArg {
    /// A GPU when there is one, the CPU otherwise; never a software Vulkan driver.
    Auto,
    /// All cores.
    Cpu,
    /// A GPU, or the adapter named by --adapter.
    Gpu,
}

/// What happens when a replicate fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OnErrorArg {
    /// The other replicates are simulated.
    Continue,
    /// The study stops at once.
    Stop,
}

/// What simulates a run.
#[derive(clap::Args)]
pub struct EngineArgs {
    /// Engine; it changes no number.
    #[arg(long, value_enum, default_value_t = EngineArg::Auto)]
    engine: EngineArg,
    /// Adapter as `devices` lists them: number or index:N, part of its name or name:PART, or place on the bus,
    /// pci:0000:3b:00.0. By default what a batch system has granted (CUDA_VISIBLE_DEVICES and the like), else the first
    /// GPU.
    #[arg(long)]
    adapter: Option<AdapterChoice>,
    /// Threads of the CPU engine; 0 takes all cores.
    #[arg(long, default_value_t = 0, value_parser = threads)]
    threads: usize,
    /// A deliberate fault, for tests: the device is lost after this many days.
    #[arg(long, hide = true)]
    lose_device_after: Option<usize>,
}

impl EngineArgs {
    /// The machine. A first comparison of a GPU with the CPU is announced, unless `quiet`.
    pub fn machine(&self, quiet: bool) -> Machine {
        let engine = match self.engine {
            EngineArg::Auto => EngineChoice::Auto,
            EngineArg::Cpu => EngineChoice::Cpu,
            EngineArg::Gpu => EngineChoice::Gpu,
        };
        let gpus = Gpus { adapter: self.adapter.clone(), lose_after: self.lose_device_after, ..Gpus::default() };
        let comparisons = Some(Comparisons::new(cache(), program(), !quiet));
        Machine { engine, threads: self.threads, gpus, comparisons, ..Machine::default() }
    }
}

/// What simulates the replicates of a study.
#[derive(clap::Args)]
pub struct MachineArgs {
    #[command(flatten)]
    engine: EngineArgs,
    /// Several GPUs of this machine at once: `all`, or adapters as in --adapter, separated by commas.
    #[arg(long, value_name = "all|ADAPTER,...", conflicts_with = "adapter")]
    adapters: Option<Adapters>,
    /// Replicates side by side on each device at most; by default as many as keep it busy. It changes no number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    batch: Option<u64>,
    /// What happens when a replicate fails. The exit code is 1 either way.
    #[arg(long, value_enum, default_value_t = OnErrorArg::Continue)]
    on_error: OnErrorArg,
    /// Print only data.
    #[arg(long)]
    pub quiet: bool,
}

impl MachineArgs {
    /// The machine.
    pub fn machine(&self) -> Machine {
        let one = self.engine.machine(self.quiet);
        let on_error = match self.on_error {
            OnErrorArg::Continue => OnError::Continue,
            OnErrorArg::Stop => OnError::Stop,
        };
        let gpus = Gpus { adapters: self.adapters.clone(), ..one.gpus };
        Machine { gpus, side_by_side: self.batch.map(|n| n as usize), on_error, ..one }
    }
}
