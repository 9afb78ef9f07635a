//! A study on standard error: what begins, how far it is, what fails.

use super::console::note;
use super::progress::Progress;
use super::signals::Signals;
use musofir::study::{Named, Started, StudyObserver, Wave};

/// Shows a study on standard error, and stops it after a signal.
pub struct ConsoleObserver {
    quiet: bool,
    signals: Signals,
    progress: Option<Progress>,
}

impl ConsoleObserver {
    /// Failures and notes alone if `quiet`.
    pub fn new(quiet: bool, signals: Signals) -> Self {
        Self { quiet, signals, progress: None }
    }
}

/// What was done to the heaviest weights, in words.
pub fn clipped(count: usize) -> String {
    if count > 1 { format!(", its {count} heaviest weights clipped to one") } else { String::new() }
}

impl StudyObserver for ConsoleObserver {
    fn started(&mut self, it: &Started) {
        if !self.quiet {
            let number = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
            let of = |n: usize, what: &str| if n > 0 { format!(", {n} {what}") } else { String::new() };
            let all = number(it.replicates + it.reused, "replicate");
            let (reused, resumed) = (of(it.reused, "reused"), of(it.resumed, "resumed"));
            note!(
                "{}, {}: {all}{reused}{resumed}; {} agents each, on {}, up to {} side by side",
                number(it.scenarios, "scenario"),
                number(it.seeds, "seed"),
                it.agents,
                it.engine,
                it.side_by_side
            );
        }
        self.progress = Some(Progress::of_replicates(it.agent_days, it.replicates, self.quiet));
    }

    fn advanced(&mut self, simulated: u64, represented: u64) {
        if let Some(progress) = &mut self.progress {
            progress.advanced(simulated, represented);
        }
    }

    fn completed(&mut self, _: Named) {
        if let Some(progress) = &mut self.progress {
            progress.completed();
        }
    }

    fn failed(&mut self, it: Named, why: &str) {
        note!("{} with seed {} failed: {why}", it.scenario, it.seed);
    }

    fn finished(&mut self) {
        self.progress.take().map(Progress::finish);
    }

    fn points(&mut self, first: usize, last: usize, all: usize) {
        if !self.quiet {
            note!("points {first} to {last} of {all}");
        }
    }

    fn wave(&mut self, it: &Wave) {
        if !self.quiet {
            let Wave { number, trials, least, effective, .. } = it;
            let clipped = clipped(it.clipped);
            note!(
                "wave {number}, {trials} trials: least misfit {least:.3}, effective sample size {effective:.0}{clipped}"
            );
        }
    }

    fn note(&mut self, text: &str) {
        note!("note: {text}");
    }

    fn stops(&mut self) -> bool {
        self.signals.caught().is_some()
    }
}
