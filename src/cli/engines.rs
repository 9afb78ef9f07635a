//! Choosing an engine, and refusing a population that the machine cannot hold.

use super::{Failure, threads};
use clap::ValueEnum;
use musofir::cpu::CpuEngine;
use musofir::engine::{Engine, Start};
use musofir::gpu::{AdapterChoice, Device, GpuEngine, GpuOptions};

/// Which engine lives the days. The numbers are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EngineChoice {
    /// A GPU when there is one, the CPU otherwise (never a software Vulkan driver).
    Auto,
    /// All cores.
    Cpu,
    /// A GPU, or the adapter named by --adapter.
    Gpu,
}

/// What to run on.
#[derive(clap::Args)]
pub struct Machine {
    /// Engine; the numbers are the same.
    #[arg(long, value_enum, default_value_t = EngineChoice::Auto)]
    pub engine: EngineChoice,
    /// Adapter by number or part of its name, as `devices` lists them.
    #[arg(long)]
    pub adapter: Option<AdapterChoice>,
    /// Threads of the CPU engine; 0 takes all cores.
    #[arg(long, default_value_t = 0, value_parser = threads)]
    pub threads: usize,
    /// A deliberate fault, for tests: the device is lost after so many days.
    #[arg(long, hide = true)]
    lose_device_after: Option<usize>,
}

impl Machine {
    /// How a device is used.
    pub fn options(&self) -> GpuOptions {
        GpuOptions { lose_after: self.lose_device_after, ..Default::default() }
    }

    /// The device chosen, or none for the CPU engine.
    pub fn device(&self) -> Result<Option<Device>, Failure> {
        let wanted = self.adapter.clone().unwrap_or_default();
        let named = self.adapter.is_some();
        match self.engine {
            EngineChoice::Cpu if named => Err(Failure::bad_input("--adapter names a GPU, but --engine is cpu")),
            EngineChoice::Cpu => Ok(None),
            EngineChoice::Auto if !named => Ok(Device::open(&wanted).ok()),
            EngineChoice::Auto | EngineChoice::Gpu => Device::open(&wanted).map(Some).map_err(Failure::failed),
        }
    }
}

/// Builds the engine on a device, or on the CPU.
pub fn engine(device: Option<Device>, start: Start, machine: &Machine) -> Result<Box<dyn Engine>, Failure> {
    Ok(match device {
        Some(device) => Box::new(GpuEngine::new(device, &start, machine.options())?),
        None => Box::new(CpuEngine::new(start, machine.threads)),
    })
}

/// Memory of this machine in bytes.
pub fn memory() -> u64 {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    system.total_memory()
}

/// Refuses a population whose state does not fit in memory while it is drawn: twice 16 bytes an agent, and room to work.
pub fn fits(agents: u32) -> Result<(), Failure> {
    let (needed, there) = (u64::from(agents) * 40 + (64 << 20), memory());
    if there > 0 && needed > there {
        let most = there.saturating_sub(64 << 20) / 40;
        return Err(Failure::bad_input(format!(
            "{agents} agents need about {:.1} GB of memory and this machine has {:.1} GB; at most {most} agents fit",
            needed as f64 / 1e9,
            there as f64 / 1e9
        )));
    }
    Ok(())
}
