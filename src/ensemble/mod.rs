//! Ensembles: scenarios by seeds and draws of parameters, sharing random numbers and history, and what can be said of
//! them.
//!
//! Every scenario runs on the same seeds, and a seed is the key of every random number, so that two scenarios differ
//! only through what differs between them: differences are taken seed by seed, and most of the noise falls out.

mod cohort;
mod comparison;
pub mod design;
mod draws;
mod estimate;
mod fates;
mod fits;
mod proportion;
mod record;
mod resolution;
pub mod sensitivity;
mod share;
pub mod spread;
mod statistics;
pub mod threshold;
mod verdict;
mod window;
mod wording;

pub use crate::run::fingerprint::fingerprint;
pub use crate::run::trajectory::Finished;
pub use comparison::{IndicatorComparison, Parts, add_parts, compare, compare_drawn};
pub use draws::{DrawTable, drawn};
pub use estimate::level;
pub use fates::{Change, FATES, changes, fates};
pub use fits::{Held, Holding, Side};
pub use record::{Keep, Places, Record, identity};
pub use resolution::Resolution;
pub use share::shares;
pub use statistics::{Interval, LEVEL};
pub use verdict::{Amount, Direction, Finding, Needed, Outcome};
pub use window::Window;
pub use wording::figures;

use crate::common::tables::DayState;
use crate::engine::{AgentState, Batch};
use crate::run::trajectory::Saved;
use crate::scenario::Scenario;
use cohort::Cohort;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// One run of an ensemble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Replicate {
    /// Its seed.
    pub seed: u64,
    /// Index of its draw of parameters; 0 if there are no draws.
    pub draw: usize,
    /// Index of its scenario.
    pub scenario: usize,
}

impl Replicate {
    /// Its draw and its scenario, which replicates that differ only in their seed have in common.
    pub fn case(&self) -> (usize, usize) {
        (self.draw, self.scenario)
    }
}

/// Follows an ensemble.
pub trait Observer {
    /// `simulated` agent-days were run; they stand for `represented` (shared history).
    fn advanced(&mut self, simulated: u64, represented: u64);
    /// A replicate has ended, or failed, and why. A break stops the ensemble at the end of this month.
    fn ended(&mut self, replicate: Replicate, outcome: Result<Finished, String>) -> ControlFlow<()>;
    /// A month has been simulated. A break stops the ensemble here.
    fn month_ended(&mut self) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
    /// The ensemble stops, and leaves these replicates between two months.
    fn left(&mut self, _: InFlight) {}
    /// Where a replicate was left, with those of the others that were left with the same agents. It begins with its
    /// first day if this is none.
    fn found(&mut self, _: Replicate, _others: &[(Replicate, &Scenario)]) -> Option<InFlight> {
        None
    }
}

/// Replicates between two months that have had the same agents so far.
pub struct InFlight {
    /// The last simulated day.
    pub last: Date,
    /// The host's side of each.
    pub(crate) trajectories: Vec<(Replicate, Saved)>,
    /// What the last evening published.
    pub day_state: Box<DayState>,
    /// The agents.
    pub agent_state: AgentState,
}

impl InFlight {
    /// The replicates.
    pub fn replicates(&self) -> impl Iterator<Item = Replicate> {
        self.trajectories.iter().map(|(replicate, _)| *replicate)
    }
}

/// Replicates to simulate.
pub struct Ensemble<'a> {
    /// The scenarios, as they stand.
    pub scenarios: &'a [Scenario],
    /// Values that they take, if they do not run as they stand.
    pub draws: Option<&'a DrawTable>,
    /// Agents of each replicate.
    pub agents: u32,
    /// The replicates, seed by seed.
    pub replicates: Vec<Replicate>,
    /// Replicates side by side at most: slots of the batch.
    pub side_by_side: usize,
    /// Whether to hand over the agents of those that end.
    pub keep_agents: bool,
}

impl<'a> Ensemble<'a> {
    /// Scenarios by seeds 1 to `seeds`.
    pub fn new(scenarios: &'a [Scenario], agents: u32, seeds: u64, side_by_side: usize) -> Self {
        let of = |seed| (0..scenarios.len()).map(move |scenario| Replicate { seed, draw: 0, scenario });
        let replicates = (1..=seeds).flat_map(of).collect();
        Self { scenarios, draws: None, agents, replicates, side_by_side, keep_agents: false }
    }

    /// Agent-days of all replicates.
    pub fn agent_days(&self) -> u64 {
        let days = |m: &Replicate| u64::from(self.scenarios[m.scenario].calendar.days());
        self.replicates.iter().map(days).sum::<u64>() * u64::from(self.agents)
    }

    /// Simulates them all. An engine that fails takes its current replicates with it. The scenario of a draw is in memory
    /// only while replicates of it are simulated.
    pub fn run(&self, batch: &mut dyn Batch, observer: &mut dyn Observer) {
        let mut rest = &self.replicates[..];
        while !rest.is_empty() {
            let (now, later) = rest.split_at(self.cohort(rest));
            let mut tracker = Tracker { observer, unfinished: now.to_vec() };
            let cases: BTreeSet<_> = now.iter().map(Replicate::case).collect();
            let make = |case| (case, drawn(self.scenarios, self.draws, case));
            let made: BTreeMap<_, _> = cases.into_iter().map(make).collect();
            let now: Vec<_> = now.iter().map(|m| (*m, &*made[&m.case()])).collect();
            let outcome = Cohort::new(&now, self.agents, self.keep_agents, batch, &mut tracker)
                .and_then(|mut cohort| cohort.run(&mut tracker));
            let flow = match outcome {
                Ok(flow) => flow,
                Err(e) => tracker.lost(&e.to_string()),
            };
            if flow.is_break() {
                return;
            }
            rest = later;
        }
    }

    /// How many come next: whole seeds, or part of one that is too many.
    fn cohort(&self, rest: &[Replicate]) -> usize {
        let most = self.side_by_side.clamp(1, rest.len());
        if most == rest.len() {
            return most;
        }
        let whole = (0..=most).rev().find(|n| *n == 0 || rest[*n].seed != rest[n - 1].seed).unwrap_or(0);
        if whole == 0 { most } else { whole }
    }
}

/// Remembers the replicates whose end has not been reported.
struct Tracker<'w> {
    observer: &'w mut dyn Observer,
    unfinished: Vec<Replicate>,
}

impl Tracker<'_> {
    fn lost(self, why: &str) -> ControlFlow<()> {
        let mut flow = ControlFlow::Continue(());
        for replicate in self.unfinished {
            if self.observer.ended(replicate, Err(why.to_owned())).is_break() {
                flow = ControlFlow::Break(());
            }
        }
        flow
    }
}

impl Observer for Tracker<'_> {
    fn advanced(&mut self, simulated: u64, represented: u64) {
        self.observer.advanced(simulated, represented);
    }

    fn ended(&mut self, replicate: Replicate, outcome: Result<Finished, String>) -> ControlFlow<()> {
        self.unfinished.retain(|m| *m != replicate);
        self.observer.ended(replicate, outcome)
    }

    fn month_ended(&mut self) -> ControlFlow<()> {
        self.observer.month_ended()
    }

    fn left(&mut self, group: InFlight) {
        self.observer.left(group);
    }

    fn found(&mut self, replicate: Replicate, others: &[(Replicate, &Scenario)]) -> Option<InFlight> {
        self.observer.found(replicate, others)
    }
}
