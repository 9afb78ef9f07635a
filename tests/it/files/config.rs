//! A refusal says file, line, column, field, what was expected, and the nearest name; all problems at once.

use crate::support::{copy_series, path, scenario, written};
use musofir::common::calendar::LONGEST_RUN;
use musofir::scenario::Scenario;

/// The message a scenario text is refused with.
fn refusal(text: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = written(dir.path(), "s", &text.replace("WORLD", "worlds/tajikistan.ron"));
    let message = Scenario::load(&file).expect_err("it must be refused").to_string();
    message.replace(&file.display().to_string(), "s.ron")
}

/// A world text with one piece replaced, and what it is refused with.
fn world_refusal(from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(path("configs/worlds/tajikistan.ron")).unwrap();
    assert!(text.contains(from), "{from}");
    let dir = tempfile::tempdir().unwrap();
    copy_series(dir.path());
    std::fs::write(dir.path().join("w.ron"), text.replacen(from, to, 1)).unwrap();
    let scenario = r#"(title: "t", description: "d", world: "w.ron", start: "2012-01-01", end: "2012-12-31")"#;
    std::fs::write(dir.path().join("s.ron"), scenario).unwrap();
    Scenario::load(dir.path().join("s.ron")).expect_err("it must be refused").to_string()
}

const HEAD: &str =
    "(\n    title: \"t\", description: \"d\", world: \"WORLD\",\n    start: \"2012-01-01\", end: \"2012-12-31\",\n";

#[track_caller]
fn says(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "expected {part:?} in:\n{message}");
    }
}

#[test]
fn a_text_is_the_same_from_any_editor_and_system() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(dir.path().join("worlds/series")).unwrap();
    let other = |text: String| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    for name in ["baseline.ron", "worlds/tajikistan.ron", "worlds/series/russia.csv", "worlds/series/tajikistan.csv"] {
        let text = std::fs::read_to_string(path("configs").join(name)).unwrap();
        std::fs::write(dir.path().join(name), other(text)).unwrap();
    }
    let here = Scenario::load(path("configs/baseline.ron")).unwrap();
    let there = Scenario::load(dir.path().join("baseline.ron")).unwrap();
    assert_eq!((here.scenario_hash, here.world_hash), (there.scenario_hash, there.world_hash));

    // A problem stands where an editor shows it.
    let wrong = other("(\n    title: \"t\",\n    timelime: [],\n)".to_owned());
    std::fs::write(dir.path().join("wrong.ron"), wrong).unwrap();
    says(&Scenario::load(dir.path().join("wrong.ron")).unwrap_err().to_string(), &["wrong.ron:3:5", "`timelime`"]);
}

#[test]
fn a_misspelt_field_is_shown_with_the_nearest_name() {
    says(
        &refusal(&format!("{HEAD}    timelime: [],\n)")),
        &["s.ron:4:5", "unknown field `timelime`", "timelime: []", "did you mean `timeline`?"],
    );
}

#[test]
fn a_misspelt_lever_and_a_misspelt_field_of_a_lever_too() {
    let lever =
        |l: &str| refusal(&format!("{HEAD}    timeline: [\n        (on: \"2012-02-01\", lever: {l}),\n    ],\n)"));
    says(
        &lever("PoliceCheck(times: 2)"),
        &["s.ron:5:", "unknown variant `PoliceCheck`", "did you mean `PoliceChecks`?"],
    );
    says(&lever("PoliceChecks(tims: 2)"), &["s.ron:5:", "unknown field `tims`", "did you mean `times`?"]);
    says(&lever("RemovalSeats()"), &["s.ron:5:", "field `per_day`", "is missing"]);
}

