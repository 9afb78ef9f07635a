//! The interface of the engines. The CPU engine is the specification; the GPU engine agrees with it bit for bit.
//!
//! The order of a day on both: every agent settles yesterday's application, goes through employment, papers, detention,
//! deportation, remittance, mobility and unrest, and applies for places. In the evening the counts are merged and every
//! lottery is drawn. See [`crate::cpu`] for the rules.

use crate::common::digest::Digest;
use crate::common::layout::FIRST_DAY;
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::common::totals::{Counted, Totals};
use std::fmt;

/// The agents of a run: four planes of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentState(pub [Vec<u32>; 4]);

impl AgentState {
    /// Number of agents.
    pub fn len(&self) -> usize {
        self.0[0].len()
    }

    /// True without agents.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The four words of an agent.
    pub fn get(&self, i: usize) -> [u32; 4] {
        std::array::from_fn(|p| self.0[p][i])
    }

    /// Adds an agent.
    pub fn push(&mut self, words: [u32; 4]) {
        for (plane, word) in self.0.iter_mut().zip(words) {
            plane.push(word);
        }
    }
}

/// Everything an engine starts from.
#[derive(Clone, PartialEq)]
pub struct Start {
    /// The agents on the morning of the first day.
    pub agent_state: AgentState,
    /// Occupied places, permits given and seats waiting on that morning.
    pub day_state: DayState,
    /// World constants.
    pub tables: Box<WorldTables>,
}

/// An error that stops an engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The device or its driver failed.
    #[error("the GPU device failed: {0}")]
    Device(String),
    /// The two engines of a verification disagree.
    #[error("{0}")]
    Mismatch(Box<Mismatch>),
}

/// The first difference between two engines that run the same days.
#[derive(Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Day number.
    pub day: u32,
    /// What differs: an agent's field, a lottery, a flow or a stock.
    pub what: String,
    /// The first engine's value.
    pub first: i64,
    /// The second engine's value.
    pub second: i64,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.day - FIRST_DAY + 1;
        write!(
            f,
            "the engines differ on day {days} of the run: {}: {} on the first, {} on the second",
            self.what, self.first, self.second
        )
    }
}

/// Result of an engine's call.
pub type Result<T> = std::result::Result<T, EngineError>;

/// Advances agents by days under rates, and counts.
pub trait Engine {
    /// Name, device and driver, for display.
    fn describe(&self) -> String;
    /// Sets the rates of the days to come.
    fn load(&mut self, rates: &Rates) -> Result<()>;
    /// Runs the days in order. The engine sets the tile fields of a [`Day`] itself.
    fn advance(&mut self, days: &[Day]) -> Result<()>;
    /// The month's flows, the stocks on the evening of `day`, and its day state. The flows restart at zero.
    fn month_end(&mut self, day: u32) -> Result<Counted>;
    /// Starts the month's flows at these values instead of zero.
    fn preload_totals(&mut self, totals: &Totals) -> Result<()>;
    /// Digest of the agents.
    fn digest(&mut self) -> Result<Digest>;
    /// The day state of the last evening.
    fn day_state(&mut self) -> Result<DayState>;
    /// A copy of the agents.
    fn agent_state(&mut self) -> Result<AgentState>;
}

/// Replicates of one size that run side by side, each in its own slot. Neither the slot nor the number of the others
/// changes a bit of a replicate.
pub trait Batch: Send {
    /// Name, device and driver, for display.
    fn describe(&self) -> String;
    /// Puts new agents into a slot.
    fn start(&mut self, slot: usize, start: Start) -> Result<()>;
    /// Makes slot `to` a copy of slot `from` as it stands between two days.
    fn fork(&mut self, from: usize, to: usize) -> Result<()>;
    /// Sets a slot's rates of the days to come.
    fn load(&mut self, slot: usize, rates: &Rates) -> Result<()>;
    /// Runs the days of each named slot in order; the other slots do not change.
    fn advance(&mut self, days: &[(usize, Vec<Day>)]) -> Result<()>;
    /// [`Engine::month_end`] for each named slot, on the evening of its day.
    fn month_end(&mut self, ends: &[(usize, u32)]) -> Result<Vec<Counted>>;
    /// Digest of a slot's agents.
    fn digest(&mut self, slot: usize) -> Result<Digest>;
    /// The day state of a slot's last evening.
    fn day_state(&mut self, slot: usize) -> Result<DayState>;
    /// A copy of a slot's agents.
    fn agent_state(&mut self, slot: usize) -> Result<AgentState>;
}
