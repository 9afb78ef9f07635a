//! The tables of a calibration.

use super::backtest;
use crate::cli::common::observer::clipped;
use crate::cli::common::tables::{plain, table as table_of, text};
use musofir::calibration::Marginal;
use musofir::ensemble::figures;
use musofir::study::calibrate::{CalibrateResult, Fitted};

/// Parameters, figures, and how good the fit is.
pub fn tables(result: &CalibrateResult, fitted: &Fitted) -> String {
    let figures = fitted.scores.iter().flat_map(|s| s.figures.iter().map(move |f| backtest::line(s, f)));
    let mut of_figures = table_of(["series", "when", "observed", "best", "tolerances\napart"]);
    of_figures.add_rows(figures);
    format!(
        "{}\n\n{}\n\n{} trials; the best, number {}, lies {:.2} tolerances from the record on average; the posterior has \
         an effective sample size of {:.0}{}",
        of_parameters(result, fitted),
        text(of_figures, 2),
        result.points.len(),
        fitted.best_trial + 1,
        fitted.misfit,
        fitted.weighed.effective,
        clipped(fitted.weighed.clipped)
    )
}

fn of_parameters(result: &CalibrateResult, fitted: &Fitted) -> String {
    let head = ["parameter", "prior", "best", "median", "5-95 %", "width of\nthe prior's", "verdict"];
    let mut table = table_of(head);
    for (k, m) in fitted.marginals.iter().enumerate() {
        let [low, median, high] = m.quantiles;
        table.add_row([
            result.names[k].clone(),
            format!("{} to {}", plain(m.range.0), plain(m.range.1)),
            short(fitted.best[k]),
            short(median),
            format!("{} to {}", short(low), short(high)),
            format!("{:.2}", m.width),
            Marginal::verdict(m).to_owned(),
        ]);
    }
    text(table, 2)
}

fn short(v: f64) -> String {
    figures(v, 3)
}
