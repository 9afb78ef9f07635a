//! The rules of the stages, one agent at a time: what a check, an order, a pay day, a border do.

use crate::support::{seeker, still};
use musofir::chance::{ONE, threshold};
use musofir::cpu::Page;
use musofir::cpu::context::{Context, thousands};
use musofir::cpu::{apply, deportation, detention, employment, mobility, papers, remittance, settle};
use musofir::layout::*;
use musofir::tables::{Atlas, Day, Published, Rates};
use musofir::totals::*;

const TODAY: u32 = 1000;

/// Lives one stage of one agent on its monthly day.
struct Scene {
    atlas: Box<Atlas>,
    rates: Box<Rates>,
    published: Box<Published>,
    day: Day,
    page: Page,
}

impl Scene {
    fn new(change: impl FnOnce(&mut Rates)) -> Self {
        let mut rates = still();
        change(&mut rates);
        let mut atlas = Atlas::boxed();
        atlas.sectors.fill(ONE);
        atlas.skill.fill(256);
        atlas.household.fill(256);
        let day = Day { day: TODAY, month_day: 0, eve_month_day: 30, key_0: 1, ..bytemuck::Zeroable::zeroed() };
        Self { atlas, rates, published: Published::boxed(), day, page: Page::default() }
    }

    fn with<T>(&mut self, id: u32, stage: impl FnOnce(&mut Context) -> T) -> T {
        stage(&mut Context {
            id,
            origin: 0,
            monthly: monthly(id, self.day.month_day),
            day: &self.day,
            atlas: &self.atlas,
            rates: &self.rates,
            published: &self.published,
            drawn: None,
            page: &mut self.page,
        })
    }

    /// Earned and drawn is spent, sent and saved.
    fn money_is_kept(&self) {
        let t = |f| self.page.totals.get(f);
        assert_eq!(t(EARNED) + t(DRAWN), t(SPENT) + t(SENT) + t(SAVED));
    }
}

fn worker(wage: u32) -> Agent {
    Agent { status: WORKING, wage, ..seeker() }
}

#[test]
fn packing_keeps_every_field_at_its_edges() {
    let edge = Agent {
        status: 7,
        papers: 3,
        violations: 3,
        sector: 7,
        region: 82,
        community: 511,
        dependents: 7,
        sex: 1,
        knows_barred: 1,
        since: 4095,
        papers_until: 4095,
        bucket: 255,
        barred_until: 65535,
        wage: 65535,
        savings: -32768,
        grievance: 255,
        fear: 255,
    };
    assert_eq!(unpack(pack(&edge)), edge);
    assert_eq!(unpack(pack(&Agent { savings: 32767, ..edge })).savings, 32767);
    assert_eq!(unpack([u32::MAX; 4]).savings, -1);
}

#[test]
fn money_in_thousands_keeps_its_mean() {
    let draws = (0..100_000u32).map(|i| i.wrapping_mul(42_949));
    let sum: i64 = draws.map(|d| i64::from(thousands(3_400, d))).sum();
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
    assert_eq!(s.page.totals.get(EARNED), 20_000);
    assert_eq!(s.page.totals.get(SENT), 10_000, "half the wage");
    s.money_is_kept();

    let mut s2 = Scene::new(|r| *r = *s.rates);
    let mut indebted = Agent { savings: -25, ..worker(2000) };
    s2.with(0, |c| remittance::remittance(&mut indebted, c));
    let repaid = (indebted.savings + 25) as u64 * 1000;
    assert!((7_000..=8_000).contains(&repaid), "40 % of the wage at most, in whole thousands: {repaid}");
    assert_eq!(s2.page.totals.get(SENT), (20_000 - repaid - 5_000).min(10_000));
    s2.money_is_kept();

    let mut s3 = Scene::new(|r| *r = *s.rates);
    let mut poor = worker(600);
    s3.with(0, |c| remittance::remittance(&mut poor, c));
    assert_eq!(s3.page.totals.get(SENT), 1_000, "what is above the floor");
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
    assert_eq!(s.page.totals.get(EARNED), 10_000);
    assert_eq!(s.page.totals.get(SENT), 5_000);
    assert_eq!(s.page.totals.get(SPENT), 1_200 + 10_000 - 1_200 - 5_000);
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
                let change = s.page.totals.get(SAVED) as i64 - s.page.totals.get(DRAWN) as i64;
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
        assert_eq!((s.page.totals.get(HOUSEHOLD_PEOPLE), s.page.totals.get(POOR_PEOPLE)), (4, poor));
    }
    let mut s = Scene::new(|r| {
        r.hours.fill(256);
        (r.home_income[0], r.poverty_line[0], r.sent_share[0]) = (1_000, 300, 1 << 31);
        r.somoni[0] = (0.1 * 4_294_967_296.0) as u32;
    });
    let mut a = Agent { dependents: 3, ..worker(500) };
    s.with(0, |c| remittance::remittance(&mut a, c));
    assert_eq!(s.page.totals.get(POOR_PEOPLE), 0, "2,500 roubles at 0.1 somoni lift 1,000 above 1,200");
}

