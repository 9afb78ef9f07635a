//! The lottery: never more than the places, hardly fewer, fair, and untouched by what changes overnight.

use crate::support::{Engines, days, on_both_engines, seeker, start, still};
use musofir::common::agent::*;
use musofir::common::layout::*;
use musofir::common::lottery::bucket;
use musofir::common::rng::philox;
use musofir::common::tables::Rates;
use musofir::common::totals::*;
use musofir::cpu::{DayCounters, Tally};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

on_both_engines!(
    jobs_are_filled_through_the_lottery,
    a_capacity_cut_overnight_changes_nothing_about_yesterdays_lottery,
    unused_seats_wait_up_to_the_limit_and_fractions_add_up,
    the_permit_quota_is_a_yearly_flow,
    never_more_are_admitted_than_there_are_places,
);

/// The bucket of an applicant on a day, as the day draws it.
fn applies(agent: u32, day: u32) -> u32 {
    bucket(philox([agent, day, GATE, 0], [1, 0])[3])
}

/// One evening: the cut-off and the number admitted.
fn draw(day: u32, applicants: u32, places: u32) -> (u32, u32) {
    let (mut counters, mut tally) = (DayCounters::default(), Tally::default());
    (0..applicants).for_each(|a| tally.apply(0, applies(a, day)));
    counters.merge(&mut tally);
    counters.draw(0, places)
}

#[test]
fn buckets_are_monotone_and_never_the_mark_of_no_application() {
    let draws = (0..=16u32)
        .flat_map(|e| [1u64 << (e + 15), (1 << (e + 15)) + 1, (1 << (e + 16)) - 1])
        .map(|d| d.min(u64::from(u32::MAX)) as u32);
    let buckets: Vec<_> = draws.map(bucket).collect();
    assert!(buckets.is_sorted(), "{buckets:?}");
    assert_eq!((bucket(0), bucket(u32::MAX)), (0, 254));
}

#[test]
fn scarce_places_are_filled() {
    for (applicants, places, least) in
        [(1000, 500, 0.95), (8000, 2100, 0.95), (8000, 150, 0.95), (8000, 30, 0.95), (8000, 5, 0.8)]
    {
        let filled: u32 = (0..200).map(|day| draw(day, applicants, places).1).sum();
        let share = f64::from(filled) / f64::from(200 * places);
        assert!(share >= least && share <= 1.0, "{applicants} for {places}: {share}");
    }
}

#[test]
fn everyone_is_admitted_when_there_is_room() {
    assert_eq!(draw(1, 500, 500), (256, 500));
    assert_eq!(draw(1, 0, 0), (256, 0));
    assert_eq!(draw(1, 500, 0).1, 0);
}

#[test]
fn every_applicant_has_the_same_chance() {
    let (applicants, places, evenings) = (400, 60, 4000);
    let mut won = vec![0u32; applicants as usize];
    for day in 0..evenings {
        let (cutoff, _) = draw(day, applicants, places);
        (0..applicants).filter(|&a| applies(a, day) < cutoff).for_each(|a| won[a as usize] += 1);
    }
    let mean = f64::from(won.iter().sum::<u32>()) / f64::from(applicants);
    let p = mean / f64::from(evenings);
    let chi: f64 = won.iter().map(|&w| (f64::from(w) - mean).powi(2) / (mean * (1.0 - p))).sum();
    // 399 degrees of freedom: mean 399, standard deviation 28.2.
    assert!((chi - 399.0).abs() < 4.5 * 28.2, "chi-square {chi}");
}

/// Rates under which every hired worker loses the job the same morning, so that all places are free every evening.
fn revolving(capacity: u32) -> Box<Rates> {
    let mut rates = still();
    rates.capacity[JOBS as usize] = capacity;
    rates.separation.fill(1 << 31);
    rates
}

fn jobs_are_filled_through_the_lottery(engines: Engines) {
    let everyone = start((0..32_000).map(|_| seeker()));
    for mut engine in engines(&everyone) {
        engine.load(&revolving(150)).unwrap();
        engine.advance(&days(101)).unwrap();
        let totals = engine.month_end(FIRST_DAY + 100).unwrap().totals;
        let share = totals.get(HIRES) as f64 / (100.0 * 150.0);
        assert!((0.95..=1.0).contains(&share), "{}: {share}", engine.describe());
    }
}

