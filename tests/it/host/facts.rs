//! Main facts of the record, roughly (calibration is a separate matter), and invariants of every day.

use crate::support::{baseline, cpu_run, finished};
use musofir::common::layout::*;
use musofir::host::{IndicatorId, ids};

#[test]
fn the_baseline_is_roughly_the_corridor_of_the_record() {
    let x = baseline();
    let run = finished(&x, 100_000);
    let months = run.series();
    let year = |y: &str, id: IndicatorId| {
        months.iter().filter(|r| r.month.starts_with(y)).map(|r| r.get(id)).collect::<Vec<_>>()
    };
    let sum = |v: Vec<f64>| v.iter().sum::<f64>();

    // About 1.0-1.2 million Tajiks in Russia, more in summer than in winter.
    for y in ["2012", "2013", "2014"] {
        let count = year(y, ids::COUNTED_BY_HOST);
        let mean = count.iter().sum::<f64>() / 12.0;
        assert!((1.0e6..1.2e6).contains(&mean), "{y}: {mean}");
        assert!(count[6] > 1.08 * count[0] && count[6] > 1.08 * count[11], "{y}: {count:?}");
    }
    // 280-308 dollars a migrant and month in 2013, within a third.
    let sent = sum(year("2013", ids::SENT_PER_MIGRANT)) / 12.0;
    assert!((280.0 * 2.0 / 3.0..308.0 * 4.0 / 3.0).contains(&sent), "{sent}");
    // Bars outnumber expulsions.
    assert!(sum(year("2013", ids::ENTRY_BARS)) > sum(year("2013", ids::EXPELLED)));
    // Some three quarters of a million departures and returns a year.
    for flow in [ids::DEPARTURES, ids::RETURNS] {
        let n = sum(year("2013", flow));
        assert!((0.55e6..0.9e6).contains(&n), "{flow}: {n}");
    }
    // Remittances of 2013 peak in the third quarter and are least in the first.
    let usd = year("2013", ids::REMITTANCES_USD);
    let quarters: Vec<f64> = usd.chunks(3).map(|q| q.iter().sum()).collect();
    assert!(quarters[2] > quarters[3] && quarters[3] > quarters[0] && quarters[1] > quarters[0], "{quarters:?}");
}

#[test]
fn no_camp_ever_holds_more_than_its_beds() {
    let x = baseline();
    let mut run = cpu_run(&x, 150_000);
    let months = x.calendar.months();
    for month in &months[..5] {
        run.month(*month).unwrap();
        let capacity = run.rates(month.last).capacity;
        let occupied = run.engine().day_state().unwrap().occupied;
        for bed in BEDS as usize..PLACES as usize {
            assert!(
                occupied[bed] <= capacity[bed],
                "region {}: {} of {}",
                bed - BEDS as usize,
                occupied[bed],
                capacity[bed]
            );
        }
        assert!(occupied[BEDS as usize..PLACES as usize].iter().sum::<u32>() > 0);
    }
}

#[test]
fn a_coarse_run_agrees_with_a_fine_one() {
    let x = baseline();
    let runs = [20_000, 100_000].map(|agents| finished(&x, agents));
    for (id, tolerance) in [
        (ids::ABROAD, 0.01),
        (ids::WORKING, 0.02),
        (ids::REMITTANCES_USD, 0.02),
        (ids::DEPARTURES, 0.02),
        (ids::ENTRY_BARS, 0.10),
    ] {
        let [coarse, fine] =
            runs.each_ref().map(|run| run.series().iter().map(|r| r.get(id)).sum::<f64>() / run.series().len() as f64);
        assert!((coarse / fine - 1.0).abs() < tolerance, "{id}: {coarse} against {fine}");
    }
}

#[test]
fn a_broken_identity_stops_the_run_and_is_named() {
    use musofir::common::totals::{ENTRANTS, SENT, Totals};
    let x = baseline();
    for (flow, identity) in [(SENT, "earned + drawn = spent + sent + saved"), (ENTRANTS, "entrants = leavers")] {
        let mut run = cpu_run(&x, 2_000);
        let mut totals = Totals::default();
        totals.add(0, flow, 1);
        run.engine().preload_totals(&totals).unwrap();
        let message = run.month(x.calendar.months()[0]).expect_err("one too many").to_string();
        assert!(message.contains("2012-01") && message.contains(identity), "{message}");
    }
}
