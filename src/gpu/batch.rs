//! Replicates side by side on a device: a kernel's dispatch is over all of them in a tile, so that small ones fill a
//! large card.
//!
//! A replicate has a slot, which says where its tables lie; its agents are one part or several, each a row of some
//! tile. A dispatch has a column of workgroups for every row of its tile. Who stands still has no agents in the day's
//! row.

use super::clock::{Clock, Timings};
use super::device::Device;
use super::memory::{Memory, Pipelines};
use super::tiles::{Bound, Tile, TileRow};
use super::{GpuOptions, MONTH, SUBMISSION};
use crate::common::digest::Digest;
use crate::common::layout::*;
use crate::common::tables::{Day, DayState, Rates};
use crate::common::totals::{CENSUS, Census, Counted, TOTALS, Totals};
use crate::engine::{AgentState, Batch, EngineError, Result, Start};
use std::time::Instant;
use wgpu::{Buffer, CommandEncoder, ComputePipeline};

/// Words of a replicate's flows and stocks.
const FLOW_WORDS: u64 = (2 * ORIGINS * TOTALS) as u64;
const STOCK_WORDS: u64 = (2 * ORIGINS * CENSUS) as u64;

/// The batch on a wgpu device.
pub struct GpuBatch {
    pub(super) device: Device,
    pub(super) options: GpuOptions,
    pub(super) pipelines: Pipelines,
    pub(super) memory: Memory,
    pub(super) tiles: Vec<Tile>,
    pub(super) evening: Bound,
    pub(super) slots: usize,
    /// Days of a submission.
    days: usize,
    /// Cores of the machine, for a software driver.
    pub(super) cores: u32,
    pub(super) clock: Option<Clock>,
}

impl GpuBatch {
    /// Replicates of `agents` agents that a device may have side by side.
    pub fn most_slots(agents: usize) -> usize {
        (PARTS as usize / agents.div_ceil(super::TILE as usize).max(1)).clamp(1, SLOTS as usize)
    }

    /// Compiles the kernels and makes room for `slots` replicates of `agents` agents.
    pub fn new(device: Device, agents: usize, slots: usize, options: GpuOptions) -> Result<Self> {
        // Half the 65,535 workgroups of a dispatch, a thread an agent.
        let most = options.tile.min(options.workgroup << 15) as usize;
        let part = most.max((agents * slots).div_ceil(PARTS as usize)).min(agents.max(1));
        let of_slot = |slot: usize| {
            (0..agents.div_ceil(part).max(1)).map(move |n| {
                let base = n * part;
                TileRow { slot, base: base as u32, count: part.min(agents - base) as u32 }
            })
        };
        let rows: Vec<TileRow> = (0..slots).flat_map(of_slot).collect();
        if slots > SLOTS as usize || rows.len() > PARTS as usize {
            let most = Self::most_slots(agents);
            return Err(EngineError::Device(format!("{slots} replicates of {agents} agents; at most {most} fit")));
        }
        // Rows of one tile are of one length.
        let per_tile = if part < agents { 1 } else { (most / part.max(1)).clamp(1, SLOTS as usize) };
        let chunks: Vec<&[TileRow]> = rows.chunks(per_tile).collect();
        let pipelines = Pipelines::new(&device, &options);
        let memory = Memory::new(&device, slots, part * per_tile.min(rows.len()), chunks.len());
        let mut tiles = Vec::new();
        for (number, rows) in chunks.into_iter().enumerate() {
            tiles.push(Tile::new(&device, rows, number, per_tile, &pipelines, &memory));
            device.check()?;
        }
        let m = &memory;
        let tables = [&m.tables, &m.rates, &m.day_state, &m.applications, &m.changes, &m.totals, &m.listed, &m.awake];
        let evening = Bound {
            tables: device.bind(&pipelines.evening, 0, &tables.map(|b| b.as_entire_binding())),
            days: (0..MONTH).map(|d| device.bind(&pipelines.evening, 1, &[m.day(d, tiles.len())])).collect(),
        };
        device.check()?;
        let days = options.days.unwrap_or(1);
        let cores = std::thread::available_parallelism().map_or(1, usize::from) as u32;
        let clock = if options.timed { Clock::new(&device) } else { None };
        Ok(Self { device, options, pipelines, memory, tiles, evening, slots, days, cores, clock })
    }

