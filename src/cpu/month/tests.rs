//! Which agents of a block are run side by side, and that their day is the full day. The block and the day share the
//! rules; this compares how they pack agents, leave those who are not calm, and count.

use super::*;
use crate::common::rng::philox;
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::cpu::gate::separations;
use crate::cpu::paths::{name, paths};
use crate::rules::counters::DayCounters;
use crate::rules::day;
use crate::rules::lanes::Draw;

/// A bit for each agent of a block that is left, on an instruction path, in a world where nothing happens to anyone.
fn left(agents: impl Fn(u32) -> Agent, path: pulp::Arch) -> u32 {
    let (tables, rates, day_state) = (WorldTables::boxed(), Rates::boxed(), DayState::boxed());
    let day = Day { day: FIRST_DAY, eve_month_day: 30, ..bytemuck::Zeroable::zeroed() };
    let separations = &separations(&rates, &day_state);
    let today = Today { day: &day, tables: &tables, rates: &rates, day_state: &day_state, separations, gate: None };
    let mut words = [[0; B]; 4];
    for i in 0..B {
        words.iter_mut().zip(pack(&agents(i as u32))).for_each(|(row, word)| row[i] = word);
    }
    let [w0, w1, w2, w3] = &mut words;
    let mut chunk = Chunk { first: 0, words: [w0, w1, w2, w3] };
    let (mut drawn, mut tally) = (Drawn::default(), Tally::default());
    path.dispatch(Draw { into: &mut drawn, first: 0, day: &day });
    let highest = Highest::new(&rates, separations).expect("no certainty");
    path.dispatch(MonthlyBlock { chunk: &mut chunk, start: 0, drawn: &drawn, tally: &mut tally, today, highest })
}

#[test]
fn agents_with_a_monthly_day_and_nothing_else_are_run_here_and_no_others() {
    for path in paths() {
        let block = |change: fn(u32, &mut Agent)| {
            let agent = |i| {
                let mut a = Agent { bucket: NOT_APPLIED, papers_until: LAST_DAY, ..unpack([0; 4]) };
                change(i, &mut a);
                a
            };
            left(agent, path)
        };
        assert_eq!(block(|i, a| a.status = i % 4), 0, "{}", name(path));
        assert_eq!(block(|i, a| a.status = if i == 5 { HELD } else { HOME }), 1 << 5);
        assert_eq!(block(|i, a| a.community = i / 31), u32::MAX, "of two communities");
        assert_eq!(block(|_, a| a.status = ORDERED), u32::MAX);
    }
}

/// Numbers of one case, each below what is asked; one in four is at an end.
struct Case(u32, u32);

impl Case {
    fn below(&mut self, end: u32) -> u32 {
        self.1 += 1;
        let [kind, word, ..] = philox([self.0, self.1, 0, 0], [9, 0]);
        [0, end - 1, 1.min(end - 1)].get(kind as usize % 12).copied().unwrap_or(word % end)
    }

    fn chance(&mut self) -> u32 {
        self.below(1 << 30)
    }

    /// Everything that only a monthly day reads; nothing else happens but that lotteries are won.
    fn rates(&mut self) -> Box<Rates> {
        let mut t = Rates::boxed();
        (t.violation_expiry, t.bar_lookup, t.visa_run[0]) = (self.chance(), self.chance(), self.chance());
        (t.bar_lifted, t.bar_lifted_days) = (self.chance(), self.below(3_653));
        t.patent = [0; 4].map(|_| self.chance());
        (t.exempt[0], t.visa_free_days, t.patent_price) = (self.below(2), self.below(200), self.below(10_000));
        t.hours = [0; SECTORS as usize].map(|_| self.below(500));
        (t.sent_share[0], t.lcu[0]) = (self.below(u32::MAX), self.below(u32::MAX));
        (t.living_floor, t.debt_service, t.saving) = (self.below(30_000), self.below(256), self.below(254));
        (t.credit_limit, t.dissaving) = (self.below(40_000), self.below(30_001));
        (t.home_income[0], t.poverty_line[0], t.reference_consumption[0]) =
            (self.below(5_000), self.below(1_000), self.below(4_000));
        (t.fear_kept, t.alarm[0], t.grievance_pace) = (self.below(257), self.below(65_281), self.below(257));
        t.grievance_of = [0; 4].map(|_| self.below(256));
        (t.protest_threshold, t.protest_arrest[0]) = (self.below(256), self.below(257));
        t.recruitment = [0; 8].map(|_| self.below(1 << 26));
        // Agents that a word strikes are left, though nothing comes of it.
        t.gate = [0; 32].map(|_| self.below(1 << 24));
        t
    }

