//! The files of a run and of an ensemble, each whole or not at all.

mod about;
mod aside;
mod backtest;
mod checkpoints;
mod claim;
pub(crate) mod clock;
pub mod columns;
mod document;
mod ensemble;
mod flat;
mod folder;
mod inputs;
mod intact;
mod manifest;
#[cfg(feature = "parquet")]
mod microdata;
mod named;
mod owned;
#[cfg(feature = "parquet")]
mod parquet;
mod places;
mod provenance;
mod request;
mod store;
mod study_checkpoints;
mod tables;
mod written;

pub use about::About;
pub(crate) use aside::sweep;
pub use backtest::write_backtest;
pub use checkpoints::{Checkpoints, Rhythm, latest};
pub use claim::{Claim, Mode, RUN, alive};
pub use document::document;
pub use ensemble::{Compared, VariedColumn, points, read_design, write_fates, write_fits, write_spread};
pub use flat::{Column, Flat, inert};
pub use folder::{Folder, FolderError};
pub use inputs::{Given, InputFiles, Seen};
pub(crate) use intact::intact_tables;
pub use intact::{FilesError, intact, intact_past, intact_table};
pub use manifest::{EnsembleManifest, Manifest, field as manifest_field, json};
pub use named::{Named, NamedError, absent_or_same};
pub use owned::Owned;
pub use places::write_mean_places;
pub use provenance::{COMMIT, Provenance};
pub use request::{Forked, Microdata, Request, RequestError};
pub use store::{Fault, Store};
pub use study_checkpoints::StudyCheckpoints;
pub use written::{FileSum, FileSums, FileWriter, listed};

use crate::ensemble::Places;
use crate::run::trajectory::Row;
use crate::scenario::Scenario;

/// Writes a run's tables. Its manifest makes the folder whole, and comes last.
pub fn write_run(
    folder: &Folder,
    x: &Scenario,
    series: &[Row],
    people_per_agent: f64,
    about: &About,
) -> Result<(), FolderError> {
    tables::series(series).save(folder, "series", about)?;
    let month = |row: &'_ Row| Places::of(row, people_per_agent, x.world.host.currency.unit);
    let months: Vec<_> = series
        .iter()
        .map(|row| places::PlacesMonth { scenario: None, month: &row.month, days: row.days, places: month(row) })
        .collect();
    places::write_places(folder, x, &months, about)?;
    tables::states(x, series).save(folder, "states", about)
}
