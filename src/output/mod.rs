//! The files of a run and of an ensemble, each whole or not at all.

mod backtest;
mod ensemble;
mod flat;
mod folder;
mod manifest;
mod tables;

pub use backtest::write_backtest;
pub use ensemble::{Store, Turned, read_design, write_comparison, write_fates, write_spread};
pub use flat::{Column, Flat};
pub use folder::{Folder, FolderError};
pub use manifest::{EnsembleManifest, Manifest, json};

use crate::course::Row;
use crate::scenario::Experiment;

/// Writes a run's tables, and its manifest last.
pub fn write_run(
    folder: &Folder,
    x: &Experiment,
    series: &[Row],
    people_per_agent: f64,
    manifest: &Manifest,
) -> Result<(), FolderError> {
    let flat = tables::series(series);
    folder.file("series.csv", |out| flat.csv(out))?;
    folder.file("series.parquet", |out| flat.parquet(out))?;
    folder.file("regions.csv", |out| tables::regions_csv(x, series, people_per_agent, out))?;
    folder.file("states.csv", |out| tables::states_csv(x, series, out))?;
    folder.finish(&manifest.text())
}
