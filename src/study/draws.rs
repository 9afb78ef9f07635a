//! Parameters from a table, a column a parameter and a row a draw: one draw a seed, or every row in full.
//!
//! What was fitted in one corridor travels to another in part: behaviour goes, levels and levers stay.

use super::columns::apart;
use super::error::StudyError;
use super::task::{Size, Task};
use crate::ensemble::{DrawTable, Keep, Replicate};
use crate::evidence::Corridor;
use crate::output::{manifest_field, read_design};
use crate::scenario::schema::levers;
use crate::scenario::{Parameter, Scenario};
use std::collections::BTreeSet;
use std::path::Path;

/// The field of a calibration's manifest that says in which corridor its parameters were fitted.
pub(super) const FITTED_IN: &str = "fitted_in";

/// A table of parameters, such as the `posterior.csv` of a calibration.
#[derive(Clone, Debug)]
pub struct Draws {
    /// What errors call it.
    source: String,
    names: Vec<String>,
    points: Vec<Vec<f64>>,
    /// The corridor in which they were fitted, if it is known.
    fitted_in: Option<Corridor>,
}

impl Draws {
    /// Names of the parameters, and their values, a row a draw.
    pub fn new(names: Vec<String>, points: Vec<Vec<f64>>) -> Self {
        Self { source: "parameters".to_owned(), names, points, fitted_in: None }
    }

    /// Fitted in a corridor: elsewhere its levels and levers stay out.
    pub fn fitted_in(self, corridor: Corridor) -> Self {
        Self { fitted_in: Some(corridor), ..self }
    }

