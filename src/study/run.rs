//! One run of a scenario in memory.
//!
//! ```
//! use musofir::host::ids::ABROAD;
//! use musofir::scenario::Scenario;
//! use musofir::study::Options;
//!
//! let mut baseline = Scenario::load("configs/baseline.ron")?;
//! baseline.until("2012-02-29")?;
//! let run = baseline.run(Options { agents: 2_000, seed: 1, ..Options::default() })?;
//! println!("{:.0} people abroad", run.last().get(ABROAD));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

use super::error::StudyError;
use super::machine::{Machine, fits};
use crate::run::Run;
use crate::run::trajectory::Row;
use crate::scenario::Scenario;

/// How a run is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// Agents that stand for the pool; each figure is scaled to people.
    pub agents: u32,
    /// Seed of every random draw.
    pub seed: u64,
    /// What simulates it.
    pub machine: Machine,
}

impl Default for Options {
    /// 100,000 agents, seed 1, on the CPU.
    fn default() -> Self {
        Self { agents: 100_000, seed: 1, machine: Machine::cpu(0) }
    }
}

/// A run that has ended.
#[derive(Clone, Debug)]
pub struct RunResult {
    /// Its months.
    pub months: Vec<Row>,
    /// Digest of agents and months: equal digests are equal runs.
    pub digest: String,
}

impl RunResult {
    /// The last month.
    pub fn last(&self) -> &Row {
        self.months.last().expect("a run has months")
    }
}

impl Scenario {
    /// Runs the scenario to its last day.
    ///
    /// # Errors
    /// If the machine cannot simulate it, or fails.
    pub fn run(&self, options: Options) -> Result<RunResult, StudyError> {
        let Options { agents, seed, machine } = options;
        fits(agents)?;
        let processor = machine.processor(self, &mut |_| ())?;
        let mut run = Run::new(self, agents, seed, |start| processor.engine(start))?;
        for month in self.calendar.months() {
            run.month(month)?;
        }
        Ok(RunResult { months: run.series().to_vec(), digest: run.digest()? })
    }
}
