//! Unrest: fear, grievance, Epstein's rule against its closed forms, recruitment.

use crate::support::{Engines, baseline, cpu_run, days, on_both_engines, seeker, start, still};
use musofir::common::agent::*;
use musofir::common::chance::ONE;
use musofir::common::layout::*;
use musofir::common::rng::philox;
use musofir::common::tables::{Day, Rates};
use musofir::common::totals::*;

on_both_engines!(
    fear_fades_by_a_sixteenth_and_rises_by_the_alarm,
    grievance_moves_to_its_aim_without_bias_and_never_beyond,
    epsteins_rule_without_police_has_its_closed_form,
    epsteins_rule_with_a_fixed_arrest_probability_has_its_closed_form,
    protest_spreads_within_a_community_once_the_police_are_outnumbered,
    a_burst_is_not_forgotten_on_the_days_that_are_nobodys,
    recruits_leave_the_pool_and_the_barred_without_a_job_are_recruited_sooner,
    fear_between_two_classes_acts_in_proportion,
    activists_observed_in_other_communities_count_as_seen,
);

/// A month in which every block has its monthly day.
fn month() -> Vec<Day> {
    let mut month = days(MONTHLY_DAYS);
    month
        .iter_mut()
        .enumerate()
        .for_each(|(d, day)| (day.month_day, day.eve_month_day) = (d as u32, (d as u32 + 27) % 28));
    month
}

fn at_home(grievance: u32, fear: u32) -> Agent {
    Agent { status: HOME, grievance, fear, ..seeker() }
}

/// Runs a month of these agents, each in a household of median income, on both engines.
fn run_month(engines: Engines, agents: Vec<Agent>, change: impl Fn(&mut Rates), check: impl Fn(&Totals, Vec<Agent>)) {
    let mut everyone = start(agents);
    everyone.tables.household.fill(256);
    for mut engine in engines(&everyone) {
        let mut rates = still();
        (rates.protest_threshold, rates.fear_kept) = (255, 256);
        change(&mut rates);
        engine.load(&rates).unwrap();
        engine.advance(&month()).unwrap();
        let agent_state = engine.agent_state().unwrap();
        let now = (0..agent_state.len()).map(|i| unpack(agent_state.get(i))).collect();
        check(&engine.month_end(FIRST_DAY + 27).unwrap().totals, now);
    }
}

fn mean(agents: &[Agent], field: impl Fn(&Agent) -> u32) -> f64 {
    agents.iter().map(|a| f64::from(field(a))).sum::<f64>() / agents.len() as f64
}

fn fear_fades_by_a_sixteenth_and_rises_by_the_alarm(engines: Engines) {
    run_month(
        engines,
        vec![at_home(0, 100); 20_000],
        |r| r.fear_kept = 240,
        |totals, now| {
            let fear = mean(&now, |a| a.fear);
            assert!((fear - 93.75).abs() < 0.05, "{fear}");
            assert_eq!(totals.get(FEAR), now.iter().map(|a| u64::from(a.fear)).sum::<u64>());
            assert_eq!(totals.get(ASKED), 20_000);
        },
    );
    run_month(
        engines,
        vec![at_home(0, 240); 2_000],
        |r| r.alarm.fill(40 * 256),
        |_, now| assert!(now.iter().all(|a| a.fear == 255)),
    );
    let abroad = vec![Agent { fear: 7, ..seeker() }; 2_000];
    run_month(engines, abroad, |r| r.alarm.fill(40 * 256), |_, now| assert!(now.iter().all(|a| a.fear == 47)));
}

