//! What has a name is matched by it, never by its place: scenarios of folders given in another order, and scenarios of
//! one name in two folders of a page.

use crate::support::{call, done, written};
use musofir::host::ids::ENTRY_BARS;
use musofir::report::ReportData;
use std::path::Path;

/// Three scenarios of three months in a folder: what is in force, a bar for each offence, and demand for labour halved.
fn scenarios(folder: &Path) -> [String; 3] {
    let text = |levers: &str| {
        format!(
            "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", \
             end: \"2012-03-31\", timeline: [{levers}])"
        )
    };
    let lever = |lever: &str| text(&format!("(on: \"2012-01-15\", lever: {lever})"));
    [
        ("as-it-is", text("")),
        ("bars", lever("EntryBars(on_second_offence: 1, on_overstay: 1)")),
        ("no-work", lever("LabourDemand(times: 0.5)")),
    ]
    .map(|(name, text)| written(folder, name, &text).display().to_string())
}

fn compared(out: &Path, files: &[&String], more: &[&str]) -> String {
    let out = out.display().to_string();
    let files: Vec<&str> = files.iter().map(|f| f.as_str()).collect();
    let small = ["--agents", "1000", "--seeds", "2", "--engine", "cpu", "--quiet", "--out", &out];
    done(&[&["compare"], &files[..], &small[..], more].concat());
    out
}

#[test]
fn two_comparisons_of_the_same_scenarios_in_another_order_differ_in_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b, c] = &scenarios(dir.path());
    let one = compared(&dir.path().join("one"), &[a, b, c], &["--against", "as-it-is"]);
    let other = compared(&dir.path().join("other"), &[a, c, b], &["--against", "as-it-is"]);
    let text = done(&["diff", &one, &other]);
    assert!(!text.contains("results") && !text.contains("scenarios"), "{text}");
    // What only one has is said, and the rest is still matched.
    let fewer = compared(&dir.path().join("fewer"), &[c, a], &["--against", "as-it-is"]);
    let text = done(&["diff", &one, &fewer]);
    assert!(text.lines().any(|l| l.contains("scenarios.bars") && l.contains("only here")), "{text}");
    assert!(!text.contains("results"), "{text}");
    let (code, _, stderr) = call(&["compare", a, a, "--quiet", "--out", &one]);
    assert!(code == 2 && stderr.contains("is named twice"), "{stderr}");
}

#[test]
fn a_page_on_two_comparisons_keeps_each_ones_numbers_and_its_reference() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b, c] = &scenarios(dir.path());
    compared(&dir.path().join("one"), &[a, b], &["--against", "as-it-is"]);
    compared(&dir.path().join("two"), &[c, b], &["--against", "no-work"]);
    let m = ReportData::read(&[dir.path().join("one"), dir.path().join("two")]).unwrap();
    let against: Vec<_> = m.series.iter().map(|s| (s.label.as_str(), s.against.as_deref())).collect();
    assert_eq!(
        against,
        [("as-it-is", None), ("bars", Some("as-it-is")), ("no-work", None), ("bars (two)", Some("no-work"))]
    );
    let line = |label: &str| m.lines.iter().find(|l| l.label == label && l.indicator == ENTRY_BARS).unwrap();
    let level = |label: &str| m.series.iter().find(|s| s.label == label).unwrap().level(ENTRY_BARS);
    assert_eq!(m.lines.iter().filter(|l| l.label == "bars").count(), m.lines.len() / 2);
    for (label, reference) in [("bars", "as-it-is"), ("bars (two)", "no-work")] {
        let line = line(label);
        assert!((line.reference - level(reference)).abs() < 1e-6 * line.reference, "{label}: {}", line.reference);
    }
}
