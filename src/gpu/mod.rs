//! The GPU engine: agents resident on the device. A day is three dispatches: `gate` lists those to whom something may
//! happen, `day` lives their day, `evening` books it and draws the lotteries.
//!
//! All of wgpu is in this folder. Bind groups are made once; a month is a few submissions and one read-back.

mod bare;
mod device;
mod generator;
mod kernel;
mod memory;
mod tiles;

pub use device::{AdapterChoice, AdapterFacts, Device, adapters};
pub use kernel::{KERNELS, Kernel, Patch, source};

use crate::digest::Digest;
use crate::engine::{Engine, Planes, Result, Start};
use crate::layout::{LOTTERIES, PARTS};
use crate::tables::{Day, Published, Rates};
use crate::totals::{Census, Counted, Totals};
use memory::{Memory, Pipelines};
use std::time::{Duration, Instant};
use tiles::{Bound, Tile};
use wgpu::{Buffer, CommandEncoder, ComputePass, ComputePipeline};

/// Agents of a full tile: 128 MiB, the default binding limit.
pub const TILE: u32 = 1 << 23;
/// Days prepared for one submission at most.
const MONTH: usize = 31;
/// Distance of two days in the uniform buffer: the default alignment.
const STRIDE: u64 = 256;
/// A submission should take no longer than this, or a desktop's watchdog may reset the device.
const SUBMISSION: Duration = Duration::from_millis(250);
/// The day kernel has a thread for every so many agents: about as many as are awake. Threads stride, so any number will do.
const AGENTS_PER_THREAD: u32 = 6;

/// How the engine uses a device; none of it changes a bit of the results.
#[derive(Clone, Debug)]
pub struct GpuOptions {
    /// Agents of a workgroup.
    pub workgroup: u32,
    /// Agents of a tile at most.
    pub tile: u32,
    /// Days of a submission; as many as fit a quarter of a second when `None`.
    pub days: Option<usize>,
    /// A deliberate fault, for tests.
    pub patch: Option<Patch>,
}

impl Default for GpuOptions {
    fn default() -> Self {
        Self { workgroup: 256, tile: TILE, days: None, patch: None }
    }
}

/// The engine on a wgpu device.
pub struct GpuEngine {
    device: Device,
    options: GpuOptions,
    pipelines: Pipelines,
    memory: Memory,
    tiles: Vec<Tile>,
    evening: Bound,
    batch: usize,
}

impl GpuEngine {
    /// Uploads the agents and compiles the kernels.
    pub fn new(device: Device, start: &Start, options: GpuOptions) -> Result<Self> {
        let agents = start.planes.len();
        let most = options.tile.min(options.workgroup << 15) as usize;
        let tile = most.max(agents.div_ceil(PARTS as usize)).min(agents.max(1));
        let parts = agents.div_ceil(tile).max(1);
        let pipelines = Pipelines::new(&device, &options);
        let memory = Memory::new(&device, start, tile, parts);
        let mut tiles = Vec::new();
        for part in 0..parts {
            let range = part * tile..agents.min((part + 1) * tile);
            tiles.push(Tile::new(&device, &start.planes, range, part, &pipelines, &memory));
            device.check()?;
        }
        let m = &memory;
        let tables = [&m.atlas, &m.rates, &m.published, &m.applications, &m.changes, &m.totals, &m.awake];
        let evening = Bound {
            tables: device.bind(&pipelines.evening, 0, &tables.map(|b| b.as_entire_binding())),
            days: (0..MONTH).map(|d| device.bind(&pipelines.evening, 1, &[m.day(d, 0)])).collect(),
        };
        device.check()?;
        let batch = options.days.unwrap_or(1);
        Ok(Self { device, options, pipelines, memory, tiles, evening, batch })
    }

    /// Writes the days of a submission, as each tile sees them.
    fn write_days(&self, days: &[Day]) {
        let mut uniforms = vec![0u8; days.len() * self.tiles.len() * STRIDE as usize];
        let slots = days.iter().flat_map(|day| self.tiles.iter().map(move |tile| tile.day(day)));
        for (slot, day) in uniforms.chunks_mut(STRIDE as usize).zip(slots) {
            slot[..size_of::<Day>()].copy_from_slice(bytemuck::bytes_of(&day));
        }
        self.device.queue.write_buffer(&self.memory.days, 0, &uniforms);
    }

