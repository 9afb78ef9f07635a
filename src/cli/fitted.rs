//! What a fit found: the best set, the figures it makes, what the record tells of each parameter, a sample to go on
//! with.

use super::calibrate::Fit;
use super::comparison::{plain, trimmed};
use super::{Failure, backtest};
use comfy_table::{CellAlignment, Table, presets};
use musofir::calibration::{Marginal, Search, distinct, marginals, resampled};
use musofir::ensemble::Record;
use musofir::evidence::{Score, Scored};
use musofir::output::{Column, Flat, Folder};

/// Draws that a posterior should be worth before it counts as cool.
pub fn enough(search: &Search) -> f64 {
    (search.trials.len() as f64 / 10.0).min(50.0)
}

/// What was done to the heaviest weights, in words.
pub fn clipped(count: usize) -> String {
    if count > 1 { format!(", its {count} heaviest clipped to one weight") } else { String::new() }
}

/// Good fits that are kept apart in `fits.csv`.
const DISTINCT: usize = 4;

/// Writes `best.csv`, `posterior.csv`, `fits.csv`, `identified.csv` and `fit.csv`, and returns the tables.
pub fn report(
    fit: &Fit,
    search: &Search,
    points: &[Vec<f64>],
    best: &[Record],
    sample: usize,
    folder: &Folder,
) -> Result<String, Failure> {
    let weighed = search.weighed(enough(search));
    let of = marginals(search, &weighed, &fit.ends);
    let at = search.best().ok_or_else(|| Failure::failed("no trial ended with a misfit"))?;
    let picked: Vec<&Vec<f64>> = resampled(&weighed, sample).into_iter().map(|i| &points[i]).collect();
    let rows = |rows: &[&Vec<f64>]| -> Flat {
        let column = |k: usize| Column::Number(rows.iter().map(|p| p[k]).collect());
        Flat(fit.names.iter().enumerate().map(|(k, name)| (name.as_str(), column(k))).collect())
    };
    let (best_row, posterior) = (rows(&[&points[at]]), rows(&picked));
    folder.file("best.csv", |out| best_row.csv(out))?;
    folder.file("posterior.csv", |out| posterior.csv(out))?;
    let fits: Vec<&Vec<f64>> = distinct(search, &weighed, DISTINCT).into_iter().map(|i| &points[i]).collect();
    let fits = rows(&fits);
    folder.file("fits.csv", |out| fits.csv(out))?;
    let identified = identified(fit, &points[at], &of);
    folder.file("identified.csv", |out| identified.csv(out))?;

    let (from, until) = fit.dates;
    let scores: Vec<Score> = fit.evidence.series.iter().map(|s| Score::new(s, best, from, until)).collect();
    let lines: Vec<[String; 5]> =
        scores.iter().flat_map(|s| s.figures.iter().map(move |f| backtest::line(s, f))).collect();
    let figures = || scores.iter().flat_map(|s| &s.figures);
    let number = |of: &dyn Fn(&Scored) -> f64| Column::Number(figures().map(of).collect());
    let table = Flat(vec![
        ("series", Column::Text(lines.iter().map(|l| l[0].as_str()).collect())),
        ("when", Column::Text(lines.iter().map(|l| l[1].as_str()).collect())),
        ("observed", number(&|f| f.observation.value)),
        ("best", number(&|f| f.quantile(0.5))),
        ("tolerances_apart", number(&|f| f.error() / f.observation.tolerance)),
    ]);
    folder.file("fit.csv", |out| table.csv(out))?;
    let misfit = search.trials[at].squared.sqrt();
    Ok(format!(
        "{}\n\n{}\n\n{} trials; the best, number {}, lies {misfit:.2} tolerances from the record on average; the posterior is \
         worth {:.0} draws{}",
        of_parameters(fit, &points[at], &of),
        of_figures(&lines),
        points.len(),
        at + 1,
        weighed.effective,
        clipped(weighed.clipped)
    ))
}

fn identified<'a>(fit: &'a Fit, best: &[f64], of: &[Marginal]) -> Flat<'a> {
    let number = |value: &dyn Fn(usize) -> f64| Column::Number((0..of.len()).map(value).collect());
    Flat(vec![
        ("parameter", Column::Text(fit.names.iter().map(String::as_str).collect())),
        ("prior_low", number(&|k| of[k].range.0)),
        ("prior_high", number(&|k| of[k].range.1)),
        ("best", number(&|k| best[k])),
        ("low", number(&|k| of[k].quantiles[0])),
        ("median", number(&|k| of[k].quantiles[1])),
        ("high", number(&|k| of[k].quantiles[2])),
        ("width_of_prior", number(&|k| of[k].width)),
        ("verdict", Column::Text(of.iter().map(Marginal::verdict).collect())),
    ])
}

fn of_parameters(fit: &Fit, best: &[f64], of: &[Marginal]) -> String {
    let head = ["parameter", "prior", "best", "median", "5-95 %", "width of\nthe prior's", "the record tells it"];
    let row = |(k, m): (usize, &Marginal)| {
        let [low, median, high] = m.quantiles;
        [
            fit.names[k].clone(),
            format!("{} to {}", plain(m.range.0), plain(m.range.1)),
            short(best[k]),
            short(median),
            format!("{} to {}", short(low), short(high)),
            format!("{:.2}", m.width),
            m.verdict().to_owned(),
        ]
    };
    text(&head, of.iter().enumerate().map(row).map(Vec::from).collect())
}

fn of_figures(lines: &[[String; 5]]) -> String {
    let head = ["series", "when", "observed", "best", "tolerances\napart"];
    text(&head, lines.iter().map(|l| l.to_vec()).collect())
}

fn short(v: f64) -> String {
    musofir::ensemble::figures(v, 3)
}

fn text(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(head);
    table.add_rows(rows);
    table.column_iter_mut().skip(2).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    trimmed(&table)
}
