//! Without a device: every rule has a twin of the same name in the other language, and rules stand in `rules/` alone.

use crate::support::path;
use musofir::gpu::{KERNELS, source};
use std::collections::{BTreeMap, BTreeSet};

/// Rust files of `src/rules` without a WGSL file of the same name, and why.
const RUST_ALONE: [(&str, &str); 6] = [
    ("mod", "the stages in order: `shaders/day.wgsl` calls them"),
    ("community", "table entries that the agents of a block share: WGSL reads the tables"),
    ("counters", "tallies of threads: WGSL adds to buffers"),
    ("lanes", "the generator over lanes: `shaders/common/rng.wgsl` draws for one agent"),
    ("vectors", "operations on vectors"),
    ("words", "words of several agents: a WGSL function is for one"),
];

/// Functions of a rules file without a twin, and why.
const ALONE: [(&str, &str, &str); 5] = [
    ("context", "tally", "`Context::tally` in Rust"),
    ("context", "merge", "adds the events of an agent to buffers, which Rust counts at once"),
    ("context", "count_active", "`Tally::count_active` in Rust"),
    ("census", "census", "the entry point of `shaders/census.wgsl`"),
    ("evening", "evening", "the entry point of `shaders/evening.wgsl`"),
];

/// Functions that WGSL files outside of `rules/` and `common/` may define besides entry points: how kernels are run.
const PLUMBING: [(&str, &[&str]); 12] = [
    ("census", &["add"]),
    ("day", &["run"]),
    ("digest", &["add"]),
    ("evening", &["take", "close"]),
    ("floors", &["gate_block"]),
    ("flows", &["add_flow"]),
    ("gate", &[]),
    ("highest", &["highest"]),
    ("month", &["below", "monthly_agent", "community_of", "add_stretch", "run"]),
    ("part", &["draw_block"]),
    ("philox", &[]),
    ("quiet", &["is_quiet", "struck"]),
];

/// Files outside of `rules/` that may read a rate: filters by the largest thresholds, and the month's inputs.
const FILTERS: [&str; 4] = ["shaders/highest.wgsl", "shaders/quiet.wgsl", "src/cpu/gate.rs", "src/cpu/quiet.rs"];

/// Texts of a folder's files that end so, by name.
fn texts(folder: &str, extension: &str) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(path(folder)).unwrap().map(|file| file.unwrap().path());
    let of_kind = files.filter(|file| file.extension().is_some_and(|e| e == extension));
    let named = of_kind
        .map(|file| (file.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&file).unwrap()));
    named.collect()
}

/// Names of the functions of a text that are not methods, tests or entry points.
fn functions(text: &str) -> BTreeSet<String> {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let lines = text.lines().zip(std::iter::once("").chain(text.lines()));
    let name = |line: &str| {
        let rest = ["pub const fn ", "pub fn ", "fn "].iter().find_map(|start| line.strip_prefix(start))?;
        Some(rest.split(['(', '<']).next().unwrap().to_owned())
    };
    lines.filter(|(_, before)| !before.starts_with("@compute")).filter_map(|(line, _)| name(line)).collect()
}

#[test]
fn every_rule_has_a_twin_of_the_same_name() {
    let (rust, wgsl) = (texts("src/rules", "rs"), texts("shaders/rules", "wgsl"));
    let alone = |file: &str| RUST_ALONE.iter().any(|(name, _)| *name == file);
    for file in rust.keys().chain(wgsl.keys()) {
        assert!(alone(file) != wgsl.contains_key(file), "shaders/rules/{file}.wgsl: missing, or to be listed no more");
        assert!(rust.contains_key(file), "src/rules/{file}.rs is missing");
    }
    let mut exceptions =
        ALONE.map(|(file, name, _)| (file.to_owned(), name.to_owned())).into_iter().collect::<BTreeSet<_>>();
    for (file, text) in &wgsl {
        let (rust, wgsl) = (functions(&rust[file]), functions(text));
        assert!(!rust.is_empty() && !wgsl.is_empty(), "{file} has rules");
        for name in rust.symmetric_difference(&wgsl) {
            let missing =
                if rust.contains(name) { format!("shaders/rules/{file}.wgsl") } else { format!("src/rules/{file}.rs") };
            assert!(exceptions.remove(&(file.clone(), name.clone())), "{name} has no twin in {missing}");
        }
    }
    assert!(exceptions.is_empty(), "these have a twin, or are gone: {exceptions:?}");
}

#[test]
fn the_functions_of_a_kernel_are_those_of_its_files() {
    let text = |file: &str| std::fs::read_to_string(path(&format!("shaders/{file}.wgsl"))).unwrap();
    for kernel in KERNELS {
        let module = naga::front::wgsl::parse_str(&source(kernel.name, false, None)).unwrap();
        let parsed: BTreeSet<String> = module.functions.iter().filter_map(|(_, f)| f.name.clone()).collect();
        let found: BTreeSet<String> = kernel.files.iter().flat_map(|file| functions(&text(file))).collect();
        assert_eq!(parsed, found, "{}", kernel.name);
    }
}

#[test]
fn no_rule_stands_outside_of_rules() {
    for (file, text) in texts("shaders", "wgsl") {
        let (_, allowed) = PLUMBING.iter().find(|(name, _)| *name == file).unwrap_or_else(|| panic!("{file}: unknown"));
        let found = functions(&text);
        assert_eq!(found, allowed.iter().map(|name| name.to_string()).collect(), "shaders/{file}.wgsl");
    }
    let of_cpu = texts("src/cpu", "rs").into_iter().map(|(file, text)| (format!("src/cpu/{file}.rs"), text));
    let of_month = texts("src/cpu/month", "rs").into_iter().filter(|(file, _)| file != "tests");
    let of_month = of_month.map(|(file, text)| (format!("src/cpu/month/{file}.rs"), text));
    let of_gpu = texts("shaders", "wgsl").into_iter().map(|(file, text)| (format!("shaders/{file}.wgsl"), text));
    for (file, text) in of_cpu.chain(of_month).chain(of_gpu) {
        let text = text.split("#[cfg(test)]").next().unwrap();
        let reads = ["rates[slot].", "rates[today.slot].", "rates."]
            .iter()
            .any(|from| text.match_indices(from).any(|(at, _)| !text[at + from.len()..].starts_with("clone()")));
        assert_eq!(reads, FILTERS.contains(&file.as_str()), "{file} reads a rate, as rules do");
        assert!(
            !["<< 24", ">> 24", "& 15", "0x00ff_ffff"].iter().any(|mask| text.contains(mask)),
            "{file} unpacks by hand"
        );
    }
}
