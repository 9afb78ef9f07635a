//! What a calibration is asked for: files and options.

use super::study::{Calibrate, TrialPoints};
use crate::cluster::texts::Input;
use crate::evidence;
use crate::output::read_design;
use crate::scenario::Scenario;
use crate::study::error::StudyError;
use crate::study::months::Months;
use crate::study::task::SizeSpec;
use crate::world::Extrapolate;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What a calibration is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalibrateSpec {
    /// Scenario file.
    pub scenario: PathBuf,
    /// The record.
    pub targets: PathBuf,
    /// Months whose figures count.
    pub months: Months,
    /// Parameters with their ranges; the record's own list if empty.
    pub vary: Vec<String>,
    /// Trials in all.
    pub budget: u32,
    /// Trials a wave.
    pub wave: u32,
    /// Seed of the search.
    pub search_seed: u32,
    /// Rows of the posterior.
    pub sample: u32,
    /// TrialPoints to score instead of a search.
    pub points: Option<PathBuf>,
    /// How series go on outside their ranges; as the scenario says if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extrapolate: Option<Extrapolate>,
    /// Seeds and agents; 1 seed and 20,000 agents if not given.
    pub size: SizeSpec,
}

impl CalibrateSpec {
    /// Reads its files.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn load(&self) -> Result<Calibrate, StudyError> {
        let Self { months, vary, budget, wave, search_seed, sample, size, .. } = self.clone();
        let (scenario, record) =
            (Scenario::load_extrapolated(&self.scenario, self.extrapolate)?, evidence::load(&self.targets)?);
        let read = |file: &PathBuf| {
            let source = file.display().to_string();
            let (names, points) = read_design(file).map_err(|e| StudyError::Invalid(format!("{source}: {e}")))?;
            Ok::<_, StudyError>(TrialPoints { source, names, points })
        };
        let points = self.points.as_ref().map(read).transpose()?;
        let folder = None;
        Ok(Calibrate { scenario, record, months, vary, budget, wave, search_seed, sample, points, size, folder })
    }

    /// The files that it names.
    pub fn inputs(&mut self) -> Vec<Input<'_>> {
        let first = [Input::Scenario(&mut self.scenario), Input::Record(&mut self.targets)];
        first.into_iter().chain(self.points.iter_mut().map(Input::Table)).collect()
    }
}
