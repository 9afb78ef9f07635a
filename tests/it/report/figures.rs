//! The report: every figure is that of its CSV, every text is shown as text, and every kind of folder makes a page.

use crate::report::made::{backtested, compared, hostile, ran};
use crate::report::reading::*;
use crate::support::{call, done, written};
use musofir::host::IndicatorId;
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn every_month_of_a_run_stands_in_the_page_as_in_its_csv() {
    let dir = ran();
    let series = numbers(&dir, "series.csv", &["indicator", "month"], "value");
    let cards = cards(&page(&dir), "course");
    assert!(cards.len() >= 15, "{}", cards.len());
    for (title, heads, rows) in cards {
        assert_eq!((heads.len(), rows.len()), (2, 60), "{title}");
        for row in rows {
            same(&row[1], series[&vec![named(&title).to_owned(), row[0].clone()]][0]);
        }
    }
}

#[test]
fn every_mean_and_end_of_a_comparison_follows_from_its_csv() {
    use musofir::ensemble::level;
    let dir = compared();
    let replicates = numbers(&dir, "compare.csv", &["indicator", "scenario", "month"], "value");
    for (title, heads, rows) in cards(&page(&dir), "course") {
        assert_eq!(heads.len(), 1 + 4 * 3, "{title}");
        for row in rows {
            for (n, head) in heads.iter().enumerate().skip(1).step_by(3) {
                let values = &replicates[&vec![named(&title).to_owned(), head.clone(), row[0].clone()]];
                let interval = level(IndicatorId::named(named(&title)).unwrap(), values, &[]);
                for (cell, number) in row[n..n + 3].iter().zip([interval.mean, interval.low(), interval.high()]) {
                    same(cell, number);
                }
            }
        }
    }
    let of = |column: &str| numbers(&dir, "summary.csv", &["indicator", "scenario"], column);
    let columns = ["seeds", "mean", "reference_mean", "difference", "low", "high"].map(of);
    let cards = cards(&page(&dir), "differences");
    assert_eq!(cards.len(), 14);
    for (title, _, rows) in cards {
        assert_eq!(rows.len(), 3, "two scenarios, and the demand alone: {title}");
        for row in rows {
            let key = vec![named(&title).to_owned(), row[0].clone()];
            row[2..].iter().zip(&columns).for_each(|(cell, column)| same(cell, column[&key][0]));
        }
    }
}

