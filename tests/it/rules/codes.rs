//! Coded days: they mean the day they should for forty years, in spells and papers of every status.

use crate::support::{Engines, on_both_engines, seeker, start, still};
use musofir::common::agent::*;
use musofir::common::calendar::LONGEST_RUN;
use musofir::common::layout::*;
use musofir::common::tables::Day;
use musofir::engine::Engine;

on_both_engines!(spells_and_papers_stay_exact_where_codes_come_round, terms_end_on_their_day_where_codes_come_round,);

/// Consecutive days; a block's monthly day comes every 31st, as seldom as it can.
fn days(first: u32, count: u32) -> Vec<Day> {
    let day = |day| Day {
        day,
        month_day: day % 31,
        eve_month_day: (day + 30) % 31,
        key_0: 1,
        ..bytemuck::Zeroable::zeroed()
    };
    (first..first + count).map(day).collect()
}

fn agents(engine: &mut dyn Engine) -> Vec<Agent> {
    let agent_state = engine.agent_state().unwrap();
    (0..agent_state.len()).map(|i| unpack(agent_state.get(i))).collect()
}

#[test]
fn a_code_means_the_one_day_near_today() {
    for day in (FIRST_DAY..=FIRST_DAY + LONGEST_RUN).step_by(7).chain(DAY_CODES - 40..DAY_CODES + 40) {
        for age in (0..=SPELL_DAYS + 31).step_by(13).chain([SPELL_DAYS, SPELL_DAYS + 1, SPELL_DAYS + 31]) {
            let a = Agent { since: code_of(day + DAY_CODES - age), ..seeker() };
            assert_eq!(spell(&a, day), age, "day {day}");
            let kept = Agent { since: kept_near(a.since, day, 0, SPELL_DAYS), ..a };
            assert_eq!(spell(&kept, day), age.min(SPELL_DAYS), "day {day}");
        }
        for left in (-2031i32..=2047).step_by(17).chain([-2001, -2000, -1, 0, 1, 31, 32, 2047]) {
            let until = code_of((day + DAY_CODES).wrapping_add_signed(left));
            let a = Agent { papers: PERMIT, papers_until: until, ..seeker() };
            assert_eq!(valid_papers(&a, day) == PERMIT, left > 0, "day {day}, {left} days left");
            assert_eq!(papers_last(until, day, RENEWAL_DAYS), left > RENEWAL_DAYS as i32);
            let kept = kept_near(until, day, PAPERS_AHEAD, PAPERS_BEHIND);
            assert_eq!(kept, code_of((day + DAY_CODES).wrapping_add_signed(left.max(-2000))), "day {day}");
        }
        assert!(papers_last(LAST_DAY, day, PAPERS_AHEAD), "papers without an end");
    }
}

fn spells_and_papers_stay_exact_where_codes_come_round(engines: Engines) {
    const STATUSES: [u32; 6] = [HOME, HOME_WORKING, SEEKING, WORKING, DETAINED, REMOVAL];
    const END: u32 = 1_900;
    let of = |i: u32| Agent {
        status: STATUSES[i as usize % 6],
        papers: [PERMIT, VISA_FREE][i as usize / 6 % 2],
        papers_until: [code_of(FIRST_DAY + END), LAST_DAY][i as usize / 6 % 2],
        ..seeker()
    };
    for mut engine in engines(&start((0..BLOCK * MONTHLY_DAYS).map(of))) {
        let mut rates = still();
        rates.exempt = [1; 4];
        engine.load(&rates).unwrap();
        for month in days(FIRST_DAY, 3 * DAY_CODES).chunks(29) {
            engine.advance(month).unwrap();
            let day = month.last().unwrap().day;
            let run = day - FIRST_DAY;
            for (i, a) in agents(&mut *engine).into_iter().enumerate() {
                assert_eq!(a.status, STATUSES[i % 6]);
                let age = spell(&a, day);
                match run {
                    0..=SPELL_DAYS => assert_eq!(age, run, "{a:?} on day {day}"),
                    _ => assert!((SPELL_DAYS..=SPELL_DAYS + 31).contains(&age), "{age} days, {a:?} on day {day}"),
                }
                let exempt = at_large(&a) && run >= 31;
                if i / 6 % 2 == 1 || exempt {
                    assert_eq!(valid_papers(&a, day), VISA_FREE, "{a:?} on day {day}");
                } else if !at_large(&a) {
                    assert_eq!(valid_papers(&a, day) == PERMIT, run < END, "{a:?} on day {day}");
                }
            }
        }
    }
}

fn terms_end_on_their_day_where_codes_come_round(engines: Engines) {
    for first in [DAY_CODES - 1, DAY_CODES - 3, 2 * DAY_CODES - 20] {
        let code = code_of(first);
        let of = |status| Agent { status, since: code, papers_until: code_of(first + 5), ..seeker() };
        for mut engine in engines(&start([HELD, DETAINED, ORDERED, SEEKING].map(of))) {
            let mut rates = still();
            rates.longest_stay = 20;
            engine.load(&rates).unwrap();
            for day in days(first, 40) {
                engine.advance(&[day]).unwrap();
                let [held, detained, ordered, seeker] = agents(&mut *engine)[..] else { panic!("four agents") };
                let run = day.day - first;
                assert_eq!(held.status == HELD, run < CUSTODY_DAYS, "custody, {run} days");
                assert_eq!(detained.status == DETAINED, run < 20, "a bed, {run} days");
                assert_eq!(ordered.status == ORDERED, run < ORDER_DAYS, "an order, {run} days");
                assert_eq!(legal(&seeker, day.day), run < 5, "papers, {run} days");
            }
        }
    }
}