    /// Time by kernel, if kernels are timed.
    pub fn timings(&self) -> Option<&Timings> {
        self.clock.as_ref().map(|clock| &clock.timings)
    }

    /// Records a kernel over the agents of some slots, each on its day, into a cleared buffer.
    fn reduce(
        &self,
        kernel: &ComputePipeline,
        bound: impl Fn(&Tile) -> &Bound,
        days: &[(usize, u32)],
        into: &Buffer,
    ) -> CommandEncoder {
        let mut of_slot = vec![None; self.slots];
        for (slot, day) in days {
            of_slot[*slot] = Some(Day { day: *day, ..bytemuck::Zeroable::zeroed() });
        }
        self.write_days(&[of_slot]);
        let mut encoder = self.device.encoder();
        encoder.clear_buffer(into, 0, None);
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        for tile in &self.tiles {
            self.dispatch(&mut pass, kernel, bound(tile), 0, tile.longest(), tile.rows.len());
        }
        drop(pass);
        encoder
    }

    /// Starts a slot's flows at these.
    pub fn preload_totals(&mut self, slot: usize, totals: &Totals) -> Result<()> {
        let words: Vec<u32> = totals.0.iter().flat_map(|v| [*v as u32, (*v >> 32) as u32]).collect();
        let at = slot as u64 * FLOW_WORDS * 4;
        self.device.queue.write_buffer(&self.memory.totals, at, bytemuck::cast_slice(&words));
        self.device.check()
    }
}

/// Joins carried pairs of words.
fn join(words: &[u32]) -> Vec<u64> {
    words.chunks_exact(2).map(|w| u64::from(w[0]) | (u64::from(w[1]) << 32)).collect()
}

/// The share of a slot of words that are as many for each.
fn of_slot(words: &[u32], slot: usize, each: u64) -> &[u32] {
    &words[slot * each as usize..(slot + 1) * each as usize]
}

fn as_published(words: &[u32]) -> DayState {
    *bytemuck::from_bytes(bytemuck::cast_slice(words))
}

impl Batch for GpuBatch {
    fn describe(&self) -> String {
        format!("gpu, {}", self.device.describe())
    }

    fn start(&mut self, slot: usize, start: Start) -> Result<()> {
        let Self { device, memory: m, tiles, .. } = self;
        tiles.iter().for_each(|tile| tile.upload(device, slot, &start.agent_state));
        let put = |buffer: &Buffer, bytes: &[u8]| {
            device.queue.write_buffer(buffer, slot as u64 * bytes.len() as u64, bytes);
        };
        put(&m.tables, bytemuck::bytes_of(&*start.tables));
        put(&m.day_state, bytemuck::bytes_of(&start.day_state));
        let mut encoder = device.encoder();
        for (buffer, bytes) in &m.of_a_slot()[..3] {
            encoder.clear_buffer(buffer, slot as u64 * bytes, Some(*bytes));
        }
        device.run(encoder)
    }

    fn fork(&mut self, from: usize, to: usize) -> Result<()> {
        let mut encoder = self.device.encoder();
        for (buffer, bytes) in self.memory.of_a_slot() {
            self.device.copy_within(&mut encoder, buffer, [from, to].map(|slot| slot as u64 * bytes), bytes);
        }
        let places = |slot| self.tiles.iter().flat_map(move |tile| tile.places(slot).map(move |place| (tile, place)));
        for ((source, (at, bytes)), (target, (place, _))) in places(from).zip(places(to)) {
            match std::ptr::eq(source, target) {
                true => self.device.copy_within(&mut encoder, &source.agents, [at, place], bytes),
                false => encoder.copy_buffer_to_buffer(&source.agents, at, &target.agents, place, bytes),
            }
        }
        self.device.run(encoder)
    }

