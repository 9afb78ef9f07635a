//! The input texts of a study, so that it can be carried out where its files are not: each path of the study stands with
//! the files that its file names in turn.

use super::error::PlanError;
use crate::common::digest;
use crate::config::{folder_of, within};
use crate::evidence;
use crate::output::{Folder, InputFiles};
use crate::scenario::ScenarioFiles;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A path of a study.
pub enum Input<'a> {
    /// A scenario, with its world and further sending states.
    Scenario(&'a mut PathBuf),
    /// A scenario, with the record that may stand beside it.
    WithRecord(&'a mut PathBuf),
    /// A record, with its tables.
    Record(&'a mut PathBuf),
    /// A file that names no other.
    Table(&'a mut PathBuf),
}

impl Input<'_> {
    fn path(&mut self) -> &mut PathBuf {
        match self {
            Self::Scenario(path) | Self::WithRecord(path) | Self::Record(path) | Self::Table(path) => path,
        }
    }

    /// The files with their names relative to the folder of the first, which is the path itself.
    fn files(&self) -> Result<Vec<(PathBuf, String)>, PlanError> {
        match self {
            Self::Scenario(path) => scenario(path),
            Self::WithRecord(path) => {
                let mut files = scenario(path)?;
                let record = InputFiles::record_file(path);
                if record.exists() {
                    let beside = |(name, text): (PathBuf, String)| (Path::new("evidence").join(name), text);
                    files.extend(self::record(&record)?.into_iter().map(beside));
                }
                Ok(files)
            }
            Self::Record(path) => record(path),
            Self::Table(path) => Ok(vec![(name(path), read(path)?)]),
        }
    }
}

fn scenario(path: &Path) -> Result<Vec<(PathBuf, String)>, PlanError> {
    let inputs = ScenarioFiles::read(path).map_err(|e| PlanError::Input(e.to_string()))?;
    Ok(inputs.files().map(|(name, text)| (name, text.to_owned())).collect())
}

fn record(path: &Path) -> Result<Vec<(PathBuf, String)>, PlanError> {
    let evidence = evidence::load(path).map_err(|e| PlanError::Input(e.to_string()))?;
    let folder = folder_of(path);
    let mut files = vec![(name(path), read(path)?)];
    for table in evidence.series.iter().map(|series| &series.file) {
        let Ok(name) = table.strip_prefix(&folder) else {
            return Err(PlanError::Input(format!("error: {}: lies outside the record's folder", table.display())));
        };
        if files.iter().all(|(known, _)| known != name) {
            files.push((name.to_owned(), read(table)?));
        }
    }
    Ok(files)
}

fn name(path: &Path) -> PathBuf {
    path.file_name().map_or_else(PathBuf::new, PathBuf::from)
}

fn read(path: &Path) -> Result<String, PlanError> {
    let fail = |e| PlanError::Input(format!("error: {}: cannot be read: {e}", path.display()));
    std::fs::read_to_string(path).map_err(fail)
}

/// Texts, each once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// By path, in the order of the study: names of files, and the SHA-256 of each text.
    paths: Vec<Vec<(PathBuf, String)>>,
    /// The texts by their SHA-256.
    texts: BTreeMap<String, String>,
}

impl Texts {
    /// Reads all that a study's paths name.
    pub fn read(inputs: &[Input]) -> Result<Self, PlanError> {
        let mut all = Self::default();
        for input in inputs {
            let mut names = Vec::new();
            for (name, text) in input.files()? {
                let hash = digest::of_text(&text);
                names.push((name, hash.clone()));
                all.texts.insert(hash, text);
            }
            all.paths.push(names);
        }
        Ok(all)
    }

    /// Puts the texts into a folder, unless they are there, and sets the paths to them.
    pub fn unpack(&self, folder: &Folder, inputs: Vec<Input>) -> Result<(), PlanError> {
        for (n, (mut input, names)) in inputs.into_iter().zip(&self.paths).enumerate() {
            let place = folder.path().join("inputs").join(n.to_string());
            let fail = |e| PlanError::Input(format!("error: {}: cannot be made: {e}", place.display()));
            std::fs::create_dir_all(&place).map_err(fail)?;
            for (name, hash) in names {
                let text = self.texts.get(hash).ok_or_else(|| PlanError::Input(format!("error: no text {hash}")))?;
                let path = within(&place, &name.to_string_lossy());
                let path = path.map_err(|(what, _)| PlanError::Input(format!("error: {what}")))?;
                if std::fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
                    continue;
                }
                Folder::write(&path, text.as_bytes())?;
            }
            if let Some((first, _)) = names.first() {
                *input.path() = place.join(first);
            }
        }
        Ok(())
    }
}
