//! `sweep`: numbers of a scenario set to values, against the scenario as it stands.

use super::common::conclude::{Origin, carry_out, shown};
use super::common::study_args::StudyArgs;
use super::common::tables::{aligned, plain, plus_minus, table as table_of};
use super::failure::Failure;
use clap::ValueEnum;
use musofir::host::IndicatorId;
use musofir::host::ids::*;
use musofir::study::sweep::{Design, SweepResult};
use musofir::study::{OutputSpec, SweepSpec};
use musofir::world::Words;
use std::path::PathBuf;

/// Indicators of the table by default.
const SHOWN: &[IndicatorId] = &[ABROAD, REMITTANCES_PCT_GDP, POVERTY, CRISIS_RISK, OUTPUT_LOST, CONCESSION_PROBABILITY];

/// How points are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DesignArg {
    /// Every combination of the listed values.
    Grid,
    /// A scrambled Sobol' sequence within the ranges.
    Sobol,
    /// A Latin hypercube within the ranges.
    Lhs,
}

/// Set numbers of a scenario to values.
#[derive(clap::Args)]
#[command(
    mut_arg("seeds", |a| a.default_value("8")),
    mut_arg("agents", |a| a.default_value("100000")),
)]
pub struct SweepArgs {
    /// Scenario file.
    scenario: PathBuf,
    /// A lever's number or an assumption, and its values: RemovalSeats=0..5000:11, Threat.people@YYYY-MM-DD=0,1e5,3e5,
    /// credibility=0.1..0.6:6 (a grid needs the
    /// number of values), or the name alone for the register's range. May be given several times.
    #[arg(long, required = true, value_name = "NAME=VALUES")]
    vary: Vec<String>,
    /// How points are laid out.
    #[arg(long, value_enum, default_value_t = DesignArg::Grid)]
    design: DesignArg,
    /// Points of a sobol or lhs design.
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u32).range(2..=4096))]
    points: u32,
    /// Indicators of the table, by name and separated by commas; or `all`. The files always have all.
    #[arg(long, value_delimiter = ',', value_name = "NAME,...")]
    indicators: Vec<String>,
    #[command(flatten)]
    study: StudyArgs,
}

impl SweepArgs {
    /// The study, and where its results go.
    pub fn spec(&self) -> (SweepSpec, OutputSpec) {
        let design = match self.design {
            DesignArg::Grid => Design::Grid,
            DesignArg::Sobol => Design::Sobol,
            DesignArg::Lhs => Design::Lhs,
        };
        let (scenario, vary, size) = (self.scenario.clone(), self.vary.clone(), self.study.size());
        let spec =
            SweepSpec { scenario, vary, design, points: self.points, extrapolate: self.study.extrapolate(), size };
        (spec, OutputSpec { indicators: self.indicators.clone(), ..self.study.output() })
    }
}

/// Sweeps.
pub fn run(args: &SweepArgs) -> Result<(), Failure> {
    let (spec, output) = args.spec();
    sweep(&spec, &Origin::Machine(&args.study.machine()), &output)
}

/// Sweeps through the points of a study.
pub fn sweep(spec: &SweepSpec, origin: &Origin, output: &OutputSpec) -> Result<(), Failure> {
    let study = spec.load()?;
    let shown = shown(&output.indicators, SHOWN)?;
    carry_out(study.prepare()?, origin, output, |result| table(result, &shown))
}

/// A row a point, a column an indicator.
fn table(result: &SweepResult, shown: &[IndicatorId]) -> String {
    let (columns, words) = (result.columns(), Words::of(&result.scenario.world));
    let heads = shown.iter().map(|i| format!("{}\n{}, {}", i.name(), words.fill(i.unit()), i.over().name()));
    let mut table = table_of(columns.iter().map(|(name, _)| name.clone()).chain(heads));
    for (n, (_, all)) in result.lines.iter().enumerate() {
        let value = |values: &[f64]| if values[n].is_nan() { "as it stands".to_owned() } else { plain(values[n]) };
        let cells =
            shown.iter().map(|i| all.get(i.index()).map_or_else(|| "-".to_owned(), |line| plus_minus(&line.of)));
        table.add_row(columns.iter().map(|(_, values)| value(values)).chain(cells));
    }
    let window = &result.window;
    let all: Vec<usize> = (0..columns.len() + shown.len()).collect();
    format!("{window}; means with 90 % intervals\n{}", aligned(table, &all, columns.len()))
}
