//! `backtest`: a scenario held against what was observed, beside forecasts that know no mechanism.

use super::comparison::trimmed;
use super::draws::Draws;
use super::ensemble::{Task, Work};
use super::evidence::Targets;
use super::{Failure, data, report};
use comfy_table::{CellAlignment, Table, presets};
use musofir::ensemble::{Keep, figures};
use musofir::evidence::{NAIVE, Score, Scored};
use musofir::output::{EnsembleManifest, InputFiles, write_backtest};
use musofir::scenario::Scenario;
use std::path::PathBuf;

/// Hold a scenario against the record.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario file.
    scenario: PathBuf,
    #[command(flatten)]
    targets: Targets,
    /// Draw parameters too: the n-th seed takes the n-th row of this CSV (a column a parameter), such as the
    /// posterior.csv of `calibrate`.
    #[arg(long, value_name = "FILE")]
    parameters: Option<PathBuf>,
    #[command(flatten)]
    work: Work,
    /// Write no report.html.
    #[arg(long)]
    no_report: bool,
}

/// Scores the scenario.
pub fn run(args: &Args) -> Result<(), Failure> {
    let x = Scenario::load(&args.scenario)?;
    let evidence = args.targets.load()?;
    let (from, until) = args.targets.dates(&x);
    let draws = args.parameters.as_deref().map(Draws::load).transpose()?;
    let folder = args.work.folder("backtest")?;
    let size = args.work.or(8, x.world.pool() as u32);
    let all = std::slice::from_ref(&x);
    let lived = match &draws {
        Some(draws) => Draws::by_scenario(args.work.live(&draws.task(all, size, Keep::default())?, &folder)?, 1),
        None => args.work.live(&Task::all(all.to_vec(), size, Keep::default()), &folder)?,
    };
    let replicates = &lived.records[0];
    let scores: Vec<Score> = evidence.series.iter().map(|s| Score::new(s, replicates, from, until)).collect();
    let scores: Vec<Score> = scores.into_iter().filter(|s| !s.figures.is_empty()).collect();
    if scores.is_empty() && lived.failures.is_empty() {
        return Err(Failure::bad_input(format!("no figure of the record lies between {from} and {until}")));
    }
    write_backtest(&folder, &scores)?;
    InputFiles::of(all).with_record(&args.scenario)?.write(&folder)?;
    data!("{}\n\n{}", by_date(&scores), by_series(&scores));
    args.work.done(&lived, &folder);
    lived.whole()?;
    let manifest = EnsembleManifest::new(all, &lived.records, size.seeds, size.agents)
        .on(&lived.engine, lived.wall, lived.agent_days)
        .with("evidence_sha256", &evidence.hash)
        .with("from", from.to_string())
        .with("until", until.to_string());
    folder.finish(&manifest.text())?;
    if args.no_report { Ok(()) } else { report::of(&folder) }
}

/// Figure by figure.
fn by_date(scores: &[Score]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let naive = NAIVE.map(|name| format!("{name}\n%"));
    let head = ["", "when", "observed", "median", "5-95 %", "error\n%", "CRPS\n%"].map(str::to_owned);
    table.set_header(head.into_iter().chain(naive));
    for score in scores {
        for (n, f) in score.figures.iter().enumerate() {
            let label = if n == 0 { format!("{}, {}", score.series.name, score.series.unit()) } else { String::new() };
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
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let naive = NAIVE.map(|name| format!("{name}\n% (CRPS there)"));
    let head = ["", "figures", "difference\n%", "within\n90 %", "with\ntolerance", "CRPS\n%"].map(str::to_owned);
    table.set_header(head.into_iter().chain(naive));
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

/// A naive forecast's score and the members', averaged over the series it has something to say of.
fn average(scores: &[Score], naive: usize) -> Option<[f64; 2]> {
    let pairs: Vec<[f64; 2]> = scores.iter().filter_map(|s| s.beside(naive)).collect();
    let mean = |k: usize| pairs.iter().map(|p| p[k]).sum::<f64>() / pairs.len() as f64;
    (!pairs.is_empty()).then(|| [mean(0), mean(1)])
}

fn text(mut table: Table, left: usize) -> String {
    table.column_iter_mut().skip(left).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    trimmed(&table)
}

fn plain(v: f64) -> String {
    format!("{v:.1}")
}

fn signed(v: f64) -> String {
    format!("{v:+.1}")
}

/// The figures of [`Scored`] that the tables of other commands show.
pub fn line(series: &Score, f: &Scored) -> [String; 5] {
    let o = &f.observation;
    let (observed, median) = (figures(o.value, 4), figures(f.quantile(0.5), 4));
    let apart = f.error() / o.tolerance;
    [series.series.name.clone(), o.period.to_string(), observed, median, format!("{apart:+.1}")]
}