    fn load(&mut self, slot: usize, rates: &Rates) -> Result<()> {
        let bytes = bytemuck::bytes_of(rates);
        self.device.queue.write_buffer(&self.memory.rates, slot as u64 * bytes.len() as u64, bytes);
        self.device.check()
    }

    fn advance(&mut self, days: &[(usize, Vec<Day>)]) -> Result<()> {
        let longest = days.iter().map(|(_, days)| days.len()).max().unwrap_or(0);
        let mut of_day = vec![vec![None; self.slots]; longest];
        for (slot, days) in days {
            days.iter().enumerate().for_each(|(d, day)| of_day[d][*slot] = Some(*day));
        }
        let mut rest = &of_day[..];
        while !rest.is_empty() {
            let (now, later) = rest.split_at(self.days.clamp(1, MONTH).min(rest.len()));
            let begun = Instant::now();
            self.submit(now)?;
            if self.options.days.is_none() {
                let per_day = begun.elapsed() / now.len() as u32;
                self.days = (SUBMISSION.as_secs_f64() / per_day.as_secs_f64().max(1e-6)) as usize;
            }
            if let Some(left) = &mut self.options.lose_after {
                *left = left.saturating_sub(now.len());
                if *left == 0 {
                    self.device.lose();
                }
            }
            rest = later;
        }
        Ok(())
    }

    fn month_end(&mut self, ends: &[(usize, u32)]) -> Result<Vec<Counted>> {
        let begun = Instant::now();
        let m = &self.memory;
        let recount = self.reduce(&self.pipelines.census, |t| &t.census, ends, &m.counts);
        // One wait and one read-back for the month; the flows start again once they are copied.
        let words = self.device.read(recount, &[&m.totals, &m.counts, &m.day_state], |encoder| {
            for (slot, _) in ends {
                encoder.clear_buffer(&m.totals, *slot as u64 * FLOW_WORDS * 4, Some(FLOW_WORDS * 4));
            }
        })?;
        let counted = |(slot, _): &(usize, u32)| Counted {
            totals: Totals(join(of_slot(&words[0], *slot, FLOW_WORDS))),
            census: Census(join(of_slot(&words[1], *slot, STOCK_WORDS))),
            day_state: as_published(of_slot(&words[2], *slot, size_of::<DayState>() as u64 / 4)),
        };
        let counted = ends.iter().map(counted).collect();
        if let Some(clock) = &mut self.clock {
            clock.timings.month_ends += begun.elapsed();
        }
        Ok(counted)
    }

    fn digest(&mut self, slot: usize) -> Result<Digest> {
        let sums = &self.memory.sums;
        let encoder = self.reduce(&self.pipelines.digest, |t| &t.digest, &[(slot, 0)], sums);
        let words = self.device.read(encoder, &[sums], |_| ())?.remove(0);
        Ok(join(of_slot(&words, slot, 8)).try_into().expect("four sums"))
    }

    fn day_state(&mut self, slot: usize) -> Result<DayState> {
        let words = self.device.read(self.device.encoder(), &[&self.memory.day_state], |_| ())?.remove(0);
        Ok(as_published(of_slot(&words, slot, size_of::<DayState>() as u64 / 4)))
    }

    fn agent_state(&mut self, slot: usize) -> Result<AgentState> {
        let mut agent_state = AgentState::default();
        for tile in self.tiles.iter().filter(|tile| tile.places(slot).next().is_some()) {
            let words = self.device.read(self.device.encoder(), &[&tile.agents], |_| ())?.remove(0);
            for (at, bytes) in tile.places(slot) {
                let mine = &words[at as usize / 4..(at + bytes) as usize / 4];
                for (plane, part) in agent_state.0.iter_mut().zip(mine.chunks_exact(mine.len() / 4)) {
                    plane.extend_from_slice(part);
                }
            }
        }
        Ok(agent_state)
    }
}
