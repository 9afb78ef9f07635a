//! What the benches share: presets and engines. Each uses a part of it.
#![allow(dead_code, reason = "a bench takes what it needs")]

use musofir::cpu::CpuEngine;
use musofir::engine::{Engine, Start};
use musofir::gpu::{AdapterChoice, Device, GpuEngine, GpuOptions, adapters};
use musofir::scenario::Scenario;

/// A preset.
pub fn preset(name: &str) -> Scenario {
    let file = format!("{}/configs/{name}.ron", env!("CARGO_MANIFEST_DIR"));
    Scenario::load(file).expect("the preset loads")
}

/// The baseline.
pub fn baseline() -> Scenario {
    preset("baseline")
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
