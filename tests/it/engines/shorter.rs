//! Every shorter way through a day against the full day, over rates and agents at the edges of every field:
//! the CPU engine's gate, quiet days and monthly days on every instruction path, and the kernels of a device.

use crate::support::device;
use musofir::common::agent::*;
use musofir::common::calendar::LONGEST_RUN;
use musofir::common::chance::ONE;
use musofir::common::layout::*;
use musofir::common::rng::{mulhi, philox};
use musofir::common::tables::{Day, DayState, Rates, WorldTables};
use musofir::common::totals::{ASKED, Census, Totals};
use musofir::cpu::CpuEngine;
use musofir::cpu::gate::{Highest, separations};
use musofir::cpu::paths::{name, paths};
use musofir::engine::{AgentState, Batch, Engine, Start};
use musofir::gpu::{GpuBatch, GpuOptions, KERNELS, Patch};

/// Days to run: early, around the first days whose codes come again, and the last that a run may have.
const DAYS: [u32; 4] = [1_000, DAY_CODES - 1, DAY_CODES + 20, FIRST_DAY + LONGEST_RUN - 1];
/// Some cycles of monthly days, and part of a block.
const AGENTS: usize = (2 * BLOCK * MONTHLY_DAYS + 7) as usize;
const SCENES: u32 = 120;
/// More than any daily threshold.
const MOST: u32 = ONE / 24;

/// Draws without end.
struct Dice(u32, u32);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.1 += 1;
        mulhi(philox([self.1, 0, 0, 0], [self.0, 9])[0], n)
    }

    fn of<T: Copy>(&mut self, some: &[T]) -> T {
        some[self.below(some.len() as u32) as usize]
    }

    fn fill(&mut self, table: &mut [u32], n: u32) {
        table.iter_mut().for_each(|entry| *entry = self.below(n));
    }
}

fn tables(dice: &mut Dice) -> Box<WorldTables> {
    let mut a = WorldTables::boxed();
    dice.fill(&mut a.nearest, REGIONS);
    dice.fill(&mut a.district, DISTRICTS);
    dice.fill(&mut a.home_region, HOME_REGIONS);
    dice.fill(&mut a.origin, ORIGINS);
    dice.fill(&mut a.skill, 512);
    dice.fill(&mut a.household, 1024);
    a.dependents.fill(ONE / 3);
    a.sectors.fill(ONE / 4);
    a.women.fill(ONE / 5);
    a
}

fn rates(dice: &mut Dice) -> Box<Rates> {
    let mut t = Rates::boxed();
    t.gate.fill(MOST);
    for table in [&mut t.separation[..], &mut t.home_hire, &mut t.home_separation, &mut t.checks] {
        dice.fill(table, MOST);
    }
    for table in [&mut t.death[..], &mut t.retirement, &mut t.naturalisation, &mut t.departure, &mut t.homecoming] {
        dice.fill(table, MOST / 3);
    }
    (t.change_region, t.change_sector) = (MOST / 3, MOST / 3);
    dice.fill(&mut t.reentry, MOST / 3);
    for column in t.destination.iter_mut() {
        *column = dice.below(1 << 24) << 8 | dice.below(REGIONS);
    }
    (t.target_sectors, t.target_papers, t.target_sexes, t.target_origins) = (0x55, 0b1101, 0b11, 0b0111);
    dice.fill(&mut t.target_regions, 2);
    dice.fill(&mut t.capacity, 20);
    dice.fill(&mut t.wage, 4_000);
    dice.fill(&mut t.hours, 512);
    dice.fill(&mut t.exempt, 2);
    dice.fill(&mut t.patent, ONE);
    dice.fill(&mut t.recruitment, MOST);
    (t.violation_expiry, t.bar_lookup, t.visa_run) = (ONE / 2, ONE / 2, [ONE / 4, 0, ONE / 8, ONE]);
    (t.bar_lifted, t.bar_lifted_days) = (dice.of(&[0, ONE / 2, ONE]), dice.of(&[0, 600, 900]));
    (t.visa_free_days, t.visa_run_cost, t.permit_days, t.permit_cost) = (90, 5_000, 365, 9_000);
    (t.legal_outcome, t.irregular_outcome) = ([ONE / 4, ONE / 2], [ONE / 4, ONE / 2, ONE]);
    (t.irregular_wage, t.fine, t.bribe, t.ticket, t.order_share, t.longest_stay) =
        (200, 5_000, 900, 9_000, ONE / 2, 30);
    (t.court, t.order_followed, t.expulsion_bar_days, t.savings_lost) =
        (ONE / 4, [ONE / 8, ONE / 2, 0, ONE / 4], 1_826, 30);
    (t.living_floor, t.patent_price) = (dice.below(12_000), dice.below(5_000));
    (t.debt_service, t.saving, t.credit_limit, t.dissaving) =
        (dice.below(256), dice.below(257), dice.below(40), dice.below(20));
    if dice.below(4) == 0 {
        t.credit_limit = 32_767;
    }
    dice.fill(&mut t.sent_share, ONE);
    dice.fill(&mut t.lcu, ONE / 4);
    dice.fill(&mut t.home_income, 900);
    dice.fill(&mut t.poverty_line, 300);
    dice.fill(&mut t.reference_consumption, 600);
    t.reference_consumption[0] = 0;
    dice.fill(&mut t.ties, 4);
    dice.fill(&mut t.alarm, 60 * 256);
    dice.fill(&mut t.observed_activists, 900);
    dice.fill(&mut t.protest_arrest, 257);
    dice.fill(&mut t.grievance_of, 90);
    (t.fear_kept, t.grievance_pace, t.protest_threshold) = (240, dice.below(257), dice.below(120));
    t
}

