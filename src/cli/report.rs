//! `report`: the page that is passed on, from folders of results.

use super::common::conclude::write_page;
use super::common::console;
use super::common::named::is_standard_output;
use super::failure::Failure;
use musofir::report;
use std::path::PathBuf;

/// Write a report.
#[derive(clap::Args)]
pub struct ReportArgs {
    /// Folders that run, compare, backtest, sweep, sensitivity or threshold left behind; several are shown side by
    /// side.
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// The page; report.html in the first folder if not given. `-` is standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file that is not a page of this program.
    #[arg(long)]
    force: bool,
}

/// Writes the page and says where it is.
pub fn run(args: &ReportArgs) -> Result<(), Failure> {
    let out = args.out.clone().unwrap_or_else(|| args.folders[0].join(report::FILE));
    write_page(&args.folders, &out, args.force)?;
    if !is_standard_output(&out) {
        console::path(&out)?;
    }
    Ok(())
}
