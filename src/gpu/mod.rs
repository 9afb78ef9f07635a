//! The GPU engine: agents resident on the device, one pass over them a day and one small kernel in the evening.
//!
//! All of wgpu is in this folder. Bind groups are made once; a month is a few submissions and one read-back.

mod bare;
mod device;
mod generator;
mod kernel;
mod tiles;

pub use device::{AdapterChoice, AdapterFacts, Device, adapters};
pub use kernel::{KERNELS, Kernel, Patch, source};

use crate::digest::Digest;
use crate::engine::{Engine, Planes, Result, Start};
use crate::layout::{BUCKETS, LOTTERIES, PLACES};
use crate::tables::{Atlas, Day, Published, Rates};
use crate::totals::{CENSUS, Census, TOTALS, Totals};
use std::time::{Duration, Instant};
use tiles::Tile;
use wgpu::BufferUsages;

/// Agents of a full tile: 128 MiB, the default binding limit.
pub const TILE: u32 = 1 << 23;
/// Days prepared for one submission at most.
const MONTH: usize = 31;
/// Distance of two days in the uniform buffer: the default alignment.
const STRIDE: u64 = 256;
/// A submission should take no longer than this, or a desktop's watchdog may reset the device.
const SUBMISSION: Duration = Duration::from_millis(250);

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
    tiles: Vec<Tile>,
    day: wgpu::ComputePipeline,
    evening: wgpu::ComputePipeline,
    census: wgpu::ComputePipeline,
    digest: wgpu::ComputePipeline,
    evening_tables: wgpu::BindGroup,
    evening_days: Vec<wgpu::BindGroup>,
    days: wgpu::Buffer,
    rates: wgpu::Buffer,
    published: wgpu::Buffer,
    totals: wgpu::Buffer,
    counts: wgpu::Buffer,
    sums: wgpu::Buffer,
    batch: usize,
    key: [u32; 2],
}

impl GpuEngine {
    /// Uploads the agents and compiles the kernels.
    pub fn new(device: Device, start: &Start, options: GpuOptions) -> Result<Self> {
        let constants = [("WORKGROUP", f64::from(options.workgroup))];
        let patch = options.patch.as_ref();
        let day = device.pipeline("day", &constants, patch);
        let evening = device.pipeline("evening", &[], patch);
        let census = device.pipeline("census", &constants, patch);
        let digest = device.pipeline("digest", &constants, patch);

        let storage = |label: &str, words: usize| device.buffer(label, words as u64 * 4, BufferUsages::STORAGE);
        let atlas = storage("atlas", size_of::<Atlas>() / 4);
        let rates = storage("rates", size_of::<Rates>() / 4);
        let published = storage("published", size_of::<Published>() / 4);
        let applications = storage("applications", (LOTTERIES * BUCKETS) as usize);
        let changes = storage("changes", PLACES as usize);
        let totals = storage("totals", 2 * TOTALS as usize);
        let counts = storage("counts", 2 * CENSUS as usize);
        let sums = storage("sums", 8);
        device.queue.write_buffer(&atlas, 0, bytemuck::bytes_of(&*start.atlas));
        device.queue.write_buffer(&published, 0, bytemuck::bytes_of(&start.published));

        let agents = start.planes.len();
        let tile = options.tile.min(options.workgroup << 15) as usize;
        let parts = agents.div_ceil(tile).max(1);
        let days = device.buffer("days", (MONTH * parts) as u64 * STRIDE, BufferUsages::UNIFORM);
        let tables = [&atlas, &rates, &published, &applications, &changes, &totals];
        let mut tiles = Vec::new();
        for part in 0..parts {
            let range = part * tile..agents.min((part + 1) * tile);
            let t = Tile::new(
                &device,
                &start.planes,
                range,
                part,
                parts,
                &days,
                [&day, &census, &digest],
                &tables,
                [&counts, &sums],
            );
            tiles.push(t);
            device.check()?;
        }
        let evening_buffers = [&rates, &published, &applications, &changes, &totals].map(|b| b.as_entire_binding());
        let evening_tables = device.bind(&evening, 0, &evening_buffers);
        let evening_days = (0..MONTH).map(|d| device.bind(&evening, 1, &[tiles::slot(&days, d * parts)])).collect();
        device.check()?;
        let batch = options.days.unwrap_or(1);
        Ok(Self {
            device,
            options,
            tiles,
            day,
            evening,
            census,
            digest,
            evening_tables,
            evening_days,
            days,
            rates,
            published,
            totals,
            counts,
            sums,
            batch,
            key: [0; 2],
        })
    }

