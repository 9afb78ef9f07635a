//! A folder of results: manifest, inputs, and tables by the names of their columns.

use crate::config::aliases;
use crate::evidence::Period;
use crate::host::IndicatorId;
use crate::output::{FilesError, Given, InputFiles, intact, intact_past};
use crate::world::World;
use jiff::civil::Date;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Why a folder cannot be reported on.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Not a complete folder of results.
    #[error("{}: not a complete folder of results: {why}; give folders that `run`, `compare`, `backtest`, `sweep`, `sensitivity` or `threshold` wrote", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The missing part.
        why: String,
    },
    /// Files of it that are not what was written.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// Worlds of different corridors, which have no words in common.
    #[error(
        "the worlds {first} and {other} are of different corridors: their amounts are in other currencies or of other base years; write a page for each"
    )]
    Corridors {
        /// World of the first folder.
        first: String,
        /// The other world.
        other: String,
    },
    /// A file of it that is damaged.
    #[error("{}: {why}; run the command again with --force", .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// The problem.
        why: String,
    },
}

/// A complete folder of results.
pub struct ResultFolder {
    /// Where it is.
    pub path: PathBuf,
    /// Its manifest.
    pub manifest: Value,
    /// The inputs of its runs.
    pub inputs: InputFiles,
}

/// A CSV with the names of its columns.
pub struct Sheet {
    file: PathBuf,
    heads: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl ResultFolder {
    /// Opens a folder, after a check of every file that its manifest lists.
    pub fn open(path: &Path) -> Result<Self, ReportError> {
        let read = |name: &str| {
            let why = |e: std::io::Error| format!("{name} cannot be read ({e})");
            std::fs::read_to_string(path.join(name))
                .map_err(|e| ReportError::Folder { folder: path.to_owned(), why: why(e) })
        };
        let damaged =
            |name: &str, e: serde_json::Error| ReportError::Damaged { file: path.join(name), why: e.to_string() };
        let inputs = read(InputFiles::FILE);
        // A command that reports on its own work has its manifest still to come.
        let manifest = match read("manifest.json") {
            Ok(text) => {
                let manifest = serde_json::from_str(&text).map_err(|e| damaged("manifest.json", e))?;
                intact(path, &manifest)?;
                manifest
            }
            Err(_) if path.join("unfinished").exists() => {
                intact_past(path)?;
                Value::Null
            }
            Err(e) => return Err(e),
        };
        let inputs: serde_json::Result<Value> = serde_json::from_str(&inputs?);
        let inputs = inputs.and_then(|mut value| {
            aliases::rename_keys(&mut value);
            serde_json::from_value(value)
        });
        let inputs = inputs.map_err(|e| damaged(InputFiles::FILE, e))?;
        Ok(Self { path: path.to_owned(), manifest, inputs })
    }

    /// True if a file is there.
    pub fn has(&self, name: &str) -> bool {
        self.path.join(name).exists()
    }

    /// A table of the folder; none if it is missing.
    pub fn sheet(&self, name: &str) -> Result<Option<Sheet>, ReportError> {
        let file = self.path.join(name);
        if !file.exists() {
            return Ok(None);
        }
        let damaged = |e: csv::Error| ReportError::Damaged { file: file.clone(), why: e.to_string() };
        let mut csv = csv::Reader::from_path(&file).map_err(damaged)?;
        let heads = csv.headers().map_err(damaged)?.iter().map(str::to_owned).collect();
        let rows = csv.records().collect::<Result<_, _>>().map_err(damaged)?;
        Ok(Some(Sheet { file, heads, rows }))
    }

    /// The world of a scenario.
    pub fn world(&self, given: &Given) -> Result<&World, ReportError> {
        let why =
            || ReportError::Damaged { file: self.path.join(InputFiles::FILE), why: "a scenario names no world".into() };
        self.inputs.worlds.get(given.world).ok_or_else(why)
    }
}

impl Sheet {
    /// The names of its columns.
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// Its rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// An error about the table.
    pub fn damaged(&self, why: String) -> ReportError {
        ReportError::Damaged { file: self.file.clone(), why }
    }

    fn column(&self, name: &str) -> Result<usize, ReportError> {
        self.heads.iter().position(|h| h == name).ok_or_else(|| self.damaged(format!("has no column `{name}`")))
    }

    /// A column as text.
    pub fn texts(&self, name: &str) -> Result<Vec<&str>, ReportError> {
        let column = self.column(name)?;
        Ok(self.rows.iter().map(|r| &r[column]).collect())
    }

    /// A column of months, as YYYY-MM: the table has their first days.
    pub fn months(&self, name: &str) -> Result<Vec<&str>, ReportError> {
        let month = |text: &&str| text.ends_with("-01") && text.len() == 10 && text.is_ascii();
        let texts = self.texts(name)?;
        match texts.iter().find(|text| !month(text)) {
            Some(text) => {
                Err(self.damaged(format!("`{text}` in column `{name}` is not the first day of a month, as YYYY-MM-DD")))
            }
            None => Ok(texts.into_iter().map(|text| &text[..7]).collect()),
        }
    }

    /// The columns `from_date` and `to_date`.
    pub fn periods(&self) -> Result<Vec<Period>, ReportError> {
        let dates = |name: &str| {
            let wrong = |text: &str| self.damaged(format!("`{text}` in column `{name}` is not a date, as YYYY-MM-DD"));
            let texts = self.texts(name)?.into_iter();
            texts.map(|text| text.parse().map_err(|_| wrong(text))).collect::<Result<Vec<Date>, ReportError>>()
        };
        let (first, last) = (dates("from_date")?, dates("to_date")?);
        Ok(first.into_iter().zip(last).map(|(first, last)| Period { first, last }).collect())
    }

    /// The column `indicator`. An unknown name is an error: a renamed indicator must not vanish from the page.
    pub fn indicators(&self) -> Result<Vec<IndicatorId>, ReportError> {
        let id = |name: &str| IndicatorId::parse(name).map_err(|e| self.damaged(e.to_string()));
        self.texts("indicator")?.into_iter().map(id).collect()
    }

    /// A column as numbers; an empty cell is NaN.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, ReportError> {
        let number = |text: &str| match text {
            "" => Ok(f64::NAN),
            text => text.parse().map_err(|_| self.damaged(format!("`{text}` in column `{name}` is not a number"))),
        };
        self.texts(name)?.into_iter().map(number).collect()
    }
}
