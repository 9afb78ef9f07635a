//! The order in which a world lists its regions, sectors and communities means nothing: formulas of the host give the
//! same cells, and runs the same totals within Monte Carlo error.

use crate::support::{preset, scenario, series_of};
use musofir::common::layout::SECTORS;
use musofir::host::IndicatorId;
use musofir::host::ids::*;
use musofir::rates::{Conditions, OriginConditions, jobs};
use musofir::scenario::Scenario;

/// The same scenario with every list of its world from the end to the start.
fn reversed(x: &Scenario) -> Scenario {
    let mut x = x.clone();
    let world = &mut x.world;
    world.host_regions.reverse();
    world.sectors.reverse();
    world.host_regions.iter_mut().for_each(|region| region.demand.reverse());
    world.removal_districts.reverse();
    world.neighbours.reverse();
    world.origins.iter_mut().for_each(|origin| origin.home_regions.reverse());
    x
}

/// Nobody abroad or at home, no place taken over.
fn nothing(x: &Scenario) -> Conditions {
    let origin = OriginConditions {
        lcu_per_host: 0.15,
        prices: 1.0,
        buying_power: 1.0,
        home_jobless: 1.0,
        at_home: 1.0,
        at_large: 1.0,
        wishes: Default::default(),
    };
    let regions = x.world.host_regions.len();
    Conditions {
        origins: vec![origin; x.world.origins.len()],
        substituted: (0..regions).map(|r| r as f64).collect(),
        vacancies: vec![0.0; regions],
        ties: Vec::new(),
        sent_back: Vec::new(),
        observed_activists: Vec::new(),
        reference_consumption: Vec::new(),
        checks: 1.0,
        threat: 0.0,
        credibility: 0.0,
        exit_denied: 0.0,
        conceded: false,
        inflow: 0.0,
    }
}

#[test]
fn jobs_of_every_cell_are_the_same_in_another_order() {
    let x = scenario(
        r#"start: "2013-01-01", end: "2013-12-31", timeline: [
            (on: "2013-02-01", lever: LabourDemand(times: 0.7, sector: "construction"))]"#,
    );
    let y = reversed(&x);
    let day = jiff::civil::date(2013, 3, 1);
    let (mut other, here) = (nothing(&y), nothing(&x));
    other.substituted.reverse();
    let a = jobs(&x.world, &x.policy(day), &here, 2013, 3);
    let mut b = jobs(&y.world, &y.policy(day), &other, 2013, 3);
    b.reverse();
    assert_eq!(a.len(), x.world.host_regions.len() * SECTORS as usize);
    for (k, (a, b)) in a.iter().zip(&b).enumerate() {
        assert!((a - b).abs() <= 1e-12 * a.abs(), "cell {k}: {a} and {b}");
    }
}

#[test]
fn a_run_of_a_world_in_another_order_has_the_same_totals() {
    let mut x = preset("mass-deportation");
    x.until("2014-01-31").unwrap();
    let runs = |x: &Scenario| series_of(x, 20_000, 6);
    let (here, there) = (runs(&x), runs(&reversed(&x)));
    let mean = |of: &[Vec<Vec<f64>>], id: IndicatorId| {
        let each: Vec<f64> =
            of.iter().map(|run| run.iter().map(|row| row[id.index()]).sum::<f64>() / run.len() as f64).collect();
        let mean = each.iter().sum::<f64>() / each.len() as f64;
        let squares = each.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        (mean, squares / (each.len() - 1) as f64 / each.len() as f64)
    };
    for id in
        [ABROAD, WORKING, DEPARTURES, RETURNS, ARRESTS, BARRED, EXPELLED, WAGE, REMITTANCES_USD, POVERTY, UNFILLED_JOBS]
    {
        let ((a, va), (b, vb)) = (mean(&here, id), mean(&there, id));
        // Five standard errors of the difference; a thousandth where seeds hardly differ.
        let error = 5.0 * (va + vb).sqrt() + 1e-3 * a.abs();
        assert!((a - b).abs() < error, "{id}: {a} and {b}, error {error}");
    }
}
