//! Worlds that state only what differs from another: what they make, where a problem is shown, what a run keeps of them.

use crate::support::{call, copy_series, done, finished, written};
use musofir::config::Source;
use musofir::scenario::{Scenario, ScenarioFiles};
use musofir::world::{Status, World};
use std::path::{Path, PathBuf};

const SCENARIO: &str = "(title: \"t\", description: \"d\", world: \"worlds/child.ron\", \
                        start: \"2012-01-01\", end: \"2012-03-31\")";

/// A scenario whose world is a child of the reference world, with further files of its folder.
fn family(dir: &Path, child: &str, others: &[(&str, &str)]) -> PathBuf {
    let scenario = written(dir, "s", SCENARIO);
    for (name, text) in [("worlds/child.ron", child)].iter().chain(others) {
        let file = dir.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    scenario
}

fn world(child: &str) -> World {
    let dir = tempfile::tempdir().unwrap();
    Scenario::load(family(dir.path(), child, &[])).unwrap_or_else(|e| panic!("{e}")).world
}

/// The message that a child is refused with, with files of the folder.
fn refusal_with(child: &str, others: &[(&str, &str)]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let message = Scenario::load(family(dir.path(), child, others)).expect_err("it must be refused").to_string();
    message.replace(&format!("{}/", dir.path().display()), "")
}

fn refusal(child: &str) -> String {
    refusal_with(child, &[])
}

#[track_caller]
fn says(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "expected {part:?} in:\n{message}");
    }
}

#[test]
fn a_world_that_changes_nothing_is_its_parent_to_the_last_bit() {
    let parent = World::reference();
    assert_eq!(world("(extends: \"tajikistan.ron\")"), parent);
    let dir = tempfile::tempdir().unwrap();
    let child = Scenario::load(family(dir.path(), "(extends: \"tajikistan.ron\")", &[])).unwrap();
    let itself = Scenario::load(written(dir.path(), "p", &SCENARIO.replace("child", "tajikistan"))).unwrap();
    let digest = |x: &Scenario| finished(x, 2000).digest().unwrap();
    assert_eq!(digest(&child), digest(&itself));
    assert_ne!(child.world_hash, itself.world_hash, "the hash is that of the texts");
}

