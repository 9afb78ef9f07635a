//! Back-test and calibration, from outside: the score follows the record, a fit finds what the record tells and says
//! what it does not, and parameters can be drawn.

use crate::support::{call, done, finished, path, preset, rows, written};
use musofir::ensemble::Record;
use musofir::evidence::{NAIVE, Score, load};
use musofir::host::INDICATORS;
use musofir::scenario::Scenario;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {row:?}"))
}

/// A replicate as it is kept.
fn replicate(x: &Scenario, agents: u32) -> Record {
    let run = finished(x, agents);
    Record {
        places: Vec::new(),
        identity: String::new(),
        scenario: x.name.clone(),
        seed: 1,
        start: x.calendar.start.to_string(),
        digest: String::new(),
        months: run.series().iter().map(|row| row.month.clone()).collect(),
        days: run.series().iter().map(|row| row.days).collect(),
        values: run.series().iter().map(|row| row.values.clone()).collect(),
    }
}

/// A copy of the record in which a table is changed.
fn altered(folder: &Path, file: &str, change: impl Fn(&str) -> String) {
    for entry in fs::read_dir(path("configs/evidence")).unwrap() {
        let entry = entry.unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        fs::write(folder.join(entry.file_name()), if entry.file_name() == file { change(&text) } else { text })
            .unwrap();
    }
}

#[test]
fn a_figure_altered_or_deleted_changes_the_score_and_one_recalled_does_not_count() {
    let x = preset("rouble-2014");
    let replicates = [replicate(&x, 3_000)];
    let (from, until) = (x.calendar.start, x.calendar.end);
    let scores = |change: &dyn Fn(&str) -> String| {
        let dir = tempfile::tempdir().unwrap();
        altered(dir.path(), "tajik_stock_russia.csv", change);
        let series = load(&dir.path().join("record.ron")).unwrap().series;
        let score = Score::new(&series[0], &replicates, from, until);
        (score.figures.len(), score.crps(), score.difference())
    };
    let as_found = scores(&|text| text.to_owned());
    assert_eq!(as_found.0, 7);
    let without = |row: &str| -> String {
        fs::read_to_string(path("configs/evidence/tajik_stock_russia.csv"))
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with(row))
            .map(|line| format!("{line}\n"))
            .collect()
    };
    let deleted = scores(&|_| without("2014,5,"));
    assert_eq!(deleted.0, 6);
    assert_ne!(deleted.1, as_found.1);
    let changed = scores(&|text| text.replace("1170825,", "1270825,"));
    assert!(changed.0 == 7 && changed.1 != as_found.1 && changed.2 != as_found.2);
    // What is remembered may say what it likes.
    assert_eq!(as_found, scores(&|text| text.replace("1190000", "190000")));
}

#[test]
fn the_score_of_the_record_itself_is_perfect_and_naive_forecasts_know_only_the_past() {
    let x = preset("rouble-2014");
    let replicate = replicate(&x, 2_000);
    let series = load(&path("configs/evidence/record.ron")).unwrap().series;
    let wdi = series.iter().find(|s| s.name == "remittances").unwrap();
    // A replicate that says what was observed.
    let mut perfect = replicate.clone();
    let usd = INDICATORS.iter().position(|i| i.name == "remittances_usd").unwrap();
    for (month, row) in perfect.months.iter().zip(&mut perfect.values) {
        let of_year = wdi.observations.iter().find(|o| month.starts_with(&o.period.to_string())).unwrap();
        row[usd] = of_year.value / 12.0;
    }
    let score = Score::new(wdi, &[perfect], x.calendar.start, x.calendar.end);
    assert!(score.crps() < 1e-9 && score.coverage()[1] == 100.0, "{}", score.crps());
    let naive =
        |k: usize| NAIVE.iter().position(|n| *n == ["last value", "year before", "constant amounts"][k]).unwrap();
    let by_year: Vec<_> = score.figures.iter().map(|f| f.naive).collect();
    assert_eq!(by_year[1][naive(0)], Some(score.figures[0].observation.value), "2013 goes by 2012");
    assert!((by_year[0][naive(1)].unwrap() - 2722.46).abs() < 0.01, "2012 by 2011, which no run covers");
    // 3,222 million dollars of 2012 at 30.84 roubles, spent at 60.94 in 2015.
    let constant = by_year[3][naive(2)].unwrap();
    assert!((constant / (3222.35 * 30.84 / 60.94) - 1.0).abs() < 0.02, "{constant}");
    assert_eq!(by_year[0][naive(2)], None);
}

