//! The closed loop: levers act on average in one direction, feedback matters, base rates stay honest, and nothing is
//! lost even with every lever at its extreme.

use crate::support::{finished, lever_names, preset, presets, scenario, series_of, two_states};
use musofir::host::ids::*;
use musofir::host::{INDICATORS, IndicatorId};
use musofir::run::trajectory::Row;
use musofir::scenario::Scenario;

/// Mean over eight seeds and all months after the second.
fn mean(x: &Scenario, indicator: IndicatorId) -> f64 {
    let runs = series_of(x, 15_000, 8);
    let sum: f64 = runs.iter().flat_map(|run| run.iter().skip(2)).map(|row| row[indicator.index()]).sum();
    sum / runs.iter().map(|run| run.len() - 2).sum::<usize>() as f64
}

#[test]
fn more_of_a_lever_is_more_of_what_it_does() {
    let cases = [
        ("PoliceChecks(times: ", ["0.5", "1", "2", "8"], ARRESTS, true),
        ("CampBeds(times: ", ["0.2", "1", "3", "10"], DETAINED, true),
        ("RemovalSeats(per_day: ", ["0", "15", "40", "120"], EXPELLED, true),
        ("Threat(dose: ", ["0", "8", "20", "40"], FEAR, true),
        ("Threat(dose: ", ["0", "8", "20", "40"], DEPARTURES, false),
        ("PatentPrice(per_month: ", ["300", "1000", "3000", "9000"], IRREGULAR, true),
    ];
    for (lever, doses, indicator, more) in cases {
        let found = doses.map(|dose| {
            let timeline = format!(r#"timeline: [(on: "2013-02-01", lever: {lever}{dose}))]"#);
            mean(&scenario(&format!(r#"start: "2013-01-01", end: "2013-12-31", {timeline}"#)), indicator)
        });
        assert!(found.is_sorted_by(|a, b| (a < b) == more && a != b), "{lever}{doses:?}): {indicator} {found:?}");
    }
}

#[test]
fn without_feedback_every_preset_with_levers_takes_another_course() {
    for name in presets() {
        let x = preset(&name);
        if x.timeline.is_empty() {
            continue;
        }
        let off = Scenario { feedback: false, ..x.clone() };
        let (on, off) = (finished(&x, 10_000), finished(&off, 10_000));
        let sent = |row: &Row| row.get(REMITTANCES_USD);
        let months = on.series().iter().zip(off.series()).map(|(on, off)| (sent(on), sent(off)));
        let apart = |(with, without): &(f64, f64)| (with - without).abs() / with;
        let (with, without) = months.max_by(|a, b| apart(a).total_cmp(&apart(b))).unwrap();
        // Straight to the stream: the test harness hides what passing tests print.
        use std::io::Write;
        let _ = writeln!(
            std::io::stderr(),
            "feedback in {name}: remittances of the month farthest apart {with:.0}, without it {without:.0} million dollars"
        );
        assert!((with - without).abs() > 0.001 * with, "{name}: {with} against {without}");
    }
}

#[test]
fn history_and_the_baseline_show_no_crisis_in_the_median_run() {
    for name in ["baseline", "rouble-2014"] {
        let mut risks: Vec<f64> =
            series_of(&preset(name), 30_000, 8).iter().map(|run| run.last().unwrap()[CRISIS_RISK.index()]).collect();
        risks.sort_by(f64::total_cmp);
        let median = (risks[3] + risks[4]) / 2.0;
        assert!(median < 50.0, "{name}: {risks:?}");
    }
}

#[test]
fn the_ratification_of_october_2013_lies_within_the_interval_of_history_bargained() {
    let x = preset("rouble-2014");
    let months = x.calendar.months();
    let october = months.iter().position(|m| m.month() == "2013-10").unwrap();
    let runs = series_of(&x, 15_000, 8);
    let by_now = |month: usize| runs.iter().map(|run| run[month][CONCESSION_PROBABILITY.index()]).sum::<f64>() / 8.0;
    assert!((5.0..=95.0).contains(&by_now(october)), "{} % by October 2013", by_now(october));
    // And the draws of single runs follow that probability.
    let conceded = runs.iter().filter(|run| run.last().unwrap()[CONCEDED.index()] == 1.0).count() as f64;
    let expected = by_now(months.len() - 1) / 100.0 * 8.0;
    assert!((conceded - expected).abs() <= 3.0, "{conceded} of 8 conceded, {expected} expected");
}

#[test]
fn the_audit_holds_with_every_lever_at_its_extreme() {
    let levers = [
        "PoliceChecks(times: 100)",
        "CampBeds(times: 1000)",
        "BuildCamps(per_month: 100)",
        "RemovalSeats(per_day: 1000000)",
        "EntryBars(on_second_offence: 1, on_overstay: 1)",
        "PermitQuota(per_year: 0)",
        "PatentPrice(per_month: 100000)",
        "PatentScope(times: 10)",
        "VisaRuns(times: 10)",
        "PassportRule(exit_denied: 1)",
        "Exempt(exempt: true)",
        "Target(times: 100, expulsion: 1, bars: 1)",
        "Threat(dose: 40, people: 100000000)",
        "RecruiterPressure(times: 100)",
        "DomesticCampaign(strength: 10)",
        "Demonstration(shocks: 20)",
        "LabourDemand(times: 0)",
        "Aid(million: 100000)",
        "Investment(million: 100000)",
        "Trade(million: 100000)",
        "Hedge(million: 100000)",
        "Transit(share: 1)",
        "RegimePush(times: 3)",
        "Border(out: 0.001, back: 0.9, seats_per_month: 1)",
        "LiftBars(share: 1, term: 100)",
        "PlacesShare(share: 1)",
        "Naturalisations(per_year: 100000000)",
        "Hours(times: 4)",
        "OtherInflows(million: 100000)",
        r#"Neighbour(state: "Armenia", incentives: -20)"#,
        "Bargain(play: Rule, reward: 100000)",
        "HostCurrency(per_dollar: 100000)",
        "HostCurrencyPath(per_dollar: [100000, 10])",
    ];
    for name in lever_names() {
        assert!(levers.iter().any(|l| l.starts_with(&format!("{name}("))), "{name}: what is its extreme?");
    }
    // A rate and a path of rates set the same, and so not on one day.
    let day = |lever: &str| if lever.starts_with("HostCurrencyPath") { "2012-03-10" } else { "2012-02-10" };
    let timeline: String = levers.iter().map(|l| format!(r#"(on: "{}", lever: {l}),"#, day(l))).collect();
    let fields = format!(r#"start: "2012-01-01", end: "2013-06-30", timeline: [{timeline}]"#);
    for x in [scenario(&fields), two_states(&fields)] {
        let run = finished(&x, 20_000);
        for row in run.series() {
            let all = row.others.iter().chain([&row.values]).flat_map(|values| INDICATORS.iter().zip(values));
            for (i, value) in all {
                assert!(value.is_finite(), "{} in {}: {value}", i.name, row.month);
            }
            assert!(row.neighbours.as_flattened().iter().all(|v| v.is_finite()), "{}", row.month);
        }
    }
    // The other extreme: nothing is allowed or done.
    let off = r#"(on: "2012-02-10", lever: PoliceChecks(times: 0)), (on: "2012-02-10", lever: CampBeds(times: 0)),
        (on: "2012-02-10", lever: RemovalSeats(per_day: 0)), (on: "2012-02-10", lever: PatentPrice(per_month: 0)),
        (on: "2012-02-10", lever: PatentScope(times: 0)), (on: "2012-02-10", lever: VisaRuns(times: 0)),
        (on: "2012-02-10", lever: RecruiterPressure(times: 0)), (on: "2012-02-10", lever: Target(times: 0)),
        (on: "2012-02-10", lever: LabourDemand(times: 10)),
        (on: "2012-02-10", lever: Border(out: 0, back: 0, seats_per_month: 0)), (on: "2012-02-10", lever: LiftBars(share: 0, term: 0)),
        (on: "2012-02-10", lever: PlacesShare(share: 0)), (on: "2012-02-10", lever: Naturalisations(per_year: 0)),
        (on: "2012-02-10", lever: Hours(times: 0)), (on: "2012-02-10", lever: HostCurrency(per_dollar: 8))"#;
    let x = scenario(&format!(r#"start: "2012-01-01", end: "2012-12-31", timeline: [{off}]"#));
    assert!(finished(&x, 20_000).series().iter().all(|row| row.values.iter().all(|v| v.is_finite())));
    // A state without a single agent has nothing to divide by.
    let x = two_states(r#"start: "2013-01-01", end: "2013-03-31""#);
    assert!(finished(&x, 1).series().iter().all(|row| row.others.concat().iter().all(|v| v.is_finite())));
}

#[test]
fn the_audit_holds_in_every_preset() {
    for name in presets() {
        finished(&preset(&name), 5_000);
    }
}

#[test]
fn the_presets_are_these() {
    let wanted = "afghan-spillover baseline demand-only demonstration-effect domestic-campaign eighty-three-camps entry-bars eurasian-union \
                  history-2006-2010 honduras kyrgyzstan mass-deportation multi-vector ratify-for-carrots reference rouble-2014 selective-deportation threat-only";
    assert_eq!(presets().join(" "), wanted);
}
