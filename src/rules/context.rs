//! What a stage may read besides its agent, and where it counts.

use super::community::Community;
use super::counters::Tally;
use super::lanes::Drawn;
use super::words::{self, Words, word};
use crate::common::agent::Agent;
use crate::common::layout::PERSON;
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::common::totals::{DRAWN, SPENT};
use pulp::{Scalar, Simd};

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
    /// On the monthly day, the blocks drawn for the agent's whole block, and its lane there.
    pub drawn: Option<(&'a Drawn, usize)>,
    /// Counts of what the agent does.
    pub tally: &'a mut Tally,
}

impl<'a> Context<'a> {
    /// Adds `value` to a flow.
    #[inline(always)]
    pub fn tally(&mut self, flow: u32, value: u32) {
        self.tally.totals.add(self.origin, flow, u64::from(value));
    }

    /// Adds the values that a monthly rule gives to their flows.
    #[inline(always)]
    pub fn tally_all<const N: usize>(&mut self, flows: [(u32, Words<Scalar>); N]) {
        for (flow, value) in flows {
            self.tally(flow, value.get());
        }
    }

    /// The stage's outcome block.
    #[inline(always)]
    pub fn block(&self, stage: u32) -> [u32; 4] {
        match self.drawn.and_then(|(drawn, lane)| drawn.block(stage, lane)) {
            Some(block) => block,
            None => self.day.block(self.id, stage),
        }
    }

    /// The same, for a rule over several agents.
    #[inline(always)]
    pub fn words(&self, stage: u32) -> [Words<Scalar>; 4] {
        words::block(self.block(stage))
    }

    /// The draws that never change about a record.
    #[inline(always)]
    pub fn person(&self) -> [u32; 4] {
        self.block(PERSON)
    }

    /// The community of a number today.
    #[inline(always)]
    pub fn community(&self, number: u32) -> Community<'a> {
        Community::new(number, self.day, self.tables, self.rates, self.day_state)
    }
}

/// A whole number of thousands whose mean over uniform draws is the amount, so that money does not drift.
#[inline(always)]
pub fn thousands<S: Simd>(amount: Words<S>, draw: Words<S>) -> Words<S> {
    (amount + draw.mulhi(1000)).thousandth()
}

/// Pays out of savings, or on credit; what the 16 bits cannot hold is not paid.
#[inline(always)]
pub fn pay(a: &mut Agent, amount: u32, draw: u32, c: &mut Context) {
    let whole = thousands(word(amount), word(draw)).get() as i32;
    let paid = whole.min(a.savings + 32768);
    a.savings -= paid;
    c.tally(DRAWN, paid as u32 * 1000);
    c.tally(SPENT, paid as u32 * 1000);
}
