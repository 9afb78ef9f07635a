//! A finished study becomes a larger one: what is there is reused, and the files are those of the larger study. Any
//! other request is refused, and says what differs.

use crate::files::folders::call;
use crate::files::studies::{assert_same, ended, into, manifest, short, studies};
use std::path::Path;

/// What makes each study larger, and how many of its replicates are there before.
const LARGER: [(&str, &str, &str, usize); 6] = [
    ("compare", "2", "3", 4),
    ("sweep", "2", "3", 6),
    ("threshold", "2", "3", 6),
    ("sensitivity", "2", "3", 6),
    ("calibrate", "10", "14", 10),
    ("backtest", "3", "4", 3),
];

#[test]
fn a_finished_study_grows_and_what_is_there_is_reused() {
    let dir = tempfile::tempdir().unwrap();
    for ((name, words), (of, before, now, reused)) in studies(dir.path(), 1).into_iter().zip(LARGER) {
        assert_eq!(name, of);
        let option = match name {
            "sensitivity" => "--points",
            "calibrate" => "--budget",
            _ => "--seeds",
        };
        let value = words.iter().position(|w| w == option).unwrap() + 1;
        assert_eq!(words[value], before);
        let mut larger = words.clone();
        larger[value] = now.to_owned();
        let place = |of: &str| dir.path().join(format!("{name}-{of}"));
        let (straight, out) = (place("straight"), place("grown"));
        let (straight_text, text) = (straight.display().to_string(), out.display().to_string());
        assert_eq!(call(&into(&larger, &straight_text)).0, Some(0), "{name}");
        assert_eq!(call(&into(&words, &text)).0, Some(0), "{name}");
        let (code, _, said) = call(&into(&larger, &text));
        assert_eq!(code, Some(0), "{name}: {said}");
        assert_same(&out, &straight, name);
        // Which doses a search tries depends on its seeds, and a design may come to a point twice.
        let found = manifest(&out)["replicates_reused"].as_u64().unwrap() as usize;
        let exactly = !["threshold", "sensitivity"].contains(&name);
        assert!(found >= reused && (!exactly || found == reused), "{name}: {found}");
        assert!(!exactly || said.contains(&format!("{reused} reused")), "{name}: {said}");
        let days = |of: &Path| manifest(of)["agent_days_simulated"].as_u64().unwrap();
        assert!(days(&out) < days(&straight), "{name}");
    }
}

#[test]
fn a_request_that_does_not_merely_grow_is_refused_and_says_what_differs() {
    let dir = tempfile::tempdir().unwrap();
    let (_, words) = studies(dir.path(), 1).remove(0);
    let out = dir.path().join("out");
    let text = out.display().to_string();
    assert_eq!(call(&into(&words, &text)).0, Some(0));
    let before = ended(&out);
    let summary = std::fs::read(out.join("summary.csv")).unwrap();
    let refused = |change: &dyn Fn(&mut Vec<String>), part: &str| {
        let mut words = words.clone();
        change(&mut words);
        let (code, _, said) = call(&into(&words, &text));
        assert!(code == Some(2) && said.contains(part) && said.contains("--force"), "{part}: {said}");
    };
    let set = |option: &'static str, value: &'static str| {
        move |words: &mut Vec<String>| {
            let place = words.iter().position(|w| w == option).unwrap() + 1;
            words[place] = value.to_owned();
        }
    };
    refused(&|_| (), "holds results already");
    refused(&set("--agents", "900"), "agents (`1000` there, `900` now)");
    refused(&set("--seeds", "1"), "seeds (2 there, 1 now)");
    refused(&|words| drop(words.remove(2)), "scenarios (1 of 2 there are not among those now)");
    refused(&|words| words.retain(|w| w != "--fates"), "--fates (`true` there, `false` now)");
    refused(&|words| words.extend(["--from".to_owned(), "2012-02".to_owned()]), "--from");
    assert!(ended(&out) == before && std::fs::read(out.join("summary.csv")).unwrap() == summary, "nothing is touched");
    // A scenario more is a larger comparison; replicates of another request do not stay behind.
    let mut wider = words.clone();
    wider.insert(3, short(dir.path(), "c", 2));
    let (code, _, said) = call(&into(&wider, &text));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("6 replicates, 4 reused"), "{said}");
    // As a kill leaves it.
    std::fs::write(out.join("unfinished"), "compare 4194305\n").unwrap();
    std::fs::remove_file(out.join("manifest.json")).unwrap();
    assert_eq!(call(&into(&words, &text)).0, Some(0));
    assert_eq!(ended(&out), before, "those of the third scenario are gone");
}
