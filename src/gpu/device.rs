//! Adapters, the device, and moving bytes to and from it. Default limits are asked for, never the adapter's own, so that
//! what runs here runs on every card.

use super::granted::bus;
use crate::engine::{EngineError, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A hung driver is given up after this long.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is used where it is there, and done without where it is not.
const USEFUL: wgpu::Features = wgpu::Features::TIMESTAMP_QUERY.union(wgpu::Features::SHADER_INT64);

/// Which adapter to use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AdapterChoice {
    /// The first discrete GPU, else the first integrated one; never a software driver.
    #[default]
    Hardware,
    /// The adapter with this number in `devices`.
    Index(usize),
    /// The first adapter whose name contains this text, whatever the case.
    Name(String),
    /// The adapter at this place of the PCI bus: domain, bus, device, function.
    Pci([u32; 4]),
}

/// Several adapters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adapters {
    /// Every GPU, or every one that a batch system has granted.
    All,
    /// These.
    These(Vec<AdapterChoice>),
}

impl std::str::FromStr for AdapterChoice {
    type Err = String;
    fn from_str(s: &str) -> std::result::Result<Self, String> {
        match s.split_once(':') {
            Some(("pci", place)) => bus(place).map(Self::Pci).ok_or_else(|| "pci:0000:3b:00.0".to_owned()),
            Some(("index", number)) => number.parse().map(Self::Index).map_err(|_| "index:N".to_owned()),
            Some(("name", part)) => Ok(Self::Name(part.to_owned())),
            _ => Ok(s.parse().map_or_else(|_| Self::Name(s.to_owned()), Self::Index)),
        }
    }
}

impl std::str::FromStr for Adapters {
    type Err = String;
    fn from_str(s: &str) -> std::result::Result<Self, String> {
        match s {
            "all" => Ok(Self::All),
            _ => s.split(',').map(str::parse).collect::<std::result::Result<_, _>>().map(Self::These),
        }
    }
}

/// What is known of an adapter.
#[derive(Clone, Debug)]
pub struct AdapterFacts {
    /// Number to choose it by.
    pub index: usize,
    /// Name, device type, backend, driver.
    pub info: wgpu::AdapterInfo,
    /// Largest buffer in bytes.
    pub largest_buffer: u64,
    /// True when the default limits are met.
    pub usable: bool,
}

impl AdapterFacts {
    /// A GPU rather than a software driver.
    pub fn is_hardware(&self) -> bool {
        matches!(
            self.info.device_type,
            wgpu::DeviceType::DiscreteGpu | wgpu::DeviceType::IntegratedGpu | wgpu::DeviceType::VirtualGpu
        )
    }
}

async fn enumerate() -> Vec<wgpu::Adapter> {
    let backends = wgpu::Backends::from_env().unwrap_or(wgpu::Backends::PRIMARY);
    let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle();
    descriptor.backends = backends;
    wgpu::Instance::new(descriptor).enumerate_adapters(backends).await
}

fn facts(index: usize, adapter: &wgpu::Adapter) -> AdapterFacts {
    AdapterFacts {
        index,
        info: adapter.get_info(),
        largest_buffer: adapter.limits().max_buffer_size,
        usable: wgpu::Limits::default().check_limits(&adapter.limits()),
    }
}

/// All adapters of this machine.
pub fn adapters() -> Vec<AdapterFacts> {
    pollster::block_on(enumerate()).iter().enumerate().map(|(i, a)| facts(i, a)).collect()
}

/// A device with its queue and the first fault it reported.
pub struct Device {
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    /// The adapter it was opened on.
    pub adapter: AdapterFacts,
    /// Whether kernels may use integers of 64 bits, which multiply faster.
    pub(super) wide: bool,
    fault: Arc<Mutex<Option<String>>>,
}

