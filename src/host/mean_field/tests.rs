//! Responses of the mean field in a frozen world of the corridor of 2013, in twelve months.

use super::*;

/// Fitted values of the design (mean of two episodes); pay and jobs on the scale where the relative wage is 1 in the
/// base year.
const BEHAVIOUR: Behaviour = Behaviour {
    out: 0.092,
    back: 0.067,
    out_value: 1.12,
    back_value: 0.76,
    hearsay: 0.11,
    network: 1.0,
    search_return: 0.37,
    savings_return: 1.1,
    savings_stay: 0.9,
    lock: 0.119,
    out_season: 1.72,
    back_season: 1.13,
    lead: 4.2,
    amplitude: 1.2,
    activity_jobs: 1.28,
    jobs_trend: -0.004,
    wage_tightness: 0.6,
    slump_pay: 1.08,
    pay: 0.78,
    sent: 0.73,
    defended: 0.43,
};

const LEVELS: Levels = Levels {
    pool: 1_560_000.0,
    jobs: 836_000.0,
    tightness: 0.84,
    wage: 29_792.0,
    living_floor: 5_000.0,
    target: 40_000.0,
    home_income: 584.0,
    lcu_per_host: 0.1503,
};

/// Shares of sectors in construction, the rest and farms, as in the reference world.
fn season() -> Season {
    let world = crate::world::World::reference();
    let weigh = |of: fn(&crate::world::Sector) -> &[f64; 12]| {
        let mut sum = [0.0; 12];
        for sector in &world.sectors {
            sum.iter_mut().zip(of(sector)).for_each(|(s, x)| *s += sector.men * x);
        }
        let mean = sum.iter().sum::<f64>() / 12.0;
        sum.map(|s| s / mean)
    };
    Season { jobs: weigh(|s| &s.demand), hours: weigh(|s| &s.hours) }
}

const USUAL: Inputs = Inputs {
    years: 0.0,
    lcu_per_host: 0.1503,
    wage: 1.0,
    host_prices: 1.0,
    home_prices: 1.0,
    home_income: 1.0,
    activity: 1.0,
    papers: 1_500.0,
    entry: 20_000.0,
    bar_risk: 0.02,
    barred_at_home: 20_000.0,
    naturalised: 1_000.0,
    population: 1.0,
    seats_out: f64::INFINITY,
    seats_back: f64::INFINITY,
    hours: 1.0,
    demand: 1.0,
};

/// Twelve months from August of a settled world with other inputs, relative to the same without: mean people abroad of
/// the last month, departures, returns and money sent of the year, %.
fn response(p: Behaviour, change: impl Fn(&mut Inputs)) -> [f64; 4] {
    let settled = MeanField::settled(p, LEVELS, &season(), &USUAL, 7);
    let year = |i: &Inputs| {
        let mut field = settled.clone();
        let months: Vec<Month> = (0..12).map(|k| field.step((7 + k) % 12, i)).collect();
        let sum = |of: fn(&Month) -> f64| months.iter().map(of).sum::<f64>();
        [months[11].abroad, sum(|m| m.departures), sum(|m| m.returns), sum(|m| m.sent)]
    };
    let mut other = USUAL;
    change(&mut other);
    let (before, after) = (year(&USUAL), year(&other));
    std::array::from_fn(|k| 100.0 * (after[k] / before[k] - 1.0))
}

fn between(value: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&value), "{value:.2} is not between {low} and {high}");
}

