//! The commands around a run, from outside: diff, explain, schema, completions, man, and the reference preset.

use crate::support::{call, cpu_run, done, finished, lever_names, preset};
use musofir::host::INDICATORS;
use musofir::scenario::Scenario;
use serde_json::Value;

#[test]
fn the_reference_preset_sets_every_lever_and_is_the_baseline_to_the_last_bit() {
    let (reference, baseline) = (preset("reference"), preset("baseline"));
    let set: std::collections::BTreeSet<String> = reference.timeline.iter().map(|(_, l)| l.name().to_owned()).collect();
    assert_eq!(set, lever_names().into_iter().collect());
    assert_eq!((&reference.calendar, &reference.world), (&baseline.calendar, &baseline.world));
    let digest = |x: &Scenario| finished(x, 3_000).digest().unwrap();
    assert_eq!(digest(&reference), digest(&baseline));
    let moved = Scenario {
        timeline: reference
            .timeline
            .iter()
            .map(|(on, l)| match l {
                musofir::scenario::Lever::PatentPrice { .. } => {
                    (*on, musofir::scenario::Lever::PatentPrice { per_month: 9_000.0 })
                }
                other => (*on, other.clone()),
            })
            .collect(),
        ..reference
    };
    assert!(cpu_run(&moved, 100).rates(moved.calendar.start) != cpu_run(&baseline, 100).rates(baseline.calendar.start));
}

#[test]
fn every_indicator_lever_and_assumption_is_explained() {
    let names: Vec<String> = INDICATORS.iter().map(|i| i.name.to_owned()).chain(lever_names()).collect();
    let text = done(&[&["explain"], &names.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat());
    for name in &names {
        assert!(text.contains(&format!("{name}: ")) || text.contains(&format!("{name} (lever)")), "{name}");
    }
    let text = done(&["explain", "concession_price", "Threat", "crisis_risk"]);
    for part in [
        "concession_price (assumption of",
        "1.5 % of GDP, between 0.5 and 4",
        "recalled: a prior",
        "Threat (lever)",
        "dose: Points of fear",
        "people: People whose expulsion is announced. (may be left out)",
        "crisis_risk: Risk of a crisis (indicator)",
        "musofir::host::stability",
        "leans on     crisis",
    ] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    let text = done(&["explain", "EntryBars.on_overstay", "relative_crisis_risk", "Tajikistan.pool"]);
    for head in ["EntryBars (lever)", "crisis_risk: Risk of a crisis (indicator)", "pool (assumption of Tajikistan)"] {
        assert!(text.contains(head), "{head}: {text}");
    }
    let listed = done(&["explain"]);
    assert!(names.iter().all(|name| listed.contains(name.as_str())), "{listed}");
    let (code, _, stderr) = call(&["explain", "crisis_rsk"]);
    assert!(code == 2 && stderr.contains("did you mean `crisis_risk`?"), "{stderr}");
}

#[test]
fn diff_shows_what_differs_and_nothing_else() {
    let text = done(&["diff", "configs/baseline.ron", "configs/selective-deportation.ron"]);
    let line =
        |part: &str| text.lines().find(|l| l.contains(part)).unwrap_or_else(|| panic!("{part}:\n{text}")).to_owned();
    assert!(line("RemovalSeats.per_day").ends_with("300.0"));
    assert!(line("scenarios.0.name").contains("baseline"));
    assert!(!text.contains("worlds") && !text.contains("scenarios.0.end"), "{text}");
    let (code, stdout, stderr) = call(&["diff", "configs/baseline.ron", "configs/baseline.ron"]);
    assert_eq!((code, stdout.as_str(), stderr.trim()), (0, "", "nothing differs"));

    let dir = tempfile::tempdir().unwrap();
    let run = |name: &str, seed: &str| {
        let out = dir.path().join(name).display().to_string();
        let common = ["--agents", "1000", "--until", "2012-03-31", "--engine", "cpu", "--quiet", "--no-report"];
        done(&[&["run", "configs/baseline.ron", "--seed", seed, "--out", &out][..], &common[..]].concat());
        assert!(!dir.path().join(name).join("report.html").exists());
        out
    };
    let (a, b, c) = (run("a", "1"), run("b", "1"), run("c", "2"));
    assert!(done(&["diff", &a, &b]).is_empty());
    let text = done(&["diff", &a, &c]);
    assert!(text.contains("manifest.seed") && text.contains("results.working from 2012-01"), "{text}");
    assert!(!text.contains("worlds") && !text.contains("manifest.agents"), "{text}");
    assert_eq!(call(&["diff", &a, "configs/baseline.ron"]).0, 2);
}

#[test]
fn schemas_describe_every_lever_and_every_field() {
    let of = |file: &str| -> Value { serde_json::from_str(&done(&["schema", file])).unwrap() };
    let scenario = of("scenario");
    let levers = scenario["$defs"]["Lever"]["oneOf"].as_array().unwrap();
    assert_eq!(levers.len(), lever_names().len());
    assert!(levers.iter().all(|l| l["description"].is_string()));
    let required: Vec<&str> = scenario["required"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
    assert_eq!(required, ["title", "description", "world", "start", "end"]);
    assert_eq!(scenario["additionalProperties"], false);
    let world = of("world");
    for name in ["concession_price", "crisis"] {
        assert!(world["$defs"]["Assumptions"]["properties"][name]["description"].is_string(), "{name}");
    }
    assert_eq!(world["$defs"]["Status"]["oneOf"].as_array().unwrap().len(), 4);
    assert!(of("sending-state")["anyOf"][0]["properties"]["home_regions"].is_object());
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let commands = [
        "run",
        "compare",
        "sweep",
        "threshold",
        "sensitivity",
        "plan",
        "work",
        "status",
        "merge",
        "report",
        "diff",
        "explain",
        "check",
        "verify",
        "schema",
    ];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = done(&["completions", shell]);
        commands.iter().for_each(|c| assert!(text.contains(c), "{shell}: {c}"));
    }
    let man = done(&["man"]);
    assert!(man.contains(".TH") && commands.iter().all(|c| man.contains(c)), "{man}");
}