    /// One submission of at most a month of days.
    fn submit(&mut self, days: &[Day]) -> Result<()> {
        let parts = self.tiles.len();
        let mut uniforms = vec![0u8; days.len() * parts * STRIDE as usize];
        let slots = days.iter().flat_map(|day| self.tiles.iter().map(move |tile| tile.day(day)));
        for (slot, day) in uniforms.chunks_mut(STRIDE as usize).zip(slots) {
            slot[..size_of::<Day>()].copy_from_slice(bytemuck::bytes_of(&day));
        }
        self.device.queue.write_buffer(&self.days, 0, &uniforms);
        let mut encoder = self.device.encoder();
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        for d in 0..days.len() {
            pass.set_pipeline(&self.day);
            for tile in &self.tiles {
                pass.set_bind_group(0, &tile.day, &[]);
                pass.set_bind_group(1, &tile.days[d], &[]);
                pass.dispatch_workgroups(tile.count.div_ceil(self.options.workgroup), 1, 1);
            }
            pass.set_pipeline(&self.evening);
            pass.set_bind_group(0, &self.evening_tables, &[]);
            pass.set_bind_group(1, &self.evening_days[d], &[]);
            pass.dispatch_workgroups(LOTTERIES, 1, 1);
        }
        drop(pass);
        self.device.run(encoder)
    }

    /// Runs a kernel over all agents into a cleared buffer and reads it with others.
    fn reduce(
        &mut self,
        census: bool,
        day: u32,
        clear: &[&wgpu::Buffer],
        read: &[&wgpu::Buffer],
    ) -> Result<Vec<Vec<u32>>> {
        let today = Day { day, key_0: self.key[0], key_1: self.key[1], ..bytemuck::Zeroable::zeroed() };
        for (i, tile) in self.tiles.iter().enumerate() {
            self.device.queue.write_buffer(&self.days, i as u64 * STRIDE, bytemuck::bytes_of(&tile.day(&today)));
        }
        let mut encoder = self.device.encoder();
        clear.iter().for_each(|buffer| encoder.clear_buffer(buffer, 0, None));
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        pass.set_pipeline(if census { &self.census } else { &self.digest });
        for tile in &self.tiles {
            let [tables, days] = if census { &tile.census } else { &tile.digest };
            pass.set_bind_group(0, tables, &[]);
            pass.set_bind_group(1, days, &[]);
            pass.dispatch_workgroups(tile.count.div_ceil(self.options.workgroup), 1, 1);
        }
        drop(pass);
        self.device.run(encoder)?;
        self.device.read(read)
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
        self.device.queue.write_buffer(&self.rates, 0, bytemuck::bytes_of(rates));
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

    fn month_end(&mut self, day: u32) -> Result<(Totals, Census)> {
        let (counts, totals) = (self.counts.clone(), self.totals.clone());
        let words = self.reduce(true, day, &[&counts], &[&totals, &counts])?;
        let mut encoder = self.device.encoder();
        encoder.clear_buffer(&totals, 0, None);
        self.device.run(encoder)?;
        Ok((Totals(join(&words[0])), Census(join(&words[1]))))
    }

    fn preload_totals(&mut self, totals: &Totals) -> Result<()> {
        let words: Vec<u32> = totals.0.iter().flat_map(|v| [*v as u32, (*v >> 32) as u32]).collect();
        self.device.queue.write_buffer(&self.totals, 0, bytemuck::cast_slice(&words));
        self.device.check()
    }

    fn digest(&mut self) -> Result<Digest> {
        let sums = self.sums.clone();
        let words = self.reduce(false, 0, &[&sums], &[&sums])?;
        Ok(join(&words[0]).try_into().expect("four sums"))
    }

    fn published(&mut self) -> Result<Published> {
        Ok(*bytemuck::from_bytes(bytemuck::cast_slice(&self.device.read(&[&self.published])?[0])))
    }

    fn planes(&mut self) -> Result<Planes> {
        let mut planes = Planes::default();
        for tile in &self.tiles {
            let words = self.device.read(&[&tile.agents])?.remove(0);
            for (plane, part) in planes.0.iter_mut().zip(words.chunks_exact(tile.count.max(1) as usize)) {
                plane.extend_from_slice(&part[..tile.count as usize]);
            }
        }
        Ok(planes)
    }
}
