//! Parameters from a table, a column a parameter and a row a draw: one draw a seed, or every row in full.

use super::error::StudyError;
use super::task::{Size, Task};
use crate::ensemble::{Keep, Replicate};
use crate::output::read_design;
use crate::scenario::schema::levers;
use crate::scenario::{Parameter, Scenario};
use std::path::Path;

/// A table of parameters, such as the `posterior.csv` of a calibration.
#[derive(Clone, Debug)]
pub struct Draws {
    /// What errors call it.
    source: String,
    names: Vec<String>,
    points: Vec<Vec<f64>>,
}

impl Draws {
    /// Names of the parameters, and their values, a row a draw.
    pub fn new(names: Vec<String>, points: Vec<Vec<f64>>) -> Self {
        Self { source: "parameters".to_owned(), names, points }
    }

    /// Reads a CSV.
    ///
    /// # Errors
    /// If the file cannot be read, or a cell is not a number.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, StudyError> {
        let source = path.as_ref().display().to_string();
        let (names, points) = read_design(path.as_ref()).map_err(|e| StudyError::Invalid(format!("{source}: {e}")))?;
        Ok(Self { source, names, points })
    }

    /// What errors call it: the path of its file.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Without the levers among its columns, and the names of these: the strength that a lever had in the scenario that
    /// was fitted belongs to no other scenario.
    pub fn without_levers(&self) -> Result<(Self, Vec<String>), StudyError> {
        let levers = levers();
        let is_lever = |name: &String| {
            let end = name.find(['.', '@']).unwrap_or(name.len());
            levers.iter().any(|l| l.name == name[..end])
        };
        let keep: Vec<bool> = self.names.iter().map(|name| !is_lever(name)).collect();
        let part = |wanted: bool| {
            let of = self.names.iter().zip(&keep).filter(|(_, keep)| **keep == wanted);
            of.map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        let row = |row: &Vec<f64>| row.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(v, _)| *v).collect();
        let (names, left_out) = (part(true), part(false));
        if names.is_empty() {
            let why = "every column is a lever, which scenarios keep as their own; none is an assumption of the world";
            return Err(StudyError::Invalid(format!("{}: {why}", self.source)));
        }
        Ok((Self { source: self.source.clone(), names, points: self.points.iter().map(row).collect() }, left_out))
    }

    /// Every scenario with every seed and the seed's draw: the n-th seed takes the n-th row, and the first again after
    /// the last.
    pub(super) fn by_seed(&self, scenarios: &[Scenario], size: Size, keep: Keep) -> Result<Task, StudyError> {
        let count = scenarios.len();
        let rows: Vec<&Vec<f64>> = self.points.iter().cycle().take(size.seeds as usize).collect();
        let mut with_values = Vec::new();
        for row in &rows {
            with_values.extend(self.with_values(scenarios, row)?);
        }
        let seed = |scenario: usize| 1 + (scenario / count) as u64;
        let replicates = (0..with_values.len()).map(|scenario| Replicate { seed: seed(scenario), scenario }).collect();
        let labels = with_values.iter().map(|x| x.name.clone()).collect();
        let points = rows.into_iter().flat_map(|row| std::iter::repeat_n(row.clone(), count)).collect();
        Ok(Task::of(with_values, replicates, size.agents, keep).varied(labels, &self.names, points))
    }

    /// Every scenario with every row and every seed: the scenarios of the first row, then those of the second.
    pub(super) fn each(&self, scenarios: &[Scenario], size: Size) -> Result<Task, StudyError> {
        let mut with_values = Vec::new();
        for (n, row) in self.points.iter().enumerate() {
            let of_row = self.with_values(scenarios, row)?.into_iter();
            with_values.extend(of_row.map(|x| Scenario { name: format!("{}, fit {}", x.name, n + 1), ..x }));
        }
        let labels = with_values.iter().map(|x| x.name.clone()).collect();
        let points = self.points.iter().flat_map(|row| std::iter::repeat_n(row.clone(), scenarios.len())).collect();
        Ok(Task::all(with_values, size, Keep::default()).varied(labels, &self.names, points))
    }

    /// Every scenario with a row's values. A lever that only some of the scenarios have is set in these.
    fn with_values(&self, scenarios: &[Scenario], row: &[f64]) -> Result<Vec<Scenario>, StudyError> {
        let fail = |e: String| StudyError::Invalid(format!("{}: {e}", self.source));
        let mut with_values = scenarios.to_vec();
        for (name, value) in self.names.iter().zip(row) {
            let mut unknown = None;
            let mut known = false;
            for (x, as_it_was) in with_values.iter_mut().zip(scenarios) {
                match Parameter::parse(name, as_it_was) {
                    Ok(parameter) => {
                        known = true;
                        parameter.set(x, *value).map_err(fail)?;
                    }
                    Err(e) => unknown = Some(e),
                }
            }
            if let (false, Some(e)) = (known, unknown) {
                return Err(fail(e));
            }
        }
        with_values.iter().find_map(Scenario::diagnostic).map_or(Ok(with_values), |e| Err(fail(e)))
    }
}
