//! What the ways through a day have in common: the day's inputs, and the agents of a chunk.

use super::gate::{Highest, Separations};
use crate::common::agent::*;
use crate::common::lottery::admission;
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::rules::context::Context;
use crate::rules::counters::Tally;

/// What all chunks of a day have in common.
#[derive(Clone, Copy)]
pub struct Today<'a> {
    /// The day.
    pub day: &'a Day,
    /// World constants.
    pub tables: &'a WorldTables,
    /// Rates of the span.
    pub rates: &'a Rates,
    /// What last evening published.
    pub day_state: &'a DayState,
    /// Thresholds of losing a job, by cell.
    pub separations: &'a Separations,
    /// The instructions of the gate and the largest thresholds; without them every agent runs the day in full.
    pub gate: Option<(pulp::Arch, Highest)>,
}

impl<'a> Today<'a> {
    /// The day of an agent.
    #[inline(always)]
    pub fn context(self, id: u32, tally: &'a mut Tally) -> Context<'a> {
        let Self { day, tables, rates, day_state, .. } = self;
        Context { id, origin: 0, monthly: false, day, tables, rates, day_state, drawn: None, tally }
    }

    /// Whether an agent wins the lottery that it waits for.
    #[inline(always)]
    pub fn wins(&self, a: &Agent, id: u32) -> bool {
        admission(a, id, self.day, self.tables, self.day_state).1
    }
}

/// The words of some agents, and the number of the first.
pub struct Chunk<'a> {
    /// Number of the first agent, the first of a block.
    pub first: u32,
    /// The agents' words.
    pub words: [&'a mut [u32]; 4],
}

/// The community that all agents come from, by their first words, if it is one.
#[inline(always)]
pub fn of_one_community(words_0: &[u32]) -> Option<u32> {
    let community = |word| unpack([word, 0, 0, 0]).community;
    let first = community(words_0[0]);
    words_0.iter().all(|word| community(*word) == first).then_some(first)
}