#[test]
fn every_problem_of_the_timeline_is_shown_at_once() {
    let message = refusal(&format!(
        "{HEAD}    timeline: [\n        (on: \"2012-03-01\", lever: PoliceChecks(times: -2)),\n        (on: \"2012-02-01\", lever: PoliceChecks(times: 2, region: \"Moskow\")),\n        \
         (on: \"2012-04-31\", lever: RemovalSeats(per_day: NaN)),\n        (on: \"2015-01-01\", lever: LabourDemand(times: 1, sector: \"trad\")),\n        \
         (on: \"2012-05-01\", lever: CampBeds(beds: 5)),\n    ],\n)"
    ));
    says(
        &message,
        &[
            "timeline[0].lever.times: -2 is out of range",
            "between 0 and 100",
            "s.ron:5:",
            "timeline[1].on: 2012-02-01 comes before 2012-03-01",
            "put the timeline in order of dates",
            "s.ron:6:",
            "unknown region `Moskow`",
            "did you mean `Moscow`?",
            "`2012-04-31` is not a date",
            "s.ron:7:",
            "timeline[2].lever.per_day: NaN is out of range",
            "the lever lies outside the run",
            "unknown sector `trad`",
            "did you mean `trade`?",
            "s.ron:8:",
            "set the beds of a region, or multiply the beds everywhere",
            "s.ron:9:",
        ],
    );
}

#[test]
fn a_target_names_each_place_once() {
    let lever =
        |l: &str| refusal(&format!("{HEAD}    timeline: [\n        (on: \"2012-02-01\", lever: {l}),\n    ],\n)"));
    says(&lever("Target(times: 2, regions: [\"Moscow\", \"Moscow\"])"), &["`Moscow` is named twice", "s.ron:5:"]);
    says(&lever("Target(times: 2, papers: [Patent, Patent])"), &["Patent is named twice"]);
    says(&lever("Target(times: 2, sexes: [Men, Women, Men])"), &["Men is named twice"]);
}

#[test]
fn dates_out_of_order_and_runs_too_long_are_refused() {
    let dates = |start: &str, end: &str| {
        refusal(&format!("(title: \"t\", description: \"d\", world: \"WORLD\", start: \"{start}\", end: \"{end}\")"))
    };
    says(&dates("2013-01-01", "2012-12-31"), &["is before the start"]);
    says(&dates("2012-01-01", "2052-01-01"), &["14611 days long", "at most 14610 days, forty years", "end it earlier"]);
    let forty_years = scenario(r#"start: "2012-01-01", end: "2051-12-31", extrapolate: Trend"#);
    assert_eq!(forty_years.calendar.days(), LONGEST_RUN);
    says(&dates("2012-1-1", "soon"), &["`2012-1-1` is not a date", "`soon` is not a date"]);
}

#[test]
fn wrong_types_are_explained() {
    says(&refusal("(title: 5)"), &["a text in quotes was expected", "s.ron:1:9"]);
    says(&refusal("("), &["s.ron:1:"]);
    says(&refusal("(title: \"t\")"), &["is missing"]);
    says(&refusal(&format!("{HEAD} feedback: maybe)")), &["true or false", "s.ron:4:"]);
    says(&world_refusal("communities: 92", "communities: 9.5"), &["a whole number was expected", "9.5"]);
    says(&world_refusal("communities: 92", "communities: -9"), &["w.ron:", "number"]);
}

#[test]
fn a_world_is_refused_for_what_it_says_about_its_numbers() {
    says(
        &world_refusal("value: 0.149, low: 0.12", "value: 1.149, low: 0.12"),
        &["assumptions.women.value: 1.149 is out of range", "between 0 and 1 share"],
    );
    says(&world_refusal("value: 0.149, low: 0.12", "value: 0.1, low: 0.12"), &["outside its own range"]);
    // A unit is in the words of the world.
    says(&world_refusal("unit: \"roubles a month\"", "unit: \"crowns a month\""), &["the unit is `roubles a month`"]);
    says(&world_refusal("unit: \"somoni a month\"", "unit: \"roubles a month\""), &["the unit is `somoni a month`"]);
    says(
        &world_refusal(
            "value: 20, low: 10, high: 60, unit: \"people\"",
            "value: 20, low: 10, high: 60, unit: \"thousand people\"",
        ),
        &["assumptions.police_per_community.unit", "the unit is `people`"],
    );
    says(
        &world_refusal("value: 1500000, low: 1300000", "value: 3000000, low: 1300000"),
        &["outside its own range", "larger than the nation"],
    );
    says(&world_refusal("lat: 53.33", "lat: NaN"), &["host_regions[0].lat: NaN is out of range", "w.ron:"]);
    says(&world_refusal("share: 0.30", "share: 0.40"), &["shares sum to 1.1"]);
    says(
        &world_refusal("region: \"Moscow\"", "region: \"Moscou\""),
        &["camps[0].region: unknown region `Moscou`", "did you mean `Moscow`?"],
    );
    says(
        &world_refusal("district: \"Siberian\"", "district: \"Siberia\""),
        &["unknown district", "did you mean `Siberian`?"],
    );
    says(&world_refusal("checks: 3.5", "checks: -3.5"), &["host_regions[0].checks: -3.5 is out of range"]);
    says(
        &world_refusal("status: Recalled", "status: Guessed"),
        &["unknown variant `Guessed`", "Found, Derived, Recalled"],
    );
}

#[test]
fn every_preset_loads_and_says_first_what_it_stands_for() {
    let mut presets = 0;
    for entry in std::fs::read_dir(path("configs")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|e| e == "ron") {
            Scenario::load(&file).unwrap_or_else(|e| panic!("{e}"));
            assert!(std::fs::read_to_string(&file).unwrap().starts_with("//"), "{}", file.display());
            presets += 1;
        }
    }
    assert!(presets > 0);
}

