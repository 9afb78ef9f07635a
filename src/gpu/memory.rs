//! The engine's buffers and pipelines, made once.

use super::device::Device;
use super::{GpuOptions, MONTH, STRIDE};
use crate::engine::Start;
use crate::layout::{BUCKETS, COMMUNITIES, LOTTERIES, ORIGINS, PARTS, PLACES};
use crate::tables::{Atlas, Day, Published, Rates};
use crate::totals::{CENSUS, TOTALS};
use wgpu::{BindingResource, Buffer, BufferUsages, ComputePipeline};

/// The pipelines of a day, a recount and a digest.
pub struct Pipelines {
    pub gate: ComputePipeline,
    pub day: ComputePipeline,
    pub evening: ComputePipeline,
    pub census: ComputePipeline,
    pub digest: ComputePipeline,
}

impl Pipelines {
    /// Compiles them all.
    pub fn new(device: &Device, options: &GpuOptions) -> Self {
        let constants = [("WORKGROUP", f64::from(options.workgroup))];
        let make = |name| device.pipeline(name, &constants, options.patch.as_ref());
        Self {
            gate: make("gate"),
            day: make("day"),
            evening: device.pipeline("evening", &[], options.patch.as_ref()),
            census: make("census"),
            digest: make("digest"),
        }
    }
}

/// Everything on the device but the agents.
pub struct Memory {
    pub atlas: Buffer,
    pub rates: Buffer,
    pub published: Buffer,
    pub applications: Buffer,
    pub changes: Buffer,
    pub totals: Buffer,
    /// Counts by tile, then the indices of those awake in the tile at work.
    pub awake: Buffer,
    /// The recount.
    pub counts: Buffer,
    /// The digest.
    pub sums: Buffer,
    /// Days of a submission, for each tile.
    pub days: Buffer,
    /// Tiles.
    pub parts: usize,
}

impl Memory {
    /// Makes the buffers and fills those that have a first content.
    pub fn new(device: &Device, start: &Start, tile: usize, parts: usize) -> Self {
        let storage = |label: &str, words: usize| device.buffer(label, words as u64 * 4, BufferUsages::STORAGE);
        let memory = Self {
            atlas: storage("atlas", size_of::<Atlas>() / 4),
            rates: storage("rates", size_of::<Rates>() / 4),
            published: storage("published", size_of::<Published>() / 4),
            applications: storage("applications", (LOTTERIES * BUCKETS) as usize),
            changes: storage("changes", (PLACES + COMMUNITIES) as usize),
            totals: storage("totals", (2 * ORIGINS * TOTALS) as usize),
            awake: storage("awake", PARTS as usize + tile),
            counts: storage("counts", (2 * ORIGINS * CENSUS) as usize),
            sums: storage("sums", 8),
            days: device.buffer("days", (MONTH * parts) as u64 * STRIDE, BufferUsages::UNIFORM),
            parts,
        };
        device.queue.write_buffer(&memory.atlas, 0, bytemuck::bytes_of(&*start.atlas));
        device.queue.write_buffer(&memory.published, 0, bytemuck::bytes_of(&start.published));
        memory
    }

    /// Place of a day of the submission, as a tile sees it.
    pub fn day(&self, day: usize, part: usize) -> BindingResource<'_> {
        BindingResource::Buffer(wgpu::BufferBinding {
            buffer: &self.days,
            offset: (day * self.parts + part) as u64 * STRIDE,
            size: std::num::NonZeroU64::new(size_of::<Day>() as u64),
        })
    }
}
