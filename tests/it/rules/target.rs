//! Whom enforcement falls on: targets, exemption, and camps that open by a schedule.

use crate::support::{Engines, cpu_run, days, finished, on_both_engines, scenario, seeker, start, still, two_states};
use musofir::common::agent::*;
use musofir::common::chance::ONE;
use musofir::common::layout::*;
use musofir::common::totals::*;

on_both_engines!(
    a_target_means_those_who_match_every_selector,
    the_court_and_the_register_know_the_target_too,
    bars_fall_on_the_target_at_a_check_and_at_the_exit,
    the_exempt_need_no_papers_until_the_exemption_ends,
);

/// Everyone is checked if targeted, and arrested without papers; how many of these are.
fn arrested(engines: Engines, agents: Vec<Agent>, target: [u32; 4], regions: &[u32]) -> u64 {
    let mut found = Vec::new();
    for mut engine in engines(&start(agents)) {
        let mut rates = still();
        [rates.target_sectors, rates.target_papers, rates.target_sexes, rates.target_origins] = target;
        regions.iter().for_each(|r| rates.target_regions[*r as usize] = 1);
        rates.checks[REGIONS as usize..].fill(ONE);
        rates.irregular_outcome = [ONE; 3];
        engine.load(&rates).unwrap();
        engine.advance(&days(1)).unwrap();
        found.push(engine.month_end(FIRST_DAY).unwrap().totals.get(ARRESTS));
    }
    assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{found:?}");
    found[0]
}

fn a_target_means_those_who_match_every_selector(engines: Engines) {
    const ALL: u32 = u32::MAX;
    let people: Vec<Agent> = (0..4 * 7 * 2 * 2u32)
        .map(|i| Agent {
            papers: IRREGULAR,
            region: i % 4,
            sector: (i / 4) % 7,
            sex: (i / 28) % 2,
            status: [SEEKING, WORKING][(i / 56) as usize],
            ..seeker()
        })
        .collect();
    let count = |f: fn(&Agent) -> bool| people.iter().filter(|a| f(a)).count() as u64;
    let found = |target, regions: &[u32]| arrested(engines, people.clone(), target, regions);
    assert_eq!(found([ALL; 4], &[0, 1, 2, 3]), people.len() as u64);
    assert_eq!(found([ALL; 4], &[2]), count(|a| a.region == 2));
    assert_eq!(found([1 << 3, ALL, ALL, ALL], &[0, 1, 2, 3]), count(|a| a.sector == 3));
    assert_eq!(found([ALL, ALL, 2, ALL], &[1, 2]), count(|a| a.sex == 1 && (1..=2).contains(&a.region)));
    assert_eq!(found([ALL, ALL, ALL, 2], &[0, 1, 2, 3]), 0, "another sending state");
    assert_eq!(found([ALL, 1 << PATENT, ALL, ALL], &[0, 1, 2, 3]), 0, "other papers");
    assert_eq!(found([0; 4], &[0, 1, 2, 3]), 0, "no target");
    let lapsed = vec![Agent { papers: PATENT, papers_until: FIRST_DAY, ..seeker() }; 10];
    assert_eq!(
        arrested(engines, lapsed, [ALL, 1 << IRREGULAR, ALL, ALL], &[0]),
        10,
        "papers that ran out count as none"
    );
}

fn the_court_and_the_register_know_the_target_too(engines: Engines) {
    let held = Agent { status: DETAINED, papers: IRREGULAR, sector: 5, ..seeker() };
    for mut engine in engines(&start([held, Agent { sex: 1, ..held }])) {
        let mut rates = still();
        [rates.target_sectors, rates.target_papers, rates.target_sexes, rates.target_origins] = [1, u32::MAX, 2, 1];
        rates.target_regions[0] = 1;
        (rates.court, rates.expulsion, rates.expulsion_bar_days) = (ONE, [0, ONE], 100);
        engine.load(&rates).unwrap();
        engine.advance(&days(1)).unwrap();
        let agent_state = engine.agent_state().unwrap();
        let statuses = [0, 1].map(|i| unpack(agent_state.get(i)).status);
        assert_eq!(statuses, [SEEKING, REMOVAL], "the woman is targeted, whatever sector: it is not known in custody");
    }
}

fn bars_fall_on_the_target_at_a_check_and_at_the_exit(engines: Engines) {
    let offender = Agent { violations: 1, ..seeker() };
    let overstayer = Agent { papers: IRREGULAR, ..seeker() };
    for mut engine in
        engines(&start([offender, Agent { sex: 1, ..offender }, overstayer, Agent { sex: 1, ..overstayer }]))
    {
        let mut rates = still();
        [rates.target_sectors, rates.target_papers, rates.target_sexes, rates.target_origins] = [1, u32::MAX, 2, 1];
        rates.target_regions[0] = 1;
        (rates.bar_on_offence, rates.bar_on_overstay, rates.bar_term) = ([0, ONE], [0, ONE], [ONE; 3]);
        rates.checks.fill(ONE);
        rates.legal_outcome = [ONE, ONE];
        rates.homecoming.fill(ONE);
        engine.load(&rates).unwrap();
        engine.advance(&days(1)).unwrap();
        let totals = engine.month_end(FIRST_DAY).unwrap().totals;
        assert_eq!((totals.get(OFFENCE_BARS), totals.get(OVERSTAY_BARS)), (1, 1), "the women alone");
    }
}