#[test]
fn the_findings_that_follow_from_the_numbers_are_those_of_the_sentences() {
    use musofir::ensemble::{Direction, Finding};
    let dir = tempfile::tempdir().unwrap();
    let scenario = |name: &str, start: &str, lever: &str| {
        let text = format!(
            "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"{start}\", end: \"2012-04-30\",
              timeline: [(on: \"2012-03-01\", lever: {lever})])"
        );
        written(dir.path(), name, &text).display().to_string()
    };
    let a = scenario("a", "2012-01-01", "PoliceChecks(times: 1)");
    let b = scenario("b", "2012-01-01", "PoliceChecks(times: 20)");
    let c = scenario("c", "2012-02-01", "PoliceChecks(times: 20)");
    let compare = |name: &str, scenarios: &[&str], seeds: &str| {
        let out = dir.path().join(name).display().to_string();
        let size = ["--agents", "500", "--engine", "cpu", "--seeds", seeds, "--quiet", "--no-report", "--out", &out];
        done(&[&["compare"], scenarios, &["--against", "a"], &size[..]].concat());
        out
    };
    let folders = [compare("two", &[&a, &b, &c], "2"), compare("one", &[&a, &b], "1")];
    let mut kinds = std::collections::BTreeSet::new();
    for line in musofir::report::ReportData::read(&folders).unwrap().lines {
        let says = |text: &str| line.verdict.starts_with(text);
        let agrees = match line.finding {
            Finding::NotComparable => says("not comparable"),
            Finding::ExactlyZero { both_zero: true } => says("none: zero in both") || says("not resolved: "),
            Finding::ExactlyZero { both_zero: false } => says("none: no difference"),
            Finding::OneSeed => says("one seed"),
            Finding::Distinct(Direction::Higher) => says("higher") || line.verdict.contains("times as high"),
            Finding::Distinct(Direction::Lower) => says("lower"),
            Finding::NotDistinguishable => says("no difference"),
        };
        assert!(agrees, "{}: {:?}, {}", line.indicator, line.finding, line.verdict);
        kinds.insert(format!("{:?}", line.finding));
    }
    assert!(kinds.len() >= 6, "{kinds:?}");
}

#[test]
fn every_figure_in_the_text_stands_in_a_file_to_the_last_digit() {
    let known = |dir: &Path, files: &[&str]| -> std::collections::BTreeSet<String> {
        let read = |f: &&str| {
            csv::Reader::from_path(dir.join(f)).unwrap().into_records().map(Result::unwrap).collect::<Vec<_>>()
        };
        files.iter().flat_map(read).flat_map(|r| r.iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let dir = compared();
    let (page, summary) = (page(&dir), known(&dir, &["summary.csv"]));
    let mut count = 0;
    for section in ["answer", "balance"] {
        let text = between(&page, &format!("<section id=\"{section}\">"), "</section>");
        for number in pieces(text, "<data value=\"", "\"") {
            // A mean of the reference may have been taken in another order.
            let near = |s: &String| {
                s.parse::<f64>().is_ok_and(|v| (v - number.parse::<f64>().unwrap()).abs() <= 1e-9 * v.abs())
            };
            assert!(summary.contains(number) || summary.iter().any(near), "{section}: {number}");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
    let verdicts = pieces(&page, "<span class=\"verdict\">", "</span>").collect::<Vec<_>>();
    assert!(verdicts.len() > 5 && verdicts.iter().all(|v| summary.contains(*v)), "{verdicts:?}");
    let fates = known(&dir, &["fates.csv"]);
    let text = between(&page, "<section id=\"fates\">", "</section>");
    let all: Vec<_> = pieces(text, "<data value=\"", "\"").collect();
    assert!(all.len() > 10 && all.iter().all(|v| fates.contains(*v)), "{all:?}");
    let fits = known(&dir, &["equifinality.csv"]);
    let text = between(&page, "<section id=\"fits\">", "</section>");
    let all: Vec<_> = pieces(text, "<data value=\"", "\"").collect();
    assert!(all.len() > 50 && all.iter().all(|v| fits.contains(*v)), "{all:?}");
    assert!(text.contains("holds in all 2"));
}

#[test]
fn every_figure_of_the_record_stands_in_the_page_as_in_its_csv() {
    let dir = backtested();
    let page = page(&dir);
    let mut csv = csv::Reader::from_path(dir.join("figures.csv")).unwrap();
    let all: Vec<BTreeMap<String, String>> = csv.deserialize().map(Result::unwrap).collect();
    let figures: Vec<_> = all.iter().filter(|figure| figure["forecast"] == "model").collect();
    assert!(all.len() > figures.len(), "the benchmarks have rows too");
    let shown: Vec<Vec<String>> = cards(&page, "backtest").into_iter().flat_map(|(_, _, rows)| rows).collect();
    assert_eq!(shown.len(), figures.len());
    for (row, figure) in shown.iter().zip(&figures) {
        let ends = ["from_date", "to_date"].map(|name| figure[name].parse().unwrap());
        let period = musofir::evidence::Period { first: ends[0], last: ends[1] };
        assert_eq!(row[0], period.to_string());
        for (cell, column) in row[2..].iter().zip(["observed", "median", "low", "high", "crps"]) {
            same(cell, figure[column].parse().unwrap());
        }
    }
    let scores: Vec<BTreeMap<String, String>> =
        csv::Reader::from_path(dir.join("scores.csv")).unwrap().deserialize().map(Result::unwrap).collect();
    let text = between(&page, "<section id=\"backtest\">", "</table>");
    let values: Vec<&str> = pieces(text, "<data value=\"", "\"").collect();
    for of in scores.iter().filter(|of| !of["crps_percent"].is_empty()) {
        assert!(values.contains(&of["crps_percent"].as_str()), "{}, {}", of["series"], of["forecast"]);
    }
}

#[test]
fn the_map_and_the_flows_hold_the_places_of_the_csv() {
    let dir = ran();
    let regions = |column| numbers(&dir, "regions.csv", &["region", "month"], column);
    let (stock, expelled) = (regions("stock"), regions("expelled"));
    let year: Vec<String> = (1..=12).map(|m| format!("2016-{m:02}")).collect();
    let sum = |of: &BTreeMap<Vec<String>, Vec<f64>>, name: &str| {
        year.iter().map(|m| of[&vec![name.to_owned(), m.clone()]][0]).sum::<f64>()
    };
    let maps = cards(&page(&dir), "map");
    assert_eq!(maps.iter().map(|c| c.2.len()).collect::<Vec<_>>(), [83, 83, 83, 5, 5, 5]);
    for (n, of, part) in [(0, &stock, 12.0), (2, &expelled, 1.0)] {
        maps[n].2.iter().for_each(|row| same(&row[3], sum(of, &row[0]) / part));
    }
    let moves = numbers(&dir, "moves.csv", &["from_status", "month"], "people");
    let rows = &cards(&page(&dir), "flows")[0].2;
    let home: f64 = year.iter().map(|m| moves[&vec!["at home".to_owned(), m.clone()]][0]).sum();
    same(&rows[0][2], home);
    let series = numbers(&dir, "series.csv", &["indicator", "month"], "value");
    let departures: f64 = year.iter().map(|m| series[&vec!["departures".to_owned(), m.clone()]][0]).sum();
    same(&rows[0][2], departures);
}

#[test]
fn hostile_texts_are_shown_as_text() {
    let text = page(&hostile());
    assert!(!text.contains("<script>alert") && !text.contains("<img") && !text.contains("</p></main>"));
    assert!(
        text.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && text.contains("&lt;img src=x onerror=alert(2)&gt;")
    );
    assert!(text.contains("Ғайри ҳӣ Ҷ") && text.contains(&"Ӯ".repeat(5_000)));
    assert_eq!(text.matches("<script").count(), 1, "the page's own");
}

#[test]
fn a_page_is_small_whole_and_asks_for_nothing() {
    for dir in [ran(), compared(), hostile()] {
        let text = page(&dir);
        assert!(text.len() < 3_000_000, "{} bytes", text.len());
        assert!(text.starts_with("<!DOCTYPE html>") && text.trim_end().ends_with("</html>"));
        for forbidden in ["http://", "src=\"", "@import", "url("] {
            assert!(!text.contains(forbidden), "{forbidden}");
        }
        assert!(text.contains("default-src 'none'") || text.contains("default-src &#39;none&#39;"));
        for section in ["facts", "answer", "limits", "register", "timeline", "repeat", "map", "flows"] {
            assert!(text.contains(&format!("<section id=\"{section}\">")), "{section}");
        }
    }
}

#[test]
fn report_makes_the_same_page_from_a_folder_and_sets_folders_side_by_side() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("one.html").display().to_string();
    let ran = ran().display().to_string();
    assert_eq!(done(&["report", &ran, "--out", &out]).trim(), out);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), page(Path::new(&ran)));
    let hostile = hostile().display().to_string();
    done(&["report", &ran, &hostile, "--out", &out]);
    let both = std::fs::read_to_string(&out).unwrap();
    assert!(both.contains("side by side") && both.contains("no statement about the effect of a lever"));
    let (code, _, stderr) = call(&["report", &dir.path().display().to_string()]);
    assert!(code == 2 && stderr.contains("not a complete folder of results"), "{stderr}");
}

#[test]
fn sweeps_thresholds_and_sensitivities_make_pages_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let text = "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", end: \"2012-04-30\",
          timeline: [(on: \"2012-02-01\", lever: RemovalSeats(per_day: 100))])";
    let short = written(dir.path(), "short", text).display().to_string();
    let common = ["--agents", "1000", "--engine", "cpu", "--seeds", "2", "--quiet", "--out"];
    let with = |args: &[&str]| {
        let out = dir.path().join(args[0]).display().to_string();
        done(&[args, &common[..], &[out.as_str()]].concat());
        done(&["report", &out]);
        page(Path::new(&out))
    };
    let sweep = with(&["sweep", &short, "--vary", "RemovalSeats=0..2000:3"]);
    let rows = &cards(&sweep, "response")[0].2;
    let means = numbers(&dir.path().join("sweep"), "summary.csv", &["indicator", "RemovalSeats.per_day"], "mean");
    assert_eq!(rows.len(), 3);
    rows.iter().for_each(|r| same(&r[1], means[&vec!["abroad".to_owned(), r[0].replace(',', "")]][0]));
    let threshold = with(&["threshold", &short, "--lever", "RemovalSeats=0..2000", "--crosses", "abroad<1"]);
    assert!(threshold.contains("the limit is <code>abroad&lt;1</code>"));
    let sensitivity = with(&["sensitivity", &short, "--points", "2", "--vary", "wage", "--vary", "arrest"]);
    assert!(sensitivity.contains("Which assumptions matter") && sensitivity.contains("arrest"));
}
