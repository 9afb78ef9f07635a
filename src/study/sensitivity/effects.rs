//! What a sensitivity study finds of every indicator and parameter.

use super::method::Method;
use super::points::Points;
use crate::ensemble::sensitivity::{morris, sobol_indices};
use crate::host::INDICATORS;
use crate::output::{Column, Flat, columns};

/// Four numbers for every indicator and parameter.
#[derive(Clone, Debug)]
pub struct Effects {
    /// How they were measured.
    pub method: Method,
    /// Names of the parameters.
    pub names: Vec<String>,
    /// By indicator, by parameter: the numbers that [`Effects::heads`] names.
    pub numbers: Vec<Vec<[f64; 4]>>,
}

impl Effects {
    /// Of the values of every indicator at a design's points.
    pub(super) fn new(method: Method, points: &Points, results: &[Vec<f64>]) -> Self {
        let into = |v: f64, (low, high): (f64, f64)| if high > low { (v - low) / (high - low) } else { 0.0 };
        let unit = |p: &Vec<f64>| p.iter().zip(&points.ends).map(|(v, ends)| into(*v, *ends)).collect();
        let unit: Vec<Vec<f64>> = points.points.iter().map(unit).collect();
        let of = |values: &Vec<f64>| match method {
            Method::Morris => morris(&unit, values).iter().map(|e| [e.mu_star, e.half, e.mu, e.sigma]).collect(),
            Method::Sobol => sobol_indices(points.parameters.len(), values)
                .iter()
                .map(|s| [s.first, s.first_half, s.total, s.total_half])
                .collect(),
        };
        Self { method, names: points.names.clone(), numbers: results.iter().map(of).collect() }
    }

    /// Names of the four numbers.
    pub fn heads(&self) -> [&'static str; 4] {
        match self.method {
            Method::Morris => ["mu_star", "mu_star_half", "mu", "sigma"],
            Method::Sobol => ["first", "first_half", "total", "total_half"],
        }
    }

    /// A row an indicator and parameter.
    pub(super) fn flat(&self) -> Flat<'_> {
        let rows: Vec<(usize, usize)> =
            (0..self.numbers.len()).flat_map(|i| (0..self.names.len()).map(move |p| (i, p))).collect();
        let unit = |i: usize| if self.method == Method::Morris { INDICATORS[i].unit } else { "part of variance" };
        let mut table = vec![
            ("indicator", Column::Text(rows.iter().map(|(i, _)| INDICATORS[*i].name).collect())),
            ("parameter", Column::Text(rows.iter().map(|(_, p)| self.names[*p].as_str()).collect())),
            ("unit", Column::Template(rows.iter().map(|(i, _)| unit(*i)).collect())),
        ];
        for (n, head) in self.heads().into_iter().enumerate() {
            table.push((head, Column::Number(rows.iter().map(|(i, p)| self.numbers[*i][*p][n]).collect())));
        }
        let spec = if self.method == Method::Morris { &columns::MORRIS } else { &columns::SOBOL };
        Flat::of(spec, table)
    }
}
