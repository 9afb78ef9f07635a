//! The studies that can be planned, as commands.

use super::calibrate::{self, CalibrateArgs};
use super::common::conclude::Origin;
use super::compare::{self, CompareArgs};
use super::failure::Failure;
use super::sensitivity::{self, SensitivityArgs};
use super::sweep::{self, SweepArgs};
use clap::{CommandFactory, Parser};
use musofir::study::{OutputSpec, StudySpec};

/// A command that can be planned.
#[derive(Parser)]
#[command(name = "musofir plan", no_binary_name = true, disable_help_subcommand = true)]
enum StudyCommand {
    /// Compare scenarios on the same seeds.
    Compare(Box<CompareArgs>),
    /// Set numbers of a scenario to values.
    Sweep(Box<SweepArgs>),
    /// Find which assumptions matter.
    Sensitivity(Box<SensitivityArgs>),
    /// Fit uncertain numbers to what was observed.
    Calibrate(Box<CalibrateArgs>),
}

/// Reads the words of a command.
pub fn parse(words: &[String]) -> Result<(StudySpec, OutputSpec), Failure> {
    let first = words.first().map_or("", String::as_str);
    if StudyCommand::command().find_subcommand(first).is_none() {
        return Err(Failure::bad_input(format!(
            "`{first}` cannot be planned; compare, sweep, sensitivity and calibrate --tell can: their replicates are \
             known before the first is simulated"
        )));
    }
    Ok(match StudyCommand::try_parse_from(words).unwrap_or_else(|e| e.exit()) {
        StudyCommand::Compare(args) => with(args.spec(), StudySpec::Compare),
        StudyCommand::Sweep(args) => with(args.spec(), StudySpec::Sweep),
        StudyCommand::Sensitivity(args) => with(args.planned()?, StudySpec::Sensitivity),
        StudyCommand::Calibrate(args) => with(args.spec()?, StudySpec::Calibrate),
    })
}

fn with<S>((spec, output): (S, OutputSpec), study: impl Fn(S) -> StudySpec) -> (StudySpec, OutputSpec) {
    (study(spec), output)
}

/// Carries a study out.
pub fn carry_out(study: &StudySpec, origin: &Origin, output: &OutputSpec) -> Result<(), Failure> {
    match study {
        StudySpec::Compare(spec) => compare::compare(spec, origin, output),
        StudySpec::Sweep(spec) => sweep::sweep(spec, origin, output),
        StudySpec::Sensitivity(spec) => sensitivity::sensitivity(spec, origin, output),
        StudySpec::Calibrate(spec) => calibrate::calibrate(spec, origin, output),
    }
}
