//! Forks: what becomes of the other scenario's levers from before the day, without and with `--carry`.

use crate::support::{call, done, path, written};
use musofir::host::ids::CONCESSION_PROBABILITY;
use musofir::report::ReportData;
use musofir::scenario::{Lever, Scenario, ScenarioFiles};

fn text(levers: &str) -> String {
    format!(
        "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", \
         end: \"2012-12-31\", timeline: [{levers}])"
    )
}

#[test]
fn levers_in_force_on_the_day_are_carried_each_by_its_kind() {
    let dir = tempfile::tempdir().unwrap();
    let past = text("(on: \"2012-02-01\", lever: Trade(million: 5)), (on: \"2012-03-01\", lever: Aid(million: 7)),");
    let future = text(
        "(on: \"2012-02-01\", lever: Trade(million: 5)), (on: \"2012-02-01\", lever: HostCurrency(per_dollar: 31)),
         (on: \"2012-02-05\", lever: PoliceChecks(times: 4, region: \"Moscow\")), (on: \"2012-02-10\", lever: Demonstration(shocks: 1)),
         (on: \"2012-03-01\", lever: PoliceChecks(times: 3)), (on: \"2012-03-02\", lever: PoliceChecks(times: 2, region: \"Tver\")),
         (on: \"2012-04-01\", lever: HostCurrencyPath(per_dollar: [40, 41, 42, 43, 44])), (on: \"2012-04-10\", lever: PatentPrice(per_month: 900)),
         (on: \"2012-06-15\", lever: PatentPrice(per_month: 2000)), (on: \"2012-07-01\", lever: Hedge(million: 1))",
    );
    let future = future.replace("Tver\"", "Tver Oblast\"");
    let (past, future) = (written(dir.path(), "past", &past), written(dir.path(), "future", &future));
    let files = [&past, &future].map(|file| ScenarioFiles::read(file).unwrap());
    let x = files[0].validated().unwrap();
    let at = "2012-06-15".parse().unwrap();
    let names = |levers: &[(jiff::civil::Date, Lever)]| -> Vec<String> {
        levers.iter().map(|(on, l)| format!("{on} {}", l.name())).collect()
    };

    // Without: the checks, the path and the demonstration are named. What the past has in force as well, what another
    // overrides, and what is set again on the day itself are not.
    let bare = files[0].forked(&x, at, &files[1], false).unwrap();
    let wanting = [
        "2012-02-10 Demonstration",
        "2012-03-01 PoliceChecks",
        "2012-03-02 PoliceChecks",
        "2012-04-01 HostCurrencyPath",
    ];
    assert_eq!((names(&bare.dropped), names(&bare.carried)), (wanting.map(str::to_owned).to_vec(), Vec::new()));
    let policy = |of: &musofir::scenario::Fork| {
        let x: Scenario = of.inputs.validated().unwrap();
        (x.policy(at), x)
    };
    let (without, bare) = policy(&bare);
    assert_eq!((without.checks[0], without.patent_price, without.aid), (1.0, 2000.0, 7.0));
    assert!(bare.description.contains("these do not act: Demonstration of 2012-02-10"), "{}", bare.description);

    let carried = files[0].forked(&x, at, &files[1], true).unwrap();
    assert_eq!(names(&carried.dropped), ["2012-02-10 Demonstration"]);
    let (with, carried) = policy(&carried);
    let region = |name: &str| x.world.region(name).unwrap();
    assert_eq!((with.checks[region("Moscow")], with.checks[region("Tver Oblast")]), (3.0, 2.0));
    assert_eq!((with.patent_price, with.aid), (2000.0, 7.0));
    let future = files[1].validated().unwrap();
    for day in ["2012-06-15", "2012-07-01", "2012-08-01", "2012-12-31"].map(|day| day.parse().unwrap()) {
        let rate = |x: &Scenario| x.policy(day).accounts_per_dollar(&x.world, day);
        assert_eq!(rate(&carried), rate(&future), "the path goes on where it is, {day}");
    }
    // On the eve the past stands as it was.
    let eve = "2012-06-14".parse().unwrap();
    assert_eq!(carried.policy(eve), x.policy(eve));
}

#[test]
fn a_bargain_that_began_earlier_is_named_and_can_be_carried() {
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| dir.path().join(name).display().to_string();
    let small = ["--agents", "1000", "--engine", "cpu", "--until", "2013-08-31", "--no-report"];
    let parent = of("parent");
    let world = path("configs/baseline.ron").display().to_string();
    done(&[&["run", &world, "--quiet", "--out", &parent][..], &small[..]].concat());
    let future = path("configs/selective-deportation.ron").display().to_string();
    let fork = |name: &str, more: &[&str]| {
        let out = of(name);
        let args = ["fork", &parent, "--at", "2013-08-01", "--with", &future, "--engine", "cpu", "--out", &out];
        let (code, _, stderr) = call(&[&args[..], more].concat());
        assert_eq!(code, 0, "{stderr}");
        let m = ReportData::read(&[&out]).unwrap();
        (stderr, m.series[0].of(CONCESSION_PROBABILITY).last().unwrap().mean)
    };
    let (said, probability) = fork("bare", &[]);
    assert!(said.contains("2012-10-05  Bargain(play: Scheduled") && said.contains("--carry"), "{said}");
    assert!(said.contains("stays as baseline leaves it"), "{said}");
    assert_eq!(probability, 0.0, "no demand stands");
    let (said, probability) = fork("carried", &["--carry"]);
    assert!(said.contains("that act from that day on:") && !said.contains("do not act"), "{said}");
    assert!(probability > 30.0, "{probability}");
}
