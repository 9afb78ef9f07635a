//! Progress on standard error: a bar on a terminal, a line a year elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Instant;

/// Follows a run through its days.
pub struct Progress {
    bar: ProgressBar,
    lines: bool,
    agents: u32,
    days: u32,
    done: u32,
    begun: Instant,
}

impl Progress {
    /// A run of `days` days; silent if `quiet`.
    pub fn new(days: u32, agents: u32, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = if quiet || !terminal { ProgressBar::hidden() } else { ProgressBar::new(u64::from(days)) };
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {percent}% {msg}, {eta} left");
        bar.set_style(style.expect("the template is valid"));
        Self { bar, lines: !quiet && !terminal, agents, days, done: 0, begun: Instant::now() }
    }

    /// Some days are done, up to and including `date`.
    pub fn advance(&mut self, days: u32, date: jiff::civil::Date) {
        self.done += days;
        let seconds = self.begun.elapsed().as_secs_f64();
        let rate = f64::from(self.agents) * f64::from(self.done) / seconds / 1e6;
        self.bar.set_prefix(date.to_string());
        self.bar.set_message(format!("{rate:.0} million agent-days/s"));
        self.bar.set_position(u64::from(self.done));
        if self.lines && (date.month() == 12 || self.done == self.days) {
            let left = seconds / f64::from(self.done) * f64::from(self.days - self.done);
            eprintln!("{date}: {rate:.0} million agent-days/s, {left:.0} s left");
        }
    }

    /// Clears the bar; seconds since the start.
    pub fn finish(self) -> f64 {
        self.bar.finish_and_clear();
        self.begun.elapsed().as_secs_f64()
    }
}
