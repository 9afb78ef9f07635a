//! The library as a program without a command line calls it: `cargo test --no-default-features --test library`.

use musofir::host::ids::{ABROAD, ENTRY_BARS};
use musofir::study::load_record;
use musofir::{Calibrate, Compare, Machine, Options, Outcome, Scenario};

fn until(name: &str, day: &str) -> Scenario {
    let mut x = Scenario::load(format!("configs/{name}.ron")).unwrap();
    x.until(day).unwrap();
    x
}

#[test]
fn a_comparison_in_a_few_lines() {
    let machine = Machine::auto().unwrap();
    let run = until("baseline", "2012-02-29").run(Options { agents: 2_000, ..Options::default() }).unwrap();
    assert!((0.8e6..1.1e6).contains(&run.last().get(ABROAD)));
    let two = ["baseline", "entry-bars"].map(|name| until(name, "2013-09-30"));
    let study = Compare::new(two).seeds(4).agents(5_000).run(&machine).unwrap();
    let verdict = study.verdict("entry-bars", ENTRY_BARS);
    assert!(matches!(verdict, Outcome::Distinct { .. }), "{verdict}");
}

#[test]
fn a_fit_in_a_few_lines() {
    let record = load_record("configs/evidence/record.ron".as_ref()).unwrap();
    let study = Calibrate::new(until("rouble-2014", "2012-12-31"), record).vary("wage").agents(500);
    let found = study.budget(20).wave(10).run(&Machine::cpu(0)).unwrap();
    let best = found.fitted.unwrap().best[0];
    let least = found.misfits.iter().map(|m| m.squared).fold(f64::INFINITY, f64::min);
    let of_best = found.points.iter().position(|p| p[0] == best).map(|n| found.misfits[n].squared);
    assert_eq!(of_best, Some(least), "the best of all trials: {best}");
}