#[test]
fn a_target_raises_arrests_there_and_nowhere_else() {
    let campaign = |lever: &str| {
        let timeline = format!(r#"start: "2013-01-01", end: "2013-06-30", timeline: [{lever}]"#);
        let x = two_states(&timeline);
        let run = finished(&x, 20_000);
        let other = musofir::host::INDICATORS.iter().position(|i| i.name == "arrests").unwrap();
        let arrests = run.series().iter().map(|row| row.values[other]).sum::<f64>();
        let theirs = run.series().iter().map(|row| row.others[0][other]).sum::<f64>();
        (arrests, theirs)
    };
    let (plain, plain_theirs) = campaign("");
    let lever = r#"(on: "2013-01-01", lever: Target(times: 20, states: ["Kyrgyzstan"]))"#;
    let (tajik, kyrgyz) = campaign(lever);
    assert!(
        kyrgyz > 8.0 * plain_theirs && (tajik / plain - 1.0).abs() < 0.15,
        "{tajik} {plain} {kyrgyz} {plain_theirs}"
    );
}

fn the_exempt_need_no_papers_until_the_exemption_ends(engines: Engines) {
    let irregular = Agent { papers: IRREGULAR, papers_until: FIRST_DAY, ..seeker() };
    let barred = Agent { barred_until: FIRST_DAY + 900, ..irregular };
    for mut engine in engines(&start([irregular, barred])) {
        let mut rates = still();
        (rates.exempt[0], rates.visa_free_days) = (1, 90);
        let mut month = days(MONTHLY_DAYS);
        month.iter_mut().enumerate().for_each(|(d, day)| day.month_day = d as u32);
        engine.load(&rates).unwrap();
        engine.advance(&month).unwrap();
        let now = |engine: &mut dyn musofir::engine::Engine| {
            let agent_state = engine.agent_state().unwrap();
            [0, 1].map(|i| unpack(agent_state.get(i)))
        };
        let [exempt, still_barred] = now(&mut *engine);
        assert_eq!((exempt.papers, exempt.papers_until), (VISA_FREE, LAST_DAY));
        assert_eq!(still_barred.papers, IRREGULAR, "a bar is a bar");
        rates.exempt[0] = 0;
        engine.load(&rates).unwrap();
        month.iter_mut().for_each(|day| day.day += MONTHLY_DAYS);
        engine.advance(&month).unwrap();
        assert_eq!(now(&mut *engine)[0].papers_until, FIRST_DAY + MONTHLY_DAYS + 90, "ninety days are left");
    }
}

#[test]
fn planned_camps_open_month_by_month_until_all_stand() {
    let x = scenario(
        r#"start: "2013-01-01", end: "2014-12-31", timeline: [
            (on: "2013-03-15", lever: BuildCamps(per_month: 10)),
            (on: "2013-05-20", lever: BuildCamps(per_month: 0)),
            (on: "2013-08-01", lever: BuildCamps(per_month: 30)),
        ]"#,
    );
    let camps = |day: &str| (x.policy(day.parse().unwrap()).beds.iter().sum::<f64>() / 110.0).round() as u32;
    for (day, standing) in [
        ("2013-03-31", 21),
        ("2013-04-01", 31),
        ("2013-05-19", 41),
        ("2013-07-31", 41),
        ("2013-08-31", 41),
        ("2013-09-01", 71),
        ("2013-10-01", 83),
        ("2014-12-31", 83),
    ] {
        assert_eq!(camps(day), standing, "{day}");
    }
    let closed = scenario(
        r#"start: "2013-01-01", end: "2014-12-31", timeline: [
            (on: "2013-03-15", lever: BuildCamps(per_month: 10)),
            (on: "2013-04-20", lever: CampBeds(times: 0)),
            (on: "2013-06-20", lever: CampBeds(times: 1)),
        ]"#,
    );
    let beds = |day: &str| closed.policy(day.parse().unwrap()).beds.iter().sum::<f64>() / 110.0;
    assert_eq!(["2013-04-20", "2013-05-01", "2013-06-19", "2013-06-20"].map(beds), [0.0, 10.0, 20.0, 51.0]);
    let mut run = cpu_run(&x, 150_000);
    let beds = |run: &musofir::run::Run, day: &str| {
        run.rates(day.parse().unwrap()).capacity[BEDS as usize..PLACES as usize].iter().sum::<u32>()
    };
    assert!(beds(&run, "2013-10-01") > 3 * beds(&run, "2013-03-31"));
    run.month(x.calendar.months()[0]).unwrap();
}

#[test]
fn a_path_of_the_host_currency_moves_by_the_month_and_its_last_value_stays() {
    let x = scenario(
        r#"start: "2013-01-01", end: "2014-12-31",
           timeline: [(on: "2013-03-15", lever: HostCurrencyPath(per_dollar: [40, 50, 60]))]"#,
    );
    let rate = |day: &str| {
        let day = day.parse().unwrap();
        x.policy(day).accounts_per_dollar(&x.world, day)
    };
    let found = ["2013-02-28", "2013-03-20", "2013-04-01", "2013-05-31", "2014-12-31"].map(rate);
    assert_eq!(found, [30.1945, 40.0, 50.0, 60.0, 60.0]);
}
