//! The tables of a back-test.

use crate::cli::common::tables::{table as table_of, text};
use musofir::ensemble::figures;
use musofir::evidence::{NAIVE, Score, Scored};
use musofir::world::Words;

/// Figure by figure.
pub fn by_date(scores: &[Score], words: &Words) -> String {
    let naive = NAIVE.map(|name| format!("{name}\n%"));
    let head = ["", "when", "observed", "median", "5-95 %", "error\n%", "CRPS\n%"].map(str::to_owned);
    let mut table = table_of(head.into_iter().chain(naive));
    for score in scores {
        for (n, f) in score.figures.iter().enumerate() {
            let label = if n == 0 {
                format!("{}, {}", score.series.name, words.fill(score.series.unit()))
            } else {
                String::new()
            };
            let o = &f.observation;
            let ends = format!("{} to {}", figures(f.quantile(0.05), 4), figures(f.quantile(0.95), 4));
            let naive = f.naive.map(|v| v.map_or("-".to_owned(), |v| signed(f.percent(v - o.value))));
            let cells = [
                label,
                o.period.to_string(),
                figures(o.value, 4),
                figures(f.quantile(0.5), 4),
                ends,
                signed(f.percent(f.error())),
                plain(f.percent(f.crps())),
            ];
            table.add_row(cells.into_iter().chain(naive));
        }
    }
    text(table, 2)
}

/// Series by series, and their average.
pub fn by_series(scores: &[Score]) -> String {
    let naive = NAIVE.map(|name| format!("{name}\n% (CRPS there)"));
    let head = ["", "figures", "difference\n%", "within\n90 %", "with\ntolerance", "CRPS\n%"].map(str::to_owned);
    let mut table = table_of(head.into_iter().chain(naive));
    let beside = |pair: Option<[f64; 2]>| match pair {
        None => "-".to_owned(),
        Some([naive, own]) => {
            format!("{} ({}{})", plain(naive), plain(own), if own > naive { ", worse" } else { "" })
        }
    };
    for score in scores {
        let [covered, plausible] = score.coverage();
        let cells = [
            score.series.name.clone(),
            score.figures.len().to_string(),
            plain(score.difference()),
            format!("{covered:.0} %"),
            format!("{plausible:.0} %"),
            plain(score.crps()),
        ];
        table.add_row(cells.into_iter().chain((0..NAIVE.len()).map(|k| beside(score.beside(k)))));
    }
    let count = scores.len() as f64;
    let mean = |of: &dyn Fn(&Score) -> f64| scores.iter().map(of).sum::<f64>() / count;
    let cells = [
        "average over series".to_owned(),
        scores.iter().map(|s| s.figures.len()).sum::<usize>().to_string(),
        plain(mean(&Score::difference)),
        format!("{:.0} %", mean(&|s| s.coverage()[0])),
        format!("{:.0} %", mean(&|s| s.coverage()[1])),
        plain(mean(&Score::crps)),
    ];
    table.add_row(cells.into_iter().chain((0..NAIVE.len()).map(|k| beside(average(scores, k)))));
    text(table, 1)
}

/// A naive benchmark's score and the replicates', averaged over the series that it covers.
fn average(scores: &[Score], naive: usize) -> Option<[f64; 2]> {
    let pairs: Vec<[f64; 2]> = scores.iter().filter_map(|s| s.beside(naive)).collect();
    let mean = |k: usize| pairs.iter().map(|p| p[k]).sum::<f64>() / pairs.len() as f64;
    (!pairs.is_empty()).then(|| [mean(0), mean(1)])
}

fn plain(v: f64) -> String {
    format!("{v:.1}")
}

fn signed(v: f64) -> String {
    format!("{v:+.1}")
}

/// Series, period, observed, median, and tolerances apart.
pub fn line(series: &Score, f: &Scored) -> [String; 5] {
    let o = &f.observation;
    let (observed, median) = (figures(o.value, 4), figures(f.quantile(0.5), 4));
    let apart = f.error() / o.tolerance;
    [series.series.name.clone(), o.period.to_string(), observed, median, format!("{apart:+.1}")]
}
