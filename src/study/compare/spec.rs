//! What a comparison is asked for: files and options.

use super::study::Compare;
use crate::cluster::texts::Input;
use crate::output::InputFiles;
use crate::scenario::Scenario;
use crate::study::draws::Draws;
use crate::study::error::StudyError;
use crate::study::task::SizeSpec;
use crate::world::Extrapolate;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What a comparison is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareSpec {
    /// Scenario files.
    pub scenarios: Vec<PathBuf>,
    /// Name of the reference; `baseline` if it is among the scenarios, else the first.
    pub against: Option<String>,
    /// First month to compare, as YYYY-MM; the last twelve in common if not given.
    pub from: Option<String>,
    /// Last month to compare.
    pub to: Option<String>,
    /// Sets of parameters under which the differences are computed again.
    pub spread: Option<u32>,
    /// Whether fates are compared.
    pub fates: bool,
    /// A table of parameters of which every seed takes a row.
    pub parameters: Option<PathBuf>,
    /// A table of other fits to the record.
    pub fits: Option<PathBuf>,
    /// How series go on outside their ranges; as the scenario says if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extrapolate: Option<Extrapolate>,
    /// Seeds and agents; 8 seeds and the people of the pool if not given.
    pub size: SizeSpec,
}

impl CompareSpec {
    /// Reads its files.
    ///
    /// # Errors
    /// If one cannot be read, or two scenarios have one name.
    pub fn load(&self) -> Result<Compare, StudyError> {
        let mut scenarios: Vec<Scenario> = Vec::new();
        for file in &self.scenarios {
            let x = Scenario::load_extrapolated(file, self.extrapolate)?;
            if let Some(i) = scenarios.iter().position(|other| other.name == x.name) {
                let (other, this) = (self.scenarios[i].display(), file.display());
                if self.scenarios[i] == *file {
                    return Err(StudyError::Invalid(format!("{this} is named twice: name each scenario once")));
                }
                return Err(StudyError::Invalid(format!("{other} and {this} have one name; rename a file")));
            }
            scenarios.push(x);
        }
        let first = self.scenarios.first().zip(scenarios.first());
        let record = first.map(|(file, x)| InputFiles::record_beside(file, &x.world)).transpose()?;
        Ok(Compare {
            scenarios,
            against: self.against.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            spread: self.spread,
            fates: self.fates,
            parameters: self.parameters.as_ref().map(Draws::load).transpose()?,
            fits: self.fits.as_ref().map(Draws::load).transpose()?,
            size: self.size,
            record: record.unwrap_or_default(),
            folder: None,
        })
    }

    /// The files that it names.
    pub fn inputs(&mut self) -> Vec<Input<'_>> {
        let mut scenarios = self.scenarios.iter_mut();
        let first = scenarios.next().map(Input::WithRecord);
        let tables = self.parameters.iter_mut().chain(&mut self.fits);
        first.into_iter().chain(scenarios.map(Input::Scenario)).chain(tables.map(Input::Table)).collect()
    }
}