#[test]
fn a_second_offence_brings_a_bar_that_is_not_known() {
    let mut s = Scene::new(|r| {
        r.checks.fill(ONE);
        r.legal_outcome = [ONE, ONE];
        (r.bar_on_offence, r.fine) = ([ONE; 2], 2_000);
        r.bar_term = [ONE, ONE, ONE];
    });
    let mut a = seeker();
    s.with(0, |c| detention::detention(&mut a, 0, c));
    assert_eq!((a.violations, a.barred_until, a.savings), (1, 0, -2));
    s.with(0, |c| detention::detention(&mut a, 0, c));
    assert_eq!((a.violations, a.barred_until, a.knows_barred), (0, TODAY + 1096, 0));
    assert_eq!((s.page.totals.get(OFFENCES), s.page.totals.get(OFFENCE_BARS)), (2, 1));
    assert!(!legal(&a, TODAY), "and no stay in order any more");
}

#[test]
fn only_those_without_papers_are_arrested() {
    let mut s = Scene::new(|r| {
        r.checks.fill(ONE);
        r.irregular_outcome = [ONE; 3];
    });
    for (papers, until, held) in [
        (VISA_FREE, TODAY + 1, false),
        (VISA_FREE, TODAY, true),
        (PATENT, TODAY + 9, false),
        (IRREGULAR, LAST_DAY, true),
    ] {
        let mut a = Agent { papers, papers_until: until, ..seeker() };
        s.with(0, |c| detention::detention(&mut a, 0, c));
        assert_eq!(a.status == HELD, held, "papers {papers} until {until}");
    }
}

#[test]
fn bars_are_of_three_five_and_ten_years() {
    let mut s = Scene::new(|r| r.bar_term = [threshold(0.85), threshold(0.97), ONE]);
    let mut terms = [0u32; 3];
    for i in 0..10_000u32 {
        let mut a = seeker();
        s.with(0, |c| detention::bar(&mut a, i.wrapping_mul(429_496), c));
        terms[[1096, 1826, 3652].iter().position(|t| *t == a.barred_until - TODAY).unwrap()] += 1;
    }
    assert!(terms[0].abs_diff(8_500) < 20 && terms[1].abs_diff(1_200) < 20 && terms[2].abs_diff(300) < 20, "{terms:?}");
}

#[test]
fn the_court_expels_by_removal_or_by_order() {
    for (order, status) in [(0, REMOVAL), (ONE, ORDERED)] {
        let mut s =
            Scene::new(|r| (r.court, r.expulsion, r.order_share, r.expulsion_bar_days) = (ONE, [ONE; 2], order, 1826));
        let mut a = Agent { status: DETAINED, since: TODAY - 3, ..seeker() };
        s.with(0, |c| detention::detention(&mut a, 0, c));
        assert_eq!((a.status, a.barred_until, a.knows_barred), (status, TODAY + 1826, 1));
        assert_eq!(s.page.totals.get(EXPULSION_BARS), 1);
    }
}

#[test]
fn removal_takes_part_of_the_savings_and_leaves_the_debt() {
    let mut s = Scene::new(|r| r.savings_lost = 128);
    for (before, after) in [(40, 20), (-25, -25), (1, 1)] {
        let mut a = Agent { status: REMOVAL, savings: before, region: 4, ..seeker() };
        s.with(0, |c| deportation::remove(&mut a, [0; 4], c));
        assert_eq!((a.status, a.savings), (HOME, after));
    }
    assert_eq!(
        (s.page.totals.get(LOST), s.page.totals.get(REMOVED), s.page.totals.get(EXPELLED_BY_REGION + 4)),
        (20_000, 3, 3)
    );
}

