//! Money: wages, debt, what is sent, what the household consumes.

use super::*;

#[test]
fn money_in_thousands_keeps_its_mean() {
    let draws = (0..100_000u32).map(|i| i.wrapping_mul(42_949));
    let sum: i64 = draws.map(|d| i64::from(thousands(word(3_400), word(d)).get())).sum();
    assert!((sum as f64 / 100_000.0 - 3.4).abs() < 0.01, "{sum}");
}

#[test]
fn debt_is_served_first_and_the_floor_is_never_sent() {
    let mut s = Scene::new(|r| {
        r.hours.fill(256);
        (r.sent_share[0], r.living_floor, r.debt_service) = (1 << 31, 5000, 102);
    });
    let mut free = worker(2000);
    s.with(0, |c| remittance::remittance(&mut free, c));
    assert_eq!(s.tally.totals.get(EARNED), 20_000);
    assert_eq!(s.tally.totals.get(SENT), 10_000, "half the wage");
    s.money_is_kept();

    let mut s2 = Scene::new(|r| *r = *s.rates);
    let mut indebted = Agent { savings: -25, ..worker(2000) };
    s2.with(0, |c| remittance::remittance(&mut indebted, c));
    let repaid = (indebted.savings + 25) as u64 * 1000;
    assert!((7_000..=8_000).contains(&repaid), "40 % of the wage at most, in whole thousands: {repaid}");
    assert_eq!(s2.tally.totals.get(SENT), (20_000 - repaid - 5_000).min(10_000));
    s2.money_is_kept();

    let mut s3 = Scene::new(|r| *r = *s.rates);
    let mut poor = worker(600);
    s3.with(0, |c| remittance::remittance(&mut poor, c));
    assert_eq!(s3.tally.totals.get(SENT), 1_000, "what is above the floor");
}

#[test]
fn seasonal_hours_and_the_patent_come_off_the_wage() {
    let mut s = Scene::new(|r| {
        r.hours.fill(128);
        r.patent_price = 1_200;
        r.sent_share[0] = 1 << 31;
    });
    let mut a = Agent { papers: PATENT, ..worker(2000) };
    s.with(0, |c| remittance::remittance(&mut a, c));
    assert_eq!(s.tally.totals.get(EARNED), 10_000);
    assert_eq!(s.tally.totals.get(SENT), 5_000);
    assert_eq!(s.tally.totals.get(SPENT), 1_200 + 10_000 - 1_200 - 5_000);
    s.money_is_kept();
}

#[test]
fn money_is_kept_on_every_kind_of_monthly_day() {
    for wage in [0, 1, 99, 2_000, 65_535] {
        for savings in [-32_768, -32_760, -1, 0, 1, 32_760, 32_767] {
            for status in [HOME, HOME_WORKING, SEEKING, WORKING, HELD, DETAINED, REMOVAL, ORDERED] {
                let mut s = Scene::new(|r| {
                    r.hours.fill(302);
                    (r.sent_share[0], r.living_floor, r.debt_service, r.saving) = (3 << 30, 5_000, 102, 200);
                    (r.dissaving, r.credit_limit, r.patent_price) = (15, 100, 1_000);
                });
                let mut a = Agent { status, savings, papers: PATENT, ..worker(wage) };
                s.with(0, |c| remittance::remittance(&mut a, c));
                s.money_is_kept();
                let change = s.tally.totals.get(SAVED) as i64 - s.tally.totals.get(DRAWN) as i64;
                assert_eq!(i64::from(a.savings - savings) * 1000, change, "{a:?}");
                assert!((-32_768..=32_767).contains(&a.savings));
            }
        }
    }
}

#[test]
fn a_household_is_poor_below_the_line_a_head() {
    for (line, poor) in [(250, 0), (251, 4)] {
        let mut s = Scene::new(|r| (r.home_income[0], r.poverty_line[0]) = (1_000, line));
        let mut a = Agent { status: HOME, dependents: 3, ..seeker() };
        s.with(0, |c| remittance::remittance(&mut a, c));
        assert_eq!((s.tally.totals.get(HOUSEHOLD_PEOPLE), s.tally.totals.get(POOR_PEOPLE)), (4, poor));
    }
    let mut s = Scene::new(|r| {
        r.hours.fill(256);
        (r.home_income[0], r.poverty_line[0], r.sent_share[0]) = (1_000, 300, 1 << 31);
        r.lcu[0] = (0.1 * 4_294_967_296.0) as u32;
    });
    let mut a = Agent { dependents: 3, ..worker(500) };
    s.with(0, |c| remittance::remittance(&mut a, c));
    assert_eq!(s.tally.totals.get(POOR_PEOPLE), 0, "2,500 of the host currency at 0.1 lift 1,000 above 1,200");
}
