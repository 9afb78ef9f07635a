//! Common random numbers: scenarios differ only through their levers.

use crate::support::{baseline, cpu_run, finished, lever_names, preset, scenario};
use musofir::common::agent::*;
use musofir::common::layout::*;
use musofir::cpu::CpuEngine;
use musofir::engine::Engine;
use musofir::host::INDICATORS;
use musofir::run::Run;
use musofir::scenario::Scenario;

const YEAR: &str = r#"start: "2012-01-01", end: "2012-06-30""#;

#[test]
fn two_scenarios_are_equal_to_the_day_before_a_lever_differs() {
    let with = |lever: &str| scenario(&format!(r#"start: "2013-06-01", end: "2013-08-31", timeline: [{lever}]"#));
    let plain = with("");
    let campaign = with(r#"(on: "2013-08-01", lever: PoliceChecks(times: 4))"#);
    let (mut a, mut b) = (cpu_run(&plain, 20_000), cpu_run(&campaign, 20_000));
    for (month, other) in plain.calendar.months().into_iter().zip(campaign.calendar.months()) {
        a.month(month).unwrap();
        b.month(other).unwrap();
        let same = a.digest().unwrap() == b.digest().unwrap();
        assert_eq!(same, month.month() != "2013-08", "{}", month.month());
    }
}

#[test]
fn a_lever_set_to_the_value_it_has_changes_no_bit() {
    let digest =
        |timeline: &str| finished(&scenario(&format!("{YEAR}, timeline: [{timeline}]")), 10_000).digest().unwrap();
    let plain = digest("");
    let levers = [
        "PoliceChecks(times: 1)",
        r#"PoliceChecks(times: 1, region: "Moscow")"#,
        "CampBeds(times: 1)",
        r#"CampBeds(region: "Moscow", beds: 330)"#,
        "RemovalSeats(per_day: 120)",
        "EntryBars(on_second_offence: 0.2, on_overstay: 0.01)",
        "PermitQuota(per_year: 1745584)",
        "PatentPrice(per_month: 1000)",
        "VisaRuns(times: 1)",
        "PassportRule(exit_denied: 0)",
        "Threat(dose: 0)",
        "RecruiterPressure(times: 1)",
        "LabourDemand(times: 1)",
        "BuildCamps(per_month: 0)",
        "PatentScope(times: 1)",
        "Exempt(exempt: false)",
        "Target(times: 1)",
        r#"Target(times: 1, sectors: ["trade"], regions: ["Moscow"], papers: [Patent, Irregular], sexes: [Women])"#,
        "DomesticCampaign(strength: 0)",
        "Demonstration(shocks: 0)",
        "Aid(million: 0)",
        "Investment(million: 0)",
        "Trade(million: 0)",
        "Hedge(million: 0)",
        "Transit(share: 0)",
        "RegimePush(times: 1)",
        "Border()",
        r#"Border(out: 1, back: 1, state: "Tajikistan")"#,
        "LiftBars(share: 0)",
        "Hours(times: 1)",
        r#"Hours(times: 1, sector: "construction")"#,
        "Naturalisations(per_year: 15000)",
        "OtherInflows(million: 0)",
        "PlacesShare(share: 0.2)",
        r#"Neighbour(state: "Armenia", incentives: 0)"#,
        "Bargain(play: Off)",
        "HostCurrencyPath(per_dollar: [29.8152, 29.3775, 29.4865, 30.9492, 32.8743])",
    ];
    for name in lever_names() {
        assert!(
            levers.iter().any(|l| l.starts_with(&format!("{name}("))) || name == "HostCurrency",
            "{name}: neutral at what value?"
        );
    }
    for lever in levers {
        assert_eq!(digest(&format!(r#"(on: "2012-02-17", lever: {lever})"#)), plain, "{lever}");
    }
    // Set on the first day of a month of the record, the rouble is the record's.
    assert_ne!(digest(r#"(on: "2012-02-17", lever: HostCurrency(per_dollar: 60))"#), plain);
}

#[test]
fn every_lever_moves_what_it_says_it_moves() {
    let last = |x: &Scenario, name: &str| {
        let run = finished(x, 15_000);
        let i = musofir::host::INDICATORS.iter().position(|i| i.name == name).unwrap();
        run.series().iter().skip(2).map(|row| row.values[i]).sum::<f64>()
    };
    let plain = scenario(YEAR);
    let moves = [
        ("PoliceChecks(times: 3)", "arrests", true),
        ("CampBeds(times: 5)", "admissions", true),
        ("RemovalSeats(per_day: 0)", "removed", false),
        ("EntryBars(on_second_offence: 1)", "entry_bars", true),
        ("EntryBars(on_overstay: 0.9)", "entry_bars", true),
        ("PermitQuota(per_year: 0)", "permits", false),
        ("PatentPrice(per_month: 8000)", "patents", false),
        ("VisaRuns(times: 0)", "irregular", true),
        ("PassportRule(exit_denied: 0.3)", "departures", false),
        ("Threat(dose: 40)", "fear", true),
        ("Threat(dose: 40)", "departures", false),
        ("RecruiterPressure(times: 100)", "recruits", true),
        ("LabourDemand(times: 0.7)", "working", false),
        ("HostCurrency(per_dollar: 70)", "remittances_usd", false),
        ("HostCurrencyPath(per_dollar: [70])", "remittances_usd", false),
        ("BuildCamps(per_month: 62)", "admissions", true),
        ("PatentScope(times: 4)", "patents", true),
        ("Exempt(exempt: true)", "irregular", false),
        ("Target(times: 10)", "arrests", true),
        ("Target(times: 1, bars: 1)", "entry_bars", true),
        ("Target(times: 1, expulsion: 0)", "expelled", false),
        ("DomesticCampaign(strength: 5)", "checks", true),
        ("Demonstration(shocks: 5)", "checks", true),
        ("Aid(million: 500)", "reserves", true),
        ("Investment(million: 500)", "home_working", true),
        ("Trade(million: 100)", "exports", true),
        ("Hedge(million: 500)", "inflow", true),
        ("Transit(share: 1)", "exports", false),
        ("RegimePush(times: 3)", "overthrow_risk", true),
        ("Border(out: 0.5)", "departures", false),
        ("Border(back: 0)", "returns", false),
        ("Border(seats_per_month: 9000)", "departures", false),
        ("LiftBars(share: 1)", "barred", false),
        ("Hours(times: 0.5)", "earned", false),
        ("Naturalisations(per_year: 90000)", "entrants", true),
        ("OtherInflows(million: 900)", "reserves", true),
        ("PlacesShare(share: 0.02)", "permits", false),
        (r#"Neighbour(state: "Armenia", incentives: 5)"#, "alignment", true),
        ("Bargain(play: Scheduled)", "concession_probability", true),
        ("Bargain(play: Rule)", "concession_probability", true),
    ];
    for name in lever_names() {
        assert!(moves.iter().any(|(l, ..)| l.starts_with(&format!("{name}("))), "{name}: what does it move?");
    }
    for (lever, indicator, more) in moves {
        let with = scenario(&format!(r#"{YEAR}, timeline: [(on: "2012-02-10", lever: {lever})]"#));
        let (a, b) = (last(&plain, indicator), last(&with, indicator));
        assert!((b > a) == more && (b - a).abs() > 0.003 * a, "{lever}: {indicator} from {a} to {b}");
    }
}

#[test]
fn one_more_agent_changes_no_one_else_when_nothing_is_scarce() {
    let x = scenario(r#"start: "2012-01-01", end: "2012-04-30", feedback: false, lotteries: false"#);
    let last_state = |extra: bool| {
        let mut run = Run::new(&x, 5_000, 1, |mut s| {
            if extra {
                s.agent_state.push(pack(&Agent {
                    status: HOME,
                    barred_until: 65535,
                    knows_barred: 1,
                    bucket: NOT_APPLIED,
                    ..unpack([0; 4])
                }));
            }
            Ok::<_, ()>(Box::new(CpuEngine::new(s, 0)) as Box<dyn Engine>)
        })
        .unwrap();
        for month in x.calendar.months() {
            let days: Vec<_> = month.dates().map(|d| x.calendar.day(d, 1)).collect();
            let now = run.rates(month.first);
            run.engine().load(&now).unwrap();
            run.engine().advance(&days).unwrap();
        }
        run.engine().agent_state().unwrap()
    };
    let (without, with) = (last_state(false), last_state(true));
    assert_eq!(with.len(), without.len() + 1);
    for i in 0..without.len() {
        assert_eq!(without.get(i), with.get(i), "agent {i}");
    }
    let moved = (0..without.len()).filter(|&i| unpack(without.get(i)).since >= FIRST_DAY).count();
    assert!(moved > 2_000, "the run did something: {moved}");
}

#[test]
fn without_feedback_the_rates_stay_those_of_the_first_day() {
    let april = "2012-04-01".parse().unwrap();
    for feedback in [true, false] {
        let x = Scenario { feedback, ..baseline() };
        let mut run = cpu_run(&x, 5_000);
        let first = run.rates(april);
        for month in x.calendar.months().into_iter().take(3) {
            run.month(month).unwrap();
        }
        assert_eq!(run.rates(april) == first, !feedback);
    }
}

#[test]
fn a_demand_alone_moves_no_one() {
    let (plain, demand) = (baseline(), preset("demand-only"));
    let (mut without, mut with) = (finished(&plain, 5_000), finished(&demand, 5_000));
    assert!(without.engine().agent_state().unwrap() == with.engine().agent_state().unwrap());
    let at = |name| INDICATORS.iter().position(|i| i.name == name).unwrap();
    for (a, b) in without.series().iter().zip(with.series()) {
        for name in ["remittances_usd", "poverty", "protesters", "crisis_risk", "output_lost", "enforcement_cost"] {
            assert_eq!(a.values[at(name)].to_bits(), b.values[at(name)].to_bits(), "{name} of {}", a.month);
        }
    }
    assert!(with.series().last().unwrap().values[at("concession_probability")] > 30.0);
}
