//! Cases with an exact answer: Markov occupancy, Little's law, competing risks.

use crate::support::{Engines, cpu_run, days, on_both_engines, scenario, seeker, start, still};
use musofir::common::agent::*;
use musofir::common::chance::{ONE, threshold};
use musofir::common::layout::*;
use musofir::common::tables::Rates;
use musofir::common::totals::*;

on_both_engines!(
    occupancy_follows_the_powers_of_the_transition_matrix,
    the_mean_stay_in_a_camp_follows_littles_law,
    a_stay_ends_at_its_legal_maximum,
    custody_without_a_bed_ends_after_48_hours,
    chances_of_none_and_of_certainty_are_exact,
);

/// Job lost, home job found, home job lost, departures without and with a home job, returns without and with a job.
const CHANCES: [f64; 7] = [0.02, 0.03, 0.05, 0.04, 0.01, 0.03, 0.015];

fn chain() -> Box<Rates> {
    let mut rates = still();
    rates.capacity[..SEATS as usize].fill(1 << 29);
    let [separation, home_hire, home_separation, leave, leave_work, back, back_work] = CHANCES.map(threshold);
    rates.separation.fill(separation);
    (rates.home_hire, rates.home_separation) = ([home_hire; 4], [home_separation; 4]);
    for row in rates.departure.chunks_mut(4) {
        row.copy_from_slice(&[leave, leave, leave_work, leave_work]);
    }
    for row in rates.homecoming.chunks_mut(4) {
        row.copy_from_slice(&[back, back, back_work, back_work]);
    }
    rates.same_region = ONE;
    rates
}

/// A day of the distribution over (home, home in work, seeking, seeking with an application, working).
fn a_day(p: [f64; 5], chances: [f64; 7], waiting: f64, searches: bool) -> [f64; 5] {
    let [separation, home_hire, home_separation, leave, leave_work, back, back_work] = chances;
    let [home, home_work, idle, applied, work] = p;
    let (seek, work) = (idle, work + applied);
    let (lost, hired, home_lost) = (work * separation, home * home_hire, home_work * home_separation);
    let (home, home_work) = (home - hired + home_lost, home_work + hired - home_lost);
    let (seek, work) = (seek + lost, work - lost);
    let gone = home * leave + home_work * leave_work;
    let home = home * (1.0 - leave) + seek * back + work * back_work;
    let home_work = home_work * (1.0 - leave_work);
    let (seek, work) = (seek * (1.0 - back), work * (1.0 - back_work));
    if searches {
        [home, home_work, 0.0, seek + gone, work]
    } else {
        [home, home_work, seek + gone * (1.0 - waiting), gone * waiting, work]
    }
}

fn occupancy_follows_the_powers_of_the_transition_matrix(engines: Engines) {
    let agents = 100_000u32;
    let everyone = start((0..agents).map(|_| Agent { status: HOME, ..seeker() }));
    for mut engine in engines(&everyone) {
        engine.load(&chain()).unwrap();
        let mut p = [[1.0, 0.0, 0.0, 0.0, 0.0]; 4];
        for span in days(300).chunks(100) {
            engine.advance(span).unwrap();
            for day in span {
                for (class, p) in p.iter_mut().enumerate() {
                    *p = a_day(*p, CHANCES, 0.0, searches(class as u32 * BLOCK, day.day));
                }
            }
            let census = engine.month_end(span[99].day).unwrap().census;
            let mean = |k: &[usize]| p.iter().map(|p| k.iter().map(|&k| p[k]).sum::<f64>()).sum::<f64>() / 4.0;
            let expected =
                [(HOME, mean(&[0])), (HOME_WORKING, mean(&[1])), (SEEKING, mean(&[2, 3])), (WORKING, mean(&[4]))];
            for (status, p) in expected {
                let found = census.status(status) as f64;
                let sigma = (f64::from(agents) * p * (1.0 - p)).sqrt();
                assert!(
                    (found - f64::from(agents) * p).abs() < 4.5 * sigma,
                    "{}, day {}, status {status}: {found} for {}",
                    engine.describe(),
                    span[99].day,
                    f64::from(agents) * p
                );
            }
        }
    }
}

/// The daily probabilities of a scenario's rates: separation, home job found and lost, departures and returns by
/// status.
fn probabilities(r: &Rates) -> [f64; 7] {
    let (hire, lost) = (r.home_hire[0], r.home_separation[0]);
    [r.separation[0], hire, lost, r.departure[0], r.departure[2], r.homecoming[0], r.homecoming[2]]
        .map(|t| f64::from(t) / f64::from(ONE))
}

