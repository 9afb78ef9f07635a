//! The model's document names every lever, indicator and assumption, every stage and every file of the host.

use crate::support::{lever_names, path, preset};
use musofir::host::INDICATORS;

#[test]
fn the_document_leaves_nothing_out() {
    let read = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    let document = read("src/model/odd.md") + &read("src/model/submodels.md");
    let world = preset("baseline").world;
    let mut names: Vec<String> = lever_names();
    names.extend(INDICATORS.iter().map(|i| i.name.to_owned()));
    names.extend(world.assumptions.iter().map(|(r, _)| r.name.to_owned()));
    names.extend(world.origins[0].assumptions.iter().map(|(r, _)| r.name.to_owned()));
    let missing: Vec<_> = names.iter().filter(|n| !document.contains(&format!("`{n}`"))).collect();
    assert!(missing.is_empty(), "not in the model's document: {missing:?}");

    // And it names nothing that the code does not have.
    let words = document.split('`').skip(1).step_by(2).filter(|w| w.chars().all(|c| c.is_alphanumeric() || c == '_'));
    let unknown: Vec<_> = words.filter(|w| !names.iter().any(|n| n == w)).collect();
    assert!(unknown.is_empty(), "not in the code: {unknown:?}");

    let stages = ["settle", "employment", "papers", "detention", "deportation", "remittance", "mobility", "unrest"];
    for stage in stages {
        assert!(document.contains(&format!("crate::rules::{stage}`")), "{stage}");
        assert!(
            path(&format!("src/rules/{stage}.rs")).exists() && path(&format!("shaders/rules/{stage}.wgsl")).exists()
        );
    }
    for file in std::fs::read_dir(path("src/host")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(name == "mod.rs" || document.contains(&format!("`host/{name}`")), "host/{name} is not in the document");
    }
}

#[test]
fn the_guide_names_every_lever_and_preset() {
    let guide = std::fs::read_to_string(path("src/guide/scenarios.md")).unwrap();
    for name in lever_names() {
        assert!(guide.contains(&format!("`{name}(")), "{name}");
    }
    for name in crate::support::presets() {
        assert!(guide.contains(&format!("`{name}`")), "{name}");
    }
}