fn grievance_moves_to_its_aim_without_bias_and_never_beyond(engines: Engines) {
    run_month(
        engines,
        vec![at_home(60, 0); 20_000],
        |r| {
            (r.grievance_pace, r.grievance_of) = (20, [30, 30, 40, 100]);
            (r.reference_consumption, r.home_income) = ([100; 8], [50; 4]);
        },
        |_, now| {
            // Jobless, on half of what one is used to: 30 + 30 + 50 = 110.
            let (grievance, expected) = (mean(&now, |a| a.grievance), 60.0 + 50.0 * 20.0 / 256.0);
            assert!((grievance - expected).abs() < 0.05, "{grievance} for {expected}");
            assert!(now.iter().all(|a| (60..=110).contains(&a.grievance)));
        },
    );
    run_month(
        engines,
        vec![Agent { barred_until: 60_000, ..at_home(200, 0) }; 5_000],
        |r| (r.grievance_pace, r.grievance_of) = (255, [10, 10, 20, 0]),
        |_, now| assert!(now.iter().all(|a| (40..=41).contains(&a.grievance)), "jobless and barred: 40"),
    );
    run_month(
        engines,
        vec![Agent { grievance: 77, ..seeker() }; 500],
        |r| (r.grievance_pace, r.grievance_of) = (255, [10; 4]),
        |_, now| assert!(now.iter().all(|a| a.grievance == 77), "abroad it rests"),
    );
}

/// Grievances of a uniform hardship under a legitimacy, on the stored scale.
fn uniform_grievances(legitimacy: f64, n: u32) -> Vec<Agent> {
    let hardship = |i: u32| (f64::from(i) + 0.5) / f64::from(n);
    (0..n).map(|i| at_home((hardship(i) * (1.0 - legitimacy) * 256.0) as u32, 0)).collect()
}

fn epsteins_rule_without_police_has_its_closed_form(engines: Engines) {
    let (n, threshold) = (50_000, 25);
    run_month(
        engines,
        uniform_grievances(0.82, n),
        |r| r.protest_threshold = threshold,
        |totals, now| {
            let stored = now.iter().filter(|a| a.grievance > threshold).count() as u64;
            assert_eq!(totals.get(ACTIVE_DAYS), stored, "exact on the stored values");
            // 1 - T / (1 - L), T and the grievances in 256ths: above 25 is from 26 on.
            let expected = 1.0 - (26.0 / 256.0) / (1.0 - 0.82);
            let share = totals.get(ACTIVE_DAYS) as f64 / f64::from(n);
            assert!((share - expected).abs() < 1e-3, "{share} for {expected}");
        },
    );
}

fn epsteins_rule_with_a_fixed_arrest_probability_has_its_closed_form(engines: Engines) {
    let (n, threshold, arrest) = (50_000u32, 40u32, 128u32);
    run_month(
        engines,
        uniform_grievances(0.0, n),
        |r| (r.protest_threshold, r.protest_arrest) = (threshold, [arrest; 256]),
        |totals, now| {
            let aversion = |i: usize| philox([i as u32, 0, PERSON, 0], [1, 0])[2] >> 24;
            let acts = |(i, a): &(usize, &Agent)| a.grievance > threshold + ((aversion(*i) * arrest) >> 8);
            assert_eq!(totals.get(ACTIVE_DAYS), now.iter().enumerate().filter(acts).count() as u64);
            // The area where G > T + R P, with G and R uniform: 1 - T - P / 2.
            let area = 1.0 - 40.5 / 256.0 - 0.25;
            let share = totals.get(ACTIVE_DAYS) as f64 / f64::from(n);
            let sigma = (area * (1.0 - area) / f64::from(n)).sqrt();
            assert!((share - area).abs() < 4.5 * sigma + 0.004, "{share} for {area}");
        },
    );
}

fn protest_spreads_within_a_community_once_the_police_are_outnumbered(engines: Engines) {
    // All would act without risk; one in five is averse to none. The police hold the rest back until they are seen to
    // act.
    let crowd = |arrest: [u32; 256]| {
        let mut acted = Vec::new();
        let everyone = start(vec![at_home(60, 0); 2_800]);
        for mut engine in engines(&everyone) {
            let mut rates = still();
            (rates.protest_threshold, rates.fear_kept, rates.protest_arrest) = (50, 256, arrest);
            engine.load(&rates).unwrap();
            engine.advance(&month()).unwrap();
            acted.push(engine.month_end(FIRST_DAY + 27).unwrap().totals.get(ACTIVE_DAYS));
        }
        assert!(acted.windows(2).all(|pair| pair[0] == pair[1]));
        acted[0]
    };
    let mut tips = [256; 256];
    tips[3..].fill(0);
    let (held, tipped) = (crowd([256; 256]), crowd(tips));
    assert!(held < 200, "only the bold: {held}");
    assert!(tipped > 2_000, "once three are seen: {tipped}");
}

