//! The files of a run and of an ensemble, each whole or not at all.

mod backtest;
mod checkpoints;
mod ensemble;
mod flat;
mod folder;
mod inputs;
mod manifest;
#[cfg(feature = "parquet")]
mod microdata;
#[cfg(feature = "parquet")]
mod parquet;
mod places;
mod provenance;
mod request;
mod store;
mod tables;

pub use backtest::write_backtest;
pub use checkpoints::{Checkpoints, Rhythm, latest};
pub use ensemble::{VariedColumn, read_design, write_comparison, write_fates, write_fits, write_spread};
pub use flat::{Column, Flat, inert};
pub use folder::{Folder, FolderError, RUN, alive};
pub use inputs::{Given, InputFiles, Seen};
pub use manifest::{EnsembleManifest, Manifest, json};
pub use places::write_mean_places;
pub use provenance::Provenance;
pub use request::{Forked, Microdata, Request, RequestError};
pub use store::{Fault, Store};

use crate::ensemble::Places;
use crate::run::trajectory::Row;
use crate::scenario::Scenario;

/// Writes a run's tables. Its manifest makes the folder whole, and comes last.
pub fn write_run(folder: &Folder, x: &Scenario, series: &[Row], people_per_agent: f64) -> Result<(), FolderError> {
    let flat = tables::series(series);
    folder.file("series.csv", |out| flat.csv(out))?;
    #[cfg(feature = "parquet")]
    folder.file("series.parquet", |out| flat.parquet(out))?;
    let month = |row: &'_ Row| Places::of(row, people_per_agent);
    let months: Vec<_> = series
        .iter()
        .map(|row| places::PlacesMonth { scenario: None, month: &row.month, days: row.days, places: month(row) })
        .collect();
    places::write_places(folder, x, &months)?;
    folder.file("states.csv", |out| tables::states_csv(x, series, out))
}
