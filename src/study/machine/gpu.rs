//! All that a study knows of GPUs: which are wanted, and opening them.

use super::compared::{AGENTS, Comparisons, Subject, said};
use super::engine::EngineChoice;
use super::error::MachineError;
use crate::cpu::CpuEngine;
use crate::engine::{Batch, Engine, EngineError, Start};
use crate::gpu::{
    self, AdapterChoice, AdapterFacts, Adapters, Device, GpuBatch, GpuEngine, GpuOptions, Granted, Patch,
};
use crate::run::{Run, RunError};
use crate::scenario::Scenario;
use crate::verify::Pair;

/// Which GPUs to use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gpus {
    /// One adapter; if `None`, what a batch system has granted, else the first GPU.
    pub adapter: Option<AdapterChoice>,
    /// Several adapters at once.
    pub adapters: Option<Adapters>,
    /// A deliberate fault, for tests: the device is lost after this many days.
    pub lose_after: Option<usize>,
    /// A deliberate fault, for tests: a kernel that errs.
    pub patch: Option<Patch>,
}

/// A GPU that has been opened.
pub struct Gpu {
    device: Device,
    options: GpuOptions,
}

impl Gpus {
    /// Fails if a batch system grants GPUs that this machine does not show.
    pub(super) fn check_grant(&self) -> Result<(), MachineError> {
        granted(&mut |_| ()).map(drop).map_err(MachineError::Gpu)
    }

    /// The GPU wanted, or none for the CPU.
    pub(super) fn one(&self, engine: EngineChoice, note: &mut dyn FnMut(&str)) -> Result<Option<Gpu>, MachineError> {
        match (engine, &self.adapter) {
            (EngineChoice::Cpu, Some(_)) => Err(MachineError::NotCpu("--adapter")),
            (EngineChoice::Cpu, None) => Ok(None),
            (_, Some(wanted)) => self.open(wanted).map(Some).map_err(MachineError::Gpu),
            (engine, None) => {
                let one = |grant: Granted| AdapterChoice::Index(grant.adapters[0]);
                let wanted = granted(note).map(|grant| grant.map_or(AdapterChoice::Hardware, one));
                match (engine, wanted.and_then(|wanted| self.open(&wanted))) {
                    (_, Ok(gpu)) => Ok(Some(gpu)),
                    (EngineChoice::Auto, Err(e)) => {
                        if gpu::adapters().iter().any(AdapterFacts::is_hardware) {
                            note(&format!("on the CPU, since {e}"));
                        }
                        Ok(None)
                    }
                    (_, Err(e)) => Err(MachineError::Gpu(e)),
                }
            }
        }
    }

    /// Several GPUs, if several are wanted.
    pub(super) fn several(
        &self,
        engine: EngineChoice,
        note: &mut dyn FnMut(&str),
    ) -> Result<Option<Vec<Gpu>>, MachineError> {
        let Some(adapters) = &self.adapters else { return Ok(None) };
        if engine == EngineChoice::Cpu {
            return Err(MachineError::NotCpu("--adapters"));
        }
        let wanted = match adapters {
            Adapters::These(wanted) => wanted.clone(),
            Adapters::All => {
                let granted = granted(note).map_err(MachineError::Gpu)?.map(|grant| grant.adapters);
                let all = granted.unwrap_or_else(|| gpu::cards(&gpu::adapters(), None));
                all.into_iter().map(AdapterChoice::Index).collect()
            }
        };
        if wanted.is_empty() {
            let why = "--adapters all: no GPU was found; run without it, or with --engine cpu";
            return Err(MachineError::Gpu(why.to_owned()));
        }
        wanted.iter().map(|wanted| self.open(wanted).map_err(MachineError::Gpu)).collect::<Result<_, _>>().map(Some)
    }

    fn open(&self, wanted: &AdapterChoice) -> Result<Gpu, String> {
        let options = GpuOptions { lose_after: self.lose_after, patch: self.patch.clone(), ..Default::default() };
        let mut device = Device::open(wanted)?;
        device.compared = ", not compared with the CPU".to_owned();
        Ok(Gpu { device, options })
    }
}