    /// Dispatches a kernel over some threads.
    fn dispatch(&self, pass: &mut ComputePass, pipeline: &ComputePipeline, bound: &Bound, day: usize, threads: u32) {
        pass.set_pipeline(pipeline);
        pass.set_bind_group(0, &bound.tables, &[]);
        pass.set_bind_group(1, &bound.days[day], &[]);
        pass.dispatch_workgroups(threads.div_ceil(self.options.workgroup), 1, 1);
    }

    /// One submission of at most a month of days.
    fn submit(&self, days: &[Day]) -> Result<()> {
        self.write_days(days);
        let p = &self.pipelines;
        let mut encoder = self.device.encoder();
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        for d in 0..days.len() {
            for tile in &self.tiles {
                self.dispatch(&mut pass, &p.gate, &tile.gate, d, tile.count);
                self.dispatch(&mut pass, &p.day, &tile.day, d, tile.count.div_ceil(AGENTS_PER_THREAD));
            }
            self.dispatch(&mut pass, &p.evening, &self.evening, d, LOTTERIES * self.options.workgroup);
        }
        drop(pass);
        self.device.run(encoder)
    }

    /// Records a kernel over all agents into a cleared buffer.
    fn reduce(
        &self,
        kernel: &ComputePipeline,
        bound: impl Fn(&Tile) -> &Bound,
        day: u32,
        into: &Buffer,
    ) -> CommandEncoder {
        self.write_days(&[Day { day, ..bytemuck::Zeroable::zeroed() }]);
        let mut encoder = self.device.encoder();
        encoder.clear_buffer(into, 0, None);
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        for tile in &self.tiles {
            self.dispatch(&mut pass, kernel, bound(tile), 0, tile.count);
        }
        drop(pass);
        encoder
    }
}

/// Joins carried pairs of words.
fn join(words: &[u32]) -> Vec<u64> {
    words.chunks_exact(2).map(|w| u64::from(w[0]) | (u64::from(w[1]) << 32)).collect()
}

impl Engine for GpuEngine {
    fn describe(&self) -> String {
        format!("gpu, {}", self.device.describe())
    }

    fn load(&mut self, rates: &Rates) -> Result<()> {
        self.device.queue.write_buffer(&self.memory.rates, 0, bytemuck::bytes_of(rates));
        self.device.check()
    }

    fn advance(&mut self, days: &[Day]) -> Result<()> {
        let mut rest = days;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(self.batch.clamp(1, MONTH).min(rest.len()));
            let begun = Instant::now();
            self.submit(now)?;
            if self.options.days.is_none() {
                let per_day = begun.elapsed() / now.len() as u32;
                self.batch = (SUBMISSION.as_secs_f64() / per_day.as_secs_f64().max(1e-6)) as usize;
            }
            rest = later;
        }
        Ok(())
    }

    fn month_end(&mut self, day: u32) -> Result<Counted> {
        let m = &self.memory;
        let recount = self.reduce(&self.pipelines.census, |t| &t.census, day, &m.counts);
        // One wait and one read-back for the month; the flows start again once they are copied.
        let words =
            self.device.read(recount, &[&m.totals, &m.counts, &m.published], |e| e.clear_buffer(&m.totals, 0, None))?;
        Ok(Counted {
            totals: Totals(join(&words[0])),
            census: Census(join(&words[1])),
            published: as_published(&words[2]),
        })
    }

    fn preload_totals(&mut self, totals: &Totals) -> Result<()> {
        let words: Vec<u32> = totals.0.iter().flat_map(|v| [*v as u32, (*v >> 32) as u32]).collect();
        self.device.queue.write_buffer(&self.memory.totals, 0, bytemuck::cast_slice(&words));
        self.device.check()
    }

    fn digest(&mut self) -> Result<Digest> {
        let sums = &self.memory.sums;
        let encoder = self.reduce(&self.pipelines.digest, |t| &t.digest, 0, sums);
        Ok(join(&self.device.read(encoder, &[sums], |_| ())?[0]).try_into().expect("four sums"))
    }

    fn published(&mut self) -> Result<Published> {
        Ok(as_published(&self.device.read(self.device.encoder(), &[&self.memory.published], |_| ())?[0]))
    }

    fn planes(&mut self) -> Result<Planes> {
        let mut planes = Planes::default();
        for tile in &self.tiles {
            let words = self.device.read(self.device.encoder(), &[&tile.agents], |_| ())?.remove(0);
            for (plane, part) in planes.0.iter_mut().zip(words.chunks_exact(tile.count.max(1) as usize)) {
                plane.extend_from_slice(&part[..tile.count as usize]);
            }
        }
        Ok(planes)
    }
}

fn as_published(words: &[u32]) -> Published {
    *bytemuck::from_bytes(bytemuck::cast_slice(words))
}
