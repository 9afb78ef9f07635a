//! Checks, court, orders and removals.

use super::*;

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
    assert_eq!((s.tally.totals.get(OFFENCES), s.tally.totals.get(OFFENCE_BARS)), (2, 1));
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
        assert_eq!(s.tally.totals.get(EXPULSION_BARS), 1);
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
        (s.tally.totals.get(LOST), s.tally.totals.get(REMOVED), s.tally.totals.get(EXPELLED_BY_REGION + 4)),
        (20_000, 3, 3)
    );
}

#[test]
fn an_order_is_followed_or_lapses_after_thirty_days() {
    let mut s = Scene::new(|r| r.order_followed = [ONE; 4]);
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
fn the_arrested_apply_for_the_nearest_camp_with_a_free_bed() {
    let mut s = Scene::new(|r| r.capacity[BEDS as usize..PLACES as usize].fill(10));
    for k in 0..CAMP_CHOICES {
        s.tables.nearest[k as usize] = k;
    }
    s.day_state.occupied[BEDS as usize] = 10;
    s.day_state.occupied[BEDS as usize + 1] = 11;
    let mut a = Agent { status: HELD, ..seeker() };
    s.with(0, |c| apply::apply(&mut a, u32::MAX, false, c));
    assert_eq!((a.sector, a.bucket), (2, 254));
    s.day_state.cutoff[BEDS as usize + 2] = 255;
    s.with(0, |c| settle::settle(&mut a, c));
    assert_eq!((a.status, a.region), (DETAINED, 2), "and are in the camp's region");
}
