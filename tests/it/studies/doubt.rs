//! How sure a comparison is: over seeds, draws of the assumptions, rules of the structure, and other fits of the
//! record.

use crate::studies::compare::{number, short};
use crate::support::{done, preset, rows};
use musofir::host::ids::{DEPARTURES, REMITTANCES_USD};
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn the_spread_has_every_seed_every_draw_and_every_variant_that_changes_something() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let out = dir.path().join("out");
    let o = out.display().to_string();
    let size =
        ["--against", "baseline", "--seeds", "3", "--agents", "1000", "--spread", "4", "--to", "2012-06", "--out", &o];
    let stdout = done(&[&["compare", &scenario, "configs/baseline.ron", "--quiet"], &size[..]].concat());
    assert!(stdout.contains("parameters, 5-95 %"), "{stdout}");
    let all = rows(&out, "spread.csv");
    let of: Vec<_> = all.iter().filter(|r| r["indicator"] == "arrests").collect();
    let count = |source: &str| of.iter().filter(|r| r["source"] == source).count();
    // No demand stands in either: a bargain by rule changes nothing.
    assert_eq!((count("seeds"), count("parameters"), count("structure")), (3, 4, 5));
    assert!(of.iter().all(|r| number(r, "difference") > 0.0), "five times the checks, whatever else is so: {of:?}");
}

#[test]
fn a_comparison_under_another_fit_is_the_comparison_with_its_parameters() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = short(dir.path(), "a");
    let fits = dir.path().join("fits.csv");
    // How strong a lever was in the scenario that was fitted is none of this one's business.
    std::fs::write(&fits, "arrest,PoliceChecks.times,wage\n0.005,1,18000\n0.018,2,22000\n").unwrap();
    let second = dir.path().join("second.csv");
    std::fs::write(&second, "arrest,wage\n0.018,22000\n").unwrap();
    let compare = |name: &str, option: &str, file: &Path| {
        let (out, file) = (dir.path().join(name), file.display().to_string());
        let o = out.display().to_string();
        let size = ["--seeds", "3", "--agents", "1000", "--to", "2012-06", "--quiet", "--no-report", "--out", &o];
        let stdout = done(&[&["compare", &scenario, "configs/baseline.ron", option, &file], &size[..]].concat());
        (out, stdout)
    };
    let ((fitted, stdout), (alone, _)) =
        (compare("fitted", "--fits", &fits), compare("alone", "--parameters", &second));
    assert!(stdout.contains("holds in all 2"), "five times the checks arrest more, whatever fits: {stdout}");
    let (held, summary) = (rows(&fitted, "equifinality.csv"), rows(&alone, "summary.csv"));
    let of = |fit: &str| held.iter().filter(|r| r["fit"] == fit).collect::<Vec<_>>();
    let expected: Vec<_> = summary.iter().filter(|r| r["scenario"] == "a").collect();
    assert_eq!((of("2").len(), of("3").len()), (expected.len(), 0));
    for (found, expected) in of("2").iter().zip(&expected) {
        let key = |r: &BTreeMap<String, String>| ["indicator", "difference", "low", "high"].map(|c| r[c].clone());
        assert_eq!(key(found), key(expected));
    }
    let stands = rows(&fitted, "summary.csv");
    let differences =
        |rows: &[&BTreeMap<String, String>]| rows.iter().map(|r| r["difference"].clone()).collect::<Vec<_>>();
    assert_eq!(differences(&of("0")), differences(&stands.iter().filter(|r| r["scenario"] == "a").collect::<Vec<_>>()));
    assert_ne!(differences(&of("1")), differences(&of("2")));
}

#[test]
fn the_ranges_of_the_register_fit_together_at_both_ends() {
    for name in ["baseline", "demonstration-effect"] {
        for high in [false, true] {
            let mut x = preset(name);
            for (parameter, a) in musofir::scenario::Parameter::assumptions(&x.world) {
                parameter.set(&mut x, if high { a.high } else { a.low }).unwrap();
            }
            assert_eq!(x.diagnostic(), None, "{name}, all at the {} ends", if high { "high" } else { "low" });
        }
    }
}

#[test]
fn pairing_makes_intervals_three_times_narrower_in_the_first_year_of_a_lever() {
    use musofir::ensemble::{Interval, Record, Window};
    let seeds = 8;
    let agents = 50_000;
    let mut xs = ["baseline", "eighty-three-camps", "domestic-campaign"].map(preset);
    xs.iter_mut().for_each(|x| x.calendar.end = "2014-07-31".parse().unwrap());
    let window = Window { from: "2013-08".to_owned(), to: "2014-07".to_owned(), days: 365 };
    let records = crate::engines::ensemble::records(&xs, agents, seeds);
    for (n, x) in xs.iter().enumerate().skip(1) {
        for i in [REMITTANCES_USD, DEPARTURES] {
            let name = i.name();
            let values = |of: &[Record]| of.iter().map(|r| window.of(r, i)).collect::<Vec<_>>();
            let (of, reference) = (values(&records[n]), values(&records[0]));
            let narrower = Interval::unpaired(&of, &reference).half() / Interval::paired(&of, &reference).half();
            println!("{}, {name}: {narrower:.1} times narrower", x.name);
            // Whom camps send home leave again by draws of their own: that is an effect at random, not noise.
            let sent_home = x.name == "eighty-three-camps" && i == DEPARTURES;
            let least = if sent_home { 1.5 } else { 3.0 };
            assert!(narrower > least, "{}, {name}: {narrower}", x.name);
        }
    }
}
