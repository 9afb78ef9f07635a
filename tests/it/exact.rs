//! Cases with an exact answer: Markov occupancy, Little's law, competing risks.

use crate::support::{days, engines, seeker, start, still};
use musofir::chance::{ONE, threshold};
use musofir::layout::*;
use musofir::tables::Rates;
use musofir::totals::*;

const SEPARATION: f64 = 0.02;
const HOME_HIRE: f64 = 0.03;
const HOME_SEPARATION: f64 = 0.05;
const DEPARTURE: [f64; 2] = [0.04, 0.01];
const RETURN: [f64; 2] = [0.03, 0.015];

fn chain() -> Box<Rates> {
    let mut rates = still();
    rates.capacity[..SEATS as usize].fill(1 << 29);
    rates.separation.fill(threshold(SEPARATION));
    rates.home_hire = threshold(HOME_HIRE);
    rates.home_separation = threshold(HOME_SEPARATION);
    for row in 0..4 {
        rates.departure[row * 4..row * 4 + 4]
            .copy_from_slice(&[DEPARTURE[0], DEPARTURE[0], DEPARTURE[1], DEPARTURE[1]].map(threshold));
    }
    rates.homecoming = [RETURN[0], RETURN[0], RETURN[1], RETURN[1]].map(threshold);
    rates.same_region = ONE;
    rates
}

/// A day of the distribution over (home, home in work, seeking, seeking with an application, working).
fn day_of_chain(p: [f64; 5], searches: bool) -> [f64; 5] {
    let [home, home_work, idle, applied, work] = p;
    let (seek, work) = (idle, work + applied);
    let (lost, hired, home_lost) = (work * SEPARATION, home * HOME_HIRE, home_work * HOME_SEPARATION);
    let (home, home_work) = (home - hired + home_lost, home_work + hired - home_lost);
    let (seek, work) = (seek + lost, work - lost);
    let gone = home * DEPARTURE[0] + home_work * DEPARTURE[1];
    let back = seek * RETURN[0] + work * RETURN[1];
    let seek = seek * (1.0 - RETURN[0]) + gone;
    let home = home * (1.0 - DEPARTURE[0]) + back;
    let home_work = home_work * (1.0 - DEPARTURE[1]);
    let work = work * (1.0 - RETURN[1]);
    if searches { [home, home_work, 0.0, seek, work] } else { [home, home_work, seek, 0.0, work] }
}

#[test]
fn occupancy_follows_the_powers_of_the_transition_matrix() {
    let agents = 100_000u32;
    let everyone = start((0..agents).map(|_| Agent { status: HOME, ..seeker() }));
    for mut engine in engines(&everyone) {
        engine.load(&chain()).unwrap();
        let mut p = [[1.0, 0.0, 0.0, 0.0, 0.0]; 4];
        for span in days(300).chunks(100) {
            engine.advance(span).unwrap();
            for day in span {
                for (class, p) in p.iter_mut().enumerate() {
                    *p = day_of_chain(*p, searches(class as u32 * BLOCK, day.day));
                }
            }
            let (_, census) = engine.month_end(span[99].day).unwrap();
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

/// Seekers arrested, admitted, and released by a court that sits with probability `court` a day.
fn custody(court: f64, beds: u32) -> Box<Rates> {
    let mut rates = still();
    rates.capacity[BEDS as usize] = beds;
    rates.checks.fill(threshold(0.01));
    rates.irregular_outcome = [ONE; 3];
    rates.court = threshold(court);
    rates
}

#[test]
fn the_mean_stay_in_a_camp_follows_littles_law() {
    let everyone = start((0..20_000).map(|_| Agent { papers: IRREGULAR, ..seeker() }));
    for mut engine in engines(&everyone) {
        let court = 0.1;
        engine.load(&custody(court, 1 << 29)).unwrap();
        let days = days(400);
        engine.advance(&days[..100]).unwrap();
        engine.month_end(days[99].day).unwrap();
        engine.advance(&days[100..]).unwrap();
        let (totals, _) = engine.month_end(days[399].day).unwrap();
        let stay = totals.get(BED_DAYS) as f64 / totals.get(ADMISSIONS) as f64;
        // The court may sit on the day of admission, so a stay has (1 - q) / q evenings.
        let expected = (1.0 - court) / court;
        assert!((stay / expected - 1.0).abs() < 0.02, "{}: {stay} evenings, {expected} expected", engine.describe());
    }
}

#[test]
fn a_stay_ends_at_its_legal_maximum() {
    let everyone = start((0..2_000).map(|_| Agent { papers: IRREGULAR, ..seeker() }));
    for mut engine in engines(&everyone) {
        let mut rates = custody(0.0, 1 << 29);
        rates.longest_stay = 7;
        engine.load(&rates).unwrap();
        for day in days(60) {
            engine.advance(&[day]).unwrap();
            let planes = engine.planes().unwrap();
            let longest = (0..planes.len())
                .map(|i| unpack(planes.get(i)))
                .filter(|a| a.status == DETAINED)
                .map(|a| day.day - a.since)
                .max();
            assert!(longest.unwrap_or(0) < 7, "{longest:?}");
        }
        assert!(engine.month_end(FIRST_DAY + 59).unwrap().0.get(RELEASED) > 500);
    }
}

#[test]
fn custody_without_a_bed_ends_after_48_hours() {
    let everyone = start((0..5_000).map(|_| Agent { papers: IRREGULAR, ..seeker() }));
    for mut engine in engines(&everyone) {
        let mut rates = custody(0.0, 0);
        rates.order_share = threshold(0.25);
        engine.load(&rates).unwrap();
        engine.advance(&days(50)).unwrap();
        let planes = engine.planes().unwrap();
        let held = (0..planes.len()).map(|i| unpack(planes.get(i))).filter(|a| a.status == HELD);
        assert!(held.into_iter().all(|a| FIRST_DAY + 49 - a.since < CUSTODY_DAYS));
        let (totals, _) = engine.month_end(FIRST_DAY + 49).unwrap();
        assert_eq!(totals.get(ADMISSIONS), 0);
        let (orders, ended) =
            (totals.get(LEAVE_ORDERS) as f64, (totals.get(LEAVE_ORDERS) + totals.get(RELEASED)) as f64);
        assert!((orders - 0.25 * ended).abs() < 4.5 * (ended * 0.25 * 0.75).sqrt(), "{orders} orders of {ended}");
    }
}

#[test]
fn chances_of_none_and_of_certainty_are_exact() {
    for (chance, expected) in [(0, 0u64), (ONE, 3000)] {
        let everyone = start((0..3000).map(|_| Agent { status: HOME, ..seeker() }));
        for mut engine in engines(&everyone) {
            let mut rates = still();
            rates.home_hire = chance;
            engine.load(&rates).unwrap();
            engine.advance(&days(1)).unwrap();
            assert_eq!(engine.month_end(FIRST_DAY).unwrap().0.get(HOME_HIRES), expected);
        }
    }
}
