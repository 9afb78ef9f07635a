//! The manifest: everything needed to repeat a run, and what it cost.

use crate::host::INDICATORS;
use crate::course::Row;
use crate::scenario::Experiment;
use serde_json::{Value, json as object};

/// What a run was, and where it ran.
pub struct Manifest {
    fields: Value,
    rate: f64,
}

impl Manifest {
    /// The manifest of a run that took `wall` seconds on an engine.
    pub fn new(x: &Experiment, agents: u32, seed: u64, engine: &str, wall: f64, digest: &str) -> Self {
        let rate = f64::from(agents) * f64::from(x.calendar.days()) / wall.max(1e-9);
        let fields = object!({
            "scenario": x.name,
            "title": x.title,
            "world": x.world.name,
            "scenario_sha256": x.scenario_hash,
            "world_sha256": x.world_hash,
            "start": x.calendar.start.to_string(),
            "end": x.calendar.end.to_string(),
            "days": x.calendar.days(),
            "agents": agents,
            "people": x.world.pool(),
            "seed": seed,
            "engine": engine,
            "musofir": env!("CARGO_PKG_VERSION"),
            "platform": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
            "wall_seconds": wall,
            "agent_days_per_second": rate,
            "peak_memory_bytes": peak_memory(),
            "digest": digest,
        });
        Self { fields, rate }
    }

    /// Agent-days per second.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// The manifest as JSON text.
    pub fn text(&self) -> String {
        format!("{:#}", self.fields)
    }
}

/// Manifest and series as one JSON document.
pub fn json(manifest: &Manifest, series: &[Row]) -> String {
    let months: Vec<Value> = series
        .iter()
        .map(|row| {
            let mut month = object!({ "month": row.month });
            for (i, v) in INDICATORS.iter().zip(&row.values) {
                month[i.name] = object!(v);
            }
            month
        })
        .collect();
    let units: Value =
        INDICATORS.iter().map(|i| (i.name.to_owned(), object!(i.unit))).collect::<serde_json::Map<_, _>>().into();
    format!("{:#}", object!({ "manifest": manifest.fields, "units": units, "series": months }))
}

/// The most memory this process has held, where the system says.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1024)
}
