//! What the benches share: the baseline and the engines.

use musofir::cpu::CpuEngine;
use musofir::engine::{Engine, Start};
use musofir::gpu::{AdapterChoice, Device, GpuEngine, GpuOptions, adapters};
use musofir::scenario::Experiment;

/// The baseline.
pub fn baseline() -> Experiment {
    Experiment::load(concat!(env!("CARGO_MANIFEST_DIR"), "/configs/baseline.ron").as_ref()).expect("the baseline loads")
}

/// A hardware adapter, or whatever there is.
pub fn device() -> Option<Device> {
    let known = adapters();
    let best = known.iter().find(|a| a.usable && a.is_hardware()).or_else(|| known.iter().find(|a| a.usable))?;
    Device::open(&AdapterChoice::Index(best.index)).ok()
}

/// An engine on all cores or on the device.
pub fn engine(start: Start, gpu: bool) -> Box<dyn Engine> {
    match device().filter(|_| gpu) {
        Some(device) => Box::new(GpuEngine::new(device, &start, GpuOptions::default()).expect("it starts")),
        None => Box::new(CpuEngine::new(start, 0)),
    }
}
