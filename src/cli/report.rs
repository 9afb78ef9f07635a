//! `report`: the page that is passed on, from folders of results.

use super::common::console::data;
use super::failure::Failure;
use musofir::output::Folder;
use musofir::report;
use std::path::PathBuf;

/// Write a report.
#[derive(clap::Args)]
pub struct ReportArgs {
    /// Folders that run, compare, backtest, sweep, sensitivity or threshold left behind; several are shown side by
    /// side.
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// The page; report.html in the first folder if not given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the page and says where it is.
pub fn run(args: &ReportArgs) -> Result<(), Failure> {
    let page = report::report(&args.folders)?;
    let out = args.out.clone().unwrap_or_else(|| args.folders[0].join(report::FILE));
    Folder::write(&out, page.as_bytes())?;
    data!("{}", out.display());
    Ok(())
}
