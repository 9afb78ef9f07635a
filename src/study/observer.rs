//! Following a study as it runs.

/// What is about to be simulated.
#[derive(Clone, Debug)]
pub struct Started {
    /// Scenarios of the task.
    pub scenarios: usize,
    /// Seeds of the task.
    pub seeds: usize,
    /// Agents of each replicate.
    pub agents: u32,
    /// Replicates to simulate.
    pub replicates: usize,
    /// Replicates that are there already.
    pub reused: usize,
    /// Replicates to simulate that continue from where a stop left them.
    pub resumed: usize,
    /// Agent-days of the replicates to simulate.
    pub agent_days: u64,
    /// Engines, devices and drivers.
    pub engine: String,
    /// Replicates side by side at most.
    pub side_by_side: usize,
}

/// A replicate, for people and for files.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Name of its scenario.
    pub scenario: &'a str,
    /// Its seed.
    pub seed: u64,
    /// What identifies it: see [`crate::ensemble::identity`].
    pub identity: &'a str,
}

/// A wave of a calibration that has ended.
#[derive(Clone, Copy, Debug)]
pub struct Wave {
    /// Its number, from 1.
    pub number: i64,
    /// Trials so far.
    pub trials: usize,
    /// The least misfit so far, in tolerances.
    pub least: f64,
    /// Effective sample size of the posterior so far.
    pub effective: f64,
    /// How many of the heaviest weights are clipped to one.
    pub clipped: usize,
}

/// Follows a study, and may stop it. Every method may be left out; none can change a result.
pub trait StudyObserver: Send {
    /// A task begins.
    fn started(&mut self, _: &Started) {}
    /// The engine of a replicate that is simulated as a run of its own.
    fn engine(&mut self, _: &str) {}
    /// `simulated` agent-days were run; they stand for `represented` (shared history).
    fn advanced(&mut self, _simulated: u64, _represented: u64) {}
    /// A replicate is complete and kept.
    fn completed(&mut self, _: Named) {}
    /// A replicate has failed.
    fn failed(&mut self, _: Named, _why: &str) {}
    /// The task has ended.
    fn finished(&mut self) {}
    /// A part of a long study begins: points `first` to `last` of `all`.
    fn points(&mut self, _first: usize, _last: usize, _all: usize) {}
    /// A wave of a calibration has ended.
    fn wave(&mut self, _: &Wave) {}
    /// Something that a user should know.
    fn note(&mut self, _: &str) {}
    /// Whether to stop at the end of this month: replicates in flight are kept as they stand, if there is a folder.
    fn stops(&mut self) -> bool {
        false
    }
}

/// Follows nothing.
pub struct Silent;

impl StudyObserver for Silent {}
