//! The manifest: everything needed to repeat a run, and what it cost.

use super::{About, COMMIT, Provenance};
use crate::common::digest;
use crate::ensemble::Record;
use crate::run::trajectory::Row;
use crate::scenario::Scenario;
use crate::world::Words;
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
            "study": super::RUN,
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
            "commit": COMMIT,
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

/// Manifest and series as one JSON document; rows have the columns of `series.csv`.
pub fn json(manifest: &Manifest, series: &[Row], words: &Words) -> String {
    let series = super::tables::series(series).json(words);
    format!("{:#}", object!({ "manifest": manifest.fields, "series": series }))
}

/// What an ensemble was.
pub struct EnsembleManifest {
    fields: serde_json::Map<String, Value>,
    words: Words,
}

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
        let mut words = None;
        let all = scenarios.into_iter().zip(records);
        let digests: String = records.iter().flatten().map(|r| r.digest.as_str()).collect();
        let mut fields = serde_json::Map::new();
        fields.insert("seeds".into(), object!(seeds));
        fields.insert("agents".into(), object!(agents));
        fields.insert("musofir".into(), object!(env!("CARGO_PKG_VERSION")));
        fields.insert("commit".into(), object!(COMMIT));
        fields.insert("digest".into(), object!(digest::of_text(&digests)));
        fields.insert(
            "scenarios".into(),
            all.map(|(x, of)| {
                words.get_or_insert_with(|| Words::of(&x.borrow().world));
                scenario(x.borrow(), of)
            })
            .collect(),
        );
        Self { fields, words: words.unwrap_or_default() }
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
        self.fields.insert(name.into(), object!(value));
        self
    }

    /// As JSON text.
    pub fn text(&self) -> String {
        format!("{:#}", Value::Object(self.fields.clone()))
    }

    /// As a JSON value.
    pub fn value(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    /// What the study is, for the metadata of its tables.
    pub fn about(&self) -> About {
        let number = |field: &str| self.fields.get(field).and_then(Value::as_u64).unwrap_or(0);
        let scenarios = self.fields.get("scenarios").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let names = |field: &str| scenarios.iter().filter_map(|x| x[field].as_str()).collect::<Vec<_>>();
        let about = About::named(&names("scenario"), &names("world"), number("agents"), self.words.clone());
        let digest = self.fields.get("digest").and_then(Value::as_str).unwrap_or_default();
        about.with("seeds", number("seeds")).with("digest", digest)
    }
}

/// A field of the manifest of a folder, if it has one of this form.
pub fn field<T: serde::de::DeserializeOwned>(folder: &std::path::Path, name: &str) -> Option<T> {
    let text = std::fs::read_to_string(folder.join("manifest.json")).ok()?;
    let mut manifest: Value = serde_json::from_str(&text).ok()?;
    serde_json::from_value(manifest.get_mut(name)?.take()).ok()
}

/// The most memory this process has held, where the system says.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1024)
}
