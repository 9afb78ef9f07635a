//! `calibrate`: fits uncertain numbers to what was observed, wave by wave; or leaves the search to another program.

use super::common::conclude::{Origin, carry_out, folder_of};
use super::common::console::note;
use super::common::named::{is_standard_output, write_named};
use super::common::study_args::StudyArgs;
use super::common::target_args::TargetArgs;
use super::failure::Failure;
use super::show::fitted;
use musofir::output::Named;
use musofir::study::{CalibrateSpec, OutputSpec};
use musofir::world::Words;
use std::path::{Path, PathBuf};

/// Fit to the record.
#[derive(clap::Args)]
#[command(
    mut_arg("seeds", |a| a.default_value("1")),
    mut_arg("agents", |a| a.default_value("20000")),
    mut_arg("force", |a| a.help("Replace a folder of results of this command that exists, or the file of --ask")),
    mut_arg("no_report", |a| a.help("Changes nothing here: no page is written of a fit")),
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
    /// For other programs: write the first wave's points to this CSV (a column a parameter, a row a point; `-` is
    /// standard output), and stop.
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
            extrapolate: self.study.extrapolate(),
            size: self.study.size(),
        };
        // There is no page on a fit.
        Ok((spec, OutputSpec { report: false, ..self.study.output() }))
    }
}

/// Fits, or writes the points of the first wave.
pub fn run(args: &CalibrateArgs) -> Result<(), Failure> {
    let (spec, output) = args.spec()?;
    match &args.ask {
        Some(file) => ask(&spec, file, &output),
        None => calibrate(&spec, &Origin::Machine(&args.study.machine()), &output),
    }
}

/// Fits the parameters of a study, or scores its points.
pub fn calibrate(spec: &CalibrateSpec, origin: &Origin, output: &OutputSpec) -> Result<(), Failure> {
    let out = folder_of(output, "calibrate");
    let study = spec.load()?;
    carry_out(study.prepare()?, origin, output, |result| match &result.fitted {
        Some(fitted) => fitted::tables(result, fitted),
        None => format!("{} points; misfits written to {}", result.points.len(), out.join("results.csv").display()),
    })
}

fn ask(spec: &CalibrateSpec, file: &Path, output: &OutputSpec) -> Result<(), Failure> {
    let study = spec.load()?;
    let study = study.prepare()?;
    let mut table = Vec::new();
    study.first_wave().csv(&mut table, &Words::default()).map_err(Failure::failed)?;
    // An earlier answer has the same first line.
    let head = String::from_utf8_lossy(table.split(|b| *b == b'\n').next().unwrap_or_default()).into_owned();
    let points = Named { what: "a table of these parameters", is: &|text| text.lines().next() == Some(&head) };
    write_named(&points, file, &table, output.force)?;
    if !output.quiet && !is_standard_output(file) {
        note!("{} points of {} parameters written to {}", spec.wave, study.names().len(), file.display());
    }
    Ok(())
}