#[test]
fn an_order_is_followed_or_lapses_after_thirty_days() {
    let mut s = Scene::new(|r| r.order_followed = ONE);
    let mut a = Agent { status: ORDERED, since: TODAY, ..seeker() };
    s.with(0, |c| deportation::deportation(&mut a, u32::MAX, c));
    assert_eq!(a.status, HOME);
    let mut s = Scene::new(|_| ());
    for (age, status) in [(ORDER_DAYS - 1, ORDERED), (ORDER_DAYS, SEEKING)] {
        let mut a = Agent { status: ORDERED, since: TODAY - age, papers: IRREGULAR, ..seeker() };
        s.with(0, |c| deportation::deportation(&mut a, 0, c));
        assert_eq!((a.status, a.papers), (status, IRREGULAR));
    }
}

#[test]
fn the_border_turns_back_the_barred_who_do_not_know_it() {
    let mut s = Scene::new(|r| {
        r.departure.fill(ONE);
        (r.refusal_debt, r.settling_debt) = (20_000, 25_000);
        r.same_region = ONE;
        r.visa_free_days = 90;
    });
    let mut unknowing = Agent { status: HOME, barred_until: TODAY + 1, ..seeker() };
    s.with(0, |c| mobility::mobility(&mut unknowing, 0, c));
    assert_eq!((unknowing.status, unknowing.knows_barred, unknowing.savings), (HOME, 1, -20));
    let mut knowing = unknowing;
    s.with(0, |c| mobility::mobility(&mut knowing, 0, c));
    assert_eq!(knowing.status, HOME, "those who know stay");
    let mut expired = Agent { status: HOME, barred_until: TODAY, ..seeker() };
    s.with(0, |c| mobility::mobility(&mut expired, 0, c));
    assert_eq!((expired.status, expired.papers_until, expired.savings), (SEEKING, TODAY + 90, -25));
    s.rates.reentry = ONE;
    s.with(0, |c| mobility::mobility(&mut knowing, 0, c));
    assert_eq!((knowing.status, knowing.papers), (SEEKING, IRREGULAR));
    assert_eq!((s.page.totals.get(REFUSED), s.page.totals.get(DEPARTURES), s.page.totals.get(REENTRIES)), (1, 2, 1));
}

#[test]
fn a_bar_is_learned_at_the_exit_and_those_who_know_it_are_caged() {
    let mut s = Scene::new(|r| r.homecoming[..4].copy_from_slice(&[ONE, 0, ONE, 0]));
    let mut unknowing = Agent { barred_until: TODAY + 9, ..worker(1) };
    s.with(0, |c| mobility::mobility(&mut unknowing, 0, c));
    assert_eq!((unknowing.status, unknowing.knows_barred), (HOME, 1));
    let mut caged = Agent { barred_until: TODAY + 9, knows_barred: 1, ..worker(1) };
    s.with(0, |c| mobility::mobility(&mut caged, 0, c));
    assert_eq!(caged.status, WORKING);
}

#[test]
fn overstay_found_at_exit_brings_a_bar() {
    for (papers, until, bars) in [(VISA_FREE, TODAY, 1), (VISA_FREE, TODAY + 1, 0), (IRREGULAR, LAST_DAY, 1)] {
        let mut s = Scene::new(|r| (r.homecoming, r.bar_on_overstay, r.bar_term) = ([ONE; 128], [ONE; 2], [ONE; 3]));
        let mut a = Agent { papers, papers_until: until, ..seeker() };
        s.with(0, |c| mobility::mobility(&mut a, 0, c));
        assert_eq!(s.page.totals.get(OVERSTAY_BARS), bars);
        assert_eq!(u64::from(a.knows_barred), bars);
    }
}

#[test]
fn a_leaver_is_reborn_in_the_same_community_without_a_past() {
    let mut s = Scene::new(|r| r.death = [ONE; 4]);
    let mut a = Agent {
        community: 77,
        savings: -7,
        violations: 2,
        barred_until: 9999,
        knows_barred: 1,
        grievance: 9,
        ..worker(500)
    };
    s.with(0, |c| mobility::mobility(&mut a, 0, c));
    assert_eq!(
        (a.status, a.community, a.savings, a.violations, a.barred_until, a.wage, a.grievance),
        (HOME, 77, 0, 0, 0, 0, 0)
    );
    assert_eq!((s.page.totals.get(DIED), s.page.totals.get(ENTRANTS), s.page.totals.get(WRITTEN_OFF)), (1, 1, 7_000));
}