    /// Reads a CSV. In a folder of `calibrate`, the manifest says where it was fitted.
    ///
    /// # Errors
    /// If the file cannot be read, or a cell is not a number.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, StudyError> {
        let source = path.as_ref().display().to_string();
        let (names, points) = read_design(path.as_ref()).map_err(|e| StudyError::Invalid(format!("{source}: {e}")))?;
        let fitted_in = manifest_field(path.as_ref().parent().unwrap_or(Path::new("")), FITTED_IN);
        Ok(Self { source, names, points, fitted_in })
    }

    /// True for a scenario of another corridor than that of the fit.
    fn is_foreign(&self, x: &Scenario) -> bool {
        self.fitted_in.as_ref().is_some_and(|corridor| !corridor.holds(&x.world))
    }

    /// What a user should know of the columns that stay out of scenarios of other corridors than that of the fit.
    pub fn stays_out(&self, scenarios: &[Scenario]) -> Vec<String> {
        let Some(corridor) = &self.fitted_in else { return Vec::new() };
        let of = |x: &Scenario| {
            let out = self.names.iter().filter(|name| travelling(name, x).is_none());
            let out: Vec<&str> = out.map(String::as_str).collect();
            let list = if out.is_empty() { "nothing".to_owned() } else { out.join(", ") };
            format!(
                "{}: fitted in {corridor}; behaviour applies to {}, and these stay out: {list}",
                self.source, x.name
            )
        };
        scenarios.iter().filter(|x| self.is_foreign(x)).map(of).collect()
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
        let points = self.points.iter().map(row).collect();
        Ok((Self { source: self.source.clone(), names, points, fitted_in: self.fitted_in.clone() }, left_out))
    }

    /// Every scenario with every seed and the seed's draw: the n-th seed takes the n-th row. A table of one row is one set
    /// of parameters, for every seed.
    pub(super) fn by_seed(&self, scenarios: &[Scenario], size: Size, keep: Keep) -> Result<Task, StudyError> {
        let (count, seeds) = (self.points.len(), size.seeds);
        if count > 1 && (count as u64) < seeds {
            return Err(StudyError::Invalid(format!(
                "{}: {count} rows for {seeds} seeds, and every seed takes a row of its own; give --seeds {count}, or a \
                 table of more rows",
                self.source
            )));
        }
        let rows: Vec<Vec<f64>> = self.points.iter().cycle().take(size.seeds as usize).cloned().collect();
        let of = |draw| (0..scenarios.len()).map(move |scenario| Replicate { seed: 1 + draw as u64, draw, scenario });
        let replicates = (0..rows.len()).flat_map(of).collect();
        let scenarios = &self.welcomed(scenarios)[..];
        let draws = self.table(scenarios, rows, |x, _| x.name.clone())?;
        Ok(Task::of(scenarios.to_vec(), replicates, size.agents, keep).with_draws(draws))
    }

    /// Every scenario with every row and every seed: the scenarios of the first row, then those of the second.
    pub(super) fn each(&self, scenarios: &[Scenario], size: Size) -> Result<Task, StudyError> {
        let mut pairs = (1..self.points.len()).flat_map(|n| (0..n).map(move |earlier| (earlier, n)));
        if let Some((earlier, n)) = pairs.find(|(earlier, n)| self.points[*earlier] == self.points[*n]) {
            let (first, second, source) = (earlier + 1, n + 1, &self.source);
            let why = format!("{source}: fits {first} and {second} are the same, and a fit counts once; leave one out");
            return Err(StudyError::Invalid(why));
        }
        let scenarios = &self.welcomed(scenarios)[..];
        let draws = self.table(scenarios, self.points.clone(), |x, n| format!("{}, fit {}", x.name, n + 1))?;
        Ok(Task::every_draw(scenarios.to_vec(), draws, size))
    }

    /// How many different draws the first `seeds` rows are.
    pub fn different(&self, seeds: u64) -> usize {
        let rows = self.points.iter().take(seeds as usize);
        rows.map(|row| row.iter().map(|v| v.to_bits()).collect::<Vec<_>>()).collect::<BTreeSet<_>>().len()
    }

    /// Scenarios whose ranges hold the behaviour that comes from another corridor: a range there is a prior of its own.
    fn welcomed(&self, scenarios: &[Scenario]) -> Vec<Scenario> {
        let mut scenarios = scenarios.to_vec();
        for x in scenarios.iter_mut().filter(|x| self.is_foreign(x)) {
            for (column, name) in self.names.iter().enumerate() {
                if let Some(parameter) = travelling(name, x) {
                    self.points.iter().for_each(|row| parameter.widen(x, row[column]));
                }
            }
        }
        scenarios
    }

    /// Rows of values for scenarios. A lever that only some of the scenarios have is set in these.
    fn table(
        &self,
        scenarios: &[Scenario],
        rows: Vec<Vec<f64>>,
        name: impl Fn(&Scenario, usize) -> String,
    ) -> Result<DrawTable, StudyError> {
        let fail = |e: String| StudyError::Invalid(format!("{}: {e}", self.source));
        let mut parameters: Vec<Vec<Option<Parameter>>> = Vec::new();
        for name in &self.names {
            let of = |x: &Scenario| match self.is_foreign(x) {
                true => Ok(travelling(name, x)),
                false => Parameter::parse(name, x).map(Some),
            };
            let of: Vec<_> = scenarios.iter().map(of).collect();
            if let (true, Some(Err(e))) = (of.iter().all(Result::is_err), of.last()) {
                return Err(fail(e.clone()));
            }
            parameters.push(of.into_iter().map(|of| of.ok().flatten()).collect());
        }
        for (n, x) in scenarios.iter().enumerate().filter(|(_, x)| self.is_foreign(x)) {
            if parameters.iter().all(|of| of[n].is_none()) {
                let corridor = self.fitted_in.clone().unwrap_or_default();
                return Err(fail(format!(
                    "fitted in {corridor}, and every column is a level or a lever, which does not travel: nothing is \
                     left for {} of the world {}",
                    x.name, x.world.name
                )));
            }
        }
        for n in 0..scenarios.len() {
            let of: Vec<_> = parameters.iter().map(|of| of[n].as_ref()).collect();
            apart(&self.source, &self.names, &of)?;
        }
        DrawTable::new(scenarios, self.names.clone(), parameters, rows, name).map_err(fail)
    }
}

/// The parameter of a column in a scenario of another corridor than that of the fit, if it is behaviour.
fn travelling(name: &str, x: &Scenario) -> Option<Parameter> {
    Parameter::parse(name, x).ok().filter(|parameter| parameter.kind(&x.world) == "behaviour")
}