fn a_capacity_cut_overnight_changes_nothing_about_yesterdays_lottery(engines: Engines) {
    let everyone = start((0..4096).map(|_| seeker()));
    for mut engine in engines(&everyone) {
        let mut rates = still();
        rates.capacity[JOBS as usize] = 500;
        engine.load(&rates).unwrap();
        let days = days(40);
        engine.advance(&days[..1]).unwrap();
        let cutoff = engine.day_state().unwrap().cutoff[JOBS as usize];
        let winners = engine.agent_state().unwrap();
        let winners = (0..winners.len()).filter(|&i| unpack(winners.get(i)).bucket < cutoff).count();

        rates.capacity[JOBS as usize] = 10;
        engine.load(&rates).unwrap();
        engine.advance(&days[1..2]).unwrap();
        let now = engine.day_state().unwrap();
        assert_eq!(now.occupied[JOBS as usize] as usize, winners, "those who win in the evening work in the morning");
        assert!(winners > 450);
        engine.advance(&days[2..]).unwrap();
        let later = engine.day_state().unwrap().occupied[JOBS as usize] as usize;
        assert_eq!(later, winners, "and nobody is admitted above the new capacity");
    }
}

fn unused_seats_wait_up_to_the_limit_and_fractions_add_up(engines: Engines) {
    let none = start((0..32).map(|_| Agent { status: HOME, ..seeker() }));
    for mut engine in engines(&none) {
        let mut rates = still();
        rates.capacity[SEATS as usize] = 65536 / 4;
        rates.seats_kept.fill(5 * 65536);
        engine.load(&rates).unwrap();
        engine.advance(&days(8)).unwrap();
        assert_eq!(engine.day_state().unwrap().occupied[SEATS as usize], 2 * 65536);
        engine.advance(&days(40)[8..]).unwrap();
        assert_eq!(engine.day_state().unwrap().occupied[SEATS as usize], 5 * 65536);
    }
}

fn the_permit_quota_is_a_yearly_flow(engines: Engines) {
    let newcomer = Agent { papers: VISA_FREE, papers_until: 2000, ..seeker() };
    let everyone = start((0..3200).map(|_| newcomer));
    for mut engine in engines(&everyone) {
        let mut rates = still();
        rates.capacity[PERMITS as usize] = 300;
        rates.permit_days = 30;
        engine.load(&rates).unwrap();
        let mut year = days(120);
        for (d, day) in year.iter_mut().enumerate() {
            (day.month_day, day.eve_month_day) = (d as u32 % 31, (d as u32 + 30) % 31);
            day.new_year = u32::from(d == 62);
        }
        engine.advance(&year[..62]).unwrap();
        let first = engine.month_end(FIRST_DAY + 61).unwrap().totals.get(PERMITS_GIVEN);
        assert!((285..=300).contains(&first), "{first}");
        engine.advance(&year[62..]).unwrap();
        let second = engine.month_end(FIRST_DAY + 119).unwrap().totals.get(PERMITS_GIVEN);
        assert!((285..=300).contains(&second), "{second}");
    }
}

fn never_more_are_admitted_than_there_are_places(engines: Engines) {
    let seekers = 1u32..3000;
    let jobs = prop::array::uniform7(0u32..400);
    let (beds, lost, arrested) = (0u32..80, 0u32..1 << 29, 0u32..1 << 27);
    let config = ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(24) };
    let outcome = TestRunner::new(config).run(&(seekers, jobs, beds, lost, arrested), |case| {
        let (seekers, jobs, beds, lost, arrested) = case;
        let agents = start((0..seekers).map(|i| Agent { sector: i % SECTORS, papers: IRREGULAR, ..seeker() }));
        for mut engine in engines(&agents) {
            let mut rates = still();
            rates.capacity[..7].copy_from_slice(&jobs);
            rates.capacity[BEDS as usize] = beds;
            rates.separation.fill(lost);
            rates.checks.fill(arrested);
            rates.irregular_outcome = [1 << 31; 3];
            rates.court = 1 << 28;
            engine.load(&rates).unwrap();
            for day in days(30) {
                let before = engine.day_state().unwrap();
                engine.advance(&[day]).unwrap();
                let now = engine.day_state().unwrap();
                for (place, capacity) in rates.capacity.iter().enumerate().take(PLACES as usize) {
                    prop_assert!(
                        now.occupied[place] <= *capacity,
                        "place {place}: {} of {capacity}",
                        now.occupied[place]
                    );
                    prop_assert!(
                        now.occupied[place]
                            <= before.occupied[place] + (capacity - before.occupied[place].min(*capacity))
                    );
                }
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}
