//! The rules of the stages, one agent at a time: what a check, an order, a pay day, a border do.

mod amnesty;
mod codes;
mod coercion;
mod exact;
mod lottery;
mod money;
mod rng;
mod target;
mod unrest;

use crate::support::{seeker, still};
use musofir::common::agent::*;
use musofir::common::chance::{ONE, threshold};
use musofir::common::layout::*;
use musofir::common::tables::{Day, DayState, Rates, WorldTables};
use musofir::common::totals::*;
use musofir::rules::context::{Context, thousands};
use musofir::rules::counters::Tally;
use musofir::rules::words::word;
use musofir::rules::{apply, deportation, detention, employment, mobility, papers, remittance, settle};

const TODAY: u32 = 1000;

/// Runs one stage of one agent on its monthly day.
struct Scene {
    tables: Box<WorldTables>,
    rates: Box<Rates>,
    day_state: Box<DayState>,
    day: Day,
    tally: Tally,
}

impl Scene {
    fn new(change: impl FnOnce(&mut Rates)) -> Self {
        let mut rates = still();
        change(&mut rates);
        let mut tables = WorldTables::boxed();
        tables.sectors.fill(ONE);
        tables.skill.fill(256);
        tables.household.fill(256);
        let day = Day { day: TODAY, month_day: 0, eve_month_day: 30, key_0: 1, ..bytemuck::Zeroable::zeroed() };
        Self { tables, rates, day_state: DayState::boxed(), day, tally: Tally::default() }
    }

    fn with<T>(&mut self, id: u32, stage: impl FnOnce(&mut Context) -> T) -> T {
        stage(&mut Context {
            id,
            origin: 0,
            monthly: monthly(id, self.day.month_day),
            day: &self.day,
            tables: &self.tables,
            rates: &self.rates,
            day_state: &self.day_state,
            drawn: None,
            tally: &mut self.tally,
        })
    }

    /// Earned and drawn is spent, sent and saved.
    fn money_is_kept(&self) {
        let t = |f| self.tally.totals.get(f);
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
    s.rates.reentry = [ONE; 4];
    s.with(0, |c| mobility::mobility(&mut knowing, 0, c));
    assert_eq!((knowing.status, knowing.papers), (SEEKING, IRREGULAR));
    assert_eq!((s.tally.totals.get(REFUSED), s.tally.totals.get(DEPARTURES), s.tally.totals.get(REENTRIES)), (1, 2, 1));
}

#[test]
fn a_bar_is_learned_at_the_exit_and_those_who_know_it_stay() {
    let mut s = Scene::new(|r| r.homecoming[..4].copy_from_slice(&[ONE, 0, ONE, 0]));
    let mut unknowing = Agent { barred_until: TODAY + 9, ..worker(1) };
    s.with(0, |c| mobility::mobility(&mut unknowing, 0, c));
    assert_eq!((unknowing.status, unknowing.knows_barred), (HOME, 1));
    let mut knowing = Agent { barred_until: TODAY + 9, knows_barred: 1, ..worker(1) };
    s.with(0, |c| mobility::mobility(&mut knowing, 0, c));
    assert_eq!(knowing.status, WORKING);
}

#[test]
fn overstay_found_at_exit_brings_a_bar() {
    for (papers, until, bars) in [(VISA_FREE, TODAY, 1), (VISA_FREE, TODAY + 1, 0), (IRREGULAR, LAST_DAY, 1)] {
        let mut s = Scene::new(|r| (r.homecoming, r.bar_on_overstay, r.bar_term) = ([ONE; 128], [ONE; 2], [ONE; 3]));
        let mut a = Agent { papers, papers_until: until, ..seeker() };
        s.with(0, |c| mobility::mobility(&mut a, 0, c));
        assert_eq!(s.tally.totals.get(OVERSTAY_BARS), bars);
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
    assert_eq!(
        (s.tally.totals.get(DIED), s.tally.totals.get(ENTRANTS), s.tally.totals.get(WRITTEN_OFF)),
        (1, 1, 7_000)
    );
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
    assert_eq!(stay(|r| r.visa_run = [ONE; 4]), (VISA_FREE, TODAY + 90));
    let mut s = Scene::new(|_| ());
    let mut covered = Agent { papers: VISA_FREE, papers_until: TODAY + RENEWAL_DAYS + 1, ..seeker() };
    s.with(BLOCK, |c| papers::papers(&mut covered, c));
    assert_eq!(covered.papers, VISA_FREE, "not its monthly day");
}

#[test]
fn a_visa_run_finds_the_bar() {
    let mut s = Scene::new(|r| r.visa_run = [ONE; 4]);
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
        s.day_state.occupied[JOBS as usize] = occupied;
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
    s.day_state.cutoff.fill(10);
    for (papers, bucket, status, wage) in
        [(PATENT, 9, WORKING, 2_000), (PATENT, 10, SEEKING, 0), (IRREGULAR, 0, WORKING, 1_000)]
    {
        let mut a = Agent { papers, bucket, ..seeker() };
        s.with(0, |c| settle::settle(&mut a, c));
        assert_eq!((a.status, a.wage, a.bucket), (status, wage, NOT_APPLIED));
    }
}
