//! The unit of money and the spelling of names carry nothing: the same world in tenths of its currencies has the same
//! agents and the same dollars, and the same world under other names the same numbers.

use crate::support::{cpu_run, finished, two_states};
use musofir::ensemble::Places;
use musofir::host::{INDICATORS, Money};
use musofir::scenario::{Lever, Scenario};

/// Fifteen months of two states with levers that have a price in host currency and levers that name places.
fn scenario() -> Scenario {
    two_states(
        "start: \"2012-01-01\", end: \"2013-03-31\", timeline: [
            (on: \"2012-03-10\", lever: PatentPrice(per_month: 1700)),
            (on: \"2012-05-01\", lever: HostCurrencyPath(per_dollar: [31, 36.5, 41.25])),
            (on: \"2012-06-01\", lever: PoliceChecks(times: 3, region: \"Moscow\")),
            (on: \"2012-06-01\", lever: LabourDemand(times: 0.8, sector: \"trade\")),
            (on: \"2012-07-01\", lever: Target(times: 2, regions: [\"Moscow Oblast\"], sectors: [\"construction\"],
                                               states: [\"Tajikistan\"])),
            (on: \"2012-08-01\", lever: Exempt(exempt: true, state: \"Kyrgyzstan\")),
            (on: \"2012-09-01\", lever: HostCurrency(per_dollar: 45)),
        ]",
    )
}

/// The same scenario with every nominal amount in tenths of its currency.
fn in_tenths(x: &Scenario) -> Scenario {
    let mut x = x.clone();
    x.world.host.currency.unit *= 10.0;
    x.world.assumptions.scale_money(10.0);
    let mut series = serde_json::to_value(&x.world.exogenous).unwrap();
    let of = |s: &&mut serde_json::Value| s["name"] == "host_per_dollar";
    let rates = series.as_array_mut().unwrap().iter_mut().find(of).unwrap();
    for rate in rates["values"].as_array_mut().unwrap() {
        *rate = (rate.as_f64().unwrap() * 10.0).into();
    }
    x.world.exogenous = serde_json::from_value(series).unwrap();
    for origin in &mut x.world.origins {
        origin.currency.unit *= 10.0;
        let money = |(r, _): (musofir::world::Requirement, _)| r.unit.contains("{home_currency}").then_some(r.name);
        let names: Vec<&str> = origin.assumptions.iter().filter_map(money).collect();
        assert_eq!(names, ["gdp", "lcu_per_dollar", "first_lcu_per_dollar", "home_income", "poverty_line"]);
        names.iter().for_each(|name| origin.assumptions.get_mut(name).unwrap().scale(10.0));
    }
    for (_, lever) in &mut x.timeline {
        match lever {
            Lever::PatentPrice { per_month } => *per_month *= 10.0,
            Lever::HostCurrency { per_dollar } => *per_dollar *= 10.0,
            Lever::HostCurrencyPath { per_dollar } => per_dollar.iter_mut().for_each(|rate| *rate *= 10.0),
            _ => {}
        }
    }
    assert_eq!(x.diagnostic(), None);
    x
}

#[test]
fn a_world_in_tenths_of_its_currencies_has_the_same_agents_and_the_same_dollars() {
    let (x, tenths) = (scenario(), in_tenths(&scenario()));
    let (mut run, mut other) = (finished(&x, 4_000), finished(&tenths, 4_000));
    assert_eq!(run.engine().digest().unwrap(), other.engine().digest().unwrap());
    let mut money = 0;
    for (a, b) in run.series().iter().zip(other.series()) {
        let states = |row: &musofir::run::trajectory::Row| [std::slice::from_ref(&row.values), &row.others].concat();
        for (state, tenth) in states(a).iter().zip(&states(b)) {
            for ((value, in_tenths), i) in state.iter().zip(tenth).zip(INDICATORS) {
                let times = if i.money.is_some() { 10.0 } else { 1.0 };
                money += usize::from(i.money == Some(Money::Home) && *value > 0.0);
                let off = (value * times - in_tenths).abs();
                assert!(off <= 1e-12 * in_tenths.abs().max(1e-3) || value.is_nan(), "{}: {value}, {in_tenths}", i.name);
            }
        }
        let sent = |row, unit| Places::of(row, 1.0, unit).homes.iter().map(|home| home[2]).sum::<f64>();
        assert!(sent(a, 1.0) > 0.0 && (sent(a, 1.0) * 10.0 - sent(b, 10.0)).abs() <= 1e-9 * sent(b, 10.0));
    }
    assert!(money > 30, "{money}");
}

#[test]
fn bounds_are_those_of_the_accounts_and_a_unit_is_above_zero() {
    let mut x = scenario();
    x.world.assumptions.wage.value = 900_000.0;
    x.world.assumptions.wage.high = 900_000.0;
    assert!(x.diagnostic().is_some_and(|why| why.contains("assumptions.wage")));
    x.world.host.currency.unit = 30.0;
    let wage = |x: &Scenario| x.world.diagnostics().iter().any(|d| d.field.starts_with("assumptions.wage"));
    assert!(!wage(&x), "thirty to a unit, this is a wage of 30,000");
    for wrong in [0.0, -1.0, f64::NAN] {
        x.world.host.currency.unit = wrong;
        assert!(x.world.diagnostics().iter().any(|d| d.field == "host.currency.unit"), "{wrong}");
    }
}

/// The same scenario with other names, in another order of the alphabet.
fn renamed(x: &Scenario) -> Scenario {
    let mut x = x.clone();
    let name = |kind: char, n: usize| format!("{kind}{:03}", 999 - n);
    let w = x.world.clone();
    let index = |list: Vec<&String>, name: &String| list.iter().position(|known| *known == name).unwrap();
    let region = |of: &String| name('r', index(w.host_regions.iter().map(|r| &r.name).collect(), of));
    let sector = |of: &String| name('s', index(w.sectors.iter().map(|s| &s.name).collect(), of));
    let state = |of: &String| name('o', index(w.origins.iter().map(|o| &o.name).collect(), of));
    let district = |of: &String| name('d', index(w.removal_districts.iter().collect(), of));
    x.world.host_regions.iter_mut().for_each(|r| (r.name, r.district) = (region(&r.name), district(&r.district)));
    x.world.host_regions.iter_mut().for_each(|r| r.capital = "C".to_owned());
    x.world.camps.iter_mut().for_each(|c| c.region = region(&c.region));
    x.world.sectors.iter_mut().for_each(|s| s.name = sector(&s.name));
    x.world.removal_districts.iter_mut().for_each(|d| *d = district(d));
    // A third state that is a sending state too keeps its tie to it.
    for (n, third) in x.world.neighbours.iter_mut().enumerate() {
        let tied = w.origins.iter().any(|o| o.name == third.name);
        third.name = if tied { state(&third.name) } else { name('n', n) };
    }
    for o in &mut x.world.origins {
        o.name = state(&o.name);
        o.home_regions.iter_mut().enumerate().for_each(|(n, h)| h.name = name('h', n));
    }
    for (_, lever) in &mut x.timeline {
        match lever {
            Lever::PoliceChecks { region: Some(of), .. } => *of = region(of),
            Lever::LabourDemand { sector: Some(of), .. } => *of = sector(of),
            Lever::Exempt { state: Some(of), .. } => *of = state(of),
            Lever::Target { regions, sectors, states, .. } => {
                regions.iter_mut().for_each(|of| *of = region(of));
                sectors.iter_mut().for_each(|of| *of = sector(of));
                states.iter_mut().for_each(|of| *of = state(of));
            }
            _ => {}
        }
    }
    assert_eq!(x.diagnostic(), None);
    x
}

#[test]
fn another_spelling_of_places_sectors_and_states_changes_labels_alone() {
    let (x, mut other) = (scenario(), renamed(&scenario()));
    assert_eq!(finished(&x, 3_000).digest().unwrap(), finished(&other, 3_000).digest().unwrap());
    // And the names that levers give do matter.
    for (_, lever) in &mut other.timeline {
        if let Lever::PoliceChecks { region, .. } = lever {
            *region = Some("r999".to_owned());
        }
    }
    assert_ne!(finished(&x, 3_000).digest().unwrap(), finished(&other, 3_000).digest().unwrap());
    assert_eq!(cpu_run(&other, 100).scenario().world.origins[1].name, "o998");
}
