//! What commands on the record share: where it is, and which months count.

use super::Failure;
use jiff::civil::Date;
use musofir::common::calendar;
use musofir::evidence::{self, Evidence};
use musofir::scenario::Scenario;
use std::path::PathBuf;

/// The record and the months that count.
#[derive(clap::Args)]
pub struct Targets {
    /// What was observed, and what in the model stands for it.
    #[arg(long, value_name = "FILE", default_value = "configs/evidence/record.ron")]
    targets: PathBuf,
    /// Only figures that begin in this month or later, such as 2014-07.
    #[arg(long, value_name = "MONTH", value_parser = first_day)]
    from: Option<Date>,
    /// Only figures that end in this month or earlier.
    #[arg(long, value_name = "MONTH", value_parser = first_day)]
    until: Option<Date>,
}

impl Targets {
    /// Reads the record.
    pub fn load(&self) -> Result<Evidence, Failure> {
        Ok(evidence::load(&self.targets)?)
    }

    /// Its file.
    pub fn file(&mut self) -> &mut PathBuf {
        &mut self.targets
    }

    /// First and last day that count.
    pub fn dates(&self, x: &Scenario) -> (Date, Date) {
        (self.from.unwrap_or(x.calendar.start), self.until.map_or(x.calendar.end, |first| first.last_of_month()))
    }
}

fn first_day(month: &str) -> Result<Date, String> {
    calendar::parse(&format!("{month}-01")).ok_or_else(|| "a month such as 2014-07".to_owned())
}
