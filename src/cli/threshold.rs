//! `threshold`: the smallest dose of a lever, or value of an assumption, at which an indicator crosses a limit.

use super::common::conclude::{Origin, carry_out};
use super::common::study_args::StudyArgs;
use super::failure::Failure;
use super::show::threshold::{answer, table};
use musofir::scenario::Scenario;
use musofir::study::ThresholdStudy;
use musofir::world::Words;
use std::path::PathBuf;

/// Find a threshold.
#[derive(clap::Args)]
#[command(
    mut_arg("seeds", |a| a.default_value("8")),
    mut_arg("agents", |a| a.default_value("100000")),
)]
pub struct ThresholdArgs {
    /// Scenario file.
    scenario: PathBuf,
    /// A lever's number or an assumption, and the range to search: RemovalSeats=0..5000,
    /// EntryBars.on_overstay@YYYY-MM-DD=0..1; the name alone searches the register's range, or from none to ten times
    /// what the scenario sets.
    #[arg(long, value_name = "NAME=LOW..HIGH")]
    lever: String,
    /// What is crossed: 'crisis_risk>20', 'remittances_pct_gdp<35'; `relative_` before an indicator means its ratio to
    /// the scenario without the lever, or with the assumption as it stands.
    #[arg(long, value_name = "INDICATOR>NUMBER")]
    crosses: String,
    /// How closely to search, as a part of the range.
    #[arg(long, value_name = "PART", default_value_t = 0.02)]
    precision: f64,
    #[command(flatten)]
    study: StudyArgs,
}

/// Searches.
pub fn run(args: &ThresholdArgs) -> Result<(), Failure> {
    let study = {
        let scenario = Scenario::load_extrapolated(&args.scenario, args.study.extrapolate())?;
        ThresholdStudy::new(scenario, &args.lever, &args.crosses)
    };
    let study = study.precision(args.precision).size(args.study.size());
    let machine = args.study.machine();
    carry_out(study.prepare()?, &Origin::Machine(&machine), &args.study.output(), |it| {
        let table = table(&it.parameter, &it.crosses, &it.threshold);
        format!("{table}\n{}", answer(&it.parameter, &it.limit, it.ends, &it.threshold, &Words::of(&it.scenario.world)))
    })
}