impl Device {
    /// Opens an adapter. The error says what was found instead.
    pub fn open(choice: &AdapterChoice) -> std::result::Result<Self, String> {
        let all = pollster::block_on(enumerate());
        let known: Vec<_> = all.iter().enumerate().map(|(i, a)| facts(i, a)).collect();
        let by_type = |t| known.iter().find(|f| f.usable && f.info.device_type == t);
        let found = match choice {
            AdapterChoice::Hardware => by_type(wgpu::DeviceType::DiscreteGpu)
                .or_else(|| by_type(wgpu::DeviceType::IntegratedGpu))
                .or_else(|| by_type(wgpu::DeviceType::VirtualGpu)),
            AdapterChoice::Index(i) => known.get(*i),
            AdapterChoice::Name(n) => known.iter().find(|f| f.info.name.to_lowercase().contains(&n.to_lowercase())),
            AdapterChoice::Pci(place) => known.iter().find(|f| bus(&f.info.device_pci_bus_id) == Some(*place)),
        };
        let Some(adapter) = found else { return Err(not_found(choice, &known)) };
        if !adapter.usable {
            return Err(format!("{} does not meet the default limits of WebGPU", adapter.info.name));
        }
        let request = all[adapter.index].request_device(&wgpu::DeviceDescriptor {
            label: Some("musofir"),
            required_features: all[adapter.index].features() & USEFUL,
            ..Default::default()
        });
        let (device, queue) = pollster::block_on(request).map_err(|e| format!("{}: {e}", adapter.info.name))?;
        let fault = Arc::new(Mutex::new(None));
        // The first error is kept, but for the loss of the device, of which errors before the callback are a mere result.
        let (lost, error) = (fault.clone(), fault.clone());
        device.set_device_lost_callback(move |reason, text| {
            *lost.lock().expect("no panic while reporting") = Some(format!("device lost ({reason:?}): {text}"));
        });
        device.on_uncaptured_error(Arc::new(move |e: wgpu::Error| {
            error.lock().expect("no panic while reporting").get_or_insert(e.to_string());
        }));
        let wide = device.features().contains(wgpu::Features::SHADER_INT64);
        Ok(Self { device, queue, adapter: adapter.clone(), wide, fault })
    }

    /// Without integers of 64 bits, as on a device that has none: slower, and the same bits.
    pub fn in_halves(mut self) -> Self {
        self.wide = false;
        self
    }

    /// Name, backend and driver.
    pub fn describe(&self) -> String {
        let i = &self.adapter.info;
        format!("{} ({:?}, {} {})", i.name, i.backend, i.driver, i.driver_info)
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
    pub fn buffer(&self, label: &str, bytes: u64, usage: wgpu::BufferUsages) -> wgpu::Buffer {
        let usage = usage | wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::COPY_SRC;
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: bytes,
            usage,
            mapped_at_creation: false,
        })
    }

    /// Submits commands and waits for them.
    pub fn run(&self, encoder: wgpu::CommandEncoder) -> Result<()> {
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
    pub fn read(
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
    pub fn copy_within(
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
    pub fn encoder(&self) -> wgpu::CommandEncoder {
        self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default())
    }
}

fn not_found(choice: &AdapterChoice, known: &[AdapterFacts]) -> String {
    let name = |f: &AdapterFacts| match f.info.device_pci_bus_id.as_str() {
        "" => format!("{}: {}", f.index, f.info.name),
        place => format!("{}: {} at {place}", f.index, f.info.name),
    };
    let names: Vec<_> = known.iter().map(name).collect();
    let wanted = match choice {
        AdapterChoice::Hardware => "no GPU was found".to_owned(),
        AdapterChoice::Index(i) => format!("there is no adapter number {i}"),
        AdapterChoice::Name(n) => format!("no adapter is named like `{n}`"),
        AdapterChoice::Pci([domain, bus, device, function]) => {
            format!("there is no adapter at {domain:04x}:{bus:02x}:{device:02x}.{function:x}")
        }
    };
    if names.is_empty() {
        return format!(
            "{wanted}: this machine shows no Vulkan, Metal or DX12 adapter at all. Install the vendor's driver and a \
                        Vulkan loader (Debian: libvulkan1), or run with --engine cpu, which gives the same numbers"
        );
    }
    format!(
        "{wanted}; choose one with --adapter from: {}; or run with --engine cpu, which gives the same numbers",
        names.join(", ")
    )
}
