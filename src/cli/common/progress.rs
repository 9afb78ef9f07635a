//! Progress on standard error: a bar on a terminal; elsewhere a line a year of a run, or a twentieth of an ensemble.

use super::console::note;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Instant;

/// Follows work measured in agent-days.
pub struct Progress {
    bar: ProgressBar,
    lines: bool,
    agents: u64,
    replicates: usize,
    ended: usize,
    /// Agent-days there are, done, and simulated to do them.
    all: u64,
    done: u64,
    simulated: u64,
    begun: Instant,
}

impl Progress {
    /// A run of `days` days; silent if `quiet`.
    pub fn new(days: u32, agents: u32, quiet: bool) -> Self {
        Self { agents: u64::from(agents), ..Self::of_replicates(u64::from(days) * u64::from(agents), 0, quiet) }
    }

    /// An ensemble of `all` agent-days in `replicates` replicates.
    pub fn of_replicates(all: u64, replicates: usize, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = if quiet || !terminal { ProgressBar::hidden() } else { ProgressBar::new(all) };
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {percent}% {msg}, {eta} left");
        bar.set_style(style.expect("the template is valid"));
        let begun = Instant::now();
        Self { bar, lines: !quiet && !terminal, agents: 0, replicates, ended: 0, all, done: 0, simulated: 0, begun }
    }

    fn add(&mut self, simulated: u64, done: u64) {
        self.done += done;
        self.simulated += simulated;
        self.bar.set_message(format!("{:.0} million agent-days/s", self.rate()));
        self.bar.set_position(self.done);
    }

    /// Million agent-days simulated in a second.
    fn rate(&self) -> f64 {
        self.simulated as f64 / self.begun.elapsed().as_secs_f64().max(1e-9) / 1e6
    }

    fn left(&self) -> f64 {
        let rest = self.all.saturating_sub(self.done) as f64;
        self.begun.elapsed().as_secs_f64() / (self.done as f64).max(1.0) * rest
    }

    /// Some days of a run are done, up to and including `date`.
    pub fn advance(&mut self, days: u32, date: jiff::civil::Date) {
        self.bar.set_prefix(date.to_string());
        self.add(u64::from(days) * self.agents, u64::from(days) * self.agents);
        if self.lines && (date.month() == 12 || self.done == self.all) {
            note!("{date}: {:.0} million agent-days/s, {:.0} s left", self.rate(), self.left());
        }
    }

    /// `simulated` agent-days of an ensemble were run; they stand for `represented`.
    pub fn advanced(&mut self, simulated: u64, represented: u64) {
        let twentieth = |done: u64| u128::from(done) * 20 / u128::from(self.all.max(1));
        let next = twentieth(self.done) != twentieth(self.done + represented);
        self.bar.set_prefix(format!("{} of {} replicates", self.ended, self.replicates));
        self.add(simulated, represented);
        if self.lines && next {
            let percent = 100.0 * self.done as f64 / self.all as f64;
            let (ended, replicates, rate, left) = (self.ended, self.replicates, self.rate(), self.left());
            // What is shared comes first and goes fast.
            let bound = if ended == 0 { "at least " } else { "" };
            note!(
                "{percent:.0} %, {ended} of {replicates} replicates: {rate:.0} million agent-days/s, {bound}{left:.0} s left"
            );
        }
    }

    /// A replicate is complete.
    pub fn completed(&mut self) {
        self.ended += 1;
    }

    /// Clears the bar; seconds since the start.
    pub fn finish(self) -> f64 {
        self.bar.finish_and_clear();
        self.begun.elapsed().as_secs_f64()
    }
}
