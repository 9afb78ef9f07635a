//! The CPU engine: runs the rules of a day over the cores.
//!
//! Besides the full day ([`crate::rules::day`]) there are shorter ways through a day to the same bits, which follow the
//! machine: the gate, quiet days, and monthly days of whole blocks. No rule stands here.

mod batch;
mod chunk;
pub mod gate;
mod month;
pub mod paths;
mod quiet;
mod recount;
mod today;

pub use crate::rules::counters::{DayCounters, Tally};
pub use batch::CpuBatch;

use crate::common::agent::unpack;
use crate::common::digest::{self, Digest};
use crate::common::layout::{BLOCK, LOTTERIES};
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::common::totals::{Census, Counted, Totals};
use crate::engine::{AgentState, Engine, Result, Start};
use crate::rules::{census, evening};
use chunk::Worker;
use gate::Highest;
use rayon::prelude::*;
use recount::Recount;
use std::ops::Range;
use std::sync::{Arc, Mutex};
use today::{Chunk, Today};

/// Agents a thread takes at a time.
const CHUNK: usize = 16_384;
const _: () = assert!(CHUNK.is_multiple_of(BLOCK as usize), "a chunk begins with a block");

/// The reference engine.
pub struct CpuEngine {
    agent_state: AgentState,
    tables: Box<WorldTables>,
    rates: Box<Rates>,
    day_state: DayState,
    counters: DayCounters,
    /// The worker of each thread.
    workers: Vec<Mutex<Worker>>,
    /// Flows of the month besides those of the workers.
    totals: Totals,
    threads: Arc<rayon::ThreadPool>,
    /// The instructions for shorter ways through a day; without them every agent runs the day in full.
    path: Option<pulp::Arch>,
}

impl CpuEngine {
    /// An engine on `threads` threads; 0 takes all cores.
    pub fn new(start: Start, threads: usize) -> Self {
        Self::in_pool(start, pool(threads))
    }

    /// An engine on threads that others use too.
    fn in_pool(start: Start, threads: Arc<rayon::ThreadPool>) -> Self {
        Self {
            agent_state: start.agent_state,
            tables: start.tables,
            rates: Rates::boxed(),
            day_state: start.day_state,
            counters: DayCounters::default(),
            workers: workers(&threads),
            totals: Totals::default(),
            threads,
            path: paths::paths().first().copied(),
        }
    }

    /// A copy of the engine as it stands between two days, when its counters are empty.
    fn fork(&self) -> Self {
        Self {
            agent_state: self.agent_state.clone(),
            tables: self.tables.clone(),
            rates: self.rates.clone(),
            day_state: self.day_state,
            counters: DayCounters::default(),
            workers: workers(&self.threads),
            totals: self.totals(),
            threads: self.threads.clone(),
            path: self.path,
        }
    }

    /// Runs every agent's day in full instead of skipping the idle: slower, and the same bits.
    pub fn without_gate(mut self) -> Self {
        self.path = None;
        self
    }

    /// Takes another of the machine's [`paths::paths`]: slower, and the same bits.
    pub fn on_path(mut self, path: pulp::Arch) -> Self {
        self.path = Some(path);
        self
    }

    fn day(&mut self, day: &Day) {
        let Self { agent_state, tables, rates, day_state, counters, workers, totals, threads, path } = self;
        let [p0, p1, p2, p3] = &mut agent_state.0;
        let separations = &gate::separations(rates, day_state);
        let gate = path.and_then(|path| Some((path, Highest::new(rates, separations)?)));
        let today = Today { day, tables, rates, day_state, separations, gate };
        threads.install(|| {
            (p0.par_chunks_mut(CHUNK), p1.par_chunks_mut(CHUNK), p2.par_chunks_mut(CHUNK), p3.par_chunks_mut(CHUNK))
                .into_par_iter()
                .enumerate()
                .for_each(|(chunk, (w0, w1, w2, w3))| {
                    let worker = &workers[rayon::current_thread_index().expect("a thread of the pool")];
                    let first = (chunk * CHUNK) as u32;
                    worker
                        .lock()
                        .expect("no panic in a worker")
                        .run(&mut Chunk { first, words: [w0, w1, w2, w3] }, today);
                });
        });
        for worker in workers {
            counters.merge(&mut worker.get_mut().expect("no panic in a worker").tally);
        }
        for l in 0..LOTTERIES {
            evening::evening(l, day, tables, rates, day_state, counters, totals);
        }
    }

