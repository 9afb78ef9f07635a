//! What levers of borders, places, people and money do to the month's rates and to the host.

use crate::support::{cpu_run, finished, scenario, two_states};
use musofir::common::chance::threshold;
use musofir::common::layout::*;
use musofir::common::tables::Rates;
use musofir::host::IndicatorId;
use musofir::host::ids;
use musofir::scenario::Scenario;

/// The first day's rates of a scenario of two states with a lever from that day on.
fn rates(lever: &str) -> Box<Rates> {
    let x = two_states(&format!(
        r#"start: "2012-06-01", end: "2012-12-31", timeline: [(on: "2012-06-01", lever: {lever})]"#
    ));
    cpu_run(&x, 20_000).rates(x.calendar.start)
}

fn plain() -> Box<Rates> {
    rates("VisaRuns(times: 1)")
}

fn ratio(a: u32, b: u32) -> f64 {
    f64::from(a) / f64::from(b)
}

#[test]
fn a_border_lets_its_shares_pass_of_the_states_it_is_for() {
    let (before, after) = (plain(), rates("Border(out: 0.5, back: 0.25)"));
    for o in 0..2 {
        for row in 0..128 {
            let of = o * 128 + row;
            assert!((ratio(after.departure[of], before.departure[of]) - 0.5).abs() < 0.1, "departure {of}");
        }
        for row in 0..32 {
            let of = o * 32 + row;
            assert!((ratio(after.homecoming[of], before.homecoming[of]) - 0.25).abs() < 0.06, "return {of}");
        }
        assert!((ratio(after.reentry[o], before.reentry[o]) - 0.5).abs() < 0.01);
        assert!((ratio(after.order_followed[o], before.order_followed[o]) - 0.25).abs() < 0.1);
        assert!((ratio(after.visa_run[o], before.visa_run[o]) - 0.25).abs() < 1e-6, "the narrower way");
    }
    assert_eq!((after.capacity, after.seats_kept), (before.capacity, before.seats_kept), "flights cross freely");

    let shut = rates("Border(out: 0, back: 0)");
    for crossing in [&shut.departure[..256], &shut.homecoming[..64], &shut.reentry[..2], &shut.visa_run[..2]] {
        assert!(crossing.iter().all(|t| *t == 0));
    }
    assert_eq!(shut.order_followed[..2], [0; 2]);
    let one = rates(r#"Border(out: 0, state: "Kyrgyzstan")"#);
    assert_eq!(one.departure[..128], before.departure[..128]);
    assert!(one.departure[128..256].iter().all(|t| *t == 0));
    assert_eq!(one.homecoming, before.homecoming);
}

/// Monthly values of an indicator, by month.
fn months(x: &Scenario, id: IndicatorId) -> Vec<(String, f64)> {
    finished(x, 60_000).series().iter().map(|row| (row.month.clone(), row.get(id))).collect()
}

#[test]
fn seats_of_a_border_limit_crossings_and_a_shut_border_can_open_again() {
    const SEATS: f64 = 15_000.0;
    let run = |timeline: &str| {
        let x = scenario(&format!(r#"start: "2012-01-01", end: "2013-12-31", timeline: [{timeline}]"#));
        [ids::DEPARTURES, ids::RETURNS].map(|id| months(&x, id))
    };
    let free = run("");
    let few = run(r#"(on: "2012-03-01", lever: Border(seats_per_month: 15000))"#);
    for (way, (free, few)) in free.iter().zip(&few).enumerate() {
        for ((month, free), (_, few)) in free.iter().zip(few).skip(3) {
            // Seats are shared out by last month's wishes.
            assert!(*few < 1.3 * SEATS, "way {way}, {month}: {few} where {free} would cross");
        }
        assert!(free.iter().any(|(_, people)| *people > 2.0 * SEATS), "way {way}: nobody is kept out");
        let used = few[3..].iter().map(|(_, people)| people).sum::<f64>() / (few.len() - 3) as f64;
        assert!(used > 0.3 * SEATS, "way {way}: {used} a month");
    }
    let shut = run(
        r#"(on: "2012-06-01", lever: Border(out: 0, back: 0)), (on: "2013-03-01", lever: Border(seats_per_month: 15000))"#,
    );
    for (month, people) in &shut[0] {
        if ("2012-06".."2013-03").contains(&month.as_str()) {
            assert_eq!(*people, 0.0, "{month}");
        } else if month.as_str() > "2013-03" {
            assert!((0.2 * SEATS..1.3 * SEATS).contains(people), "{month}: {people}");
        }
    }
}

#[test]
fn people_work_and_send_on_behind_a_shut_border() {
    let x = scenario(
        r#"start: "2012-01-01", end: "2012-12-31", timeline: [(on: "2012-06-01", lever: Border(out: 0, back: 0))]"#,
    );
    let run = finished(&x, 20_000);
    for row in &run.series()[6..] {
        assert!(row.get(ids::WORKING) > 300_000.0 && row.get(ids::REMITTANCES_USD) > 100.0, "{}", row.month);
        assert!(row.get(ids::RETURNS) == row.get(ids::REMOVED), "{}: only flights cross", row.month);
    }
    assert!(run.series()[6..].iter().any(|row| row.get(ids::REMOVED) > 0.0));
}

#[test]
fn hours_are_a_multiple_of_the_seasons_in_a_sector_or_in_all() {
    let before = plain();
    let (all, one) = (rates("Hours(times: 0.5)"), rates(r#"Hours(times: 2, sector: "trade")"#));
    let trade = two_states(r#"start: "2012-01-01", end: "2012-01-31""#).world.sector("trade").unwrap();
    for s in 0..SECTORS as usize {
        assert!((f64::from(all.hours[s]) - 0.5 * f64::from(before.hours[s])).abs() <= 1.0);
        let times = if s == trade { 2.0 } else { 1.0 };
        assert!((f64::from(one.hours[s]) - times * f64::from(before.hours[s])).abs() <= 1.0);
    }
    assert_eq!(Rates { hours: before.hours, ..*all }, *before, "and nothing else changes");
}

#[test]
fn naturalisations_are_set_for_one_state() {
    let before = plain();
    let x = two_states(r#"start: "2012-06-01", end: "2012-12-31""#);
    let world = |o: usize| x.world.origins[o].assumptions.naturalisations.value;
    let first = rates("Naturalisations(per_year: 60000)");
    assert!((ratio(first.naturalisation[0], before.naturalisation[0]) - 60_000.0 / world(0)).abs() < 0.2);
    assert_eq!(first.naturalisation[1], before.naturalisation[1]);
    let second = rates(r#"Naturalisations(per_year: 0, state: "Kyrgyzstan")"#);
    assert_eq!(second.naturalisation[..2], [before.naturalisation[0], threshold(0.0)]);
}

#[test]
fn a_share_of_places_is_set_for_one_state_and_all_have_no_more_than_there_are() {
    let sum = |t: &Rates, first: u32, end: u32| t.capacity[first as usize..end as usize].iter().sum::<u32>();
    let x = two_states(r#"start: "2012-06-01", end: "2012-12-31""#);
    let world = |o: usize| x.world.origins[o].assumptions.origin_share.value;
    let before = plain();
    let all = world(0) + world(1);
    for (lever, share) in [
        ("PlacesShare(share: 0.5)", 0.5 + world(1)),
        (r#"PlacesShare(share: 0.5, state: "Kyrgyzstan")"#, world(0) + 0.5),
        ("PlacesShare(share: 1)", 1.0),
    ] {
        let after = rates(lever);
        for (first, end) in [(BEDS, PLACES), (PERMITS, SEATS), (SEATS, LOTTERIES)] {
            let (found, times) = (f64::from(sum(&after, first, end)), share / all);
            let expected = f64::from(sum(&before, first, end)) * times;
            // Places are whole agents.
            assert!((found - expected).abs() < 1.0 + times + 0.001 * expected, "{lever}: {found}, {expected} expected");
        }
        assert_eq!(after.capacity[..BEDS as usize], before.capacity[..BEDS as usize], "jobs");
    }
}

#[test]
fn other_inflows_reach_the_economy_of_the_first_state_and_are_nobodys_remittances() {
    let run = |timeline: &str| {
        finished(&two_states(&format!(r#"start: "2012-01-01", end: "2012-06-30", timeline: [{timeline}]"#)), 20_000)
            .series()
            .to_vec()
    };
    let (before, after) = (run(""), run(r#"(on: "2012-03-01", lever: OtherInflows(million: 600))"#));
    let more = |id: IndicatorId, month: usize| after[month].get(id) - before[month].get(id);
    assert_eq!(more(ids::REMITTANCES_USD, 1), 0.0);
    assert!((more(ids::REMITTANCES_USD, 2) - 50.0).abs() < 1e-9, "a twelfth of a year's");
    assert_eq!(more(ids::SENT_PER_MIGRANT, 2), 0.0);
    assert!(more(ids::RESERVES, 2) > 9.0 && more(ids::GDP_REAL, 2) > 0.0);
    assert_eq!(before[2].others, after[2].others, "another state's economy");
    assert!(more(ids::LCU_PER_DOLLAR, 5) < 0.0, "dollars are cheaper");
}
