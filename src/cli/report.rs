//! `report`: the page that is passed on, from folders of results.

use super::{Failure, data};
use musofir::output::Folder;
use musofir::report::{self, ReportError};
use std::path::{Path, PathBuf};

/// Write a report.
#[derive(clap::Args)]
pub struct Args {
    /// Folders that run, compare, backtest, sweep, sensitivity or threshold left behind; several are shown side by
    /// side.
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// The page; report.html in the first folder if not given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the page and says where it is.
pub fn run(args: &Args) -> Result<(), Failure> {
    let page = report::report(&args.folders)?;
    let out = args.out.clone().unwrap_or_else(|| args.folders[0].join(report::FILE));
    Folder::write(&out, page.as_bytes())?;
    data!("{}", out.display());
    Ok(())
}

/// Writes the report of a folder that has just become whole.
pub fn of(folder: &Folder) -> Result<(), Failure> {
    at(folder.path())
}

/// Writes the report of a whole folder.
pub fn at(folder: &Path) -> Result<(), Failure> {
    let page = report::report(&[folder])?;
    Ok(Folder::write(&folder.join(report::FILE), page.as_bytes())?)
}

impl From<ReportError> for Failure {
    fn from(e: ReportError) -> Self {
        Self::bad_input(e)
    }
}
