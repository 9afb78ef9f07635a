//! The bare generator on a device: what a known-answer test asks.

use super::device::Device;
use crate::engine::Result;
use wgpu::BufferUsages;

impl Device {
    /// Philox4x32-10 of each input, four counter words and two key words, computed on the device.
    pub fn philox(&self, inputs: &[[u32; 6]]) -> Result<Vec<[u32; 4]>> {
        let pipeline = self.pipeline("generator", &[], None);
        let given = self.buffer("inputs", size_of_val(inputs) as u64, BufferUsages::STORAGE);
        let made = self.buffer("outputs", inputs.len() as u64 * 16, BufferUsages::STORAGE);
        self.queue.write_buffer(&given, 0, bytemuck::cast_slice(inputs));
        let tables = self.bind(&pipeline, 0, &[given.as_entire_binding(), made.as_entire_binding()]);
        let mut encoder = self.encoder();
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        pass.set_pipeline(&pipeline);
        pass.set_bind_group(0, &tables, &[]);
        pass.dispatch_workgroups(inputs.len().div_ceil(64) as u32, 1, 1);
        drop(pass);
        Ok(self.read(encoder, &[&made], |_| ())?[0].chunks_exact(4).map(|w| [w[0], w[1], w[2], w[3]]).collect())
    }
}
