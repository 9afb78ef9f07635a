//! Subcommands, one file each. Standard output is data, standard error is messages.

mod backtest;
mod calibrate;
mod check;
mod collector;
mod compare;
mod comparison;
mod devices;
mod diff;
mod draws;
mod effects;
mod engines;
mod ensemble;
mod evidence;
mod explain;
mod fates;
mod fits;
mod fitted;
mod fork;
mod live;
mod long;
mod means;
mod memory;
mod merge;
mod plan;
mod progress;
mod report;
mod rerun;
mod resume;
mod run;
mod schema;
mod selftest;
mod sensitivity;
mod signals;
pub mod speak;
mod spread;
mod status;
mod study;
mod summary;
mod sweep;
mod threshold;
mod verify;
mod work;

pub(crate) use speak::{data, note};

use clap::{Parser, Subcommand};
use musofir::cluster::PlanError;
use musofir::config::ConfigError;
use musofir::engine::EngineError;
use musofir::evidence::EvidenceError;
use musofir::output::{FolderError, RequestError};
use musofir::run::RunError;
use musofir::run::checkpoint::CheckpointError;

/// What `--version` prints: the version, and the commit if the build was given one in MUSOFIR_COMMIT.
static LONG_VERSION: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    option_env!("MUSOFIR_COMMIT").map_or_else(|| version.to_owned(), |commit| format!("{version} ({commit})"))
});

/// Simulates a labour-migration corridor under political pressure.
///
/// About a million migrant agents, day by day, in GPU buffers or in a bit-identical CPU engine; each month their totals
/// become the indicators of two states. Scenarios are RON files; the presets are in configs/.
#[derive(Parser)]
#[command(
    version,
    long_version = LONG_VERSION.as_str(),
    max_term_width = 110,
    after_help = "Exit codes: 0 done, 1 failed, 2 usage or bad input, 3 engines differ, 130 interrupted, 143 terminated."
)]
pub struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run a scenario: a monthly table on standard output, and a run folder.
    Run(run::Args),
    /// Go on with a run that was interrupted, from its last checkpoint.
    Resume(resume::Args),
    /// Repeat the run of a folder, and say whether the digest agrees.
    Rerun(rerun::Args),
    /// Live another future from the stored past of a run.
    Fork(fork::Args),
    /// Compare scenarios on the same seeds: differences, intervals, verdicts.
    Compare(compare::Args),
    /// Turn numbers of a scenario: dose-response tables with intervals.
    Sweep(sweep::Args),
    /// Find the smallest dose at which an indicator crosses a limit.
    Threshold(threshold::Args),
    /// Find which assumptions matter, over the ranges of the register.
    Sensitivity(sensitivity::Args),
    /// Write down the members that a command needs, to be lived on a cluster.
    Plan(plan::Args),
    /// Live members of a plan: a shard of them, or one.
    Work(work::Args),
    /// Say how far a plan is: done, running, failed, missing.
    Status(status::Args),
    /// Make a command's results of the members of its plan.
    Merge(merge::Args),
    /// Write a page on folders of results that can be read and passed on.
    Report(report::Args),
    /// Show only what differs between two scenarios or two folders of results, down to single values.
    Diff(diff::Args),
    /// Explain an indicator, a lever or an assumption: definition, unit, rule, source.
    Explain(explain::Args),
    /// Hold a scenario against what was observed, beside forecasts that know no mechanism.
    Backtest(backtest::Args),
    /// Fit uncertain numbers to what was observed.
    Calibrate(calibrate::Args),
    /// Validate scenarios and worlds, and print what they resolve to.
    Check(check::Args),
    /// Run both engines side by side and compare them after every day.
    Verify(verify::Args),
    /// Test this program on this machine; the first thing a bug report should hold.
    Selftest(selftest::Args),
    /// List the GPU adapters and what each can hold.
    Devices(devices::Args),
    /// Print the JSON Schema of a scenario, a world or a sending state.
    Schema(schema::Args),
    /// Print completions for a shell.
    Completions(schema::Completions),
    /// Print the manual page.
    Man,
}

/// Why the program ends without success.
pub struct Failure {
    /// 1 failed, 2 bad input, 3 engines differ, 130 and 143 stopped by a signal.
    pub code: u8,
    /// What happened and what to do.
    pub message: String,
}

impl Failure {
    /// Something failed on the way.
    pub fn failed(message: impl std::fmt::Display) -> Self {
        Self { code: 1, message: format!("error: {message}") }
    }

    /// The input must be changed.
    pub fn bad_input(message: impl std::fmt::Display) -> Self {
        Self { code: 2, message: format!("error: {message}") }
    }
}

impl From<ConfigError> for Failure {
    fn from(e: ConfigError) -> Self {
        Self { code: 2, message: e.to_string() }
    }
}

impl From<EvidenceError> for Failure {
    fn from(e: EvidenceError) -> Self {
        match e {
            EvidenceError::Config(e) => e.into(),
            other => Self::bad_input(other),
        }
    }
}

impl From<FolderError> for Failure {
    fn from(e: FolderError) -> Self {
        Self { code: e.code(), message: format!("error: {e}") }
    }
}

impl From<PlanError> for Failure {
    fn from(e: PlanError) -> Self {
        match e {
            PlanError::Folder(e) => e.into(),
            PlanError::Input(message) => Self { code: 2, message },
            other => Self::bad_input(other),
        }
    }
}

impl From<RequestError> for Failure {
    fn from(e: RequestError) -> Self {
        match e {
            RequestError::Inputs(e) => e.into(),
            other => Self::bad_input(other),
        }
    }
}

impl From<CheckpointError> for Failure {
    fn from(e: CheckpointError) -> Self {
        Self::failed(format!("the checkpoint {e}"))
    }
}

impl From<RunError> for Failure {
    fn from(e: RunError) -> Self {
        let code = if matches!(e, RunError::Engine(EngineError::Mismatch(_))) { 3 } else { 1 };
        Self { code, message: format!("error: {e}") }
    }
}

impl From<EngineError> for Failure {
    fn from(e: EngineError) -> Self {
        RunError::from(e).into()
    }
}

/// Dispatches a command.
pub fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Run(args) => run::run(&args),
        Command::Resume(args) => resume::run(&args),
        Command::Rerun(args) => rerun::run(&args),
        Command::Fork(args) => fork::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Sweep(args) => sweep::run(&args),
        Command::Threshold(args) => threshold::run(&args),
        Command::Sensitivity(args) => sensitivity::run(&args),
        Command::Plan(args) => plan::run(args),
        Command::Work(args) => work::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Backtest(args) => backtest::run(&args),
        Command::Calibrate(args) => calibrate::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Selftest(args) => selftest::run(&args),
        Command::Devices(args) => devices::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => {
            schema::completions(&args);
            Ok(())
        }
        Command::Man => schema::man(),
    }
}

/// Reads a number of agents: `1500000`, `1_500_000`, `1.5e6`.
pub fn agents(text: &str) -> Result<u32, String> {
    let number: f64 = text.replace('_', "").parse().map_err(|_| "a whole number such as 100000 or 1.5e6".to_owned())?;
    if number.fract() != 0.0 || number < 1.0 {
        return Err("at least one agent, and a whole number of them".to_owned());
    }
    if number > f64::from(u32::MAX) {
        return Err(format!("at most {} agents: an agent's index has 32 bits", u32::MAX));
    }
    Ok(number as u32)
}

/// Reads a number of threads.
pub fn threads(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n <= 1024).ok_or_else(|| "a whole number from 0 to 1024".to_owned())
}
