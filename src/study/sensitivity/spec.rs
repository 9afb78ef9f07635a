//! What a sensitivity study is asked for: files and options.

use super::method::Method;
use super::points::Table;
use super::study::Sensitivity;
use crate::cluster::texts::Input;
use crate::output::read_design;
use crate::scenario::Scenario;
use crate::study::error::StudyError;
use crate::study::task::SizeSpec;
use crate::world::Extrapolate;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What a sensitivity study is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensitivitySpec {
    /// Scenario file.
    pub scenario: PathBuf,
    /// How sensitivity is measured; Morris if neither a method nor a design is given.
    pub method: Option<Method>,
    /// Trajectories or base points: 10 for Morris, 64 for Sobol' if not given.
    pub points: Option<u32>,
    /// Parameters; every number of the register whose range has a width if empty.
    pub vary: Vec<String>,
    /// A table of points instead of a design.
    pub design: Option<PathBuf>,
    /// How series go on outside their ranges; as the scenario says if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extrapolate: Option<Extrapolate>,
    /// Seeds and agents; 1 seed and 20,000 agents if not given.
    pub size: SizeSpec,
}

impl SensitivitySpec {
    /// Reads its files.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn load(&self) -> Result<Sensitivity, StudyError> {
        let Self { method, points, vary, size, .. } = self.clone();
        let scenario = Scenario::load_extrapolated(&self.scenario, self.extrapolate)?;
        let table = |file: &PathBuf| {
            let source = file.display().to_string();
            let (names, points) = read_design(file).map_err(|e| StudyError::Invalid(format!("{source}: {e}")))?;
            Ok::<_, StudyError>(Table { source, names, points })
        };
        let design = self.design.as_ref().map(table).transpose()?;
        Ok(Sensitivity { scenario, method, points, vary, design, size, folder: None })
    }

    /// The files that it names.
    pub fn inputs(&mut self) -> Vec<Input<'_>> {
        std::iter::once(Input::Scenario(&mut self.scenario)).chain(self.design.iter_mut().map(Input::Table)).collect()
    }
}