#[test]
fn a_community_tips_when_its_activists_outnumber_the_police() {
    let x = baseline();
    for agents in [1_500_000u32, 150_000] {
        let inputs = musofir::host::Host::new(&x, agents, 1);
        let arrest = cpu_rates(&x, &inputs).protest_arrest;
        let merged = x.world.communities_of(agents).iter().sum::<u32>();
        let cops = 20.0 * 368.0 / f64::from(merged);
        let people = 1_500_000.0 / f64::from(agents);
        for (seen, risk) in arrest.iter().enumerate() {
            let outnumbered = seen as f64 * people + 1.0 > cops;
            assert_eq!(*risk == 0, outnumbered, "{seen} agents of {people} people against {cops} police");
        }
        assert!(arrest.is_sorted_by(|a, b| a >= b) && arrest[0] == 256);
    }
}

fn cpu_rates(x: &musofir::scenario::Scenario, host: &musofir::host::Host) -> Box<Rates> {
    musofir::rates::rates(&musofir::rates::RateInputs {
        scenario: x,
        reach: &musofir::rates::Reach::of(&x.world),
        policy: &x.policy(x.calendar.start),
        conditions: host.conditions(),
        date: x.calendar.start,
        agents_per_person: 1.0 / host.people_per_agent(),
    })
}

fn a_burst_is_not_forgotten_on_the_days_that_are_nobodys(engines: Engines) {
    let everyone = start(vec![at_home(60, 0); 8_960]);
    for mut engine in engines(&everyone) {
        let mut rates = still();
        (rates.protest_threshold, rates.fear_kept) = (50, 256);
        engine.load(&rates).unwrap();
        engine.advance(&month()).unwrap();
        let tipped = engine.day_state().unwrap().activists[0];
        // 320 act on each of 28 days: the running count nears the month's 8,960, in sixteenths.
        assert!((16 * 5_000..=16 * 8_960).contains(&tipped), "{tipped}");
        let mut rest = days(MONTHLY_DAYS + 3);
        rest[28..].iter_mut().zip([28, 29, 30]).for_each(|(day, d)| day.month_day = d);
        engine.advance(&rest[28..]).unwrap();
        assert_eq!(engine.day_state().unwrap().activists[0], tipped);
    }
}

fn recruits_leave_the_pool_and_the_barred_without_a_job_are_recruited_sooner(engines: Engines) {
    run_month(
        engines,
        vec![at_home(0, 0); 1_000],
        |r| r.recruitment = [ONE, 0, 0, 0, 0, 0, 0, 0],
        |totals, _| assert_eq!((totals.get(RECRUITED), totals.get(ENTRANTS)), (1_000, 1_000)),
    );
    let barred = |status| Agent { status, barred_until: 60_000, ..seeker() };
    let people = [barred(HOME), barred(SEEKING), barred(WORKING), barred(HOME_WORKING), barred(DETAINED), seeker()];
    run_month(
        engines,
        people.to_vec(),
        |r| r.recruitment = [0, ONE, 0, 0, 0, 0, 0, 0],
        |totals, now| {
            assert_eq!(totals.get(RECRUITED), 2);
            let statuses: Vec<_> = now.iter().map(|a| a.status).collect();
            assert_eq!(statuses, [HOME, HOME, WORKING, HOME_WORKING, DETAINED, SEEKING]);
        },
    );
}

