//! Series of a world: their tables travel with a run, months outside their range are refused or go on as is said, and
//! files of another form are refused with what to change.

use crate::support::{call, copy_series, finished, path, written};
use musofir::scenario::Scenario;
use musofir::world::Extrapolate::{Hold, Trend};
use std::path::{Path, PathBuf};

fn scenario(folder: &Path, start: &str, end: &str, more: &str) -> PathBuf {
    let text = format!(
        "(format: 2, title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"{start}\", end: \
         \"{end}\", {more})"
    );
    written(folder, "s", &text)
}

#[test]
fn a_run_outside_the_months_of_a_series_says_which_and_how_to_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let file = scenario(dir.path(), "2016-01-01", "2018-06-30", "");
    let message = Scenario::load(&file).unwrap_err().to_string();
    for said in [
        "`host_per_dollar` of series/russia.csv states 2004-08 to 2016-12",
        "`wage_index` of series/russia.csv states 2004-01 to 2016-12",
        "`exports` of series/tajikistan.csv",
        "the run is from 2016-01-01 to 2018-06-30",
        "--extrapolate hold or trend",
        "s.ron:1:",
    ] {
        assert!(message.contains(said), "{said}:\n{message}");
    }
    let file = scenario(dir.path(), "2003-01-01", "2003-12-31", "");
    assert!(Scenario::load(&file).unwrap_err().to_string().contains("start: `"), "before the first month");
    // An exchange rate that a lever sets from the first day on is not read.
    let lever = "timeline: [(on: \"2004-01-01\", lever: HostCurrency(per_dollar: 29))]";
    let file = scenario(dir.path(), "2004-01-01", "2004-12-31", lever);
    let message = Scenario::load(&file).unwrap_err().to_string();
    assert!(!message.contains("host_per_dollar") && message.contains("financing"), "{message}");
}

#[test]
fn a_series_goes_on_as_the_option_or_the_scenario_says() {
    let dir = tempfile::tempdir().unwrap();
    let rate = |x: &Scenario, year| {
        let day = jiff::civil::date(year, 1, 1);
        (x.policy(day).accounts_per_dollar(&x.world, day), x.world.wages(year, 1))
    };
    let file = scenario(dir.path(), "2016-01-01", "2018-06-30", "extrapolate: Hold");
    let (held, trend) = (Scenario::load(&file).unwrap(), Scenario::load_extrapolated(&file, Some(Trend)).unwrap());
    let last = jiff::civil::date(2016, 12, 1);
    let rouble = held.policy(last).accounts_per_dollar(&held.world, last);
    assert_eq!(rate(&held, 2018), (rouble, held.world.wages(2016, 12)));
    let three_years_before = trend.world.exogenous.at("host_per_dollar", 2013, 12).unwrap();
    let goes_on = rouble * libm::pow(rouble / three_years_before, 13.0 / 36.0);
    assert!((rate(&trend, 2018).0 / goes_on - 1.0).abs() < 1e-12, "{} {goes_on}", rate(&trend, 2018).0);
    assert!(held.warnings().concat().contains("hold their first or last value: `host_per_dollar`"));
    assert!(trend.warnings().concat().contains("follow the growth"));
    assert_eq!((held.extrapolate, trend.extrapolate), (Some(Hold), Some(Trend)));
}

#[test]
fn a_run_keeps_its_tables_and_how_they_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let file = scenario(dir.path(), "2016-11-01", "2017-01-31", "").display().to_string();
    let out = dir.path().join("r").display().to_string();
    let run = ["run", &file, "--agents", "500", "--engine", "cpu", "--quiet", "--no-report", "--out", &out];
    let (code, _, stderr) = call(&run);
    assert!(code == 2 && stderr.contains("--extrapolate hold or trend"), "{stderr}");
    let (code, _, stderr) = call(&[&run[..], &["--extrapolate", "trend"]].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(dir.path().join("r/inputs/worlds/series/russia.csv").exists());
    assert!(std::fs::read_to_string(dir.path().join("r/request.json")).unwrap().contains("Trend"));
    // The stored copies are enough.
    std::fs::remove_dir_all(dir.path().join("worlds")).unwrap();
    let (code, stdout, stderr) = call(&["rerun", &out, "--engine", "cpu", "--quiet"]);
    assert!(code == 0 && stdout.contains("agrees"), "{stderr}");
}

