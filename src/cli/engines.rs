//! Choosing an engine.

use super::{Failure, note, threads};
use clap::ValueEnum;
use musofir::cpu::CpuEngine;
use musofir::engine::{Engine, Start};
use musofir::gpu::{self, AdapterChoice, AdapterFacts, Adapters, Device, GpuEngine, GpuOptions, Granted};

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
    /// Adapter as `devices` lists them: number or index:N, part of its name or name:PART, or place on the bus,
    /// pci:0000:3b:00.0. If not given, what a batch system has granted (CUDA_VISIBLE_DEVICES and the like), else the
    /// first GPU.
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

    /// The device chosen or granted, or none for the CPU engine.
    pub fn device(&self) -> Result<Option<Device>, Failure> {
        match (self.engine, &self.adapter) {
            (EngineChoice::Cpu, Some(_)) => Err(Failure::bad_input("--adapter names a GPU, but --engine is cpu")),
            (EngineChoice::Cpu, None) => Ok(None),
            (_, Some(wanted)) => Device::open(wanted).map(Some).map_err(Failure::failed),
            (engine, None) => {
                let one = |grant: Granted| AdapterChoice::Index(grant.adapters[0]);
                let wanted = self.granted().map(|grant| grant.map_or(AdapterChoice::Hardware, one));
                match (engine, wanted.and_then(|wanted| Device::open(&wanted))) {
                    (_, Ok(device)) => Ok(Some(device)),
                    (EngineChoice::Auto, Err(e)) => {
                        if gpu::adapters().iter().any(AdapterFacts::is_hardware) {
                            note!("note: on the CPU, since {e}");
                        }
                        Ok(None)
                    }
                    (_, Err(e)) => Err(Failure::failed(e)),
                }
            }
        }
    }

    /// Several devices at once.
    pub fn devices(&self, adapters: &Adapters) -> Result<Vec<Device>, Failure> {
        if self.engine == EngineChoice::Cpu {
            return Err(Failure::bad_input("--adapters names GPUs, but --engine is cpu"));
        }
        let wanted = match adapters {
            Adapters::These(wanted) => wanted.clone(),
            Adapters::All => {
                let granted = self.granted().map_err(Failure::failed)?.map(|grant| grant.adapters);
                let all = granted.unwrap_or_else(|| gpu::cards(&gpu::adapters(), None));
                all.into_iter().map(AdapterChoice::Index).collect()
            }
        };
        if wanted.is_empty() {
            return Err(Failure::failed("--adapters all: no GPU was found; run without it, or with --engine cpu"));
        }
        wanted.iter().map(|wanted| Device::open(wanted).map_err(Failure::failed)).collect()
    }

    /// What a batch system has granted; says so, since that it was followed is otherwise not to be seen.
    fn granted(&self) -> Result<Option<Granted>, String> {
        let variables = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
        let Some(said) = gpu::says(variables) else { return Ok(None) };
        let known = gpu::adapters();
        let grant = gpu::granted(&known, &said).inspect_err(|e| note!("note: {e}"))?;
        if let Some(Granted { by, adapters }) = &grant {
            let name = |i: &usize| format!("{} at {}", known[*i].name(), known[*i].pci());
            note!("{by}: {}", adapters.iter().map(name).collect::<Vec<_>>().join(", "));
        }
        Ok(grant)
    }
}

/// Builds the engine on a device, or on the CPU.
pub fn engine(device: Option<Device>, start: Start, machine: &Machine) -> Result<Box<dyn Engine>, Failure> {
    Ok(match device {
        Some(device) => Box::new(GpuEngine::new(device, &start, machine.options())?),
        None => Box::new(CpuEngine::new(start, machine.threads)),
    })
}
