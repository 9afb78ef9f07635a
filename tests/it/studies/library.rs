//! Studies as library calls: in memory or in a folder, which is resumed.

use crate::support::{path, preset, rows};
use musofir::ensemble::Outcome;
use musofir::evidence;
use musofir::host::ids::{ABROAD, ENTRY_BARS};
use musofir::output::Provenance;
use musofir::scenario::Scenario;
use musofir::study::calibrate::CalibrateResult;
use musofir::study::{
    Calibrate, Compare, CompareSpec, Findings, Machine, Options, Prepared, Session, SizeSpec, Started, StudyObserver,
    StudySpec,
};

/// A preset up to a day.
fn until(name: &str, day: &str) -> Scenario {
    let mut x = preset(name);
    x.until(day).unwrap();
    x
}

/// Replicates that were there, and that were simulated.
#[derive(Default)]
struct Count([usize; 2]);

impl StudyObserver for Count {
    fn started(&mut self, it: &Started) {
        self.0 = [it.reused, it.replicates];
    }
}

#[test]
fn a_comparison_in_memory_is_that_in_a_folder() {
    let two = ["baseline", "entry-bars"].map(|name| until(name, "2013-09-30"));
    let (machine, bars) = (Machine::cpu(0), ENTRY_BARS);
    let study = Compare::new(two).seeds(2).agents(500).fates();
    let result = study.run(&machine).unwrap();
    let line = result.line("entry-bars", bars).unwrap();
    assert!(line.difference.mean != 0.0 && result.verdict("entry-bars", bars) == line.outcome, "{line:?}");
    assert!(matches!(result.verdict("baseline", bars), Outcome::ExactlyZero { both_zero: false, .. }), "{line:?}");
    assert!(result.line("no such scenario", bars).is_none());

    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let kept = study.clone().folder(&out).run(&machine).unwrap();
    let values =
        |of: &musofir::study::StudyResult| of.records.concat().into_iter().map(|r| r.values).collect::<Vec<_>>();
    assert_eq!(values(&kept.replicates), values(&result.replicates));
    let people = |of: &musofir::study::compare::CompareResult| -> Vec<f64> {
        let fates = of.fates.as_ref().unwrap()[0].changes.as_ref().unwrap();
        fates.iter().map(|c| c.people.mean).collect()
    };
    assert!(!people(&kept).is_empty() && people(&kept) == people(&result));
    assert_eq!(rows(&out, "compare.csv").len(), 2 * 2 * 21 * musofir::host::INDICATORS.len());
    assert!(study.clone().folder(&out).run(&machine).is_err(), "a complete folder stays");
}

#[test]
fn an_incomplete_folder_is_resumed() {
    let dir = tempfile::tempdir().unwrap();
    let (machine, provenance) = (Machine::cpu(0), Provenance::default());
    let study = |seeds| Compare::new([until("baseline", "2012-02-29")]).seeds(seeds).agents(500);
    let carry_out = |seeds| {
        let study = study(seeds);
        let (prepared, mut count) = (study.prepare().unwrap(), Count::default());
        let folder = prepared.open(&dir.path().join("out"), false, &provenance.program).unwrap();
        let result = prepared.execute(&mut Session::new(&machine, Some(&folder), &provenance, &mut count)).unwrap();
        (result, count.0)
    };
    assert_eq!(carry_out(2).1, [0, 2]);
    let (resumed, count) = carry_out(3);
    assert_eq!(count, [2, 1]);
    let straight = study(3).run(&machine).unwrap();
    assert_eq!(resumed.replicates().records, straight.replicates().records);
}

#[test]
fn a_fit_finds_the_point_that_scoring_its_points_finds() {
    let (machine, scenario) = (Machine::cpu(0), until("rouble-2014", "2012-12-31"));
    let record = evidence::load(&path("configs/evidence/record.ron")).unwrap();
    let study = Calibrate::new(scenario, record).vary("wage").vary("sent_share").agents(300);
    let found = study.clone().budget(20).wave(10).run(&machine).unwrap();
    let fitted = found.fitted.as_ref().unwrap();
    assert_eq!((found.waves[9], found.waves[10], found.points.len()), (1, 2, 20));
    let scored = study.clone().points(found.names.clone(), found.points.clone()).run(&machine).unwrap();
    assert_eq!(scored.misfits, found.misfits);
    let digest = |of: &CalibrateResult| -> String {
        let manifest: serde_json::Value = serde_json::from_str(&of.manifest(&Provenance::default()).text()).unwrap();
        manifest["digest"].as_str().unwrap().to_owned()
    };
    let short = study.clone().budget(10).wave(10).run(&machine).unwrap();
    assert!(digest(&scored) == digest(&found) && digest(&short) != digest(&found), "of the points and their misfits");
    let least = |(_, a): &(usize, f64), (_, b): &(usize, f64)| a.total_cmp(b);
    let best = scored.misfits.iter().map(|m| m.squared).enumerate().min_by(least).unwrap().0;
    assert_eq!((fitted.best_trial, &fitted.best), (best, &scored.points[best]));
    assert_eq!(fitted.posterior.len(), 200);
}

#[test]
fn a_run_is_the_replicate_of_its_seed() {
    let x = until("baseline", "2012-02-29");
    let run = x.run(Options { agents: 700, seed: 2, ..Options::default() }).unwrap();
    let study = Compare::new([x]).seeds(2).agents(700).run(&Machine::auto().unwrap()).unwrap();
    assert_eq!(study.replicates.records[0][1].digest, run.digest);
    assert_eq!(run.last().get(ABROAD), run.months[1].values[0]);
}

#[test]
fn a_request_is_kept_as_data() {
    let scenarios = vec!["a.ron".into(), "b.ron".into()];
    let size = SizeSpec { seeds: Some(3), agents: None };
    let spec = CompareSpec { scenarios, spread: Some(4), size, ..CompareSpec::default() };
    let spec = StudySpec::Compare(spec);
    let text = serde_json::to_string(&spec).unwrap();
    assert_eq!(serde_json::from_str::<StudySpec>(&text).unwrap(), spec);
    let unknown = text.replace("\"fates\"", "\"fate\"");
    assert!(serde_json::from_str::<StudySpec>(&unknown).is_err(), "nothing unknown is passed over");
}
