//! `calibrate`: fits uncertain numbers to what was observed, wave by wave; or leaves the search to another program.

use super::common::conclude::{Origin, carry_out};
use super::common::console::{data, note};
use super::common::study_args::StudyArgs;
use super::common::target_args::TargetArgs;
use super::failure::Failure;
use super::show::fitted;
use musofir::study::{CalibrateSpec, OutputSpec};
use std::path::{Path, PathBuf};

/// Fit to the record.
#[derive(clap::Args)]
#[command(
    mut_arg("seeds", |a| a.default_value("1")),
    mut_arg("agents", |a| a.default_value("20000")),
)]
pub struct CalibrateArgs {
    /// Scenario file.
    scenario: PathBuf,
    #[command(flatten)]
    targets: TargetArgs,
    /// What to fit, as in `sweep --vary`, each with a range; may be given several times. By default the targets' own
    /// list.
    #[arg(long, value_name = "NAME[=LOW..HIGH]")]
    vary: Vec<String>,
    /// Trials in all.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    budget: u32,
    /// Trials a wave.
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(10..=10_000))]
    wave: u32,
    /// Seed of the search itself; the trials run on seeds 1 to --seeds.
    #[arg(long, value_name = "N", default_value_t = 1)]
    search_seed: u32,
    /// Rows of posterior.csv.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    sample: u32,
    /// For other programs: write the first wave's points to this CSV (a column a parameter, a row a point), and stop.
    #[arg(long, value_name = "FILE", conflicts_with = "tell")]
    ask: Option<PathBuf>,
    /// For other programs: run the points of this CSV, write their misfits to results.csv, and stop.
    #[arg(long, value_name = "FILE")]
    tell: Option<PathBuf>,
    #[command(flatten)]
    study: StudyArgs,
}

impl CalibrateArgs {
    /// The study, and where its results go.
    pub fn spec(&self) -> Result<(CalibrateSpec, OutputSpec), Failure> {
        let spec = CalibrateSpec {
            scenario: self.scenario.clone(),
            targets: self.targets.record(&self.scenario)?,
            months: self.targets.months(),
            vary: self.vary.clone(),
            budget: self.budget,
            wave: self.wave,
            search_seed: self.search_seed,
            sample: self.sample,
            points: self.tell.clone(),
            size: self.study.size(),
        };
        Ok((spec, self.study.output()))
    }
}

/// Fits, or writes the points of the first wave.
pub fn run(args: &CalibrateArgs) -> Result<(), Failure> {
    let (spec, output) = args.spec()?;
    match &args.ask {
        Some(file) => ask(&spec, file),
        None => calibrate(&spec, &Origin::Machine(&args.study.machine()), &output),
    }
}

/// Fits the parameters of a study, or scores its points.
pub fn calibrate(spec: &CalibrateSpec, origin: &Origin, output: &OutputSpec) -> Result<(), Failure> {
    let out = output.out.clone().unwrap_or_else(|| "runs/calibrate".into());
    let study = spec.load()?;
    carry_out(study.prepare()?, origin, output, |result, _| {
        match &result.fitted {
            Some(fitted) => data!("{}", fitted::tables(result, fitted)),
            None => {
                data!("{} points; misfits written to {}", result.points.len(), out.join("results.csv").display());
            }
        }
        Ok(())
    })
}

fn ask(spec: &CalibrateSpec, file: &Path) -> Result<(), Failure> {
    let study = spec.load()?;
    let study = study.prepare()?;
    let write = || study.first_wave().csv(std::fs::File::create(file)?);
    write().map_err(|e| Failure::failed(format!("{}: cannot be written: {e}", file.display())))?;
    note!("{} points of {} parameters written to {}", spec.wave, study.names().len(), file.display());
    Ok(())
}
