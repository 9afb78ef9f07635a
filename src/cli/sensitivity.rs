//! `sensitivity`: which assumptions matter, over the ranges of the register.

use super::common::conclude::{Origin, carry_out, folder_of, shown};
use super::common::console::note;
use super::common::provenance::program;
use super::common::study_args::StudyArgs;
use super::failure::Failure;
use super::show::effects;
use clap::ValueEnum;
use musofir::host::IndicatorId;
use musofir::host::ids::*;
use musofir::study::sensitivity::Method;
use musofir::study::{OutputSpec, Prepared, SensitivitySpec};
use musofir::world::Words;
use std::path::PathBuf;

/// Indicators of the tables by default.
const SHOWN: &[IndicatorId] = &[ABROAD, REMITTANCES_USD, POVERTY, CRISIS_RISK, OUTPUT_LOST, CONCESSION_PROBABILITY];

/// How sensitivity is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MethodArg {
    /// Screening by elementary effects: replicates = points x (parameters + 1).
    Morris,
    /// Parts of the variance: replicates = points x (parameters + 2).
    Sobol,
}

/// Find which assumptions matter.
#[derive(clap::Args)]
#[command(
    mut_arg("seeds", |a| a.default_value("1")),
    mut_arg("agents", |a| a.default_value("20000")),
)]
pub struct SensitivityArgs {
    /// Scenario file.
    scenario: PathBuf,
    /// How sensitivity is measured; morris by default, unless a design is given.
    #[arg(long, value_enum)]
    method: Option<MethodArg>,
    /// Morris: trajectories, 10 by default. Sobol': base points, 64 by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=65_536))]
    points: Option<u32>,
    /// Parameters: assumptions by name, or lever numbers with a range, as in `sweep --vary`; may be given several
    /// times. By default every number of the register whose range has a width.
    #[arg(long, value_name = "NAME[=LOW..HIGH]")]
    vary: Vec<String>,
    /// Indicators of the tables, by name and separated by commas; or `all`. The files always have all.
    #[arg(long, value_delimiter = ',', value_name = "NAME,...")]
    indicators: Vec<String>,
    /// Write design.csv, to be looked at or run elsewhere, and stop.
    #[arg(long)]
    design_only: bool,
    /// Run the points of this CSV (a column a parameter, a row a point) instead of a design. With --method it is
    /// analysed as one, in SALib's order of rows (calc_second_order=False), over the ranges given by --vary, else the
    /// register's.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["points", "design_only"])]
    design: Option<PathBuf>,
    #[command(flatten)]
    study: StudyArgs,
}

impl SensitivityArgs {
    /// The study, and where its results go.
    pub fn spec(&self) -> (SensitivitySpec, OutputSpec) {
        let method = self.method.map(|method| match method {
            MethodArg::Morris => Method::Morris,
            MethodArg::Sobol => Method::Sobol,
        });
        let spec = SensitivitySpec {
            scenario: self.scenario.clone(),
            method,
            points: self.points,
            vary: self.vary.clone(),
            design: self.design.clone(),
            extrapolate: self.study.extrapolate(),
            size: self.study.size(),
        };
        (spec, OutputSpec { indicators: self.indicators.clone(), ..self.study.output() })
    }

    /// The study to plan.
    pub fn planned(&self) -> Result<(SensitivitySpec, OutputSpec), Failure> {
        match self.design_only {
            true => Err(Failure::bad_input("--design-only simulates no replicates: there is nothing to plan")),
            false => Ok(self.spec()),
        }
    }
}

/// Carries the design out and analyses it, or only writes it.
pub fn run(args: &SensitivityArgs) -> Result<(), Failure> {
    let (spec, output) = args.spec();
    if !args.design_only {
        return sensitivity(&spec, &Origin::Machine(&args.study.machine()), &output);
    }
    let study = spec.load()?;
    let study = study.prepare()?;
    let folder = study.open(&folder_of(&output, "sensitivity"), output.force, program())?;
    study.write_design(&folder)?;
    let (points, names) = (&study.points().points, &study.points().names);
    if !output.quiet {
        note!("{} points of {} parameters written to {}", points.len(), names.len(), folder.path().display());
    }
    Ok(())
}

/// Carries out the design of a study.
pub fn sensitivity(spec: &SensitivitySpec, origin: &Origin, output: &OutputSpec) -> Result<(), Failure> {
    let study = spec.load()?;
    let shown = shown(&output.indicators, SHOWN)?;
    carry_out(study.prepare()?, origin, output, |result| {
        result.effects.as_ref().map_or_else(String::new, |of| {
            effects::tables(of, &result.window, &shown, &Words::of(&result.scenario.world))
        })
    })
}