#[test]
fn of_two_levers_that_set_the_same_on_one_day_the_first_is_said_never_to_act() {
    let both = |first: &str, second: &str| {
        let of = |lever: &str| format!("        (on: \"2012-03-01\", lever: {lever}),\n");
        format!("{HEAD}    timeline: [\n{}{}    ],\n)", of(first), of(second))
    };
    says(
        &refusal(&both("RemovalSeats(per_day: 5)", "RemovalSeats(per_day: 6)")),
        &["s.ron:6:35", "RemovalSeats of line 5 never acts", "same day, 2012-03-01", "^^^", "give it another day"],
    );
    says(
        &refusal(&both("PoliceChecks(times: 5, region: \"Moscow\")", "PoliceChecks(times: 6)")),
        &["s.ron:6:35", "PoliceChecks of line 5 never acts"],
    );
    says(
        &refusal(&both("HostCurrency(per_dollar: 40)", "HostCurrencyPath(per_dollar: [41])")),
        &["HostCurrency of line 5 never acts"],
    );
    // All, and then one apart; two shares of one lever; two demonstrations.
    for (first, second) in [
        ("PoliceChecks(times: 6)", "PoliceChecks(times: 5, region: \"Moscow\")"),
        ("EntryBars(on_overstay: 1)", "EntryBars(on_second_offence: 1)"),
        ("Demonstration(shocks: 1)", "Demonstration(shocks: 1)"),
    ] {
        crate::support::scenario(&both(first, second).split_once("end: \"2012-12-31\",").map_or_else(
            String::new,
            |(_, rest)| {
                format!("start: \"2012-01-01\", end: \"2012-12-31\", {}", rest.trim_end().trim_end_matches(')'))
            },
        ));
    }
}

#[test]
fn a_key_of_the_record_and_a_district_of_a_world_stand_once() {
    says(&world_refusal("removal_districts: [", "removal_districts: [\"Central\", "), &["`Central` is named twice"]);
    let dir = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(path("configs/evidence/record.ron")).unwrap();
    let twice =
        text.replacen("\"2013-03\": Relative(0.06),", "\"2013-03\": Relative(0.06), \"2013-03\": Relative(0.07),", 1);
    assert_ne!(text, twice);
    std::fs::write(dir.path().join("record.ron"), twice).unwrap();
    let message = musofir::evidence::load(&dir.path().join("record.ron")).unwrap_err().to_string();
    says(&message, &["`2013-03` is given twice", "record.ron:"]);
}
