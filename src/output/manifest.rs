//! The manifest: everything needed to repeat a run, and what it cost.

use super::Provenance;
use crate::common::digest;
use crate::ensemble::{IndicatorComparison, Record};
use crate::host::INDICATORS;
use crate::run::trajectory::Row;
use crate::scenario::Scenario;
use serde_json::{Value, json as object};
use std::borrow::Borrow;

/// What a run was, and where it ran.
pub struct Manifest {
    fields: Value,
    rate: f64,
}

impl Manifest {
    /// The manifest of a run that took `wall` seconds on an engine.
    pub fn new(
        x: &Scenario,
        agents: u32,
        seed: u64,
        engine: &str,
        wall: f64,
        digest: &str,
        provenance: &Provenance,
    ) -> Self {
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
            "command": provenance.command,
            "wall_seconds": wall,
            "agent_days_per_second": rate,
            "peak_memory_bytes": peak_memory(),
            "digest": digest,
            "program_sha256": provenance.program,
        });
        Self { fields, rate }
    }

    /// With one field more.
    pub fn with(mut self, name: &str, value: impl serde::Serialize) -> Self {
        self.fields[name] = object!(value);
        self
    }

    /// Of a run that was resumed after `before` days: time and speed are those of the rest.
    pub fn resumed(mut self, before: u32) -> Self {
        let days = self.fields["days"].as_f64().unwrap_or(0.0);
        self.rate *= 1.0 - f64::from(before) / days.max(1.0);
        self.fields["agent_days_per_second"] = object!(self.rate);
        self.with("resumed_after_days", before)
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

/// What an ensemble was.
pub struct EnsembleManifest(serde_json::Map<String, Value>);

impl EnsembleManifest {
    /// Scenarios, and their replicates with the digests of the runs that these are.
    pub fn new(
        scenarios: impl IntoIterator<Item = impl Borrow<Scenario>>,
        records: &[Vec<Record>],
        seeds: u64,
        agents: u32,
    ) -> Self {
        let scenario = |x: &Scenario, of: &Vec<Record>| {
            let replicates: Vec<Value> = of.iter().map(|r| object!({ "seed": r.seed, "digest": r.digest })).collect();
            object!({
                "scenario": x.name,
                "title": x.title,
                "world": x.world.name,
                "scenario_sha256": x.scenario_hash,
                "world_sha256": x.world_hash,
                "start": x.calendar.start.to_string(),
                "end": x.calendar.end.to_string(),
                "replicates": replicates,
            })
        };
        let all = scenarios.into_iter().zip(records);
        let digests: String = records.iter().flatten().map(|r| r.digest.as_str()).collect();
        let mut fields = serde_json::Map::new();
        fields.insert("seeds".into(), object!(seeds));
        fields.insert("agents".into(), object!(agents));
        fields.insert("musofir".into(), object!(env!("CARGO_PKG_VERSION")));
        fields.insert("digest".into(), object!(digest::of_text(&digests)));
        fields.insert("scenarios".into(), all.map(|(x, of)| scenario(x.borrow(), of)).collect());
        Self(fields)
    }

    /// Engine, seconds, agent-days simulated and represented, and the command.
    pub fn on(self, engine: &str, wall: f64, [simulated, represented]: [u64; 2], provenance: &Provenance) -> Self {
        let manifest = self
            .with("engine", engine)
            .with("platform", format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS))
            .with("command", &provenance.command)
            .with("wall_seconds", wall)
            .with("agent_days_simulated", simulated)
            .with("agent_days_represented", represented)
            .with("peak_memory_bytes", peak_memory());
        provenance.more.iter().fold(manifest, |manifest, (name, value)| manifest.with(name, value))
    }

    /// With one field more.
    pub fn with(mut self, name: &str, value: impl serde::Serialize) -> Self {
        self.0.insert(name.into(), object!(value));
        self
    }

    /// As JSON text.
    pub fn text(&self) -> String {
        format!("{:#}", Value::Object(self.0.clone()))
    }

    /// Manifest and summary as one JSON document.
    pub fn json(&self, lines: &[(String, Vec<IndicatorComparison>)]) -> String {
        let line = |(name, l): (&String, &IndicatorComparison)| {
            let i = INDICATORS[l.indicator];
            let finite = |v: f64| v.is_finite().then_some(v);
            object!({
                "scenario": name,
                "indicator": i.name,
                "unit": i.unit,
                "over": i.over.name(),
                "from": l.window.from,
                "to": l.window.to,
                "seeds": l.difference.count,
                "mean": l.of.mean,
                "reference": l.reference.mean,
                "difference": l.difference.mean,
                "low": finite(l.difference.low()),
                "high": finite(l.difference.high()),
                "seeds_needed": l.needed,
                "verdict": l.verdict(),
                "demand_alone": l.parts.as_ref().map(|p| p.alone.mean),
                "rest": l.parts.as_ref().map(|p| p.rest.mean),
            })
        };
        let summary: Vec<Value> = lines.iter().flat_map(|(name, of)| of.iter().map(move |l| line((name, l)))).collect();
        format!("{:#}", object!({ "manifest": Value::Object(self.0.clone()), "summary": summary }))
    }
}

/// The most memory this process has held, where the system says.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1024)
}
