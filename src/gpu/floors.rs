//! The floors of a day on a device, which benches hold the full day against: the copy of the agents, the generator
//! alone, and the generator with one word read and a sparse write.

use super::device::Device;
use crate::engine::Result;
use std::time::{Duration, Instant};
use wgpu::{BufferUsages, CommandEncoder};

impl Device {
    /// D0: time of copying all agents, 16 bytes each, `days` times.
    pub fn copy_days(&self, agents: u32, days: u32) -> Result<Duration> {
        let bytes = u64::from(agents) * 16;
        let [from, to] = ["from", "to"].map(|label| self.buffer(label, bytes, BufferUsages::empty()));
        self.second(days, |encoder, days| {
            (0..days).for_each(|_| encoder.copy_buffer_to_buffer(&from, 0, &to, 0, bytes));
        })
    }

    /// D1: time of `days` gate blocks an agent, whose words are read by nobody.
    pub fn generator_days(&self, agents: u32, days: u32) -> Result<Duration> {
        self.bare_days("generate", agents, days)
    }

    /// D2: the same, with a word read and a write for one agent in sixty-four.
    pub fn sparse_days(&self, agents: u32, days: u32) -> Result<Duration> {
        self.bare_days("sparse", agents, days)
    }

    /// Agents are at most a tile.
    fn bare_days(&self, kernel: &str, agents: u32, days: u32) -> Result<Duration> {
        let pipeline = self.pipeline(kernel, &[], None);
        let words = self.buffer("words", u64::from(agents) * 4, BufferUsages::STORAGE);
        let tables = self.bind(&pipeline, 0, &[words.as_entire_binding()]);
        self.second(days, |encoder, days| {
            let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
            pass.set_pipeline(&pipeline);
            pass.set_bind_group(0, &tables, &[]);
            (0..days).for_each(|_| pass.dispatch_workgroups(agents.div_ceil(256), 1, 1));
        })
    }

    /// Time of a submission, after one of a single day.
    fn second(&self, days: u32, record: impl Fn(&mut CommandEncoder, u32)) -> Result<Duration> {
        let submit = |days: u32| {
            let mut encoder = self.encoder();
            record(&mut encoder, days);
            self.run(encoder)
        };
        submit(1)?;
        let begun = Instant::now();
        submit(days)?;
        Ok(begun.elapsed())
    }
}
