//! Records and posteriors that travel: a record speaks of its own corridor alone, of any tidy table; of a fit behaviour
//! travels to another world, levels and levers do not.

use crate::support::{call, done, rows, written};
use musofir::evidence::load;
use musofir::world::{Status, World};
use std::fs;
use std::path::Path;

/// A scenario of three months in a world, and a record of one figure in it.
fn scenario(dir: &Path, name: &str, world: &str) -> String {
    let text = format!(
        "(title: \"t\", description: \"d\", world: \"worlds/{world}.ron\", start: \"2012-01-01\", end: \"2012-03-31\")"
    );
    written(dir, name, &text).display().to_string()
}

fn record(dir: &Path, head: &str) -> String {
    fs::write(dir.join("made.csv"), "year,month,value,unit,source,status\n2012,1,60000,people,made,DERIVED\n").unwrap();
    let series = "(name: \"departures\", meaning: \"made\", file: \"made.csv\", indicator: \"departures\", over: Total, \
                  tolerance: Relative(0.1))";
    let file = dir.join("made.ron");
    fs::write(
        &file,
        format!("({head} series: [{series}], parameters: [\"wage\", \"departure_gain\", \"recruitment\"])"),
    )
    .unwrap();
    file.display().to_string()
}

fn child(dir: &Path, name: &str, more: &str) {
    let text = format!("(extends: \"tajikistan.ron\", name: \"{name}\"{more})");
    fs::create_dir_all(dir.join("worlds")).unwrap();
    fs::write(dir.join(format!("worlds/{name}.ron")), text).unwrap();
}

#[test]
fn a_record_of_another_corridor_is_refused_and_both_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    child(dir, "elsewhere", "");
    let (own, other) = (scenario(dir, "own", "tajikistan"), scenario(dir, "other", "elsewhere"));
    let out = dir.join("out").display().to_string();
    let backtest = |scenario: &str, head: &str| {
        let file = record(dir, head);
        call(&[
            "backtest",
            scenario,
            "--targets",
            &file,
            "--agents",
            "200",
            "--seeds",
            "1",
            "--quiet",
            "--no-report",
            "--force",
            "--out",
            &out,
        ])
    };
    let of = "format: 2, world: \"tajikistan\", state: \"Tajikistan\",";
    assert_eq!(backtest(&own, of).0, 0);
    let (code, _, said) = backtest(&other, of);
    assert_eq!(code, 2, "{said}");
    for part in ["the world tajikistan, Tajikistan first", "the world elsewhere, Tajikistan first", "`worlds`"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(backtest(&other, "worlds: [\"tajikistan\", \"elsewhere\"],").0, 0);
    assert_eq!(backtest(&other, "").0, 0, "a record of the first form says nothing of a corridor");
    let (code, _, said) = backtest(&own, "world: \"tajikistan\", state: \"Kyrgyzstan\",");
    assert!(code == 2 && said.contains("Kyrgyzstan first"), "{said}");
    let (code, _, said) = backtest(&own, "format: 3,");
    assert!(code == 2 && said.contains("form 3: this program reads up to 2"), "{said}");
    let file = record(dir, of);
    let (code, _, said) = call(&["calibrate", &other, "--targets", &file, "--out", &out, "--force"]);
    assert!(code == 2 && said.contains("the world elsewhere"), "{said}");
}

#[test]
fn a_series_says_itself_which_rows_of_a_tidy_table_it_takes() {
    let dir = tempfile::tempdir().unwrap();
    let table = "year,month,country,series,value,unit,status,source\n\
                 2013,10,El Salvador,transfers,310,m USD,FOUND,bank\n\
                 2013,,El Salvador,transfers,3900,m USD,Derived,bank\n\
                 2013,,El Salvador,transfers second quarter,1000,m USD,FOUND,bank\n\
                 ,,El Salvador,a constant,7,m USD,FOUND,bank\n\
                 2013,,Mexico,transfers,22000,m USD,RECALLED,bank\n";
    fs::write(dir.path().join("t.csv"), table).unwrap();
    let series = |name: &str, only: &str, more: &str| {
        format!(
            "(name: \"{name}\", meaning: \"m\", file: \"t.csv\", only: {{\"country\": \"=El Salvador\", {only}}}, \
             indicator: \"remittances_usd\", over: Total, tolerance: Relative(0.1){more}),"
        )
    };
    let text = format!(
        "(format: 2, series: [{}{}{}])",
        series("all", "\"series\": \"transfers\"", ""),
        series("exact", "\"series\": \"=transfers\"", ""),
        series("quarter", "\"series\": \"second quarter\"", ", period: \"Apr-Jun\""),
    );
    let file = dir.path().join("r.ron");
    fs::write(&file, text).unwrap();
    let found = load(&file).unwrap();
    let figures = |n: usize| -> Vec<(String, f64, Status)> {
        found.series[n].observations.iter().map(|o| (o.period.to_string(), o.value, o.status)).collect()
    };
    assert_eq!(figures(0).len(), 3);
    let exact = [("2013".to_owned(), 3900.0, Status::Derived), ("2013-10".to_owned(), 310.0, Status::Found)];
    assert_eq!(figures(1), exact);
    assert_eq!(figures(2), [("2013 Q2".to_owned(), 1000.0, Status::Found)]);
}

