//! The path of a newcomer: the files of the guide's own example, as they stand there, make a corridor that runs and is
//! shown in its own words.

use crate::support::{done, path};
use std::path::Path;

/// The blocks of a language in the guide's page on worlds, each without its fences.
fn blocks(language: &str) -> Vec<String> {
    let page = std::fs::read_to_string(path("src/guide/worlds.md")).unwrap();
    let open = format!("```{language}\n");
    page.split(&open).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let place = to.join(entry.file_name().unwrap());
        match entry.is_dir() {
            true => copy(&entry, &place),
            false => drop(std::fs::copy(&entry, &place).unwrap()),
        }
    }
}

#[test]
fn the_guides_example_runs_and_its_page_speaks_of_no_other_corridor() {
    let dir = tempfile::tempdir().unwrap();
    let configs = dir.path().join("configs");
    copy(&path("configs"), &configs);
    let (ron, csv) = (blocks("ron"), blocks("csv"));
    std::fs::write(configs.join("worlds/example.ron"), &ron[0]).unwrap();
    std::fs::write(configs.join("worlds/southland.ron"), &ron[1]).unwrap();
    std::fs::write(configs.join("worlds/series/example.csv"), &csv[0]).unwrap();
    let scenario = configs.join("example.ron");
    let text = "(format: 2, title: \"A corridor\", description: \"An example.\", world: \"worlds/example.ron\", \
                start: \"2012-01-01\", end: \"2013-12-31\", timeline: [(on: \"2013-03-01\", lever: PoliceChecks(times: 4))])";
    std::fs::write(&scenario, text).unwrap();
    let (scenario, out) = (scenario.display().to_string(), dir.path().join("out").display().to_string());
    let said = done(&["check", &scenario]);
    assert!(said.contains("exports: constant (not found)") && said.contains("crowns"), "{said}");
    done(&["run", &scenario, "--agents", "5000", "--engine", "cpu", "--out", &out]);
    let page = std::fs::read_to_string(dir.path().join("out/report.html")).unwrap();
    assert!(page.contains("Northland") && page.contains("crowns") && page.contains("Southland"));
    // The register keeps the sources of inherited numbers, which name where these come from; nothing else does.
    let shown = page.split("aria-label=\"Register of").next().unwrap();
    for word in ["Russia", "Moscow", "rouble", "Tajik", "Dushanbe", "somoni", "Bishkek", "federal subject"] {
        assert!(!shown.contains(word), "{word}: ...{}", &shown[shown.find(word).unwrap().saturating_sub(200)..][..300]);
    }
}
