//! That a block is lived side by side at all, and by whom it is not.

use super::*;
use crate::cpu::gate::separations;
use crate::cpu::lanes::Draw;
use crate::cpu::paths::{name, paths};
use crate::tables::{Atlas, Day, Published, Rates};

/// A bit for each agent of a block that is left, on an instruction path, in a world where nothing happens to anyone, and
/// the agents in the evening.
fn live(agents: impl Fn(u32) -> Agent, rates: &Rates, path: pulp::Arch) -> (u32, [Agent; B]) {
    let (atlas, published) = (Atlas::boxed(), Published::boxed());
    let day = Day { day: FIRST_DAY, eve_month_day: 30, ..bytemuck::Zeroable::zeroed() };
    let separations = &separations(rates, &published);
    let today = Today { day: &day, atlas: &atlas, rates, published: &published, separations, gate: None };
    let mut words = [[0; B]; 4];
    for i in 0..B {
        words.iter_mut().zip(pack(&agents(i as u32))).for_each(|(row, word)| row[i] = word);
    }
    let [w0, w1, w2, w3] = &mut words;
    let mut chunk = Chunk { first: 0, words: [w0, w1, w2, w3] };
    let (mut drawn, mut page) = (Drawn::default(), Page::default());
    path.dispatch(Draw { into: &mut drawn, first: 0, day: &day });
    let highest = Highest::new(rates, separations).expect("no certainty");
    let left = path.dispatch(Month { chunk: &mut chunk, start: 0, drawn: &drawn, page: &mut page, today, highest });
    (left, std::array::from_fn(|i| unpack(words.map(|row| row[i]))))
}

fn left(agents: impl Fn(u32) -> Agent, path: pulp::Arch) -> u32 {
    live(agents, &Rates::boxed(), path).0
}

#[test]
fn where_people_are_used_to_nothing_having_nothing_is_no_fall() {
    let poor = Agent { bucket: NOT_APPLIED, grievance: 0, ..unpack([0; 4]) };
    for path in paths() {
        for (accustomed, grievance) in [(0, 0), (1, 100)] {
            let mut rates = Rates::boxed();
            (rates.accustomed[0], rates.grievance_of[3], rates.grievance_pace) = (accustomed, 100, 256);
            rates.protest_threshold = 255;
            let (left, evening) = live(|_| poor, &rates, path);
            assert_eq!(left, 0);
            assert!(evening.iter().all(|a| a.grievance == grievance), "{}", name(path));
        }
    }
}

#[test]
fn whoever_only_has_a_monthly_day_is_lived_here_and_no_one_else() {
    for path in paths() {
        let resting = Agent { bucket: NOT_APPLIED, papers_until: LAST_DAY, ..unpack([0; 4]) };
        assert_eq!(left(|i| Agent { status: i % 4, ..resting }, path), 0, "{}", name(path));
        assert_eq!(left(|i| Agent { status: if i == 5 { HELD } else { HOME }, ..resting }, path), 1 << 5);
        assert_eq!(left(|i| Agent { community: i / 31, ..resting }, path), u32::MAX, "of two communities");
        assert_eq!(left(|_| Agent { status: ORDERED, ..resting }, path), u32::MAX);
    }
}
