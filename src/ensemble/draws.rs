//! Draws: values that parameters of scenarios take together. A scenario with the values of a draw is made when it is
//! needed, since it carries a world of its own.

use crate::scenario::{Parameter, Scenario};
use std::borrow::Cow;

/// A table of values, a column a parameter and a row a draw.
#[derive(Clone, Debug)]
pub struct DrawTable {
    columns: Vec<String>,
    /// By column, by scenario; none where the scenario lacks it.
    parameters: Vec<Vec<Option<Parameter>>>,
    rows: Vec<Vec<f64>>,
    /// Of the scenarios of the first draw, then of the second.
    names: Vec<String>,
}

impl DrawTable {
    /// Names of the parameters; the parameters by column and scenario, none where a scenario lacks one; and their
    /// values, draw by draw. A draw without values leaves every scenario as it stands. `name` names a scenario with the
    /// values of a draw.
    ///
    /// # Errors
    /// If a scenario is not valid with the values of a draw: each is made once.
    pub fn new(
        scenarios: &[Scenario],
        columns: Vec<String>,
        parameters: Vec<Vec<Option<Parameter>>>,
        rows: Vec<Vec<f64>>,
        name: impl Fn(&Scenario, usize) -> String,
    ) -> Result<Self, String> {
        let names = (0..rows.len()).flat_map(|draw| scenarios.iter().map(move |x| (x, draw)));
        let names = names.map(|(x, draw)| name(x, draw)).collect();
        let table = Self { columns, parameters, rows, names };
        for draw in 0..table.rows.len() {
            for scenario in 0..scenarios.len() {
                if let Some(why) = table.make(scenarios, (draw, scenario))?.diagnostic() {
                    return Err(why);
                }
            }
        }
        Ok(table)
    }

    /// Names of the parameters.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Values of the parameters, draw by draw.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// The first draw with the same values as this.
    pub fn first_of(&self, draw: usize) -> usize {
        self.rows.iter().position(|row| *row == self.rows[draw]).unwrap_or(draw)
    }

    /// Names of all scenarios of the first draw, then of the second.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn make(&self, scenarios: &[Scenario], (draw, scenario): (usize, usize)) -> Result<Scenario, String> {
        let mut x = scenarios[scenario].clone();
        for (of, value) in self.parameters.iter().zip(&self.rows[draw]) {
            if let Some(parameter) = &of[scenario] {
                parameter.set(&mut x, *value)?;
            }
        }
        x.name.clone_from(&self.names[draw * scenarios.len() + scenario]);
        Ok(x)
    }
}

/// A scenario with the values of a draw, or as it stands if there are no draws.
pub fn drawn<'x>(scenarios: &'x [Scenario], draws: Option<&DrawTable>, case: (usize, usize)) -> Cow<'x, Scenario> {
    match draws {
        None => Cow::Borrowed(&scenarios[case.1]),
        Some(table) => Cow::Owned(table.make(scenarios, case).expect("every draw was made when it was checked")),
    }
}
