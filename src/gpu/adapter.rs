//! Adapters: what this machine has, and which is meant.

use super::granted::bus;

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
    fn from_str(s: &str) -> Result<Self, String> {
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
    fn from_str(s: &str) -> Result<Self, String> {
        match s {
            "all" => Ok(Self::All),
            _ => s.split(',').map(str::parse).collect::<Result<_, _>>().map(Self::These),
        }
    }
}

/// What is known of an adapter.
#[derive(Clone, Debug)]
pub struct AdapterFacts {
    /// Number to choose it by.
    pub index: usize,
    pub(super) info: wgpu::AdapterInfo,
    /// Largest buffer in bytes.
    pub largest_buffer: u64,
    /// True when the default limits are met.
    pub usable: bool,
}

impl AdapterFacts {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.info.name
    }

    /// Its place on the PCI bus; empty without one.
    pub fn pci(&self) -> &str {
        &self.info.device_pci_bus_id
    }

    /// Discrete, integrated or virtual GPU, or a software driver on the CPU.
    pub fn kind(&self) -> String {
        format!("{:?}", self.info.device_type)
    }

    /// Vulkan, Metal or Dx12.
    pub fn backend(&self) -> String {
        format!("{:?}", self.info.backend)
    }

    /// Name and version of its driver.
    pub fn driver(&self) -> [&str; 2] {
        [&self.info.driver, &self.info.driver_info]
    }

    /// A GPU rather than a software driver.
    pub fn is_hardware(&self) -> bool {
        matches!(
            self.info.device_type,
            wgpu::DeviceType::DiscreteGpu | wgpu::DeviceType::IntegratedGpu | wgpu::DeviceType::VirtualGpu
        )
    }
}

pub(super) async fn enumerate() -> Vec<wgpu::Adapter> {
    let backends = wgpu::Backends::from_env().unwrap_or(wgpu::Backends::PRIMARY);
    let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle();
    descriptor.backends = backends;
    wgpu::Instance::new(descriptor).enumerate_adapters(backends).await
}

pub(super) fn facts(index: usize, adapter: &wgpu::Adapter) -> AdapterFacts {
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

/// The adapter of a choice, or what there is instead.
pub(super) fn chosen<'a>(choice: &AdapterChoice, known: &'a [AdapterFacts]) -> Result<&'a AdapterFacts, String> {
    let by_type = |t| known.iter().find(|f| f.usable && f.info.device_type == t);
    let found = match choice {
        AdapterChoice::Hardware => by_type(wgpu::DeviceType::DiscreteGpu)
            .or_else(|| by_type(wgpu::DeviceType::IntegratedGpu))
            .or_else(|| by_type(wgpu::DeviceType::VirtualGpu)),
        AdapterChoice::Index(i) => known.get(*i),
        AdapterChoice::Name(n) => known.iter().find(|f| f.name().to_lowercase().contains(&n.to_lowercase())),
        AdapterChoice::Pci(place) => known.iter().find(|f| bus(f.pci()) == Some(*place)),
    };
    match found {
        Some(adapter) if adapter.usable => Ok(adapter),
        Some(adapter) => Err(format!("{} does not meet the default limits of WebGPU", adapter.name())),
        None => Err(not_found(choice, known)),
    }
}

fn not_found(choice: &AdapterChoice, known: &[AdapterFacts]) -> String {
    let name = |f: &AdapterFacts| match f.pci() {
        "" => format!("{}: {}", f.index, f.name()),
        place => format!("{}: {} at {place}", f.index, f.name()),
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
