//! Arguments of studies on the record: where it is, and which months count.

use crate::cli::failure::Failure;
use musofir::output::InputFiles;
use musofir::study::{Months, first_day};
use std::path::{Path, PathBuf};

/// The record and the months that count.
#[derive(clap::Args)]
pub struct TargetArgs {
    /// The record: what was observed, and what in the model stands for it [default: of the folder evidence beside
    /// the scenario, record.ron or the first record-NAME.ron of its corridor].
    #[arg(long, value_name = "FILE")]
    targets: Option<PathBuf>,
    /// Only figures that begin in this month or later, as YYYY-MM.
    #[arg(long, value_name = "MONTH", value_parser = month)]
    from: Option<String>,
    /// Only figures that end in this month or earlier.
    #[arg(long, value_name = "MONTH", value_parser = month)]
    until: Option<String>,
}

impl TargetArgs {
    /// The record to hold a scenario against.
    pub fn record(&self, scenario: &Path) -> Result<PathBuf, Failure> {
        if let Some(file) = &self.targets {
            return Ok(file.clone());
        }
        let file = InputFiles::record_file(scenario);
        match file.exists() {
            true => Ok(file),
            false => Err(Failure::bad_input(format!(
                "{}: there is no record beside the scenario; name one with --targets",
                file.display()
            ))),
        }
    }

    /// The months that count.
    pub fn months(&self) -> Months {
        Months { from: self.from.clone(), until: self.until.clone() }
    }
}

fn month(text: &str) -> Result<String, String> {
    first_day(text).map(|_| text.to_owned())
}
