//! Bars that are lifted: whose, how many, and that nothing else about a monthly day changes.

use crate::support::{Engines, days, on_both_engines, seeker, start, still};
use musofir::common::agent::*;
use musofir::common::chance::{ONE, threshold};
use musofir::common::layout::*;
use musofir::common::tables::{Day, Rates};
use musofir::common::totals::BARS_LIFTED;

on_both_engines!(
    an_amnesty_lifts_bars_that_end_within_its_term,
    a_share_of_bars_is_lifted_and_other_draws_are_left_alone,
);

const BLOCKS: u32 = 3 * MONTHLY_DAYS;

/// A month in which each block has its monthly day.
fn month() -> Vec<Day> {
    let of = |day: Day| Day { month_day: day.day - FIRST_DAY, eve_month_day: 30, ..day };
    days(MONTHLY_DAYS).into_iter().map(of).collect()
}

/// The agents after a month, and the bars lifted in it.
fn after(engines: Engines, agents: &[Agent], change: impl Fn(&mut Rates)) -> (Vec<Agent>, u64) {
    let mut rates = still();
    change(&mut rates);
    let run = |mut engine: Box<dyn musofir::engine::Engine>| {
        engine.load(&rates).unwrap();
        engine.advance(&month()).unwrap();
        let agent_state = engine.agent_state().unwrap();
        let agents = (0..agent_state.len()).map(|i| unpack(agent_state.get(i))).collect::<Vec<_>>();
        (agents, engine.month_end(FIRST_DAY + MONTHLY_DAYS - 1).unwrap().totals.get(BARS_LIFTED))
    };
    let mut found: Vec<_> = engines(&start(agents.iter().copied())).into_iter().map(run).collect();
    assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "the engines differ");
    found.remove(0)
}

fn an_amnesty_lifts_bars_that_end_within_its_term(engines: Engines) {
    let left = |i: usize| [0, 1, 400, 1095, 1096, 1097, 1110, 3_652][i % 8];
    let status = |i: usize| [HOME, HOME_WORKING, SEEKING, WORKING, DETAINED, REMOVAL][i % 6];
    let of = |i: usize| Agent {
        status: status(i),
        barred_until: FIRST_DAY + left(i),
        knows_barred: u32::from(i.is_multiple_of(3)),
        ..seeker()
    };
    let agents: Vec<_> = (0..(BLOCKS * BLOCK) as usize).map(of).collect();
    let (evening, lifted) = after(engines, &agents, |r| (r.bar_lifted, r.bar_lifted_days) = (ONE, 1096));
    let mut expected = 0;
    for (i, a) in evening.iter().enumerate() {
        let passed = (i as u32 / BLOCK) % MONTHLY_DAYS;
        let now = i64::from(left(i)) - i64::from(passed);
        if (1..=1096).contains(&now) {
            expected += 1;
            assert_eq!((a.barred_until, a.knows_barred), (0, 0), "{now} days left");
        } else {
            assert_eq!(a.barred_until, FIRST_DAY + left(i), "{now} days left");
        }
    }
    assert_eq!(lifted, expected);
    assert_eq!(after(engines, &agents, |_| ()).1, 0, "without the lever");
}

fn a_share_of_bars_is_lifted_and_other_draws_are_left_alone(engines: Engines) {
    let of = |i| Agent { status: i % 4, violations: i % 4, barred_until: FIRST_DAY + 2_000, ..seeker() };
    let agents: Vec<_> = (0..40 * BLOCKS * BLOCK).map(of).collect();
    let rates = |share: f64| {
        move |r: &mut Rates| {
            (r.violation_expiry, r.bar_lookup, r.patent) = (ONE / 2, ONE / 2, [ONE / 4; 4]);
            (r.bar_lifted, r.bar_lifted_days) = (threshold(share), 65_535);
        }
    };
    let (plain, _) = after(engines, &agents, rates(0.0));
    let (with, lifted) = after(engines, &agents, rates(0.25));
    let n = agents.len() as f64;
    assert!((lifted as f64 - 0.25 * n).abs() < 4.5 * (n * 0.25 * 0.75).sqrt(), "{lifted} of {n}");
    let mut knowing = [0.0; 2];
    for (a, b) in plain.iter().zip(&with) {
        let is_lifted = b.barred_until == 0;
        knowing[usize::from(is_lifted)] += f64::from(a.knows_barred);
        let knows_barred = if is_lifted { 0 } else { a.knows_barred };
        assert_eq!(*b, Agent { knows_barred, barred_until: b.barred_until, ..*a });
    }
    // Whether a bar is lifted says nothing of whether it would have been looked up.
    let share = knowing[1] / lifted as f64;
    assert!((share - 0.5).abs() < 4.5 * (0.25 / lifted as f64).sqrt(), "{share} of the lifted would have looked it up");
}
