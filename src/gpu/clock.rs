//! Where a device's time goes, kernel by kernel, on devices with clocks. Looking changes no bit.

use super::device::Device;
use crate::engine::Result;
use std::time::Duration;
use wgpu::{
    Buffer, BufferUsages, CommandEncoder, ComputePass, ComputePassDescriptor, ComputePassTimestampWrites, QuerySet,
};

/// Kernels that can be timed in a submission.
const MOST: u32 = wgpu::QUERY_SET_MAX_QUERIES / 2;

/// Time spent so far.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    /// On the device, by kernel.
    pub kernels: Vec<(&'static str, Duration)>,
    /// From submissions to their end, as the host sees it.
    pub wall: Duration,
    /// Recounts and read-backs of months' ends.
    pub month_ends: Duration,
}

/// Clock readings at the beginning and the end of every kernel of a submission.
pub struct Clock {
    readings: QuerySet,
    resolved: Buffer,
    nanoseconds: f64,
    running: Vec<&'static str>,
    /// What it has read.
    pub timings: Timings,
}

impl Clock {
    /// None on a device without.
    pub fn new(device: &Device) -> Option<Self> {
        let there = device.device.features().contains(wgpu::Features::TIMESTAMP_QUERY);
        there.then(|| Self {
            readings: device.device.create_query_set(&wgpu::QuerySetDescriptor {
                label: Some("clock"),
                ty: wgpu::QueryType::Timestamp,
                count: 2 * MOST,
            }),
            resolved: device.buffer("clock", u64::from(MOST) * 16, BufferUsages::QUERY_RESOLVE),
            nanoseconds: f64::from(device.queue.get_timestamp_period()),
            running: Vec::new(),
            timings: Timings::default(),
        })
    }

    /// Begins a pass for a kernel, with a reading at either end while there is room for them.
    pub fn pass<'e>(&mut self, encoder: &'e mut CommandEncoder, kernel: &'static str) -> ComputePass<'e> {
        let n = 2 * self.running.len() as u32;
        let timestamp_writes = (n < 2 * MOST).then(|| {
            self.running.push(kernel);
            ComputePassTimestampWrites {
                query_set: &self.readings,
                beginning_of_pass_write_index: Some(n),
                end_of_pass_write_index: Some(n + 1),
            }
        });
        encoder.begin_compute_pass(&ComputePassDescriptor { label: Some(kernel), timestamp_writes })
    }

    /// Runs the submission and adds up what its kernels took.
    pub fn run(&mut self, device: &Device, mut encoder: CommandEncoder) -> Result<()> {
        let readings = 2 * self.running.len() as u32;
        encoder.resolve_query_set(&self.readings, 0..readings, &self.resolved, 0);
        let words = device.read(encoder, &[&self.resolved], |_| ())?.remove(0);
        for (name, w) in self.running.drain(..).zip(words.chunks_exact(4)) {
            let at = |i: usize| u64::from(w[i]) | (u64::from(w[i + 1]) << 32);
            let took = Duration::from_nanos((at(2).saturating_sub(at(0)) as f64 * self.nanoseconds) as u64);
            match self.timings.kernels.iter_mut().find(|(of, _)| *of == name) {
                Some((_, sum)) => *sum += took,
                None => self.timings.kernels.push((name, took)),
            }
        }
        Ok(())
    }
}