#[test]
fn a_study_and_its_growth_repeat_how_series_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let file = scenario(dir.path(), "2016-11-01", "2017-01-31", "").display().to_string();
    let out = dir.path().join("c").display().to_string();
    let of = |seeds: &str, how: &[&str]| {
        let compare = ["compare", &file, "--agents", "500", "--engine", "cpu", "--quiet", "--no-report", "--out", &out];
        call(&[&compare[..], &["--seeds", seeds], how].concat())
    };
    assert_eq!(of("1", &[]).0, 2);
    let (code, _, stderr) = of("1", &["--extrapolate", "hold"]);
    assert_eq!(code, 0, "{stderr}");
    let (code, _, stderr) = of("2", &["--extrapolate", "trend"]);
    assert!(code != 0 && stderr.contains("what differs"), "{stderr}");
    let (code, _, stderr) = of("2", &["--extrapolate", "hold"]);
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn files_of_other_forms_are_refused_by_name_or_read_under_their_former_names() {
    let dir = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(path("configs/worlds/tajikistan.ron")).unwrap();
    copy_series(dir.path());
    let with = |world: &str, scenario: &str| {
        std::fs::write(dir.path().join("w.ron"), world).unwrap();
        let head = "title: \"t\", description: \"d\", world: \"w.ron\", start: \"2012-01-01\", end: \"2012-02-29\"";
        std::fs::write(dir.path().join("s.ron"), format!("({head}, {scenario})")).unwrap();
        Scenario::load(dir.path().join("s.ron")).map_err(|e| e.to_string())
    };
    let first = with(&text.replacen("    format: 2,\n", "", 1), "").unwrap_err();
    for said in ["w.ron", "a world of form 1", "add `base`", "`valid`", "add `host`", "`series`", "`jobs`"] {
        assert!(first.contains(said), "{said}:\n{first}");
    }
    let newer = with(&text.replacen("format: 2", "format: 3", 1), "").unwrap_err();
    assert!(newer.contains("form 3: this program reads up to 2") && newer.contains("a newer musofir"), "{newer}");
    let newer = with(&text, "format: 3").unwrap_err();
    assert!(newer.contains("s.ron:1") && newer.contains("form 3"), "{newer}");
    let rouble = "timeline: [(on: \"2012-02-01\", lever: Rouble(roubles_per_dollar: 30))]";
    assert!(with(&text, &rouble.replace("roubles_per_dollar", "per_dollar")).is_ok());

    let record = std::fs::read_to_string(path("configs/evidence/record.ron")).unwrap();
    std::fs::write(dir.path().join("record.ron"), record.replacen("format: 2", "format: 4", 1)).unwrap();
    let refused = musofir::evidence::load(&dir.path().join("record.ron")).unwrap_err().to_string();
    assert!(refused.contains("form 4"), "{refused}");
}

#[test]
fn every_file_of_the_program_says_its_form() {
    for folder in ["configs", "configs/worlds", "configs/evidence"] {
        for entry in std::fs::read_dir(path(folder)).unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|e| e == "ron") {
                assert!(std::fs::read_to_string(&file).unwrap().contains("\n    format: 2,\n"), "{}", file.display());
            }
        }
    }
}

#[test]
fn a_table_with_a_hole_or_above_its_world_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let file = scenario(dir.path(), "2012-01-01", "2012-02-29", "");
    let table = dir.path().join("worlds/series/russia.csv");
    let text = std::fs::read_to_string(&table).unwrap();
    let without =
        |row: &str| text.lines().filter(|l| !l.starts_with(row)).map(|l| format!("{l}\n")).collect::<String>();
    std::fs::write(&table, without("host_per_dollar,2013,5,")).unwrap();
    let message = Scenario::load(&file).unwrap_err().to_string();
    assert!(message.contains("no figure of 2013-05") && message.contains("worlds/series/russia.csv:"), "{message}");
    std::fs::write(&table, without("wage_index,")).unwrap();
    let message = Scenario::load(&file).unwrap_err().to_string();
    assert!(message.contains("no table has the series `wage_index`"), "{message}");
    std::fs::write(&table, &text).unwrap();
    let world = dir.path().join("worlds/tajikistan.ron");
    let stated = std::fs::read_to_string(&world).unwrap();
    std::fs::write(&world, stated.replace("series/russia.csv", "../russia.csv")).unwrap();
    let message = Scenario::load(&file).unwrap_err().to_string();
    assert!(message.contains("series[0]") && message.contains("leads out"), "{message}");
    std::fs::write(&world, stated.replacen("base: 2013", "base: 2003", 1)).unwrap();
    let message = Scenario::load(&file).unwrap_err().to_string();
    assert!(message.contains("not the base year 2003"), "{message}");
}

#[test]
fn exports_and_population_act_and_a_missing_series_is_a_constant() {
    let dir = tempfile::tempdir().unwrap();
    let file = scenario(dir.path(), "2012-01-01", "2012-06-30", "");
    let table = dir.path().join("worlds/series/tajikistan.csv");
    let text = std::fs::read_to_string(&table).unwrap();
    let run = |rows: &str| {
        std::fs::write(&table, rows).unwrap();
        let x = Scenario::load(&file).unwrap();
        let series = finished(&x, 500).series().last().unwrap().clone();
        let named = |name: &str| series.get(musofir::host::IndicatorId::named(name).unwrap());
        ["exports", "poverty", "remittances_usd"].map(named)
    };
    let all = run(&text);
    let without =
        |row: &str| text.lines().filter(|l| !l.starts_with(row)).map(|l| format!("{l}\n")).collect::<String>();
    let constant = run(&without("exports,"));
    assert_ne!(all[0], constant[0]);
    assert!((constant[0] - 937.0 / 12.0).abs() < 1e-9, "{}", constant[0]);
    let constant = run(&without("population,"));
    assert!(all[0] == constant[0] && all[1] != constant[1]);
}
