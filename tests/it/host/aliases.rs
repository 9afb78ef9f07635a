//! Former names of fields are still read: in worlds, scenarios and `--vary`; problems are shown at their place.

use crate::support::{path, written};
use musofir::scenario::{Parameter, Scenario};
use std::fs;

/// A scenario and its world, with texts replaced.
fn load(timeline: &str, world: &[(&str, &str)]) -> Result<Scenario, String> {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", end: \"2012-12-31\",\n\
         timeline: [{timeline}])"
    );
    let file = written(folder.path(), "s", &text);
    let at = folder.path().join("worlds/tajikistan.ron");
    let mut text = fs::read_to_string(&at).unwrap();
    for (from, to) in world {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    fs::write(&at, text).unwrap();
    Scenario::load(&file).map_err(|e| e.to_string())
}

const OLD: [(&str, &str); 2] = [("barred_return_ratio:", "caged:"), ("police_per_community:", "cops:")];

#[test]
fn a_world_and_a_scenario_with_former_names_are_the_same() {
    let now = load(
        r#"(on: "2012-02-01", lever: PassportRule(exit_denied: 0.1)),
           (on: "2012-03-01", lever: Neighbour(state: "Armenia", incentives: 2))"#,
        &[],
    )
    .unwrap();
    let then = load(
        r#"(on: "2012-02-01", lever: PassportRule(kept_home: 0.1)),
           (on: "2012-03-01", lever: Neighbour(state: "Armenia", carrots: 2))"#,
        &OLD,
    )
    .unwrap();
    assert_eq!((&now.world, &now.timeline), (&then.world, &then.timeline));
    assert_ne!(now.world_hash, then.world_hash, "the hash is that of the text");

    for (old, new) in [("cops", "police_per_community"), ("PassportRule.kept_home", "PassportRule.exit_denied")] {
        let parameter = Parameter::parse(old, &now).unwrap();
        assert_eq!(parameter, Parameter::parse(new, &now).unwrap());
        assert_eq!(parameter.name(&now), new);
    }
}

#[test]
fn a_problem_beside_a_former_name_is_shown_at_its_line_and_column() {
    let line = r#"(on: "2012-02-01", lever: Neighbour(carrots: 2, state: "Armenien"))"#;
    let message = load(line, &[]).unwrap_err();
    let column = "timeline: [".len() + line.find("\"Armenien").unwrap() + 1;
    assert!(message.contains(&format!("s.ron:2:{column}")) && message.contains("did you mean `Armenia`?"), "{message}");
    let line = r#"(on: "2012-02-01", lever: PassportRule(kept_home: 2))"#;
    let message = load(line, &[]).unwrap_err();
    assert!(message.contains("exit_denied: 2 is out of range") && message.contains("s.ron:2:"), "{message}");
    let line = r#"(on: "2012-02-01", lever: PassportRule(kept_home: much))"#;
    let message = load(line, &[]).unwrap_err();
    let column = "timeline: [".len() + line.find("much").unwrap() + 1;
    assert!(message.contains(&format!("s.ron:2:{column}")) && message.contains("a number was expected"), "{message}");
    let message = load("", &[("police_per_community: (value: 20", "cops: (value: -20")]).unwrap_err();
    assert!(
        message.contains("police_per_community.value: -20 is out of range") && message.contains("tajikistan.ron:"),
        "{message}"
    );
}

#[test]
fn the_former_names_are_gone_from_the_files_of_the_project() {
    for folder in ["configs", "configs/worlds", "configs/evidence"] {
        for entry in fs::read_dir(path(folder)).unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|e| e == "ron") {
                let text = fs::read_to_string(&file).unwrap();
                for (_, old) in OLD.iter().chain(&[("", "kept_home:"), ("", "carrots:")]) {
                    assert!(!text.contains(old), "{old} in {}", file.display());
                }
            }
        }
    }
}