    /// Flows of the month so far.
    fn totals(&self) -> Totals {
        let of = |worker: &Mutex<Worker>| worker.lock().expect("no panic in a worker").tally.totals.clone();
        self.workers.iter().map(of).fold(self.totals.clone(), |sum, of| sum.merge(&of))
    }

    /// Sums over the chunks in parallel; `add` must commute.
    fn sum<T: Send>(
        &self,
        zero: impl Fn() -> T + Sync,
        of: impl Fn(Range<usize>) -> T + Sync,
        add: impl Fn(T, T) -> T + Sync,
    ) -> T {
        let n = self.agent_state.len();
        let chunk = |chunk: usize| of(chunk * CHUNK..n.min((chunk + 1) * CHUNK));
        self.threads.install(|| (0..n.div_ceil(CHUNK)).into_par_iter().map(chunk).reduce(&zero, &add))
    }

    /// The stocks of some agents on the evening of a day.
    fn recount(&self, agents: Range<usize>, day: u32) -> Census {
        let mut stocks = Census::default();
        match self.path {
            Some(path) => {
                let words = self.agent_state.0.each_ref().map(|plane| &plane[agents.clone()]);
                path.dispatch(Recount { words, day, tables: &self.tables, into: &mut stocks });
            }
            None => {
                agents.for_each(|i| census::census(&unpack(self.agent_state.get(i)), day, &self.tables, &mut stocks))
            }
        }
        stocks
    }
}

/// An engine's name for people.
fn describe(threads: &rayon::ThreadPool, path: Option<pulp::Arch>) -> String {
    let path = path.map_or("no gate", paths::name);
    format!("cpu, {} threads, {path}", threads.current_num_threads())
}

/// A worker for each thread.
fn workers(threads: &rayon::ThreadPool) -> Vec<Mutex<Worker>> {
    (0..threads.current_num_threads()).map(|_| Mutex::default()).collect()
}

/// Worker threads; 0 for all cores.
fn pool(threads: usize) -> Arc<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Arc::new(pool.expect("worker threads can be started"))
}

impl Engine for CpuEngine {
    fn describe(&self) -> String {
        describe(&self.threads, self.path)
    }

    fn load(&mut self, rates: &Rates) -> Result<()> {
        *self.rates = *rates;
        Ok(())
    }

    fn advance(&mut self, days: &[Day]) -> Result<()> {
        days.iter().for_each(|day| self.day(day));
        Ok(())
    }

    fn preload_totals(&mut self, totals: &Totals) -> Result<()> {
        self.totals = totals.clone();
        self.workers = workers(&self.threads);
        Ok(())
    }

    fn month_end(&mut self, day: u32) -> Result<Counted> {
        let add = |mut a: Census, b: Census| {
            a.0.iter_mut().zip(b.0).for_each(|(a, b)| *a += b);
            a
        };
        let census = self.sum(Census::default, |agents| self.recount(agents, day), add);
        let totals = self.totals();
        self.preload_totals(&Totals::default())?;
        Ok(Counted { totals, census, day_state: self.day_state })
    }

    fn digest(&mut self) -> Result<Digest> {
        let one = |sum, i| digest::add(sum, digest::mix(i as u32, self.agent_state.get(i), digest::AGENTS));
        Ok(self.sum(|| [0; 4], |agents| agents.fold([0; 4], one), digest::add))
    }

    fn day_state(&mut self) -> Result<DayState> {
        Ok(self.day_state)
    }

    fn agent_state(&mut self) -> Result<AgentState> {
        Ok(self.agent_state.clone())
    }
}
