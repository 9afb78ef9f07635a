//! A tile: up to 2^23 agents in one buffer, and the bind groups of every kernel that reads it. Its rows are parts of
//! replicates, of one length if there are several; a row holds four planes of words.

use super::MONTH;
use super::device::Device;
use super::memory::{Memory, Pipelines};
use crate::common::tables::Day;
use crate::engine::AgentState;
use wgpu::{BindGroup, Buffer, BufferUsages, ComputePipeline};

/// What a kernel is bound to: its tables, and a day of the submission.
pub struct Bound {
    pub tables: BindGroup,
    pub days: Vec<BindGroup>,
}

/// Some agents of a replicate.
#[derive(Clone, Copy, Debug)]
pub struct TileRow {
    pub slot: usize,
    /// Index of the first in the replicate.
    pub base: u32,
    pub count: u32,
}

/// Some of the agents, on the device.
pub struct Tile {
    pub rows: Vec<TileRow>,
    /// Number of its first part.
    part: u32,
    /// The agents' words, row by row, plane by plane.
    pub agents: Buffer,
    pub gate: Bound,
    pub quiet: Bound,
    pub month: Bound,
    pub day: Bound,
    pub monthly_day: Bound,
    pub census: Bound,
    pub digest: Bound,
}

impl Tile {
    /// Makes room for rows, as tile number `number` of tiles of `per_tile` rows.
    pub fn new(device: &Device, rows: &[TileRow], number: usize, per_tile: usize, p: &Pipelines, m: &Memory) -> Self {
        let count: u64 = rows.iter().map(|r| u64::from(r.count)).sum();
        let agents = device.buffer("agents", count.max(1) * 16, BufferUsages::STORAGE);
        let bind = |pipeline: &ComputePipeline, days: usize, buffers: &[&Buffer]| {
            let mut all = vec![agents.as_entire_binding()];
            all.extend(buffers.iter().map(|b| b.as_entire_binding()));
            let tables = device.bind(pipeline, 0, &all);
            Bound { tables, days: (0..days).map(|d| device.bind(pipeline, 1, &[m.day(d, number)])).collect() }
        };
        let with = |list| [&m.tables, &m.rates, &m.day_state, &m.applications, &m.changes, &m.totals, list];
        Self {
            rows: rows.to_vec(),
            part: (number * per_tile) as u32,
            gate: bind(&p.gate, MONTH, &[&m.rates, &m.listed]),
            quiet: bind(&p.quiet, MONTH, &[&m.tables, &m.rates, &m.day_state, &m.applications, &m.listed, &m.awake]),
            month: bind(&p.month, MONTH, &with(&m.listed)),
            day: bind(&p.day, MONTH, &with(&m.awake)),
            monthly_day: bind(&p.monthly_day, MONTH, &with(&m.listed)),
            census: bind(&p.census, 1, &[&m.tables, &m.counts]),
            digest: bind(&p.digest, 1, &[&m.sums]),
            agents,
        }
    }

    /// Agents of its longest row.
    pub fn longest(&self) -> u32 {
        self.rows.iter().map(|r| r.count).max().unwrap_or(0)
    }

    /// A day as a row sees it.
    pub fn day(&self, row: usize, day: &Day) -> Day {
        let TileRow { slot, base, count } = self.rows[row];
        Day {
            base,
            count,
            plane: count,
            part: self.part + row as u32,
            first: row as u32 * count,
            slot: slot as u32,
            ..*day
        }
    }

    /// Where a slot's agents lie: first byte and bytes.
    pub fn places(&self, slot: usize) -> impl Iterator<Item = (u64, u64)> {
        let bytes = |r: &TileRow| u64::from(r.count) * 16;
        let mine = self.rows.iter().enumerate().filter(move |(_, r)| r.slot == slot);
        mine.map(move |(n, r)| (n as u64 * bytes(r), bytes(r)))
    }

    /// Uploads a replicate's agents that belong here.
    pub fn upload(&self, device: &Device, slot: usize, agent_state: &AgentState) {
        for (row, (at, bytes)) in self.rows.iter().filter(|r| r.slot == slot).zip(self.places(slot)) {
            let range = row.base as usize..(row.base + row.count) as usize;
            for (n, plane) in agent_state.0.iter().enumerate() {
                let words = bytemuck::cast_slice(&plane[range.clone()]);
                device.queue.write_buffer(&self.agents, at + n as u64 * bytes / 4, words);
            }
        }
    }
}
