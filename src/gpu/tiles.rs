//! A tile: up to 2^23 agents in one buffer of four planes, and the bind groups of every kernel that reads it.

use super::device::Device;
use super::{MONTH, STRIDE};
use crate::engine::Planes;
use crate::tables::Day;
use std::ops::Range;

/// Some of the agents, on the device.
pub struct Tile {
    /// Index of its first agent.
    pub base: u32,
    /// Its number of agents.
    pub count: u32,
    /// Their words, plane by plane.
    pub agents: wgpu::Buffer,
    /// Tables of the day kernel.
    pub day: wgpu::BindGroup,
    /// The days of a submission.
    pub days: Vec<wgpu::BindGroup>,
    /// Tables and day of the recount.
    pub census: [wgpu::BindGroup; 2],
    /// Tables and day of the digest.
    pub digest: [wgpu::BindGroup; 2],
}

/// One day's place in the uniform buffer.
pub fn slot(days: &wgpu::Buffer, index: usize) -> wgpu::BindingResource<'_> {
    wgpu::BindingResource::Buffer(wgpu::BufferBinding {
        buffer: days,
        offset: index as u64 * STRIDE,
        size: std::num::NonZeroU64::new(size_of::<Day>() as u64),
    })
}

impl Tile {
    /// Uploads a range of agents as part `part` of `parts`.
    #[expect(clippy::too_many_arguments, reason = "called once; a struct would only rename the list")]
    pub fn new(
        device: &Device,
        planes: &Planes,
        range: Range<usize>,
        part: usize,
        parts: usize,
        days: &wgpu::Buffer,
        [day, census, digest]: [&wgpu::ComputePipeline; 3],
        tables: &[&wgpu::Buffer; 6],
        [counts, sums]: [&wgpu::Buffer; 2],
    ) -> Self {
        let bytes = (range.len().max(1) * 16) as u64;
        let agents = device.buffer("agents", bytes, wgpu::BufferUsages::STORAGE);
        for (p, plane) in planes.0.iter().enumerate() {
            device.queue.write_buffer(
                &agents,
                (p * range.len() * 4) as u64,
                bytemuck::cast_slice(&plane[range.clone()]),
            );
        }
        let mut day_buffers = vec![agents.as_entire_binding()];
        day_buffers.extend(tables.iter().map(|b| b.as_entire_binding()));
        let reads = |kernel, out: &wgpu::Buffer| {
            [
                device.bind(kernel, 0, &[agents.as_entire_binding(), out.as_entire_binding()]),
                device.bind(kernel, 1, &[slot(days, part)]),
            ]
        };
        Self {
            base: range.start as u32,
            count: range.len() as u32,
            day: device.bind(day, 0, &day_buffers),
            days: (0..MONTH).map(|d| device.bind(day, 1, &[slot(days, d * parts + part)])).collect(),
            census: reads(census, counts),
            digest: reads(digest, sums),
            agents,
        }
    }

    /// A day as this tile sees it.
    pub fn day(&self, day: &Day) -> Day {
        Day { base: self.base, count: self.count, plane: self.count, ..*day }
    }
}
