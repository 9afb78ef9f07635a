//! What a stage may read besides its agent, and where it counts.

use super::counters::Tally;
use super::lanes::Drawn;
use crate::common::layout::{Agent, PERSON};
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::common::totals::{DRAWN, SPENT};

/// One agent's day: tables to read, flows to count.
pub struct Context<'a> {
    /// Index of the agent in the run.
    pub id: u32,
    /// Its origin.
    pub origin: u32,
    /// Whether it is its block's monthly day.
    pub monthly: bool,
    /// Today.
    pub day: &'a Day,
    /// World constants.
    pub tables: &'a WorldTables,
    /// Rates of the span.
    pub rates: &'a Rates,
    /// What last evening published.
    pub day_state: &'a DayState,
    /// On the monthly day, draws made for its whole block, and which of the block it is.
    pub drawn: Option<(&'a Drawn, usize)>,
    /// Where its doings are written down.
    pub tally: &'a mut Tally,
}

impl Context<'_> {
    /// Counts `value` in a flow.
    #[inline(always)]
    pub fn tally(&mut self, flow: u32, value: u32) {
        self.tally.totals.add(self.origin, flow, u64::from(value));
    }

    /// The stage's outcome block.
    #[inline(always)]
    pub fn block(&self, stage: u32) -> [u32; 4] {
        match self.drawn.and_then(|(drawn, lane)| drawn.block(stage, lane)) {
            Some(block) => block,
            None => self.day.block(self.id, stage),
        }
    }

    /// The draws that never change about a record.
    #[inline(always)]
    pub fn person(&self) -> [u32; 4] {
        self.block(PERSON)
    }
}

/// A whole number of thousands whose mean over uniform draws is the amount: money is kept without drift.
#[inline(always)]
pub fn thousands(roubles: u32, draw: u32) -> i32 {
    ((roubles + crate::common::rng::mulhi(draw, 1000)) / 1000) as i32
}

/// Pays out of savings, or on credit; what the 16 bits cannot hold is not paid.
#[inline(always)]
pub fn pay(a: &mut Agent, roubles: u32, draw: u32, c: &mut Context) {
    let paid = thousands(roubles, draw).min(a.savings + 32768);
    a.savings -= paid;
    c.tally(DRAWN, paid as u32 * 1000);
    c.tally(SPENT, paid as u32 * 1000);
}