#[test]
fn a_frozen_world_stays_as_it_is() {
    let mut field = MeanField::settled(BEHAVIOUR, LEVELS, &season(), &USUAL, 0);
    let year = |field: &mut MeanField| (0..12).map(|m| field.step(m, &USUAL)).collect::<Vec<_>>();
    let (first, second) = (year(&mut field), year(&mut field));
    for (a, b) in first.iter().zip(&second) {
        assert!((a.abroad / b.abroad - 1.0).abs() < 0.01, "{a:?} {b:?}");
    }
    assert!((field.pool() / LEVELS.pool - 1.0).abs() < 1e-9);
    let abroad = |m: usize| first[m].abroad;
    assert!(abroad(6) > 1.1 * abroad(0) && abroad(6) > 1.1 * abroad(11), "the stock has a season");
    assert!(first.iter().all(|m| (0.7..0.95).contains(&m.employed)), "{first:?}");
    assert!(first.iter().all(|m| (m.relative_wage - 1.0).abs() < 0.06), "{first:?}");
}

/// Responses that the design found with its prototype, and a window around each.
#[test]
fn responses_in_twelve_months_are_those_of_the_design() {
    let abroad = |change: fn(&mut Inputs)| response(BEHAVIOUR, change);
    let [stock, departures, returns, sent] = abroad(|i| i.demand = 0.3);
    between(stock, -51.0, -42.0);
    between(departures, -36.0, -10.0);
    assert!(returns > 0.0 && sent < -50.0);
    between(abroad(|i| i.demand = 0.5)[0], -31.0, -23.0);
    between(abroad(|i| i.demand = 1.5)[0], 6.0, 12.0);
    let [stock, .., sent] = abroad(|i| i.activity = 0.9);
    between(stock, -9.0, -5.0);
    between(sent, -23.0, -16.0);
    let [stock, .., sent] = abroad(|i| i.wage = 1.1);
    between(stock, 2.0, 5.0);
    between(sent, 8.0, 12.0);
    let [stock, .., sent] = abroad(|i| i.papers += 3_000.0);
    between(stock, -6.0, -2.0);
    between(sent, -15.0, -9.0);
    let [stock, _, returns, _] = abroad(|i| i.bar_risk = 0.14);
    between(stock, 1.5, 4.5);
    between(returns, -12.0, -6.0);
}

#[test]
fn a_border_shut_both_ways_keeps_people_where_they_are_and_at_work() {
    let [stock, departures, returns, sent] = response(BEHAVIOUR, |i| (i.seats_out, i.seats_back) = (0.0, 0.0));
    between(stock, -5.0, 0.0);
    assert_eq!((departures, returns), (-100.0, -100.0));
    between(sent, 5.0, 25.0);
}

#[test]
fn every_number_of_behaviour_moves_something() {
    let base = |p: Behaviour| {
        let mut field = MeanField::settled(p, LEVELS, &season(), &USUAL, 0);
        let worse = Inputs { activity: 0.9, lcu_per_host: 0.1, years: 1.0, bar_risk: 0.1, ..USUAL };
        (0..12).map(|m| field.step(m, &worse)).collect::<Vec<_>>()
    };
    let json = serde_json::to_value(BEHAVIOUR).unwrap();
    let usual = base(BEHAVIOUR);
    for name in json.as_object().unwrap().keys() {
        let mut other = json.clone();
        other[name] = serde_json::json!(json[name].as_f64().unwrap() * 1.2 + 0.01);
        assert_ne!(base(serde_json::from_value(other).unwrap()), usual, "{name}");
    }
}

#[test]
fn better_terms_raise_the_stock_and_dearer_ones_lower_departures() {
    for (name, better) in [
        ("wage", (|i| i.wage = 1.2) as fn(&mut Inputs)),
        ("activity", |i| i.activity = 1.1),
        ("exchange rate", |i| i.lcu_per_host *= 1.3),
    ] {
        assert!(response(BEHAVIOUR, better)[0] > 0.5, "{name}");
    }
    for (name, dearer) in [
        ("entry", (|i| i.entry *= 2.0) as fn(&mut Inputs)),
        ("papers", |i| i.papers += 2_000.0),
        ("home income", |i| i.home_income = 1.3),
    ] {
        assert!(response(BEHAVIOUR, dearer)[1] < -0.5, "{name}");
    }
}
