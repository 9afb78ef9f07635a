//! Parameters from a table: drawn with the seeds (the n-th seed takes the n-th row, and starts again at its end), or
//! each row lived in full.

use super::Failure;
use super::ensemble::{Lived, Size, Task};
use musofir::ensemble::{Keep, Replicate};
use musofir::output::read_design;
use musofir::scenario::{Parameter, Scenario};
use std::path::Path;

/// A table of parameters.
pub struct Draws {
    file: String,
    names: Vec<String>,
    points: Vec<Vec<f64>>,
}

impl Draws {
    /// Reads a table: a column a parameter, a row a draw.
    pub fn load(path: &Path) -> Result<Self, Failure> {
        let file = path.display().to_string();
        let (names, points) = read_design(path).map_err(|e| Failure::bad_input(format!("{file}: {e}")))?;
        Ok(Self { file, names, points })
    }

    /// Without the levers among its columns, and their names: how strong one was in the scenario that was fitted is
    /// nothing that another scenario should take over.
    pub fn without_levers(mut self) -> Result<(Self, Vec<String>), Failure> {
        let levers = musofir::scenario::schema::levers();
        let is_lever = |name: &String| {
            let end = name.find(['.', '@']).unwrap_or(name.len());
            levers.iter().any(|l| l.name == name[..end])
        };
        let keep: Vec<bool> = self.names.iter().map(|name| !is_lever(name)).collect();
        let kept = |k: usize| keep.get(k) == Some(&true);
        for row in &mut self.points {
            *row = row.iter().enumerate().filter(|(k, _)| kept(*k)).map(|(_, v)| *v).collect();
        }
        let (names, left_out) = self.names.into_iter().enumerate().partition::<Vec<_>, _>(|(k, _)| kept(*k));
        self.names = names.into_iter().map(|(_, name)| name).collect();
        if self.names.is_empty() {
            let why = "every column is a lever, which scenarios keep as their own; none is an assumption of the world";
            return Err(Failure::bad_input(format!("{}: {why}", self.file)));
        }
        Ok((self, left_out.into_iter().map(|(_, name)| name).collect()))
    }

    /// Every scenario with every seed and the seed's parameters.
    pub fn task(&self, scenarios: &[Scenario], size: Size, keep: Keep) -> Result<Task, Failure> {
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

    /// The members of such a task by scenario, seed by seed.
    pub fn by_scenario(lived: Lived, count: usize) -> Lived {
        let mut records = vec![Vec::new(); count];
        for (n, of) in lived.records.into_iter().enumerate() {
            records[n % count].extend(of);
        }
        Lived { records, ..lived }
    }

    /// Every scenario with every row's parameters and every seed: the scenarios of the first row, then the second's.
    pub fn each(&self, scenarios: &[Scenario], size: Size) -> Result<Task, Failure> {
        let mut with_values = Vec::new();
        for (n, row) in self.points.iter().enumerate() {
            let of_row = self.with_values(scenarios, row)?.into_iter();
            with_values.extend(of_row.map(|x| Scenario { name: format!("{}, fit {}", x.name, n + 1), ..x }));
        }
        let labels = with_values.iter().map(|x| x.name.clone()).collect();
        let points = self.points.iter().flat_map(|row| std::iter::repeat_n(row.clone(), scenarios.len())).collect();
        Ok(Task::all(with_values, size, Keep::default()).varied(labels, &self.names, points))
    }

    /// Every scenario with a row's parameters. A lever that only some of the scenarios set is turned in these.
    fn with_values(&self, scenarios: &[Scenario], row: &[f64]) -> Result<Vec<Scenario>, Failure> {
        let mut with_values = scenarios.to_vec();
        for (name, value) in self.names.iter().zip(row) {
            let fail = |e: String| Failure::bad_input(format!("{}: {e}", self.file));
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
        match with_values.iter().find_map(Scenario::diagnostic) {
            Some(e) => Err(Failure::bad_input(format!("{}: {e}", self.file))),
            None => Ok(with_values),
        }
    }
}