#[test]
fn fear_keeps_people_at_home_more_than_it_sends_them_back() {
    let x = baseline();
    let rates = cpu_run(&x, 10_000).rates(x.calendar.start);
    let ratio = |calm: u32, afraid: u32| f64::from(afraid) / f64::from(calm);
    for fear in 1..8usize {
        let out = ratio(rates.departure[0], rates.departure[fear * 16]);
        let back = ratio(rates.homecoming[2], rates.homecoming[fear * 4 + 2]);
        assert!(out < 1.0 && back > 1.0 && out * back < 1.0, "fear class {fear}: {out}, {back}");
        assert!(rates.departure[fear * 16] < rates.departure[(fear - 1) * 16]);
    }
}

#[test]
fn small_runs_merge_communities_and_a_full_one_does_not() {
    let world = baseline().world;
    let all = |agents| world.communities_of(agents).iter().sum::<u32>();
    assert_eq!((all(1_500_000), all(1)), (368, 5));
    assert!((90..=100).contains(&all(100_000)), "{}", all(100_000));
}

fn fear_between_two_classes_acts_in_proportion(engines: Engines) {
    // Departure is certain without fear and impossible from 32 points on: of those with 8 points, three quarters leave.
    for (fear, share) in [(0, 1.0), (8, 0.75), (31, 1.0 / 32.0), (32, 0.0), (255, 0.0)] {
        let everyone = start(vec![Agent { fear, ..at_home(0, 0) }; 40_000]);
        for mut engine in engines(&everyone) {
            let mut rates = still();
            rates.departure[..16].fill(ONE);
            engine.load(&rates).unwrap();
            engine.advance(&days(1)).unwrap();
            let left = engine.month_end(FIRST_DAY).unwrap().totals.get(DEPARTURES) as f64;
            let sigma = f64::sqrt(40_000.0 * share * (1.0 - share));
            assert!((left - 40_000.0 * share).abs() <= 4.5 * sigma, "fear {fear}: {left}");
        }
    }
}

fn activists_observed_in_other_communities_count_as_seen(engines: Engines) {
    // Held back by certain arrest until three are seen, or observed elsewhere, to act.
    for (observed, acts) in [(0, false), (47, false), (48, true)] {
        let everyone = start(vec![at_home(60, 0); 2_800]);
        for mut engine in engines(&everyone) {
            let mut rates = still();
            (rates.protest_threshold, rates.fear_kept, rates.protest_arrest) = (59, 256, [256; 256]);
            rates.protest_arrest[3..].fill(0);
            rates.observed_activists.fill(observed);
            engine.load(&rates).unwrap();
            engine.advance(&month()[..1]).unwrap();
            let acted = engine.month_end(FIRST_DAY).unwrap().totals.get(ACTIVE_DAYS);
            assert_eq!(acted > 50, acts, "{observed} sixteenths observed: {acted} of 128 acted");
        }
    }
}

#[test]
fn activists_are_observed_in_their_home_region_and_nowhere_else() {
    let x = baseline();
    let mut run = cpu_run(&x, 100_000);
    run.month(x.calendar.months()[0]).unwrap();
    let tables = musofir::rates::tables(&x.world, 100_000);
    let mut host = musofir::host::Host::new(&x, 100_000, 1);
    let agent_state = run.engine().agent_state().unwrap();
    let mut counted = run.engine().month_end(x.calendar.number("2012-02-01".parse().unwrap())).unwrap();
    let mut sizes = vec![0; COMMUNITIES as usize];
    (0..agent_state.len()).for_each(|i| sizes[unpack(agent_state.get(i)).community as usize] += 1);
    host.meet(&x, &counted.census, sizes);
    // A hundred act in community 0.
    counted.totals = Totals::default();
    counted.day_state.activists.fill(0);
    counted.day_state.activists[0] = 1_600;
    host.close(&x, x.calendar.months()[1], &counted).unwrap_or_else(|e| panic!("{e}"));
    let heard = &host.conditions().observed_activists;
    let contagion = x.world.assumptions.contagion.value;
    for (k, heard) in heard.iter().enumerate() {
        let near = k > 0 && tables.home_region[k] == tables.home_region[0];
        let expected = if near { 100.0 * contagion } else { 0.0 };
        assert!((heard - expected).abs() < 1e-9, "community {k}: {heard}");
    }
}