#[test]
fn a_scenario_without_feedback_and_lotteries_is_the_markov_chain_of_its_rates() {
    let mut x = scenario(
        r#"start: "2012-01-01", end: "2012-12-31", feedback: false, lotteries: false,
           timeline: [(on: "2012-01-01", lever: PoliceChecks(times: 0))]"#,
    );
    // What makes one agent's hazards differ from another's, and the ways out of the pool, are switched off in the
    // world.
    x.world.sectors.iter_mut().for_each(|s| s.separation = 1.0);
    let home = &mut x.world.origins[0];
    home.first_papers = [0.0, 0.0, 1.0, 0.0];
    let (a, h) = (&mut x.world.assumptions, &mut home.assumptions);
    for (number, value) in [
        (&mut a.ties, 0.0),
        (&mut a.debt_push, 1.0),
        (&mut h.first_barred, 0.0),
        (&mut h.deaths, 0.0),
        (&mut h.recruitment, 0.0),
        (&mut h.retirements, 0.0),
        (&mut h.naturalisations, 0.0),
        (&mut a.visa_free_days, 2000.0),
    ] {
        number.value = value;
    }
    let waiting = x.world.assumptions.job_waiting.value;
    let agents = 60_000;
    let mut run = cpu_run(&x, agents);
    let agent_state = run.engine().agent_state().unwrap();
    let mut p = [[0.0f64; 5]; 4];
    for i in 0..agent_state.len() {
        let state = [0, 1, 2, 4][unpack(agent_state.get(i)).status as usize];
        p[((i as u32 / BLOCK) & 3) as usize][state] += 1.0;
    }
    for month in x.calendar.months() {
        let chances = probabilities(&run.rates(month.first));
        run.month(month).unwrap();
        for date in month.dates() {
            let day = x.calendar.number(date);
            for (class, p) in p.iter_mut().enumerate() {
                *p = a_day(*p, chances, waiting, searches(class as u32 * BLOCK, day));
            }
        }
        let agent_state = run.engine().agent_state().unwrap();
        let of =
            |status| (0..agent_state.len()).filter(|&i| unpack(agent_state.get(i)).status == status).count() as f64;
        let sum = |states: &[usize]| p.iter().map(|p| states.iter().map(|&s| p[s]).sum::<f64>()).sum::<f64>();
        for (status, expected) in
            [(HOME, sum(&[0])), (HOME_WORKING, sum(&[1])), (SEEKING, sum(&[2, 3])), (WORKING, sum(&[4]))]
        {
            let share = expected / f64::from(agents);
            let sigma = (f64::from(agents) * share * (1.0 - share)).sqrt();
            let found = of(status);
            assert!(
                (found - expected).abs() < 4.5 * sigma,
                "{}, status {status}: {found} for {expected}",
                month.month()
            );
        }
    }
}

/// Seekers arrested, admitted, and released by a court that sits with probability `court` a day.
fn custody(court: f64, beds: u32) -> Box<Rates> {
    let mut rates = still();
    rates.capacity[BEDS as usize] = beds;
    rates.checks.fill(threshold(0.01));
    rates.irregular_outcome = [ONE; 3];
    rates.court = threshold(court);
    rates
}

fn the_mean_stay_in_a_camp_follows_littles_law(engines: Engines) {
    let everyone = start((0..20_000).map(|_| Agent { papers: IRREGULAR, ..seeker() }));
    for mut engine in engines(&everyone) {
        let court = 0.1;
        engine.load(&custody(court, 1 << 29)).unwrap();
        let days = days(400);
        engine.advance(&days[..100]).unwrap();
        engine.month_end(days[99].day).unwrap();
        engine.advance(&days[100..]).unwrap();
        let totals = engine.month_end(days[399].day).unwrap().totals;
        let stay = totals.get(BED_DAYS) as f64 / totals.get(ADMISSIONS) as f64;
        // The court may sit on the day of admission, so a stay has (1 - q) / q evenings.
        let expected = (1.0 - court) / court;
        assert!((stay / expected - 1.0).abs() < 0.02, "{}: {stay} evenings, {expected} expected", engine.describe());
    }
}

fn a_stay_ends_at_its_legal_maximum(engines: Engines) {
    let everyone = start((0..2_000).map(|_| Agent { papers: IRREGULAR, ..seeker() }));
    for mut engine in engines(&everyone) {
        let mut rates = custody(0.0, 1 << 29);
        rates.longest_stay = 7;
        engine.load(&rates).unwrap();
        for day in days(60) {
            engine.advance(&[day]).unwrap();
            let agent_state = engine.agent_state().unwrap();
            let longest = (0..agent_state.len())
                .map(|i| unpack(agent_state.get(i)))
                .filter(|a| a.status == DETAINED)
                .map(|a| day.day - a.since)
                .max();
            assert!(longest.unwrap_or(0) < 7, "{longest:?}");
        }
        assert!(engine.month_end(FIRST_DAY + 59).unwrap().totals.get(RELEASED) > 500);
    }
}

fn custody_without_a_bed_ends_after_48_hours(engines: Engines) {
    let everyone = start((0..5_000).map(|_| Agent { papers: IRREGULAR, ..seeker() }));
    for mut engine in engines(&everyone) {
        let mut rates = custody(0.0, 0);
        rates.order_share = threshold(0.25);
        engine.load(&rates).unwrap();
        engine.advance(&days(50)).unwrap();
        let agent_state = engine.agent_state().unwrap();
        let held = (0..agent_state.len()).map(|i| unpack(agent_state.get(i))).filter(|a| a.status == HELD);
        assert!(held.into_iter().all(|a| FIRST_DAY + 49 - a.since < CUSTODY_DAYS));
        let totals = engine.month_end(FIRST_DAY + 49).unwrap().totals;
        assert_eq!(totals.get(ADMISSIONS), 0);
        let (orders, ended) =
            (totals.get(LEAVE_ORDERS) as f64, (totals.get(LEAVE_ORDERS) + totals.get(RELEASED)) as f64);
        assert!((orders - 0.25 * ended).abs() < 4.5 * (ended * 0.25 * 0.75).sqrt(), "{orders} orders of {ended}");
    }
}

fn chances_of_none_and_of_certainty_are_exact(engines: Engines) {
    for (chance, expected) in [(0, 0u64), (ONE, 3000)] {
        let everyone = start((0..3000).map(|_| Agent { status: HOME, ..seeker() }));
        for mut engine in engines(&everyone) {
            let mut rates = still();
            rates.home_hire = [chance; 4];
            engine.load(&rates).unwrap();
            engine.advance(&days(1)).unwrap();
            assert_eq!(engine.month_end(FIRST_DAY).unwrap().totals.get(HOME_HIRES), expected);
        }
    }
}
