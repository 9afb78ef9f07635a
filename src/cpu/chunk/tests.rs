//! Every shorter way through a day against the day lived in full, over rates and agents at the edges of every field.

use super::*;
use crate::chance::ONE;
use crate::cpu::gate::separations;
use crate::cpu::paths::paths;
use crate::rng::philox;

const TODAY: u32 = 1_000;
/// More than any daily threshold.
const MOST: u32 = ONE / 24;

/// Draws without end.
struct Dice(u32, u32);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.1 += 1;
        crate::rng::mulhi(philox([self.1, 0, 0, 0], [self.0, 9])[0], n)
    }

    fn of<T: Copy>(&mut self, some: &[T]) -> T {
        some[self.below(some.len() as u32) as usize]
    }

    fn fill(&mut self, table: &mut [u32], n: u32) {
        table.iter_mut().for_each(|entry| *entry = self.below(n));
    }
}

fn atlas(dice: &mut Dice) -> Box<Atlas> {
    let mut a = Atlas::boxed();
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
    (t.change_region, t.change_sector, t.reentry) = (MOST / 3, MOST / 3, MOST / 3);
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
    (t.violation_expiry, t.bar_lookup, t.visa_run) = (ONE / 2, ONE / 2, ONE / 16);
    (t.visa_free_days, t.visa_run_cost, t.permit_days, t.permit_cost) = (90, 5_000, 365, 9_000);
    (t.legal_outcome, t.irregular_outcome) = ([ONE / 4, ONE / 2], [ONE / 4, ONE / 2, ONE]);
    (t.irregular_wage, t.fine, t.bribe, t.ticket, t.order_share, t.longest_stay) =
        (200, 5_000, 900, 9_000, ONE / 2, 30);
    (t.court, t.order_followed, t.expulsion_bar_days, t.savings_lost) = (ONE / 4, ONE / 8, 1_826, 30);
    (t.living_floor, t.patent_price) = (dice.below(12_000), dice.below(5_000));
    (t.debt_service, t.saving, t.credit_limit, t.dissaving) =
        (dice.below(256), dice.below(257), dice.below(40), dice.below(20));
    dice.fill(&mut t.sent_share, ONE);
    dice.fill(&mut t.somoni, ONE / 4);
    dice.fill(&mut t.home_income, 900);
    dice.fill(&mut t.poverty_line, 300);
    dice.fill(&mut t.accustomed, 600);
    t.accustomed[0] = 0;
    dice.fill(&mut t.ties, 4);
    dice.fill(&mut t.alarm, 60 * 256);
    dice.fill(&mut t.heard, 900);
    dice.fill(&mut t.protest_arrest, 257);
    dice.fill(&mut t.grievance_of, 90);
    (t.fear_kept, t.grievance_pace, t.protest_threshold) = (240, dice.below(257), dice.below(120));
    t
}

fn agent(dice: &mut Dice, community: u32, limit: u32) -> [u32; 4] {
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
        since: TODAY - dice.below(40),
        papers_until: dice.of(&[TODAY - 1, TODAY, TODAY + 1, TODAY + 31, TODAY + 32, TODAY + 60, LAST_DAY]),
        bucket: dice.of(&[NOT_APPLIED, NOT_APPLIED, 0, 100, 254]),
        barred_until: dice.of(&[0, 0, TODAY, TODAY + 1, 5_000]),
        wage: dice.of(&[0, 900, 2_500, 65_535]),
        savings: dice.of(&[any, any % 60, -32_768, 32_767, -1, 0, 1, -limit - 1, -limit, 1 - limit]),
        grievance: dice.below(256),
        fear: dice.below(256),
    })
}

#[test]
fn no_shorter_way_through_a_day_differs_from_the_whole_day() {
    let mut calm = 0;
    for scene in 0..120 {
        let dice = &mut Dice(scene, 0);
        let (atlas, rates) = (atlas(dice), rates(dice));
        let mut published = *Published::boxed();
        dice.fill(&mut published.occupied, 24);
        dice.fill(&mut published.cutoff, 257);
        dice.fill(&mut published.activists, 4_000);
        let month_day = dice.below(31);
        let day = Day {
            day: TODAY,
            month_day,
            eve_month_day: (month_day + 30) % 31,
            key_0: scene,
            ..bytemuck::Zeroable::zeroed()
        };
        // Ends within a block; most blocks are of one community.
        let mut words = [const { Vec::new() }; 4];
        for i in 0..2 * BLOCK * MONTHLY_DAYS + 7 {
            let block = i / BLOCK;
            let community = if block % 5 == 4 { i % 2 } else { block % COMMUNITIES };
            let agent = agent(dice, community, rates.credit_limit);
            words.iter_mut().zip(agent).for_each(|(plane, word)| plane.push(word));
        }
        let separations = &separations(&rates, &published);
        let lived = |gate: Option<pulp::Arch>| {
            let mut words = words.clone();
            let mut desk = Desk::default();
            let gate = gate.map(|path| (path, Highest::new(&rates, separations).expect("no certainty")));
            let today = Today { day: &day, atlas: &atlas, rates: &rates, published: &published, separations, gate };
            let [p0, p1, p2, p3] = &mut words;
            desk.live(&mut Chunk { first: 0, words: [p0, p1, p2, p3] }, today);
            (words, desk.page.everything())
        };
        let whole = lived(None);
        calm += whole.1.0.get(crate::totals::ASKED);
        for path in paths() {
            assert!(lived(Some(path)) == whole, "scene {scene}, {}", crate::cpu::paths::name(path));
        }
    }
    assert!(calm > 5_000, "{calm} monthly days");
}
