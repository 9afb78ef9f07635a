//! Arguments of studies on the record: where it is, and which months count.

use musofir::study::{Months, first_day};
use std::path::PathBuf;

/// The record and the months that count.
#[derive(clap::Args)]
pub struct TargetArgs {
    /// The record: what was observed, and what in the model stands for it.
    #[arg(long, value_name = "FILE", default_value = "configs/evidence/record.ron")]
    pub targets: PathBuf,
    /// Only figures that begin in this month or later, such as 2014-07.
    #[arg(long, value_name = "MONTH", value_parser = month)]
    from: Option<String>,
    /// Only figures that end in this month or earlier.
    #[arg(long, value_name = "MONTH", value_parser = month)]
    until: Option<String>,
}

impl TargetArgs {
    /// The months that count.
    pub fn months(&self) -> Months {
        Months { from: self.from.clone(), until: self.until.clone() }
    }
}

fn month(text: &str) -> Result<String, String> {
    first_day(text).map(|_| text.to_owned())
}