#[test]
fn of_a_fit_behaviour_travels_and_levels_stay() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    child(dir, "elsewhere", ", assumptions: (wage: (value: 21000))");
    let (own, other) = (scenario(dir, "own", "tajikistan"), scenario(dir, "other", "elsewhere"));
    let targets = record(dir, "");
    let fit = |name: &str, vary: &[&str]| {
        let out = dir.join(name).display().to_string();
        let args = [
            "calibrate",
            &own,
            "--targets",
            &targets,
            "--budget",
            "20",
            "--wave",
            "10",
            "--sample",
            "3",
            "--agents",
            "500",
            "--quiet",
            "--out",
            &out,
        ];
        done(&[&args[..], vary].concat());
        dir.join(name)
    };
    let out = fit("fit", &[]);
    let kinds: Vec<_> =
        rows(&out, "identified.csv").iter().map(|r| (r["parameter"].clone(), r["kind"].clone())).collect();
    let expected = [("wage", "level"), ("departure_gain", "behaviour"), ("recruitment", "behaviour")];
    assert_eq!(kinds, expected.map(|(name, kind)| (name.to_owned(), kind.to_owned())));

    let posterior = out.join("posterior.csv");
    let compared = |scenario: &str, table: &Path, name: &str| {
        let out = dir.join(name).display().to_string();
        let table = table.display().to_string();
        let (code, _, said) = call(&[
            "compare",
            scenario,
            "--parameters",
            &table,
            "--seeds",
            "3",
            "--agents",
            "500",
            "--no-report",
            "--out",
            &out,
        ]);
        (code, said, dir.join(name).join("summary.csv"))
    };
    let (code, said, there) = compared(&other, &posterior, "there");
    assert_eq!(code, 0, "{said}");
    for part in ["fitted in the world tajikistan, Tajikistan first", "stay out: wage"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // What is left is behaviour, to the last digit: the same as a table of it alone.
    let text = fs::read_to_string(&posterior).unwrap();
    let without: String = text.lines().map(|line| format!("{}\n", line.split_once(',').unwrap().1)).collect();
    let behaviour = dir.join("behaviour.csv");
    fs::write(&behaviour, &without).unwrap();
    let (_, said, alone) = compared(&other, &behaviour, "alone");
    assert!(!said.contains("stay out"), "{said}");
    let read = |file: &Path| fs::read_to_string(file).unwrap();
    assert_eq!(read(&there), read(&alone));

    // At home every column applies.
    let (_, said, home) = compared(&own, &posterior, "home");
    assert!(!said.contains("stay out"), "{said}");
    let (_, _, part) = compared(&own, &behaviour, "part");
    assert_ne!(read(&home), read(&part));

    // Of levels alone nothing is left.
    let levels = fit("levels", &["--vary", "wage", "--vary", "pool"]).join("posterior.csv");
    let (code, said, _) = compared(&other, &levels, "none");
    assert!(code == 2 && said.contains("nothing is left"), "{said}");
    let back = [
        "backtest",
        &other,
        "--targets",
        &targets,
        "--parameters",
        &posterior.display().to_string(),
        "--seeds",
        "2",
        "--agents",
        "500",
        "--no-report",
        "--out",
        &dir.join("back").display().to_string(),
    ]
    .map(str::to_owned);
    let (code, _, said) = call(&back.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(code == 0 && said.contains("stay out: wage"), "{said}");
}

#[test]
fn every_amount_is_a_level_and_no_response_is_one() {
    let world = World::reference();
    let own = world.assumptions.iter();
    let levels = own.chain(world.origins[0].assumptions.iter()).map(|(r, _)| (r.name, r.unit, r.level));
    for (name, unit, level) in levels {
        let is = |words: &[&str]| words.iter().any(|word| unit.split(' ').any(|w| w == *word));
        if is(&["people", "jobs", "{host_currency}", "{home_currency}", "dollars", "permits", "seats"]) {
            assert!(level, "{name}: {unit}");
        }
        if unit.starts_with("elasticity")
            || unit.starts_with("log odds")
            || name.ends_with("_pace") && !is(&["dollars"])
        {
            assert!(!level, "{name}: {unit}");
        }
    }
}

#[test]
fn one_table_and_one_page_hold_one_corridor_alone() {
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| dir.path().join(name).display().to_string();
    let (code, _, said) = call(&["compare", "configs/baseline.ron", "configs/honduras.ron", "--agents", "200"]);
    assert!(code == 2 && said.contains("`baseline` and `honduras` are of different corridors"), "{said}");
    for name in ["baseline", "kyrgyzstan"] {
        let scenario = format!("configs/{name}.ron");
        let size = ["--agents", "200", "--until", "2012-02-29", "--engine", "cpu", "--no-report"];
        done(&[&["run", &scenario, "--out", &of(name)][..], &size].concat());
    }
    let (code, _, said) = call(&["report", &of("baseline"), &of("kyrgyzstan"), "--out", &of("page.html")]);
    assert!(code != 0 && said.contains("tajikistan and kyrgyzstan-russia are of different corridors"), "{said}");
    done(&["report", &of("kyrgyzstan"), "--out", &of("page.html")]);
}

#[test]
fn behaviour_from_elsewhere_is_not_held_to_the_prior_of_the_corridor_it_comes_to() {
    use musofir::evidence::Corridor;
    use musofir::study::Draws;
    use musofir::{Compare, Machine};
    let mut x = crate::support::preset("honduras");
    x.until("2012-02-29").unwrap();
    let mut other = x.clone();
    other.name = "other".to_owned();
    let (_, own) = x.world.assumptions.iter().find(|(r, _)| r.name == "sent_share").unwrap();
    assert!(own.high < 0.58, "{own:?}");
    let draws = || Draws::new(vec!["sent_share".to_owned()], vec![vec![0.58]]);
    let run = |draws: Draws| {
        Compare::new([x.clone(), other.clone()]).parameters(draws).seeds(1).agents(200).run(&Machine::cpu(0))
    };
    run(draws().fitted_in(Corridor::of(&World::reference()))).unwrap();
    // What was fitted here is: it would contradict the world's own prior.
    assert!(run(draws()).is_err());
}
