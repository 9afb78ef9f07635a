//! The points of a sensitivity study: a design of its own, or a table.

use super::method::Method;
use crate::ensemble::design::{Vary, scaled};
use crate::ensemble::sensitivity::{morris_design, sobol_design};
use crate::output::{Flat, points};
use crate::scenario::{Parameter, Scenario};
use crate::study::columns::parameters;
use crate::study::error::StudyError;
use crate::study::vary::{units, varied};

/// Parameters of a Sobol' design at most: two dimensions each of the 256 of the sequence.
const MOST: usize = 128;

/// Points from elsewhere, and what errors call them.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub source: String,
    pub names: Vec<String>,
    pub points: Vec<Vec<f64>>,
}

/// Which points a study asks for.
pub(super) struct DesignRequest<'r> {
    pub scenario: &'r Scenario,
    pub vary: &'r [String],
    /// Trajectories or base points.
    pub count: Option<u32>,
    pub table: Option<&'r Table>,
}

/// Parameters, their ends, and points as values.
#[derive(Clone, Debug)]
pub struct Points {
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// Their names.
    pub names: Vec<String>,
    /// Their ranges.
    pub ends: Vec<(f64, f64)>,
    /// Their values, point by point.
    pub points: Vec<Vec<f64>>,
}

impl Points {
    /// Those of a study.
    pub(super) fn of(request: &DesignRequest, method: Option<Method>) -> Result<Self, StudyError> {
        let x = request.scenario;
        if let Some(table) = request.table {
            return Self::of_table(table, request, method);
        }
        let (parameters, ends): (Vec<Parameter>, Vec<(f64, f64)>) = match request.vary.is_empty() {
            true => Parameter::assumptions(&x.world).into_iter().map(|(of, a)| (of, (a.low, a.high))).unzip(),
            false => varied(request.vary, x)?.iter().map(|v| (v.parameter.clone(), Vary::ends(v))).unzip(),
        };
        ranged(&parameters, &ends, x)?;
        if method == Some(Method::Sobol) && parameters.len() > MOST {
            return Err(StudyError::Invalid(format!(
                "sobol takes at most {MOST} parameters and the register has {}: name some with --vary, those that \
                 `--method morris` finds to matter",
                parameters.len()
            )));
        }
        let count = |default| request.count.unwrap_or(default) as usize;
        let unit = match method {
            Some(Method::Sobol) => sobol_design(count(64), parameters.len(), 1),
            _ => morris_design(count(10), parameters.len(), 1),
        };
        let points = unit.iter().map(|u| scaled(u, &ends)).collect();
        Ok(Self { names: parameters.iter().map(|k| k.name(x)).collect(), parameters, ends, points })
    }

    fn of_table(table: &Table, request: &DesignRequest, method: Option<Method>) -> Result<Self, StudyError> {
        let x = request.scenario;
        let Table { source, names, points } = table.clone();
        let parameters = parameters(&source, &names, x)?;
        let column = |k: usize| points.iter().map(move |p: &Vec<f64>| p[k]);
        let seen = |k| (column(k).fold(f64::INFINITY, f64::min), column(k).fold(f64::NEG_INFINITY, f64::max));
        let varied = varied(request.vary, x)?;
        if let Some(absent) = varied.iter().find(|v| !parameters.contains(&v.parameter)) {
            let name = absent.parameter.name(x);
            return Err(StudyError::Invalid(format!("--vary {name}: {source} has no such column")));
        }
        let named = |parameter: &Parameter| varied.iter().find(|v| v.parameter == *parameter).map(Vary::ends);
        let ends = |(k, parameter): (usize, &Parameter)| {
            named(parameter).or(parameter.range(&x.world)).unwrap_or_else(|| seen(k))
        };
        let ends: Vec<_> = parameters.iter().enumerate().map(ends).collect();
        if method.is_some() {
            ranged(&parameters, &ends, x)?;
        }
        Ok(Self { ends, parameters, names, points })
    }

    /// A column a parameter, a row a point.
    pub(super) fn flat(&self, x: &Scenario) -> Flat<'_> {
        points(&self.names, &self.points).with_units(units(&self.names, x))
    }

    /// What keeps the points from being a design of a method.
    pub(super) fn fault(&self, method: Method) -> Option<String> {
        let k = self.parameters.len();
        let rows = k + if method == Method::Sobol { 2 } else { 1 };
        if !self.points.len().is_multiple_of(rows) {
            return Some(format!("{} rows are no whole number of blocks of {rows}", self.points.len()));
        }
        let sound = |block: &[Vec<f64>]| match method {
            Method::Morris => {
                let moved = |i: usize| (0..k).filter(|p| block[i][*p] != block[i + 1][*p]).collect::<Vec<_>>();
                let mut all: Vec<_> = (0..k).map(moved).filter(|m| m.len() == 1).flatten().collect();
                all.sort_unstable();
                all == (0..k).collect::<Vec<_>>()
            }
            Method::Sobol => {
                let from = |row: usize, p: usize| if p == row { k + 1 } else { 0 };
                (0..k).all(|row| (0..k).all(|p| block[row + 1][p] == block[from(row, p)][p]))
            }
        };
        let bad = self.points.chunks_exact(rows).position(|block| !sound(block))?;
        let form = match method {
            Method::Morris => "a trajectory, of which every step moves another parameter",
            Method::Sobol => {
                "A, A with one parameter after the other from B, and B (in SALib: calc_second_order=False)"
            }
        };
        Some(format!("rows {} to {} of the design are not {form}", bad * rows + 1, (bad + 1) * rows))
    }
}

/// Refuses a parameter that does not vary.
fn ranged(parameters: &[Parameter], ends: &[(f64, f64)], x: &Scenario) -> Result<(), StudyError> {
    match parameters.iter().zip(ends).find(|(_, (low, high))| low >= high) {
        Some((parameter, _)) => {
            Err(StudyError::Invalid(format!("{} has one value: a parameter needs a range", parameter.name(x))))
        }
        None => Ok(()),
    }
}