/// Two years, and a record of them: remittances and recruits by year.
fn synthetic(dir: &Path, x: &Scenario) -> (String, String) {
    let made = replicate(x, 4_000);
    let of_year = |name: &str, year: &str| {
        let i = INDICATORS.iter().position(|i| i.name == name).unwrap();
        let months = made.months.iter().zip(&made.values).filter(|(m, _)| m.starts_with(year));
        months.map(|(_, row)| row[i]).sum::<f64>()
    };
    let table = |name: &str| {
        let row = |year: &str| format!("{year},{},made,made by the model,DERIVED\n", of_year(name, year));
        format!("year,value,unit,source,status\n{}{}", row("2012"), row("2013"))
    };
    let entry = |name: &str| {
        fs::write(dir.join(format!("{name}.csv")), table(name)).unwrap();
        format!(
            "(name: \"{name}\", meaning: \"made\", file: \"{name}.csv\", indicator: \"{name}\", over: Total, \
             tolerance: Relative(0.03)),"
        )
    };
    let text = format!(
        "(series: [{}{}], parameters: [\"wage\", \"recruitment\", \"cops\"])",
        entry("remittances_host"),
        entry("recruits_expected")
    );
    let record = dir.join("made.ron");
    fs::write(&record, text).unwrap();
    let scenario = written(dir, "two-years", two_years());
    (scenario.display().to_string(), record.display().to_string())
}

fn two_years() -> &'static str {
    "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", end: \"2013-12-31\")"
}

#[test]
fn a_fit_to_data_made_by_the_model_finds_what_they_tell_and_says_what_they_do_not() {
    let dir = tempfile::tempdir().unwrap();
    let file = written(dir.path(), "truth", two_years());
    let mut truth = Scenario::load(&file).unwrap();
    let (wage, recruitment) = (18_500.0, 2.9e-5);
    truth.world.assumptions.wage.value = wage;
    truth.world.origins[0].assumptions.recruitment.value = recruitment;
    let (scenario, record) = synthetic(dir.path(), &truth);
    let fit = |name: &str, more: &[&str]| {
        let out = dir.path().join(name);
        let o = out.display().to_string();
        let mut args = vec!["calibrate", &scenario, "--targets", &record, "--budget", "96", "--wave", "24"];
        args.extend(["--agents", "4000", "--quiet", "--out", &o]);
        args.extend(more);
        let stdout = done(&args);
        (out, stdout)
    };
    let (out, stdout) = fit("fit", &[]);
    assert!(stdout.contains("identified") && stdout.contains("only prior"), "{stdout}");
    let found = rows(&out, "identified.csv");
    for (row, truth) in found.iter().zip([wage, recruitment]) {
        assert!((number(row, "low")..=number(row, "high")).contains(&truth), "{row:?}");
        assert_eq!(row["verdict"], "identified", "{row:?}");
    }
    assert_eq!(found[2]["parameter"], "police_per_community");
    assert_eq!(found[2]["verdict"], "only prior", "nothing in the record tells of the police: {:?}", found[2]);
    assert_eq!(rows(&out, "trials.csv").len(), 96);

    // The same again, two at a time: the same trials to the last digit. Another search tries others.
    let trials = |out: &Path| fs::read_to_string(out.join("trials.csv")).unwrap();
    let (again, _) = fit("again", &["--batch", "2"]);
    assert_eq!(trials(&out), trials(&again));

    // What another program asks for and scores is what the search itself tries first.
    let (design, scored) = (dir.path().join("design.csv"), dir.path().join("scored"));
    let (d, t) = (design.display().to_string(), scored.display().to_string());
    done(&["calibrate", &scenario, "--targets", &record, "--wave", "24", "--ask", &d]);
    done(&["calibrate", &scenario, "--targets", &record, "--tell", &d, "--agents", "4000", "--quiet", "--out", &t]);
    let misfits =
        |dir: &Path, name: &str| -> Vec<f64> { rows(dir, name).iter().map(|r| number(r, "misfit")).collect() };
    assert_eq!(misfits(&scored, "results.csv"), misfits(&out, "trials.csv")[..24]);

    // Parameters drawn from the posterior widen what seeds alone leave.
    let posterior = out.join("posterior.csv").display().to_string();
    let width = |name: &str, more: &[&str]| {
        let o = dir.path().join(name).display().to_string();
        let mut args = vec!["compare", &scenario, "--seeds", "6", "--agents", "2000", "--quiet", "--out", &o];
        args.extend(more);
        done(&args);
        let summary = rows(&dir.path().join(name), "summary.csv");
        let of = |indicator: &str| summary.iter().find(|r| r["indicator"] == indicator).map(|r| number(r, "deviation"));
        of("recruits_expected").unwrap()
    };
    let (seeds, both) = (width("seeds", &[]), width("both", &["--parameters", &posterior]));
    assert!(both > 3.0 * seeds, "{both} against {seeds}");
}

