//! Replicates on the cores: each is an engine of its own, all share the threads. A core that has no replicate left
//! takes agents of another's, so that neither many small nor few large ones leave cores idle.

use super::{CpuEngine, pool};
use crate::common::digest::Digest;
use crate::common::tables::{Day, DayState, Rates};
use crate::common::totals::Counted;
use crate::engine::{AgentState, Batch, Engine, Result, Start};
use rayon::prelude::*;
use std::sync::Arc;

/// Replicates on the CPU.
pub struct CpuBatch {
    slots: Vec<Option<CpuEngine>>,
    threads: Arc<rayon::ThreadPool>,
}

impl CpuBatch {
    /// Empty slots; `threads` as in [`CpuEngine::new`].
    pub fn new(slots: usize, threads: usize) -> Self {
        Self { slots: (0..slots).map(|_| None).collect(), threads: pool(threads) }
    }

    fn slot(&mut self, slot: usize) -> &mut CpuEngine {
        self.slots[slot].as_mut().expect("the slot has been started")
    }

    /// Does something with each slot named, side by side, in the order of the slots.
    fn each<T: Sync, R: Send>(
        &mut self,
        work: &[(usize, T)],
        one: impl Fn(&mut CpuEngine, &T) -> Result<R> + Sync,
    ) -> Result<Vec<R>> {
        let threads = self.threads.clone();
        let mut named: Vec<Option<&mut CpuEngine>> = self.slots.iter_mut().map(Option::as_mut).collect();
        let mine = work.iter().map(|(slot, of)| (named[*slot].take().expect("a started slot, named once"), of));
        let mine: Vec<_> = mine.collect();
        threads.install(|| mine.into_par_iter().map(|(engine, of)| one(engine, of)).collect())
    }
}

impl Batch for CpuBatch {
    fn describe(&self) -> String {
        super::describe(&self.threads, super::paths::paths().first().copied())
    }

    fn start(&mut self, slot: usize, start: Start) -> Result<()> {
        self.slots[slot] = Some(CpuEngine::in_pool(start, self.threads.clone()));
        Ok(())
    }

    fn fork(&mut self, from: usize, to: usize) -> Result<()> {
        self.slots[to] = Some(self.slot(from).fork());
        Ok(())
    }

    fn load(&mut self, slot: usize, rates: &Rates) -> Result<()> {
        self.slot(slot).load(rates)
    }

    fn advance(&mut self, days: &[(usize, Vec<Day>)]) -> Result<()> {
        self.each(days, |engine, days| engine.advance(days)).map(|_| ())
    }

    fn month_end(&mut self, ends: &[(usize, u32)]) -> Result<Vec<Counted>> {
        self.each(ends, |engine, day| engine.month_end(*day))
    }

    fn digest(&mut self, slot: usize) -> Result<Digest> {
        self.slot(slot).digest()
    }

    fn day_state(&mut self, slot: usize) -> Result<DayState> {
        self.slot(slot).day_state()
    }

    fn agent_state(&mut self, slot: usize) -> Result<AgentState> {
        self.slot(slot).agent_state()
    }
}