impl Gpu {
    /// The engine of a single run.
    pub fn engine(self, start: &Start) -> Result<Box<dyn Engine>, EngineError> {
        Ok(Box::new(GpuEngine::new(self.device, start, self.options)?))
    }

    /// Compares it with the CPU, unless it was compared with the same driver and by the same program.
    pub(super) fn compare(
        mut self,
        comparisons: &Comparisons,
        x: &Scenario,
        note: &mut dyn FnMut(&str),
    ) -> Result<Self, MachineError> {
        let subject = self.subject(comparisons);
        let on = match comparisons.recall(&subject) {
            Some(on) => on,
            None => {
                self.first_day(x)?;
                if comparisons.announced() {
                    let version = &subject.driver_version;
                    note(&format!("{}, driver {version}: one day compared with the CPU, equal", subject.adapter));
                }
                comparisons.remember(&subject, &x.name, AGENTS)
            }
        };
        self.device.compared = said(&on);
        Ok(self)
    }

    fn subject(&self, comparisons: &Comparisons) -> Subject {
        let adapter = &self.device.adapter;
        let [driver, driver_version] = adapter.driver().map(str::to_owned);
        Subject {
            machine: sysinfo::System::host_name().unwrap_or_default(),
            adapter: adapter.name().to_owned(),
            place: adapter.pci().to_owned(),
            backend: adapter.backend(),
            driver,
            driver_version,
            program: comparisons.program().to_owned(),
        }
    }

    /// Runs the first day of a scenario on both engines.
    fn first_day(&self, x: &Scenario) -> Result<(), MachineError> {
        let name = self.device.adapter.name();
        let failed = |e: EngineError| match e {
            EngineError::Mismatch(found) => MachineError::Differs(name.to_owned(), found.to_string()),
            EngineError::Device(why) => MachineError::Gpu(format!("{name}: the comparison with the CPU failed: {why}")),
        };
        let device = Device::open(&AdapterChoice::Index(self.device.adapter.index)).map_err(MachineError::Gpu)?;
        let options = GpuOptions { lose_after: None, ..self.options.clone() };
        let mut x = x.clone();
        x.calendar.end = x.calendar.start;
        let mut run = Run::new(&x, AGENTS, 1, |start| -> Result<Box<dyn Engine>, EngineError> {
            let gpu = GpuEngine::new(device, &start, options)?;
            Ok(Box::new(Pair::new(Box::new(CpuEngine::new(start, 1)), Box::new(gpu))))
        })
        .map_err(failed)?;
        for month in x.calendar.months() {
            run.month(month).map_err(|e| match e {
                RunError::Engine(e) => failed(e),
                RunError::Audit(e) => MachineError::Gpu(format!("{name}: the comparison with the CPU failed: {e}")),
            })?;
        }
        Ok(())
    }

    pub(super) fn batch(self, agents: usize, slots: usize) -> Result<Box<dyn Batch>, EngineError> {
        Ok(Box::new(GpuBatch::new(self.device, agents, slots, self.options)?))
    }

    pub(super) fn most_slots(&self, agents: usize) -> usize {
        GpuBatch::most_slots(agents)
    }
}

/// What a batch system has granted; says so, since nothing else shows that the grant was followed.
fn granted(note: &mut dyn FnMut(&str)) -> Result<Option<Granted>, String> {
    let variables = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
    let Some(said) = gpu::says(variables) else { return Ok(None) };
    let known = gpu::adapters();
    let grant = gpu::granted(&known, &said).inspect_err(|e| note(e))?;
    if let Some(Granted { by, adapters }) = &grant {
        let name = |i: &usize| format!("{} at {}", known[*i].name(), known[*i].pci());
        note(&format!("{by}: {}", adapters.iter().map(name).collect::<Vec<_>>().join(", ")));
    }
    Ok(grant)
}
