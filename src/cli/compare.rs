//! `compare`: scenarios on the same seeds, against a reference.

use super::common::conclude::{Origin, carry_out, shown};
use super::common::console::note;
use super::common::study_args::{AGENTS_OF_POOL, StudyArgs};
use super::failure::Failure;
use super::show::{comparison, fates, fits, spread};
use musofir::host::IndicatorId;
use musofir::host::ids::*;
use musofir::study::{CompareSpec, OutputSpec};
use musofir::world::Words;
use std::path::PathBuf;

/// Indicators of the table by default.
const SHOWN: &[IndicatorId] = &[
    ABROAD,
    DEPARTURES,
    EXPELLED,
    ENTRY_BARS,
    REMITTANCES_USD,
    REMITTANCES_PCT_GDP,
    HOME_JOBLESSNESS,
    POVERTY,
    PROTESTERS,
    CRISIS_RISK,
    RECRUITS_EXPECTED,
    OUTPUT_LOST,
    ENFORCEMENT_COST,
    CONCESSION_PROBABILITY,
];

/// Compare scenarios.
#[derive(clap::Args)]
#[command(
    mut_arg("seeds", |a| a.default_value("8")),
    mut_arg("agents", |a| a.help(AGENTS_OF_POOL)),
)]
pub struct CompareArgs {
    /// Scenario files, such as configs/*.ron.
    #[arg(required = true)]
    scenarios: Vec<PathBuf>,
    /// The reference, by name; by default `baseline` if it is among them, else the first.
    #[arg(long, value_name = "NAME")]
    against: Option<String>,
    /// Indicators of the table, by name and separated by commas; or `all`. The files always have all.
    #[arg(long, value_delimiter = ',', value_name = "NAME,...")]
    indicators: Vec<String>,
    /// First month to compare, as YYYY-MM; by default the last twelve whole months in common are compared.
    #[arg(long, value_name = "MONTH")]
    from: Option<String>,
    /// Last month to compare.
    #[arg(long, value_name = "MONTH")]
    to: Option<String>,
    /// Show where the spread comes from: the differences again under N sets of parameters drawn from the register's
    /// ranges, and under rules that could be otherwise, beside those over seeds.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000))]
    spread: Option<u32>,
    /// Compare where the same people stand on the last day under each scenario and under the reference.
    #[arg(long)]
    fates: bool,
    /// Draw parameters too: the n-th seed takes the n-th row of this CSV (a column a parameter), such as the
    /// posterior.csv of `calibrate`. Intervals then include the uncertainty of these parameters: rows that are the same
    /// count as one draw. A table of one row is one set of parameters for every seed.
    #[arg(long, value_name = "FILE")]
    parameters: Option<PathBuf>,
    /// Show which conclusions hold in other fits to the record: the comparison again, on the same seeds, under every row
    /// of this CSV (a column a parameter), such as the fits.csv of `calibrate`. Columns of levers are left out.
    #[arg(long, value_name = "FILE")]
    fits: Option<PathBuf>,
    #[command(flatten)]
    study: StudyArgs,
}

impl CompareArgs {
    /// The study, and where its results go.
    pub fn spec(&self) -> (CompareSpec, OutputSpec) {
        let spec = CompareSpec {
            scenarios: self.scenarios.clone(),
            against: self.against.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            spread: self.spread,
            fates: self.fates,
            parameters: self.parameters.clone(),
            fits: self.fits.clone(),
            extrapolate: self.study.extrapolate(),
            size: self.study.size(),
        };
        (spec, OutputSpec { indicators: self.indicators.clone(), ..self.study.output() })
    }
}

/// Compares the scenarios.
pub fn run(args: &CompareArgs) -> Result<(), Failure> {
    let (spec, output) = args.spec();
    compare(&spec, &Origin::Machine(&args.study.machine()), &output)
}

/// Compares the scenarios of a study.
pub fn compare(spec: &CompareSpec, origin: &Origin, output: &OutputSpec) -> Result<(), Failure> {
    let study = spec.load()?;
    let shown = shown(&output.indicators, SHOWN)?;
    if let Some(left_out) = study.left_out()?.filter(|_| !output.quiet) {
        note!("{left_out}");
    }
    let prepared = study.prepare()?;
    if !output.quiet {
        study.stays_out().iter().for_each(|what| note!("note: {what}"));
    }
    if let Some(repeated) = study.repeated().filter(|_| !output.quiet) {
        note!("note: {repeated}");
    }
    carry_out(prepared, origin, output, |result| {
        let words = Words::of(&result.scenarios[result.reference].world);
        let table = comparison::table(&result.lines, result.reference, &shown, &words);
        let notes = result.notes(&shown).join("\n");
        let notes = (!notes.is_empty()).then_some(notes);
        let fates = result.fates.as_ref().map(|of| fates::tables(result, of));
        let spread = result.spread.as_ref().map(|of| spread::table(of, &shown, &words));
        let fits = result.fits.as_ref().map(|of| fits::table(of, &shown, &words));
        let tables: Vec<String> = [Some(table), notes, fates, spread, fits].into_iter().flatten().collect();
        tables.join("\n\n")
    })
}
