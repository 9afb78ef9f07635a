//! Subcommands, one file each: arguments and printing. Standard output is data, standard error is messages.

mod backtest;
mod calibrate;
mod check;
pub mod common;
mod compare;
mod devices;
mod diff;
pub mod environment;
mod examples;
mod explain;
mod failure;
mod fork;
mod merge;
mod plan;
mod report;
mod rerun;
mod resume;
mod run;
mod run_folder;
mod schema;
mod selftest;
mod sensitivity;
mod show;
mod status;
mod studies;
mod sweep;
mod threshold;
mod verify;
mod work;

use backtest::BacktestArgs;
use calibrate::CalibrateArgs;
use check::CheckArgs;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use compare::CompareArgs;
use devices::DevicesArgs;
use diff::DiffArgs;
use explain::ExplainArgs;
use failure::Failure;
use fork::ForkArgs;
use merge::MergeArgs;
use plan::PlanArgs;
use report::ReportArgs;
use rerun::RerunArgs;
use resume::ResumeArgs;
use run::RunArgs;
use schema::{CompletionsArgs, SchemaArgs};
use selftest::SelftestArgs;
use sensitivity::SensitivityArgs;
use status::StatusArgs;
use sweep::SweepArgs;
use threshold::ThresholdArgs;
use verify::VerifyArgs;
use work::WorkArgs;

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

impl Cli {
    /// The command line's definition.
    fn definition() -> clap::Command {
        examples::with_examples(Self::command())
    }

    /// Reads the command line.
    pub fn read() -> Result<Self, clap::Error> {
        Self::from_arg_matches(&Self::definition().try_get_matches()?)
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run a scenario: a monthly table on standard output, and a run folder.
    Run(RunArgs),
    /// Continue a run that was interrupted, from its last checkpoint.
    Resume(ResumeArgs),
    /// Check the files of a run folder, repeat its run, and compare the digests.
    Rerun(RerunArgs),
    /// Run another future from the stored past of a run.
    Fork(ForkArgs),
    /// Compare scenarios on the same seeds: differences, intervals, verdicts.
    Compare(CompareArgs),
    /// Set numbers of a scenario to values: dose-response tables with intervals.
    Sweep(SweepArgs),
    /// Find the smallest dose at which an indicator crosses a limit.
    Threshold(ThresholdArgs),
    /// Find which assumptions matter, over the ranges of the register.
    Sensitivity(SensitivityArgs),
    /// Split a study into jobs for a cluster.
    Plan(PlanArgs),
    /// Simulate replicates of a plan: a shard, or one.
    Work(WorkArgs),
    /// Show the state of a plan: done, running, failed, missing.
    Status(StatusArgs),
    /// Write the results of a planned study from its replicates.
    Merge(MergeArgs),
    /// Write a report on folders of results: one page that stands alone.
    Report(ReportArgs),
    /// Show only what differs between two scenarios or two folders of results, down to single values.
    Diff(DiffArgs),
    /// Explain an indicator, a lever or an assumption: definition, unit, rule, source.
    Explain(ExplainArgs),
    /// Score a scenario against what was observed, beside naive benchmarks.
    Backtest(BacktestArgs),
    /// Fit uncertain numbers to what was observed.
    Calibrate(CalibrateArgs),
    /// Validate scenarios and worlds, and print what they resolve to.
    Check(CheckArgs),
    /// Run both engines side by side and compare them after every day.
    Verify(VerifyArgs),
    /// Test this program on this machine; a bug report should hold the output.
    Selftest(SelftestArgs),
    /// List the GPU adapters and what each can hold.
    Devices(DevicesArgs),
    /// Print the JSON Schema of a scenario, a world or a sending state.
    Schema(SchemaArgs),
    /// Print completions for a shell.
    Completions(CompletionsArgs),
    /// Print the manual page.
    Man,
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
        Command::Completions(args) => schema::completions(&args, Cli::definition()),
        Command::Man => schema::man(Cli::definition()),
    }
}
