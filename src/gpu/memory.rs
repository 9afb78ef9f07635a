//! The engine's buffers and pipelines, made once.

use super::device::Device;
use super::{GpuOptions, MONTH, ROWS};
use crate::common::layout::{BUCKETS, CHANGES, LISTS, LOTTERIES, ORIGINS};
use crate::common::tables::{DayState, Rates, WorldTables};
use crate::common::totals::{CENSUS, TOTALS};
use wgpu::{BindingResource, Buffer, BufferUsages, ComputePipeline};

/// The pipelines of a day, a recount and a digest.
pub struct Pipelines {
    pub gate: ComputePipeline,
    pub quiet: ComputePipeline,
    pub month: ComputePipeline,
    pub day: ComputePipeline,
    pub monthly_day: ComputePipeline,
    pub evening: ComputePipeline,
    pub census: ComputePipeline,
    pub digest: ComputePipeline,
}

impl Pipelines {
    /// Compiles them all.
    pub fn new(device: &Device, options: &GpuOptions) -> Self {
        let workgroup = ("WORKGROUP", f64::from(options.workgroup));
        let make = |name| device.pipeline(name, &[workgroup], options.patch.as_ref());
        let day = |monthly| device.pipeline("day", &[workgroup, ("MONTHLY", monthly)], options.patch.as_ref());
        // On a card neighbouring threads look at neighbours and few threads wait; a software driver, which runs a
        // branch for eight agents if it does for one, had better list rarely.
        let each = ("EACH", if options.hardware(device) { 1.0 } else { 32.0 });
        Self {
            gate: device.pipeline("gate", &[workgroup, each], options.patch.as_ref()),
            quiet: make("quiet"),
            month: make("month"),
            day: day(0.0),
            monthly_day: day(1.0),
            evening: device.pipeline("evening", &[], options.patch.as_ref()),
            census: make("census"),
            digest: make("digest"),
        }
    }
}

/// Everything on the device but the agents.
pub struct Memory {
    pub tables: Buffer,
    pub rates: Buffer,
    pub day_state: Buffer,
    pub applications: Buffer,
    pub changes: Buffer,
    pub totals: Buffer,
    /// Two counts for each part, then indices in the tile at work: of those the gate listed, and, once those have been
    /// read and in the same place, of those whose monthly day holds something else.
    pub listed: Buffer,
    /// The same of those whose day is not quiet, with one count in use.
    pub awake: Buffer,
    /// The recount.
    pub counts: Buffer,
    /// The digest.
    pub sums: Buffer,
    /// Days of a submission, for each tile and for the evening.
    pub days: Buffer,
    /// Of a day: tiles, and the evening.
    regions: usize,
    slots: usize,
}

impl Memory {
    /// Makes the buffers of `slots` replicates and `tiles` tiles, of which the largest has `tile` agents.
    pub fn new(device: &Device, slots: usize, tile: usize, tiles: usize) -> Self {
        let storage = |label: &str, words: usize| device.buffer(label, words as u64 * 4, BufferUsages::STORAGE);
        let each = |label: &str, words: usize| storage(label, slots * words);
        let regions = tiles + 1;
        Self {
            tables: each("atlas", size_of::<WorldTables>() / 4),
            rates: each("rates", size_of::<Rates>() / 4),
            day_state: each("published", size_of::<DayState>() / 4),
            applications: each("applications", (LOTTERIES * BUCKETS) as usize),
            changes: each("changes", CHANGES as usize),
            totals: each("totals", (2 * ORIGINS * TOTALS) as usize),
            listed: storage("listed", LISTS as usize + tile),
            awake: storage("awake", LISTS as usize + tile),
            counts: each("counts", (2 * ORIGINS * CENSUS) as usize),
            sums: each("sums", 8),
            days: device.buffer("days", (MONTH * regions) as u64 * ROWS, BufferUsages::UNIFORM),
            regions,
            slots,
        }
    }

    /// What a replicate has of its own besides its agents between two days, each with the bytes of a slot; first those
    /// that a new replicate begins without.
    pub fn of_a_slot(&self) -> [(&Buffer, u64); 6] {
        let all = [&self.applications, &self.changes, &self.totals, &self.tables, &self.rates, &self.day_state];
        all.map(|buffer| (buffer, buffer.size() / self.slots as u64))
    }

    /// Place of a day of the submission for a tile, or for the evening, which comes after them.
    pub fn day(&self, day: usize, region: usize) -> BindingResource<'_> {
        BindingResource::Buffer(wgpu::BufferBinding {
            buffer: &self.days,
            offset: (day * self.regions + region) as u64 * ROWS,
            size: std::num::NonZeroU64::new(ROWS),
        })
    }
}
