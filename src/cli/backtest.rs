//! `backtest`: a scenario against what was observed, beside naive benchmarks.

use super::common::conclude::{Origin, carry_out};
use super::common::console::note;
use super::common::study_args::{AGENTS_OF_POOL, StudyArgs};
use super::common::target_args::TargetArgs;
use super::failure::Failure;
use super::show::backtest::{by_date, by_series};
use musofir::study::BacktestSpec;
use musofir::world::Words;
use std::path::PathBuf;

/// Score a scenario against the record.
#[derive(clap::Args)]
#[command(
    mut_arg("seeds", |a| a.default_value("8")),
    mut_arg("agents", |a| a.help(AGENTS_OF_POOL)),
)]
pub struct BacktestArgs {
    /// Scenario file.
    scenario: PathBuf,
    #[command(flatten)]
    targets: TargetArgs,
    /// Draw parameters too: the n-th seed takes the n-th row of this CSV (a column a parameter), such as the
    /// posterior.csv of `calibrate`. A table of one row is one set of parameters for every seed.
    #[arg(long, value_name = "FILE")]
    parameters: Option<PathBuf>,
    #[command(flatten)]
    study: StudyArgs,
}

/// Scores the scenario.
pub fn run(args: &BacktestArgs) -> Result<(), Failure> {
    let spec = BacktestSpec {
        scenario: args.scenario.clone(),
        targets: args.targets.record(&args.scenario)?,
        months: args.targets.months(),
        parameters: args.parameters.clone(),
        extrapolate: args.study.extrapolate(),
        size: args.study.size(),
    };
    let (study, machine) = (spec.load()?, args.study.machine());
    let (prepared, output) = (study.prepare()?, args.study.output());
    if !output.quiet {
        study.stays_out().iter().for_each(|what| note!("note: {what}"));
    }
    carry_out(prepared, &Origin::Machine(&machine), &output, |result| {
        format!("{}\n\n{}", by_date(&result.scores, &Words::of(&result.scenario.world)), by_series(&result.scores))
    })
}