#[test]
fn papers_run_out_unless_a_patent_or_a_journey_renews_them() {
    let stay = |change: fn(&mut Rates)| {
        let mut s = Scene::new(change);
        s.rates.visa_free_days = 90;
        let mut a = Agent { papers: VISA_FREE, papers_until: TODAY, ..seeker() };
        s.with(0, |c| papers::papers(&mut a, c));
        (a.papers, a.papers_until)
    };
    assert_eq!(stay(|_| ()).0, IRREGULAR);
    assert_eq!(stay(|r| r.patent.fill(ONE)), (PATENT, TODAY + PATENT_DAYS));
    assert_eq!(stay(|r| r.visa_run = ONE), (VISA_FREE, TODAY + 90));
    let mut s = Scene::new(|_| ());
    let mut covered = Agent { papers: VISA_FREE, papers_until: TODAY + RENEWAL_DAYS + 1, ..seeker() };
    s.with(BLOCK, |c| papers::papers(&mut covered, c));
    assert_eq!(covered.papers, VISA_FREE, "not its monthly day");
}

#[test]
fn a_visa_run_finds_the_bar() {
    let mut s = Scene::new(|r| r.visa_run = ONE);
    let mut a = Agent { papers: VISA_FREE, papers_until: TODAY, barred_until: TODAY + 1, ..worker(1) };
    s.with(0, |c| papers::papers(&mut a, c));
    assert_eq!((a.status, a.knows_barred, a.wage), (HOME, 1, 0));
}

#[test]
fn violations_leave_the_register_and_bars_are_looked_up() {
    let mut s = Scene::new(|r| (r.violation_expiry, r.bar_lookup) = (ONE, ONE));
    let mut a = Agent { violations: 2, barred_until: TODAY + 1, ..seeker() };
    s.with(0, |c| papers::papers(&mut a, c));
    assert_eq!((a.violations, a.knows_barred), (1, 1));
    a.barred_until = TODAY;
    s.with(0, |c| papers::papers(&mut a, c));
    assert_eq!(a.knows_barred, 0, "a bar that has run out");
}

#[test]
fn an_overfull_cell_sheds_workers_sooner() {
    let mut s = Scene::new(|r| {
        r.separation.fill(0);
        r.separation[4] = ONE;
        r.capacity[JOBS as usize] = 100;
    });
    for (occupied, status) in [(100, WORKING), (137, WORKING), (138, SEEKING)] {
        s.published.occupied[JOBS as usize] = occupied;
        let mut a = worker(5);
        s.with(0, |c| employment::employment(&mut a, 0, c));
        assert_eq!(a.status, status, "{occupied} in 100 jobs");
    }
}

#[test]
fn an_admission_is_a_job_with_a_wage_by_skill_and_papers() {
    let mut s = Scene::new(|r| {
        r.wage.fill(2_000);
        r.irregular_wage = 128;
    });
    s.published.cutoff.fill(10);
    for (papers, bucket, status, wage) in
        [(PATENT, 9, WORKING, 2_000), (PATENT, 10, SEEKING, 0), (IRREGULAR, 0, WORKING, 1_000)]
    {
        let mut a = Agent { papers, bucket, ..seeker() };
        s.with(0, |c| settle::settle(&mut a, c));
        assert_eq!((a.status, a.wage, a.bucket), (status, wage, NOT_APPLIED));
    }
}

#[test]
fn the_arrested_apply_for_the_nearest_camp_with_a_free_bed() {
    let mut s = Scene::new(|r| r.capacity[BEDS as usize..PLACES as usize].fill(10));
    for k in 0..CAMP_CHOICES {
        s.atlas.nearest[k as usize] = k;
    }
    s.published.occupied[BEDS as usize] = 10;
    s.published.occupied[BEDS as usize + 1] = 11;
    let mut a = Agent { status: HELD, ..seeker() };
    s.with(0, |c| apply::apply(&mut a, u32::MAX, false, c));
    assert_eq!((a.sector, a.bucket), (2, 254));
    s.published.cutoff[BEDS as usize + 2] = 255;
    s.with(0, |c| settle::settle(&mut a, c));
    assert_eq!((a.status, a.region), (DETAINED, 2), "and are in the camp's region");
}
