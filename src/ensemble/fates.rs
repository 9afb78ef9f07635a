//! What became of the same people: where each of them stands on the last evening under one scenario and under another.
//!
//! Agent n is drawn from the same numbers in both, and is the same person until it leaves the pool. Where one died,
//! retired or was naturalised, an entrant has the same number, mostly from the same day in both. A fate is a state on
//! the last evening, not a history: a person who was expelled is at home under an entry bar.

use super::Interval;
use crate::common::agent::*;
use crate::common::layout::*;
use crate::engine::AgentState;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// The fates, by code.
pub const FATES: [&str; 7] = [
    "working abroad",
    "seeking work abroad",
    "in custody",
    "ordered to leave",
    "at home in work",
    "at home without work",
    "at home under an entry bar",
];
/// Papers, by code.
const PAPERS: [&str; 4] = ["visa-free", "permit", "patent", "irregular"];

/// One byte an agent: fate in the lower three bits, sector in the next three, papers in the upper two.
pub fn fates(agents: &AgentState, day: u32) -> Vec<u8> {
    let code = |i| {
        let a = unpack(agents.get(i));
        let fate = match a.status {
            WORKING => 0,
            SEEKING => 1,
            HELD | DETAINED | REMOVAL => 2,
            ORDERED => 3,
            _ if a.barred_until > day => 6,
            HOME_WORKING => 4,
            _ => 5,
        };
        let papers = valid_papers(&a, day);
        (fate | (a.sector << 3) | (papers << 6)) as u8
    };
    (0..agents.len()).map(code).collect()
}

/// People of one kind whose fate differs, over seeds.
#[derive(Clone, Debug)]
pub struct Change {
    /// Fate under the reference.
    pub from: &'static str,
    /// Fate under the scenario.
    pub to: &'static str,
    /// `all`, `home region`, `sector` or `papers`.
    pub by: &'static str,
    /// Which home region, sector or papers: those under the reference.
    pub of: String,
    /// People, over the seeds.
    pub people: Interval,
}

/// Who changed fate between replicates of the same seeds; most people first. `pairs` holds, seed by seed, the
/// fates under the reference and under the scenario, and `draws` the draw of parameters of each seed.
pub fn changes(x: &Scenario, agents: u32, pairs: &[(Vec<u8>, Vec<u8>)], draws: &[u64]) -> Vec<Change> {
    let world = &x.world;
    let tables = crate::rates::tables(world, agents);
    let homes: Vec<&str> = world.home_regions().map(|(_, h)| h.name.as_str()).collect();
    let ends = crate::run::initial::communities(world, agents);
    let people = world.pool() / f64::from(agents);
    let mut found: BTreeMap<(usize, usize, u8, usize), Vec<f64>> = BTreeMap::new();
    for (seed, (before, after)) in pairs.iter().enumerate() {
        let mut community = 0;
        for (id, (a, b)) in before.iter().zip(after).enumerate() {
            while community + 1 < ends.len() && ends[community] <= id as u32 {
                community += 1;
            }
            let (from, to) = (usize::from(a & 7), usize::from(b & 7));
            if from == to {
                continue;
            }
            let home = tables.home_region[community] as usize;
            let kinds = [(0, 0), (1, home), (2, usize::from(a >> 3 & 7)), (3, usize::from(a >> 6))];
            // Only those abroad and at large have a sector and papers to speak of.
            for (by, of) in kinds.into_iter().take(if from < 2 { 4 } else { 2 }) {
                let counts = found.entry((from, to, by, of)).or_insert_with(|| vec![0.0; pairs.len()]);
                counts[seed] += people;
            }
        }
    }
    let name = |by: u8, of: usize| match by {
        0 => String::new(),
        1 => homes[of].to_owned(),
        2 => world.sectors.get(of).map_or_else(String::new, |s| s.name.clone()),
        _ => PAPERS[of].to_owned(),
    };
    let mut changes: Vec<Change> = found
        .into_iter()
        .map(|((from, to, by, of), counts)| Change {
            from: FATES[from],
            to: FATES[to],
            by: ["all", "home region", "sector", "papers"][usize::from(by)],
            of: name(by, of),
            people: Interval::of_draws(&counts, draws).within((0.0, f64::INFINITY)),
        })
        .collect();
    changes.sort_by(|a, b| b.people.mean.total_cmp(&a.people.mean));
    changes
}