    fn agent(&mut self, today: u32) -> Agent {
        Agent {
            status: self.below(4),
            papers: self.below(4),
            violations: self.below(4),
            sector: self.below(SECTORS),
            region: self.below(REGIONS),
            community: 0,
            dependents: self.below(8),
            sex: self.below(2),
            knows_barred: self.below(2),
            since: code_of(today - self.below(today)),
            papers_until: self.below(4096),
            bucket: NOT_APPLIED - self.below(2) * self.below(256),
            barred_until: self.below(2) * (today + self.below(3_653)),
            wage: self.below(65_536),
            savings: self.below(65_536) as i32 - SAVINGS_BIAS as i32,
            grievance: self.below(256),
            fear: self.below(256),
        }
    }
}

/// What the evening merges of a tally: who is active, who moved where, and how far each lottery's first place goes.
fn merged(tally: &mut Tally) -> Vec<(u32, u32)> {
    let mut counters = DayCounters::default();
    counters.merge(tally);
    let mut merged = vec![(counters.take_active(0), 0)];
    merged.extend((0..PLACES).map(|place| (counters.take_change(place), 0)));
    merged.extend((0..LOTTERIES).map(|lottery| counters.draw(lottery, 1)));
    merged
}

#[test]
fn a_block_runs_as_each_of_its_agents_runs_the_full_day() {
    let (mut side_by_side, mut left_over) = (0, 0);
    for case in 0..1_500 {
        let its = &mut Case(case, 0);
        let (mut tables, mut day_state) = (WorldTables::boxed(), DayState::boxed());
        tables.household[..256].fill_with(|| its.below(4_096));
        day_state.cutoff.fill_with(|| its.below(257));
        let rates = &*its.rates();
        let number = FIRST_DAY + its.below(14_000);
        let day_of = Day { day: number, key_0: case, eve_month_day: 30, ..bytemuck::Zeroable::zeroed() };
        let separations = &separations(rates, &day_state);
        let today = Today { day: &day_of, tables: &tables, rates, day_state: &day_state, separations, gate: None };
        let morning: [[u32; 4]; B] = std::array::from_fn(|_| pack(&its.agent(number)));
        let whole = |i: usize, tally: &mut Tally| {
            day::<true>(morning[i], day_of.block(i as u32, GATE), today.context(i as u32, tally))
        };
        let mut tally = Tally::default();
        let evening: [[u32; 4]; B] = std::array::from_fn(|i| whole(i, &mut tally));
        let (expected_totals, expected_evening) = (tally.totals.clone(), merged(&mut tally));
        for path in paths() {
            let mut rows: [[u32; B]; 4] = std::array::from_fn(|p| morning.map(|words| words[p]));
            let [w0, w1, w2, w3] = &mut rows;
            let mut chunk = Chunk { first: 0, words: [w0, w1, w2, w3] };
            let (mut drawn, mut together) = (Drawn::default(), Tally::default());
            path.dispatch(Draw { into: &mut drawn, first: 0, day: &day_of });
            let highest = Highest::new(rates, separations).expect("no certainty");
            let month =
                MonthlyBlock { chunk: &mut chunk, start: 0, drawn: &drawn, tally: &mut together, today, highest };
            let left = path.dispatch(month);
            for (i, evening) in evening.iter().enumerate() {
                if left >> i & 1 == 1 {
                    left_over += 1;
                    whole(i, &mut together);
                } else {
                    side_by_side += 1;
                    let words = rows.map(|row| row[i]);
                    assert_eq!(unpack(words), unpack(*evening), "{:?}, {}", unpack(morning[i]), name(path));
                }
            }
            assert_eq!(together.totals, expected_totals, "{}", name(path));
            assert_eq!(merged(&mut together), expected_evening, "{}", name(path));
        }
    }
    assert!(side_by_side > 2 * left_over, "most are run side by side: {side_by_side} and not {left_over}");
}
