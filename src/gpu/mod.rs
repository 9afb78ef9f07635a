//! The GPU engine: agents resident on the device. A day is five dispatches a tile: `gate` lists those to whom something
//! may happen, `quiet` runs the days of those who only wait, `month` the monthly days on which nothing else happens,
//! `day`, compiled twice, all other days and all other monthly days. Then one dispatch for all, `evening`, merges the
//! day's counts and draws the lotteries. The rules are in `shaders/rules`, the twins of [`crate::rules`].
//!
//! All of wgpu is in this folder. Bind groups are made once; a month is a few submissions and one read-back.

mod adapter;
mod batch;
mod clock;
mod device;
mod floors;
mod generator;
mod granted;
mod kernel;
mod memory;
mod submission;
mod tiles;

pub use adapter::{AdapterChoice, AdapterFacts, Adapters, adapters};
pub use batch::GpuBatch;
pub use clock::Timings;
pub use device::Device;
pub use granted::{Granted, cards, granted, says};
pub use kernel::{KERNELS, Kernel, Patch, source};

use crate::common::digest::Digest;
use crate::common::layout::SLOTS;
use crate::common::tables::{Day, DayState, Rates};
use crate::common::totals::{Counted, Totals};
use crate::engine::{AgentState, Batch, Engine, Result, Start};
use std::time::Duration;

/// Agents of a full tile: 128 MiB, the default binding limit.
pub const TILE: u32 = 1 << 23;
/// Days prepared for one submission at most.
const MONTH: usize = 31;
/// Bytes of a day's rows for one dispatch in the uniform buffer: a multiple of the default alignment.
const ROWS: u64 = SLOTS as u64 * size_of::<Day>() as u64;
/// A submission should take no longer than this, or a desktop's watchdog may reset the device.
const SUBMISSION: Duration = Duration::from_millis(250);

/// How the engine uses a device; none of it changes a bit of the results.
#[derive(Clone, Debug)]
pub struct GpuOptions {
    /// Threads of a workgroup.
    pub workgroup: u32,
    /// Agents of a tile at most.
    pub tile: u32,
    /// Days of a submission; as many as fit a quarter of a second when `None`.
    pub days: Option<usize>,
    /// Share the work out as for a card, or as for a software driver; by the adapter when `None`.
    pub hardware: Option<bool>,
    /// Time each kernel by the device's clock, if it has one.
    pub timed: bool,
    /// A deliberate fault, for tests.
    pub patch: Option<Patch>,
    /// A deliberate fault: the device is lost after this number of days.
    pub lose_after: Option<usize>,
}

impl Default for GpuOptions {
    fn default() -> Self {
        Self { workgroup: 256, tile: TILE, days: None, hardware: None, timed: false, patch: None, lose_after: None }
    }
}

impl GpuOptions {
    fn hardware(&self, device: &Device) -> bool {
        self.hardware.unwrap_or_else(|| device.adapter.is_hardware())
    }
}

/// The engine on a wgpu device: a batch of one.
pub struct GpuEngine(GpuBatch);

impl GpuEngine {
    /// Uploads the agents and compiles the kernels.
    pub fn new(device: Device, start: &Start, options: GpuOptions) -> Result<Self> {
        let mut batch = GpuBatch::new(device, start.agent_state.len(), 1, options)?;
        batch.start(0, start.clone())?;
        Ok(Self(batch))
    }

    /// Where the time went, if the options asked for it and the device has a clock.
    pub fn timings(&self) -> Option<&Timings> {
        self.0.timings()
    }
}

impl Engine for GpuEngine {
    fn describe(&self) -> String {
        self.0.describe()
    }

    fn load(&mut self, rates: &Rates) -> Result<()> {
        self.0.load(0, rates)
    }

    fn advance(&mut self, days: &[Day]) -> Result<()> {
        self.0.advance(&[(0, days.to_vec())])
    }

    fn month_end(&mut self, day: u32) -> Result<Counted> {
        Ok(self.0.month_end(&[(0, day)])?.remove(0))
    }

    fn preload_totals(&mut self, totals: &Totals) -> Result<()> {
        self.0.preload_totals(0, totals)
    }

    fn digest(&mut self) -> Result<Digest> {
        self.0.digest(0)
    }

    fn day_state(&mut self) -> Result<DayState> {
        self.0.day_state(0)
    }

    fn agent_state(&mut self) -> Result<AgentState> {
        self.0.agent_state(0)
    }
}

const _: () = assert!(ROWS.is_multiple_of(256) && ROWS <= 65_536, "within the default limits");
