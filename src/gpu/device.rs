//! The device, and moving bytes to and from it. It requests default limits, never the adapter's own, so that
//! what runs here runs on every card.

use super::adapter::{AdapterChoice, AdapterFacts, chosen, enumerate, facts};
use crate::engine::{EngineError, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A hung driver is given up after this long.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is used where it is there, and done without where it is not.
const USEFUL: wgpu::Features = wgpu::Features::TIMESTAMP_QUERY.union(wgpu::Features::SHADER_INT64);

/// A device with its queue and the first fault it reported.
pub struct Device {
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    /// The adapter it was opened on.
    pub adapter: AdapterFacts,
    /// What its description says of a comparison with the CPU; nothing where none is asked for.
    pub(crate) compared: String,
    /// Whether kernels may use integers of 64 bits, which multiply faster.
    pub(super) wide: bool,
    fault: Arc<Mutex<Option<String>>>,
}

impl Device {
    /// Opens an adapter. The error says what was found instead.
    pub fn open(choice: &AdapterChoice) -> std::result::Result<Self, String> {
        let all = pollster::block_on(enumerate());
        let known: Vec<_> = all.iter().enumerate().map(|(i, a)| facts(i, a)).collect();
        let adapter = chosen(choice, &known)?;
        let request = all[adapter.index].request_device(&wgpu::DeviceDescriptor {
            label: Some("musofir"),
            required_features: all[adapter.index].features() & USEFUL,
            ..Default::default()
        });
        let (device, queue) = pollster::block_on(request).map_err(|e| format!("{}: {e}", adapter.name()))?;
        let fault = Arc::new(Mutex::new(None));
        // The first error is kept, but for the loss of the device, of which errors before the callback are a mere
        // result.
        let (lost, error) = (fault.clone(), fault.clone());
        device.set_device_lost_callback(move |reason, text| {
            *lost.lock().expect("no panic while reporting") = Some(format!("device lost ({reason:?}): {text}"));
        });
        device.on_uncaptured_error(Arc::new(move |e: wgpu::Error| {
            error.lock().expect("no panic while reporting").get_or_insert(e.to_string());
        }));
        let wide = device.features().contains(wgpu::Features::SHADER_INT64);
        Ok(Self { device, queue, adapter: adapter.clone(), compared: String::new(), wide, fault })
    }

    /// Without integers of 64 bits, as on a device that has none: slower, and the same bits.
    pub fn in_halves(mut self) -> Self {
        self.wide = false;
        self
    }

    /// Name, backend, driver, and whether it was compared with the CPU.
    pub fn describe(&self) -> String {
        let ([driver, version], compared) = (self.adapter.driver(), &self.compared);
        format!("{} ({}, {driver} {version}){compared}", self.adapter.name(), self.adapter.backend())
    }

    /// Fails if the device has reported a fault.
    pub fn check(&self) -> Result<()> {
        match self.fault.lock().expect("no panic while reporting").clone() {
            Some(text) => Err(EngineError::Device(text)),
            None => Ok(()),
        }
    }

    /// Loses the device as a driver would, for tests.
    pub(super) fn lose(&self) {
        self.device.destroy();
    }

    /// A zeroed buffer in device memory.
    pub(super) fn buffer(&self, label: &str, bytes: u64, usage: wgpu::BufferUsages) -> wgpu::Buffer {
        let usage = usage | wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::COPY_SRC;
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: bytes,
            usage,
            mapped_at_creation: false,
        })
    }

    /// Submits commands and waits for them.
    pub(super) fn run(&self, encoder: wgpu::CommandEncoder) -> Result<()> {
        self.queue.submit([encoder.finish()]);
        self.wait()
    }

    /// Waits for everything submitted.
    fn wait(&self) -> Result<()> {
        let wait = wgpu::PollType::Wait { submission_index: None, timeout: Some(PATIENCE) };
        // wgpu panics on some failures of a driver; here they are errors like any other.
        let poll = catch_unwind(AssertUnwindSafe(|| self.device.poll(wait)))
            .map_err(|_| EngineError::Device("the driver failed while it was waited for".into()))?;
        self.check()?;
        poll.map(|_| ()).map_err(|e| EngineError::Device(format!("no answer within {} s: {e}", PATIENCE.as_secs())))
    }

    /// Runs commands, copies buffers back, and does `then` behind the copies: one submission, one wait.
    pub(super) fn read(
        &self,
        mut encoder: wgpu::CommandEncoder,
        sources: &[&wgpu::Buffer],
        then: impl FnOnce(&mut wgpu::CommandEncoder),
    ) -> Result<Vec<Vec<u32>>> {
        let copies: Vec<_> = sources
            .iter()
            .map(|source| {
                let copy = self.device.create_buffer(&wgpu::BufferDescriptor {
                    label: Some("staging"),
                    size: source.size(),
                    usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
                    mapped_at_creation: false,
                });
                encoder.copy_buffer_to_buffer(source, 0, &copy, 0, source.size());
                copy
            })
            .collect();
        then(&mut encoder);
        self.queue.submit([encoder.finish()]);
        copies.iter().for_each(|copy| copy.map_async(wgpu::MapMode::Read, .., |_| ()));
        self.wait()?;
        copies
            .iter()
            .map(|copy| {
                let view = copy.get_mapped_range(..).map_err(|e| EngineError::Device(e.to_string()))?;
                Ok(bytemuck::pod_collect_to_vec(&view))
            })
            .collect()
    }

    /// Records a copy from one place of a buffer to another, by way of a third: WebGPU copies between buffers only.
    pub(super) fn copy_within(
        &self,
        encoder: &mut wgpu::CommandEncoder,
        buffer: &wgpu::Buffer,
        [from, to]: [u64; 2],
        bytes: u64,
    ) {
        let aside = self.buffer("aside", bytes, wgpu::BufferUsages::empty());
        encoder.copy_buffer_to_buffer(buffer, from, &aside, 0, bytes);
        encoder.copy_buffer_to_buffer(&aside, 0, buffer, to, bytes);
    }

    /// An encoder.
    pub(super) fn encoder(&self) -> wgpu::CommandEncoder {
        self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default())
    }
}