fn agent(dice: &mut Dice, community: u32, limit: u32, today: u32) -> [u32; 4] {
    let status = dice.of(&[
        HOME,
        HOME,
        HOME_WORKING,
        SEEKING,
        SEEKING,
        WORKING,
        WORKING,
        WORKING,
        HELD,
        DETAINED,
        REMOVAL,
        ORDERED,
    ]);
    let limit = limit as i32;
    let any = dice.below(65_536) as i32 - 32_768;
    pack(&Agent {
        status,
        papers: dice.below(4),
        violations: dice.below(4),
        sector: dice.below(SECTORS),
        region: dice.below(REGIONS),
        community,
        dependents: dice.below(8),
        sex: dice.below(2),
        knows_barred: dice.below(2),
        since: code_of(
            today + DAY_CODES - dice.of(&[0, 1, 2, 3, 7, 29, 30, 31, 39, SPELL_DAYS, SPELL_DAYS + 1, SPELL_DAYS + 31]),
        ),
        papers_until: match dice.of(&[i32::MAX, -2_001, -2_000, -1, 0, 1, 31, 32, 2_000]) {
            i32::MAX => LAST_DAY,
            days => code_of((today + DAY_CODES).wrapping_add_signed(days)),
        },
        bucket: dice.of(&[NOT_APPLIED, NOT_APPLIED, 0, 100, 254]),
        barred_until: dice.of(&[0, 0, today, today + 1, today + 900]),
        wage: dice.of(&[0, 900, 2_500, 65_535]),
        savings: dice.of(&[any, any % 60, -32_768, 32_767, -1, 0, 1, -limit - 1, -limit, 1 - limit]),
        grievance: dice.below(256),
        fear: dice.below(256),
    })
}

/// A day to run.
struct Scene {
    start: Start,
    rates: Box<Rates>,
    day: Day,
}

/// What becomes of it.
type Evening = (AgentState, DayState, Totals, Census);

impl Scene {
    /// Of a number. Its agents end within a block; most blocks are of one community.
    fn new(number: u32) -> Self {
        let dice = &mut Dice(number, 0);
        let (tables, rates) = (tables(dice), rates(dice));
        let mut day_state = *DayState::boxed();
        dice.fill(&mut day_state.occupied, 24);
        dice.fill(&mut day_state.cutoff, 257);
        dice.fill(&mut day_state.activists, 4_000);
        let (today, month_day) = (dice.of(&DAYS), dice.below(31));
        let day = Day {
            day: today,
            month_day,
            eve_month_day: (month_day + 30) % 31,
            key_0: number,
            ..bytemuck::Zeroable::zeroed()
        };
        let mut agent_state = AgentState::default();
        for i in 0..AGENTS as u32 {
            let block = i / BLOCK;
            let community = COMMUNITIES - 1 - if block % 5 == 4 { i % 2 } else { block };
            agent_state.push(agent(dice, community, rates.credit_limit, today));
        }
        let gate = Highest::new(&rates, &separations(&rates, &day_state));
        assert!(gate.is_some(), "a certainty would let everyone through the gate");
        Self { start: Start { agent_state, day_state, tables }, rates, day }
    }

    fn on_cpu(&self, way: impl FnOnce(CpuEngine) -> CpuEngine) -> Evening {
        let mut engine = way(CpuEngine::new(self.start.clone(), 1));
        engine.load(&self.rates).unwrap();
        engine.advance(&[self.day]).unwrap();
        let counted = engine.month_end(self.day.day).unwrap();
        (engine.agent_state().unwrap(), counted.day_state, counted.totals, counted.census)
    }

    fn on_device(&self, batch: &mut GpuBatch) -> Evening {
        batch.start(0, self.start.clone()).unwrap();
        batch.load(0, &self.rates).unwrap();
        batch.advance(&[(0, vec![self.day])]).unwrap();
        let counted = batch.month_end(&[(0, self.day.day)]).unwrap().remove(0);
        (batch.agent_state(0).unwrap(), counted.day_state, counted.totals, counted.census)
    }
}

