//! A tile: up to 2^23 agents in one buffer of four planes, and the bind groups of every kernel that reads it.

use super::MONTH;
use super::device::Device;
use super::memory::{Memory, Pipelines};
use crate::engine::Planes;
use crate::tables::Day;
use std::ops::Range;
use wgpu::{BindGroup, Buffer, BufferUsages, ComputePipeline};

/// What a kernel is bound to: its tables, and a day of the submission.
pub struct Bound {
    pub tables: BindGroup,
    pub days: Vec<BindGroup>,
}

/// Some of the agents, on the device.
pub struct Tile {
    /// Index of its first agent.
    pub base: u32,
    /// Its number of agents.
    pub count: u32,
    /// Its own number.
    part: u32,
    /// The agents' words, plane by plane.
    pub agents: Buffer,
    pub gate: Bound,
    pub day: Bound,
    pub census: Bound,
    pub digest: Bound,
}

impl Tile {
    /// Uploads a range of agents as tile number `part`.
    pub fn new(device: &Device, planes: &Planes, range: Range<usize>, part: usize, p: &Pipelines, m: &Memory) -> Self {
        let agents = device.buffer("agents", (range.len().max(1) * 16) as u64, BufferUsages::STORAGE);
        for (n, plane) in planes.0.iter().enumerate() {
            let words = bytemuck::cast_slice(&plane[range.clone()]);
            device.queue.write_buffer(&agents, (n * range.len() * 4) as u64, words);
        }
        let bind = |pipeline: &ComputePipeline, days: usize, buffers: &[&Buffer]| {
            let mut all = vec![agents.as_entire_binding()];
            all.extend(buffers.iter().map(|b| b.as_entire_binding()));
            let tables = device.bind(pipeline, 0, &all);
            Bound { tables, days: (0..days).map(|d| device.bind(pipeline, 1, &[m.day(d, part)])).collect() }
        };
        let ledgers = [&m.atlas, &m.rates, &m.published, &m.applications, &m.changes, &m.totals, &m.awake];
        Self {
            base: range.start as u32,
            count: range.len() as u32,
            part: part as u32,
            gate: bind(&p.gate, MONTH, &[&m.rates, &m.awake]),
            day: bind(&p.day, MONTH, &ledgers),
            census: bind(&p.census, 1, &[&m.atlas, &m.counts]),
            digest: bind(&p.digest, 1, &[&m.sums]),
            agents,
        }
    }

    /// A day as this tile sees it.
    pub fn day(&self, day: &Day) -> Day {
        Day { base: self.base, count: self.count, plane: self.count, part: self.part, ..*day }
    }
}
