//! The model's document names every lever, indicator and assumption, every stage and every file of the host.

use crate::support::{finished, lever_names, path, preset};
use musofir::host::{INDICATORS, IndicatorId, basis, ids};

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

/// Where the module named for each indicator computes it: parsed from the source.
#[test]
fn every_indicator_is_computed_in_the_module_that_explain_names() {
    let table = std::fs::read_to_string(path("src/host/indicators.rs")).unwrap();
    let table = table.split("indicators! { m;").nth(1).unwrap();
    for id in IndicatorId::ALL {
        let module = basis(id).module.strip_prefix("musofir::").unwrap().replace("::", "/");
        let file = path(&format!("src/{module}.rs"));
        let source = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{id}: {}: {e}", file.display()));
        // Without its tests and comments.
        let code: String = source
            .split("#[cfg(test)]")
            .next()
            .unwrap()
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect();
        let head = format!(" {}: \"", id.name().to_uppercase());
        let entry = table.lines().find(|l| l.contains(&head)).unwrap_or_else(|| panic!("{id} has no line"));
        let value = entry.split_once(" = ").unwrap().1;
        let words: Vec<&str> = value.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
        // What it is made of: the counter or stock, the field or the method that comes first.
        let counter = words.iter().find(|w| w.len() > 2 && w.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
        let wanted: Vec<String> = match (counter, value) {
            (_, v) if v.starts_with("m.abroad()") || v.contains("m.status(") => vec!["BY_STATUS".to_owned()],
            (Some(counter), _) => vec![(*counter).to_owned()],
            (None, v) if v.starts_with("m.vacant") => vec!["VACANT_DAYS".to_owned()],
            (None, v) => {
                let path =
                    v.trim_start_matches("100.0 * ").trim_start_matches("f64::from(").trim_start_matches("u8::from(");
                let path: String = path.chars().take_while(|c| c.is_alphanumeric() || "._()".contains(*c)).collect();
                let path = path.trim_end_matches(';').trim_end_matches(')').trim_end_matches('(');
                let path = path.strip_suffix(".step").unwrap_or(path);
                vec![path.rsplit('.').next().unwrap().to_owned()]
            }
        };
        let sum = value.matches(" + m.").count() > 0 && module == "host/indicators";
        let assigned = |name: &String| match name.chars().all(|c| c.is_ascii_uppercase() || c == '_') {
            true => code.contains(name.as_str()),
            false => ["{}:", "{} =", "{} +=", "{} -=", "{} *=", "fn {}(", "{},", "{} }"]
                .iter()
                .any(|form| code.contains(&form.replace("{}", name))),
        };
        assert!(sum || wanted.iter().all(assigned), "{id}: {module} assigns none of {wanted:?}");
    }
    for (id, module) in [
        (ids::RESERVES, "host::reserves"),
        (ids::IMPORTS, "host::reserves"),
        (ids::UNPAID_IMPORTS, "host::reserves"),
        (ids::BUDGET_BALANCE, "host::budget"),
        (ids::CONSUMPTION_FALL, "host::state"),
        (ids::IMAGE, "host::ledger"),
    ] {
        assert_eq!(basis(id).module, format!("musofir::{module}"), "{id}");
    }
}

#[test]
fn presets_say_in_numbers_what_their_levers_do() {
    for name in ["selective-deportation", "mass-deportation"] {
        let x = preset(name);
        let run = finished(&x, 20_000);
        let year = |id: IndicatorId| {
            run.series().iter().filter(|row| row.month.starts_with("2014")).map(|row| row.get(id)).sum::<f64>()
        };
        let said = x.description.split("In 2014: ").nth(1).unwrap_or_else(|| panic!("{name} says no numbers"));
        let numbers: Vec<f64> = said.split(' ').filter_map(|w| w.replace(',', "").parse().ok()).collect();
        for (said, found) in numbers.iter().zip([year(ids::EXPELLED), year(ids::ENTRY_BARS)]) {
            assert!((found / said - 1.0).abs() < 0.2, "{name}: {said} said, {found} found");
        }
        assert_eq!(numbers.len(), 2, "{name}: {said}");
    }
}