/// A device's room for a scene, in parts that begin and end within a block; its few threads take several agents each.
fn batch(hardware: bool, patch: Option<Patch>) -> GpuBatch {
    let options = GpuOptions { workgroup: 8, tile: 1_000, hardware: Some(hardware), patch, ..Default::default() };
    GpuBatch::new(device(), AGENTS, 1, options).unwrap()
}

/// Compares every instruction path, and the kernels of these batches, with the whole day.
fn compare(mut batches: Vec<GpuBatch>) {
    let mut calm = 0;
    for number in 0..SCENES {
        let scene = Scene::new(number);
        let whole = scene.on_cpu(CpuEngine::without_gate);
        calm += whole.2.get(ASKED);
        for path in paths() {
            assert!(scene.on_cpu(|engine| engine.on_path(path)) == whole, "scene {number}, {}", name(path));
        }
        for batch in &mut batches {
            assert!(scene.on_device(batch) == whole, "scene {number}, {}", batch.describe());
        }
    }
    assert!(calm > 5_000, "{calm} monthly days");
}

#[test]
fn no_shorter_way_through_a_day_differs_from_the_whole_day() {
    compare(Vec::new());
}

#[test]
#[ignore = "gpu"]
fn no_kernel_of_the_gpu_differs_from_the_whole_day() {
    compare([false, true].map(|hardware| batch(hardware, None)).into());
}

/// Rules of the month kernel, each with a wrong one.
const FAULTS: [[&str; 2]; 31] = [
    ["(home || large) && !wins && !struck", "(home || large) && !struck"],
    ["(home || large) && !wins && !struck", "(home || large) && !wins"],
    ["hit(b.x, rates[slot].violation_expiry)", "hit(b.y, rates[slot].violation_expiry)"],
    ["a.knows_barred == 1u || hit(b.y", "hit(b.y"],
    ["large && !is_barred && rates[slot].exempt", "large && rates[slot].exempt"],
    ["select(a.papers_until, stay(origin, day), exemption_ends)", "a.papers_until"],
    ["code_of(day + rates[slot].visa_free_days)", "day + rates[slot].visa_free_days"],
    ["let asks = large && !covered;", "let asks = large;"],
    ["papers != IRREGULAR && !papers_last(until, day, 0u);", "papers != IRREGULAR && !papers_last(until, day, 1u);"],
    ["kept_near(a.since, day, 0u, SPELL_DAYS)", "a.since"],
    ["a.barred_until <= day + rates[slot].bar_lifted_days", "true"],
    ["hit(swapped(b.y), rates[slot].bar_lifted)", "hit(b.y, rates[slot].bar_lifted)"],
    ["did.lifted += u32(papers.lifted);", ""],
    ["select(kept_near(until, day, PAPERS_AHEAD, PAPERS_BEHIND), until, until == LAST_DAY)", "until"],
    ["&& !papers.travels", ""],
    ["&& !unrest.recruited", ""],
    ["select(0u, min(earned, rates[slot].patent_price)", "select(0u, rates[slot].patent_price"],
    ["service, b.x), max(-a.savings, 0)", "service, b.x), abs(a.savings)"],
    ["b.y), i32(rest / 1000u)), 32767 - a.savings - repaid)", "b.y), i32(rest / 1000u)), 32767)"],
    ["a.savings + i32(rates[slot].credit_limit) > 0", "true"],
    ["thousands(cost, draw), a.savings + 32768", "thousands(cost, draw), 65535"],
    ["min(max(a.savings, 0), i32(rates[slot].dissaving))", "i32(rates[slot].dissaving)"],
    ["+ select(0u, rates[slot].grievance_of[1], a.status == HOME)", ""],
    ["+ select(0u, rates[slot].grievance_of[2], barred(a, today.day))", ""],
    ["return grievance > rates[slot].protest_threshold", "return grievance >= rates[slot].protest_threshold"],
    ["u32(barred(a, today.day) && jobless(a))", "u32(barred(a, today.day))"],
    ["seeks(&a, searches(id, today.day))", "seeks(&a, true)"],
    ["min(rest - min(rest, today.month_day * BLOCK), BLOCK)", "min(rest, BLOCK)"],
    ["k < stop && community_of(k) == community", "k < stop"],
    ["did.drawn += money.drawn;", ""],
    ["did.acts += u32(unrest.is_active);", ""],
];

#[test]
#[ignore = "gpu"]
fn a_wrong_rule_of_the_monthly_day_on_the_gpu_is_caught() {
    let of_month = KERNELS.iter().find(|k| k.name == "month").unwrap();
    for [from, to] in FAULTS {
        assert_eq!(of_month.source.matches(from).count(), 1, "{from}");
        let mut device = batch(false, Some(Patch { from, to }));
        let caught = |number| {
            let scene = Scene::new(number);
            scene.on_device(&mut device) != scene.on_cpu(|engine| engine)
        };
        assert!((0..SCENES).any(caught), "not caught: {from}");
    }
}