#[test]
fn a_back_test_prints_and_keeps_every_figure_and_mistakes_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let o = dir.path().join("out").display().to_string();
    let scenario = path("configs/rouble-2014.ron").display().to_string();
    let small = ["--agents", "2000", "--seeds", "2", "--quiet", "--out", &o];
    let stdout = done(&[&["backtest", &scenario, "--from", "2014-07"], &small[..]].concat());
    assert!(stdout.contains("average over series") && stdout.contains("2016-01-12"), "{stdout}");
    assert!(!stdout.contains("2014-05-04"), "before the months asked for");
    let out = dir.path().join("out");
    let figures = rows(&out, "figures.csv");
    assert!(figures.iter().all(|f| f["status"] != "Recalled" && !f["source"].is_empty()));
    assert!(figures.iter().any(|f| f["forecast"] == "last value"), "benchmarks have rows of their own");
    let barred = figures.iter().filter(|f| f["series"] == "barred" && f["forecast"] == "model").count();
    assert_eq!(barred, 3);
    assert!(rows(&out, "scores.csv").len() >= 12);

    let bad = |args: &[&str], part: &str| {
        let (code, _, stderr) = call(args);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(part), "{stderr}");
    };
    bad(&["backtest", &scenario, "--targets", "configs/evidence/none.ron"], "none.ron");
    bad(&["backtest", &scenario, "--from", "July"], "a month, as YYYY-MM");
    bad(&["calibrate", &scenario, "--vary", "wages"], "wage");
    let file = dir.path().join("p.csv");
    fs::write(&file, "wages\n1\n").unwrap();
    let p = file.display().to_string();
    let o = dir.path().join("other").display().to_string();
    bad(&["compare", &scenario, "--parameters", &p, "--out", &o], "p.csv");
}

#[test]
fn every_shipped_history_finds_the_record_of_its_own_corridor() {
    use musofir::output::InputFiles;
    for (preset, record) in [
        ("rouble-2014", "record"),
        ("history-2006-2010", "record-2006-2010"),
        ("kyrgyzstan", "record-kyrgyzstan"),
        ("honduras", "record-honduras"),
    ] {
        let found = InputFiles::record_file(&crate::support::path(&format!("configs/{preset}.ron")));
        assert_eq!(found, crate::support::path(&format!("configs/evidence/{record}.ron")));
        let (x, record) = (crate::support::preset(preset), musofir::evidence::load(&found).unwrap());
        assert!(record.corridor.holds(&x.world), "{preset}");
        // Each has figures that score within the run's years.
        let within = |o: &&musofir::evidence::Observation| {
            o.scores() && o.period.first >= x.calendar.start && o.period.last <= x.calendar.end
        };
        let scored: usize = record.series.iter().map(|s| s.observations.iter().filter(within).count()).sum();
        assert!(scored > 20, "{preset}: {scored}");
    }
}
