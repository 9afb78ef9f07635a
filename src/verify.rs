//! Both engines side by side. After every day the digests of the agents and of the published day state must be equal;
//! at every month's end the flows and stocks too. The first difference is named down to the field.

use crate::common::agent::unpack;
use crate::common::digest::{self, Digest};
use crate::common::tables::{Day, DayState, Rates};
use crate::common::totals::{Counted, Totals};
pub use crate::engine::Mismatch;
use crate::engine::{AgentState, Engine, EngineError, Result};

/// Two engines that run the same days.
pub struct Pair {
    first: Box<dyn Engine>,
    second: Box<dyn Engine>,
}

impl Pair {
    /// Two engines made from the same start.
    pub fn new(first: Box<dyn Engine>, second: Box<dyn Engine>) -> Self {
        Self { first, second }
    }

    fn compare(&mut self, day: u32) -> Result<()> {
        let (a, b) = (self.first.digest()?, self.second.digest()?);
        if let Some((first, second)) = a.into_iter().zip(b).find(|(first, second)| first != second) {
            let found = first_agent(day, &self.first.agent_state()?, &self.second.agent_state()?);
            let (first, second) = (first as i64, second as i64);
            let digests = || Mismatch { day, what: "digest of equal agents".into(), first, second };
            return Err(mismatch(found.unwrap_or_else(digests)));
        }
        let (a, b) = (self.first.day_state()?, self.second.day_state()?);
        if digest::day_state(&a) != digest::day_state(&b) {
            let lists: [(&str, &[u32], &[u32]); 3] = [
                ("occupied places", &a.occupied, &b.occupied),
                ("cut-off", &a.cutoff, &b.cutoff),
                ("active in community", &a.activists, &b.activists),
            ];
            for (name, x, y) in lists {
                same(day, name, x.iter().map(|v| u64::from(*v)), y.iter().map(|v| u64::from(*v)))?;
            }
        }
        Ok(())
    }
}

fn mismatch(m: Mismatch) -> EngineError {
    EngineError::Mismatch(Box::new(m))
}

/// The first agent, and its first field, that differs.
pub fn first_agent(day: u32, a: &AgentState, b: &AgentState) -> Option<Mismatch> {
    let i = (0..a.len()).find(|&i| a.get(i) != b.get(i))?;
    let fields = unpack(a.get(i)).fields().into_iter().zip(unpack(b.get(i)).fields());
    fields
        .filter(|(x, y)| x != y)
        .map(|((name, first), (_, second))| Mismatch { day, what: format!("agent {i}, {name}"), first, second })
        .next()
}

fn same(day: u32, name: &str, a: impl Iterator<Item = u64>, b: impl Iterator<Item = u64>) -> Result<()> {
    match a.zip(b).enumerate().find(|(_, (x, y))| x != y) {
        Some((i, (x, y))) => {
            Err(mismatch(Mismatch { day, what: format!("{name} {i}"), first: x as i64, second: y as i64 }))
        }
        None => Ok(()),
    }
}

impl Engine for Pair {
    fn describe(&self) -> String {
        format!("{} against {}", self.first.describe(), self.second.describe())
    }

    fn load(&mut self, rates: &Rates) -> Result<()> {
        self.first.load(rates)?;
        self.second.load(rates)
    }

    fn advance(&mut self, days: &[Day]) -> Result<()> {
        for day in days {
            self.first.advance(std::slice::from_ref(day))?;
            self.second.advance(std::slice::from_ref(day))?;
            self.compare(day.day)?;
        }
        Ok(())
    }

    fn month_end(&mut self, day: u32) -> Result<Counted> {
        let (first, second) = (self.first.month_end(day)?, self.second.month_end(day)?);
        same(day, "flow", first.totals.0.iter().copied(), second.totals.0.iter().copied())?;
        same(day, "stock", first.census.0.iter().copied(), second.census.0.iter().copied())?;
        Ok(first)
    }

    fn preload_totals(&mut self, totals: &Totals) -> Result<()> {
        self.first.preload_totals(totals)?;
        self.second.preload_totals(totals)
    }

    fn digest(&mut self) -> Result<Digest> {
        self.first.digest()
    }

    fn day_state(&mut self) -> Result<DayState> {
        self.first.day_state()
    }

    fn agent_state(&mut self) -> Result<AgentState> {
        self.first.agent_state()
    }
}