#[test]
fn fields_merge_named_things_merge_by_name_and_other_lists_replace() {
    let child = world(
        "(extends: \"tajikistan.ron\", name: \"other\", assumptions: (wage: (value: 20000, status: Derived)),
          origins: [(name: \"Tajikistan\", jobs: 500000, first_papers: (0.1, 0.2, 0.3, 0.4),
                     home_regions: [(name: \"Sughd\", communities: 50)])],
          host_regions: [(name: \"Moscow\", checks: 9)],
          neighbours: [(name: \"Georgia\", abroad: 1000, dependence: 0.1, alignment: 20)],
          camps: [(region: \"Moscow\", beds: 10, open: true)])",
    );
    let parent = World::reference();
    let mut expected = parent.clone();
    expected.name = "other".to_owned();
    expected.assumptions.wage.value = 20000.0;
    expected.assumptions.wage.status = Status::Derived;
    expected.origins[0].jobs = 500_000.0;
    expected.origins[0].first_papers = [0.1, 0.2, 0.3, 0.4];
    expected.origins[0].home_regions[0].communities = 50;
    let moscow = parent.region("Moscow").unwrap();
    expected.host_regions[moscow].checks = 9.0;
    expected.neighbours.push(musofir::world::Neighbour {
        name: "Georgia".to_owned(),
        abroad: 1000.0,
        dependence: 0.1,
        alignment: 20.0,
    });
    expected.camps = vec![musofir::world::Camp { region: "Moscow".to_owned(), beds: 10.0, open: true }];
    assert_eq!(child, expected);
    assert!((child.jobs_factor() - 500_000.0 / 949_998.0).abs() < 1e-12);
}

#[test]
fn entries_and_lists_are_dropped_and_sending_states_are_named() {
    let child = world(
        "(extends: \"tajikistan.ron\", drop: [\"origins.Tajikistan\", \"neighbours.Kyrgyzstan\", \"camps\"],
          sending_states: [\"kyrgyzstan.ron\"])",
    );
    assert!(child.camps.is_empty() && child.sending_states.is_empty());
    assert!(child.neighbours.iter().all(|n| n.name != "Kyrgyzstan"));
    assert_eq!(child.neighbours.len() + 1, World::reference().neighbours.len());
    let names: Vec<_> = child.origins.iter().map(|o| o.name.as_str()).collect();
    assert_eq!(names, ["Kyrgyzstan"]);
    assert_eq!(child.jobs_factor(), 520_000.0 / 949_998.0);
}

#[test]
fn a_scale_multiplies_every_nominal_amount_of_the_host_currency_and_nothing_else() {
    let child =
        world("(extends: \"tajikistan.ron\", scale: (money: 0.5), assumptions: (fine: (value: 700, low: 700)))");
    let parent = World::reference();
    let mut amounts = 0;
    for ((r, now), (_, was)) in child.assumptions.iter().zip(parent.assumptions.iter()) {
        if r.is_host_money() {
            amounts += 1;
            assert!(r.unit.contains("{host_currency}"), "{}", r.name);
            let own = r.name == "fine";
            assert_eq!(now.value, if own { 700.0 } else { was.value * 0.5 }, "{}", r.name);
            assert_eq!(now.high, was.high * 0.5, "{}", r.name);
            assert!(now.source.ends_with("; times 0.5") && now.status != Status::Found, "{}", r.name);
        } else {
            assert!(!r.unit.contains("{host_currency}") || r.unit.starts_with("log"), "{}", r.name);
            assert_eq!(now, was, "{}", r.name);
        }
    }
    assert!(amounts > 15, "{amounts}");
    assert_eq!(child.origins, parent.origins);
    assert_eq!(child.exogenous, parent.exogenous);
    for wrong in ["0", "-1"] {
        let message = refusal(&format!("(extends: \"tajikistan.ron\",\n scale: (money: {wrong}))"));
        says(&message, &["worlds/child.ron:2:17", "scale.money", "above 0"]);
    }
}

#[test]
fn what_does_not_fit_the_parent_is_refused_at_its_line() {
    let of = |fields: &str| refusal(&format!("(extends: \"tajikistan.ron\",\n{fields})"));
    says(&of("asumptions: ()"), &["worlds/child.ron:2:", "unknown field `asumptions`", "did you mean `assumptions`?"]);
    says(
        &of("assumptions: (\n wage: (valu: 3)\n)"),
        &["worlds/child.ron:3:", "assumptions.wage.valu", "unknown field `valu`", "did you mean `value`?"],
    );
    says(&of("assumptions: (wage: (status: Fund))"), &["worlds/child.ron:2:", "did you mean `Found`?"]);
    says(
        &of("name: \"x\",\n origins: [(name: \"Tajikistan\",\n first_papers: (1, 0, 0))]"),
        &["worlds/child.ron:4:16", "origins[0].first_papers", "length 3"],
    );
    says(&of("sectors: [(name: \"mining\")]"), &["worlds/child.ron:2:", "is missing"]);
    says(&of("name: \"x\", name: \"y\""), &["worlds/child.ron:2:", "given twice"]);
    says(&of("drop: [\n \"neighbours.Kirgizstan\"]"), &["worlds/child.ron:3:", "did you mean `Kyrgyzstan`?"]);
    says(&of("drop: [\"camp\"]"), &["did you mean `camps`?"]);
    says(&of("drop: [\"name\"]"), &["`name` is not in what"]);
}

#[test]
fn a_problem_is_shown_in_the_file_that_states_the_field() {
    // The child's own line, wherever the entry stands in the parent.
    let message = refusal(
        "(extends: \"tajikistan.ron\",\n host_regions: [(name: \"Moscow\",\n   lat: 95.0)],\n assumptions: (wage: (\n   value: 1)))",
    );
    says(&message, &["worlds/child.ron:3:9", "95 is out of range", "worlds/child.ron:5:", "1 is out of range"]);
    // What the scale makes of a number of the parent stands in the parent.
    let message = refusal("(extends: \"tajikistan.ron\", scale: (money: 1000))");
    says(&message, &["worlds/tajikistan.ron:", "assumptions.wage.value", "is out of range"]);
    assert!(!message.contains("child.ron"), "{message}");
    // A grandparent.
    let message = refusal_with(
        "(extends: \"middle.ron\", name: \"c\")",
        &[("worlds/middle.ron", "(extends: \"tajikistan.ron\",\n assumptions: (arrest: (value: 7)))")],
    );
    says(&message, &["worlds/middle.ron:2:", "7 is out of range"]);
    // A sending state that the world names.
    let state = "(extends: \"kyrgyzstan.ron\", name: \"Uzbekistan\",\n population: 0)";
    let message = refusal_with(
        "(extends: \"tajikistan.ron\", sending_states: [\"uzbekistan.ron\"])",
        &[("worlds/uzbekistan.ron", state)],
    );
    says(&message, &["worlds/uzbekistan.ron:2:", "0 is out of range"]);
}

#[test]
fn circles_long_chains_and_files_outside_are_refused() {
    let circle = refusal_with("(extends: \"b.ron\")", &[("worlds/b.ron", "(extends: \"./child.ron\")")]);
    says(&circle, &["worlds/b.ron:1:", "in a circle"]);
    says(&refusal("(extends: \"child.ron\")"), &["worlds/child.ron:1:", "in a circle"]);
    says(&refusal("(extends: \"../s.ron\")"), &["worlds/child.ron:1:", "leads out of"]);
    says(&refusal("(extends: \"nothing.ron\")"), &["worlds/nothing.ron", "cannot be read"]);
    let chain = |files: usize| {
        let name = |n: usize| if n == files { "tajikistan".to_owned() } else { format!("w{n}") };
        let made: Vec<(String, String)> =
            (1..files).map(|n| (format!("worlds/w{n}.ron"), format!("(extends: \"{}.ron\")", name(n + 1)))).collect();
        let all: Vec<(&str, &str)> = made.iter().map(|(name, text)| (&**name, &**text)).collect();
        let dir = tempfile::tempdir().unwrap();
        Scenario::load(family(dir.path(), "(extends: \"w1.ron\")", &all)).map_err(|e| e.to_string())
    };
    assert_eq!(chain(8).unwrap().world, World::reference());
    says(&chain(9).unwrap_err(), &["more than 8 files"]);
}

#[test]
fn a_run_keeps_every_file_and_is_repeated_from_its_own_copies() {
    let dir = tempfile::tempdir().unwrap();
    let child = "(extends: \"middle.ron\", name: \"c\", sending_states: [\"states/uzbekistan.ron\"])";
    let scenario = family(
        dir.path(),
        child,
        &[
            ("worlds/middle.ron", "(extends: \"tajikistan.ron\", scale: (money: 1.1))"),
            ("worlds/states/uzbekistan.ron", "(extends: \"base.ron\", name: \"Uzbekistan\", population: 30000000)"),
        ],
    );
    std::fs::copy(dir.path().join("worlds/kyrgyzstan.ron"), dir.path().join("worlds/states/base.ron")).unwrap();
    copy_series(&dir.path().join("worlds/states"));
    let files = ScenarioFiles::read(&scenario).unwrap();
    let mut names: Vec<_> = files.files().map(|(name, _)| name.display().to_string()).collect();
    names.sort();
    let expected = [
        "s.ron",
        "worlds/child.ron",
        "worlds/middle.ron",
        "worlds/series/russia.csv",
        "worlds/series/tajikistan.csv",
        "worlds/states/base.ron",
        "worlds/states/series/kyrgyzstan.csv",
        "worlds/states/uzbekistan.ron",
        "worlds/tajikistan.ron",
    ];
    assert_eq!(names, expected);
    let out = dir.path().join("out").display().to_string();
    let scenario = scenario.display().to_string();
    done(&["run", &scenario, "--agents", "1000", "--engine", "cpu", "--quiet", "--out", &out]);
    for file in expected {
        assert!(Path::new(&out).join("inputs").join(file).is_file(), "{file}");
    }
    std::fs::remove_dir_all(dir.path().join("worlds")).unwrap();
    done(&["rerun", &out, "--quiet", "--engine", "cpu"]);

    // Each file of the chain counts in the hash.
    let world = files.validated().unwrap();
    for changed in 0..files.beside.len() {
        let mut other = files.clone();
        other.beside[changed].text += " ";
        assert_ne!(other.validated().unwrap().world_hash, world.world_hash, "{:?}", other.beside[changed].path);
    }
    assert_eq!(world.world.origins[1].name, "Uzbekistan");
}

#[test]
fn check_says_what_a_world_inherits_and_what_it_changes() {
    let dir = tempfile::tempdir().unwrap();
    let child = "(extends: \"tajikistan.ron\", name: \"c\", drop: [\"camps\"], assumptions: (fine: (value: 2600)))";
    family(dir.path(), child, &[]);
    let file = dir.path().join("worlds/child.ron").display().to_string();
    let (code, stdout, stderr) = call(&["check", &file]);
    assert_eq!(code, 0, "{stderr}");
    let text = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    says(
        &text,
        &[
            "a world",
            "worlds/tajikistan.ron;",
            "3 differ",
            "name \"tajikistan\" -> \"c\"",
            "2500 (2000 to 5000) roubles",
            "-> 2600 (",
        ],
    );
    assert!(text.contains("camps 83 entries -> []") && text.contains("0 open with 0 beds"), "{text}");
    let state = dir.path().join("worlds/u.ron");
    std::fs::write(&state, "(extends: \"kyrgyzstan.ron\", name: \"Uzbekistan\")").unwrap();
    let (code, stdout, stderr) = call(&["check", &state.display().to_string()]);
    assert_eq!(code, 0, "{stderr}");
    says(&stdout, &["a sending state", "1 differ", "\"Kyrgyzstan\" -> \"Uzbekistan\""]);
    let source = Source::read(&state).unwrap();
    assert_eq!(musofir::world::kind(&source, &Source::read), musofir::world::Kind::SendingState);
}
