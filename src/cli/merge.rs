//! `merge`: the results of a planned study, made of its replicates once all of them are there.

use super::common::conclude::Origin;
use super::common::console::note;
use super::common::provenance::program;
use super::failure::Failure;
use super::studies;
use musofir::cluster::Plan;
use musofir::output::{Claim, Mode, Provenance};
use musofir::study::Merged;
use musofir::study::plan::{faults, unpacked};
use std::path::PathBuf;

/// Faults that are named.
const NAMED: usize = 20;

/// Merge a plan's replicates.
#[derive(clap::Args)]
pub struct MergeArgs {
    /// The plan's file.
    plan: PathBuf,
    /// Folder of the results; by default the planned command's --out, else the folder beside the plan that ends in
    /// .results.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a folder of results of the planned command that exists. Other files are never removed.
    #[arg(long)]
    force: bool,
    /// Write no report.html.
    #[arg(long)]
    no_report: bool,
    /// Print manifest and tables as one JSON document instead of the tables.
    #[arg(long)]
    json: bool,
    /// Print only data.
    #[arg(long)]
    quiet: bool,
}

/// Checks that every replicate is there, and carries the study out on them.
pub fn run(args: &MergeArgs) -> Result<(), Failure> {
    let plan = Plan::read(&args.plan, program())?;
    let mut output = plan.output.clone();
    let out = args.out.clone().or(output.out).unwrap_or_else(|| args.plan.with_extension("results"));
    output.force |= args.force;
    output.report &= !args.no_report;
    output.json |= args.json;
    output.quiet |= args.quiet;
    // Before every replicate is read.
    Claim::check(&out, plan.study.command(), Mode::Resume { force: output.force })?;
    output.out = Some(out);
    let folder = Plan::folder(&args.plan)?;
    complete(&plan, faults(&plan, &folder), args)?;
    let study = unpacked(&plan, &folder)?;
    let merged = Merged::new(folder);
    let mut provenance = Provenance::new(program(), plan.command.clone());
    provenance.more.insert("plan_sha256".to_owned(), plan.sha256());
    studies::carry_out(&study, &Origin::Plan(&merged, provenance), &output)
}

/// An error that names every replicate that is missing or damaged.
fn complete(plan: &Plan, faults: Vec<String>, args: &MergeArgs) -> Result<(), Failure> {
    if faults.is_empty() {
        return Ok(());
    }
    let (count, of) = (faults.len(), plan.replicates.len());
    faults.iter().take(NAMED).for_each(|fault| note!("{fault}"));
    if count > NAMED {
        note!("... and {} more; `musofir status {} --json` names all", count - NAMED, args.plan.display());
    }
    Err(Failure::failed(format!(
        "{count} of {of} replicates are missing or damaged, and nothing was merged; simulate them with `musofir work \
         {}`, all of them or by --shard or --replicate",
        args.plan.display()
    )))
}
