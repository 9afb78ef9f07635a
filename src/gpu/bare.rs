//! The floor of a day on a device: generator, one word read, a sparse write. Benches hold the full day against it.

use super::device::Device;
use crate::engine::Result;
use std::time::{Duration, Instant};
use wgpu::BufferUsages;

impl Device {
    /// Time of `days` bare days of `agents` agents (at most a tile of them), in one submission.
    pub fn bare_days(&self, agents: u32, days: u32) -> Result<Duration> {
        let pipeline = self.pipeline("bare", &[], None);
        let words = self.buffer("words", u64::from(agents) * 4, BufferUsages::STORAGE);
        let tables = self.bind(&pipeline, 0, &[words.as_entire_binding()]);
        let submit = |days: u32| {
            let mut encoder = self.encoder();
            let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
            pass.set_pipeline(&pipeline);
            pass.set_bind_group(0, &tables, &[]);
            (0..days).for_each(|_| pass.dispatch_workgroups(agents.div_ceil(256), 1, 1));
            drop(pass);
            self.run(encoder)
        };
        submit(1)?;
        let begun = Instant::now();
        submit(days)?;
        Ok(begun.elapsed())
    }
}
