//! What `sensitivity` finds, as a file and as tables.

use super::comparison::trimmed;
use super::sensitivity::{Method, Plan};
use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::sensitivity::{morris, sobol_indices};
use musofir::ensemble::{Window, figures};
use musofir::host::INDICATORS;
use musofir::output::{Column, Flat};

/// Four numbers for every indicator and parameter.
pub struct Found {
    names: Vec<String>,
    /// By indicator, by parameter.
    numbers: Vec<Vec<[f64; 4]>>,
}

pub fn analyse(method: Method, plan: &Plan, results: &[Vec<f64>]) -> Found {
    let into = |v: f64, (low, high): (f64, f64)| if high > low { (v - low) / (high - low) } else { 0.0 };
    let unit: Vec<Vec<f64>> =
        plan.points.iter().map(|p| p.iter().zip(&plan.ends).map(|(v, ends)| into(*v, *ends)).collect()).collect();
    let of = |values: &Vec<f64>| match method {
        Method::Morris => morris(&unit, values).iter().map(|e| [e.mu_star, e.half, e.mu, e.sigma]).collect(),
        Method::Sobol => sobol_indices(plan.parameters.len(), values)
            .iter()
            .map(|s| [s.first, s.first_half, s.total, s.total_half])
            .collect(),
    };
    Found { names: plan.names.clone(), numbers: results.iter().map(of).collect() }
}

impl Found {
    fn heads(method: Method) -> [&'static str; 4] {
        match method {
            Method::Morris => ["mu_star", "mu_star_half", "mu", "sigma"],
            Method::Sobol => ["first", "first_half", "total", "total_half"],
        }
    }

    /// A row an indicator and parameter.
    pub fn flat(&self, method: Method) -> Flat<'_> {
        let rows: Vec<(usize, usize)> =
            (0..self.numbers.len()).flat_map(|i| (0..self.names.len()).map(move |p| (i, p))).collect();
        let mut columns = vec![
            ("indicator", Column::Text(rows.iter().map(|(i, _)| INDICATORS[*i].name).collect())),
            ("parameter", Column::Text(rows.iter().map(|(_, p)| self.names[*p].as_str()).collect())),
        ];
        for (n, head) in Self::heads(method).into_iter().enumerate() {
            columns.push((head, Column::Number(rows.iter().map(|(i, p)| self.numbers[*i][*p][n]).collect())));
        }
        Flat(columns)
    }

    /// The parameters that matter most, indicator by indicator.
    pub fn text(&self, method: Method, window: &Window, shown: &[usize]) -> String {
        let key = if method == Method::Morris { 0 } else { 2 };
        let blocks = shown.iter().map(|&i| {
            let mut order: Vec<usize> = (0..self.names.len()).collect();
            order.sort_by(|a, b| self.numbers[i][*b][key].total_cmp(&self.numbers[i][*a][key]));
            let mut table = Table::new();
            table.load_style(presets::NOTHING);
            let of = INDICATORS[i];
            let unit = if method == Method::Morris { of.unit } else { "parts of its variance" };
            table.set_header(
                std::iter::once(format!("{} ({unit})", of.name)).chain(Self::heads(method).map(str::to_owned)),
            );
            for p in order.into_iter().take(8) {
                let cells = self.numbers[i][p].iter().map(|v| figures(*v, 3));
                table.add_row(std::iter::once(format!("  {}", self.names[p])).chain(cells));
            }
            table.column_iter_mut().skip(1).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
            trimmed(&table)
        });
        let what = match method {
            Method::Morris => "mean size of the effect of crossing a parameter's range",
            Method::Sobol => "parts of the variance over all ranges",
        };
        format!(
            "{} to {}; {what}, the eight largest\n\n{}",
            window.from,
            window.to,
            blocks.collect::<Vec<_>>().join("\n\n")
        )
    }
}
