//! The morning of the first day: agents drawn from what is known of the corridor then, sorted by community.
//!
//! Nobody is in custody yet (the camps fill within a month), no application is pending, nobody is afraid, and
//! grievances spread evenly around that of the jobless. Spells
//! began up to 127 days before. Every draw is the agent's own, so that one more agent changes no other.

use crate::common::agent::*;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::rng::mulhi;
use crate::common::tables::{Day, DayState, Rates};
use crate::engine::{AgentState, Start};
use crate::rates::RateInputs;
use crate::rules::context::Context;
use crate::rules::counters::Tally;
use crate::rules::settle::wage;
use crate::world::{Origin, World};
use crate::{common::chance, common::lottery, rates};
use rayon::prelude::*;

/// Shares of the first day's job cells and communities, as thresholds and ends.
struct Shares {
    origins: Vec<AtHome>,
    working: u32,
    grievance: u32,
    cells: Vec<u32>,
    communities: Vec<u32>,
}

/// Shares of an origin's people.
struct AtHome {
    abroad: u32,
    home_working: u32,
    barred: u32,
    papers: [u32; 4],
}

/// Draws `agents` agents and counts their places. `day` is the first day, `rates` its rates.
pub fn start(inputs: &RateInputs, first: &Rates, day: &Day, agents: u32) -> Start {
    let world = &inputs.scenario.world;
    let tables = rates::tables(world, agents);
    let shares = shares(inputs, agents);
    let day_state = DayState::boxed();
    let chunk = 1 << 16;
    let drawn: Vec<Vec<[u32; 4]>> = (0..agents.div_ceil(chunk))
        .into_par_iter()
        .map(|part| {
            let mut tally = Tally::default();
            let range = part * chunk..agents.min((part + 1).saturating_mul(chunk));
            range
                .map(|id| {
                    let mut c = Context {
                        id,
                        origin: 0,
                        monthly: false,
                        day,
                        tables: &tables,
                        rates: first,
                        day_state: &day_state,
                        drawn: None,
                        tally: &mut tally,
                    };
                    pack(&agent(&shares, &mut c))
                })
                .collect()
        })
        .collect();
    let mut agent_state = AgentState::default();
    for (p, plane) in agent_state.0.iter_mut().enumerate() {
        plane.reserve_exact(agents as usize);
        plane.extend(drawn.iter().flatten().map(|w| w[p]));
    }
    let day_state = *occupied(&agent_state);
    Start { agent_state, day_state, tables }
}

/// Places taken by the agents as they stand.
pub fn occupied(agent_state: &AgentState) -> Box<DayState> {
    let mut day_state = DayState::boxed();
    for i in 0..agent_state.len() {
        let place = lottery::place(&unpack(agent_state.get(i)));
        if place != NOWHERE {
            day_state.occupied[place as usize] += 1;
        }
    }
    day_state
}

fn shares(i: &RateInputs, agents: u32) -> Shares {
    let world = &i.scenario.world;
    let a = world.accounts();
    let jobs = rates::jobs(world, i.policy, i.conditions, i.date.year(), i.date.month());
    let total: f64 = jobs.iter().sum();
    // Without any demand nobody works, and people stand where demand would be.
    let weights = if total > 0.0 { jobs } else { world.host_regions.iter().flat_map(|r| r.demand.clone()).collect() };
    let all: f64 = weights.iter().sum();
    let mut sum = 0.0;
    let cells = weights.iter().map(|j| {
        sum += j / all;
        chance::threshold(sum)
    });
    let started: f64 = world.origins.iter().map(|o| o.assumptions.started_abroad.value).sum();
    Shares {
        origins: world.origins.iter().map(|o| at_home(world, o)).collect(),
        working: chance::threshold((0.97 * total / started.max(1.0)).min(0.9)),
        grievance: (a.grievance_base + 0.9 * a.grievance_jobless).round().min(127.0) as u32,
        cells: cells.collect(),
        communities: communities(world, agents),
    }
}

/// End of every community's agents, who stand in the order of communities.
pub fn communities(world: &World, agents: u32) -> Vec<u32> {
    let mut ends = Vec::new();
    let mut share = 0.0;
    for ((o, home), n) in world.home_regions().zip(world.communities_of(agents)) {
        for _ in 0..n {
            share += home.share * world.origins[o].assumptions.pool.value / world.pool() / f64::from(n);
            ends.push((share * f64::from(agents)).round() as u32);
        }
    }
    ends
}

fn at_home(world: &World, origin: &Origin) -> AtHome {
    let h = origin.accounts();
    let departure = world.seasons.departure.iter().sum::<f64>() / 12.0;
    let stay = world.assumptions.home_job_stay.value;
    let jobs = (h.home_jobs + h.home_jobs_seasonal * 7.0 / 12.0) / (h.home_separation + stay * departure).max(1e-6);
    let at_home = (h.pool - h.started_abroad).max(1.0);
    let home_working = (jobs / at_home).min(0.5);
    AtHome {
        abroad: chance::threshold(h.started_abroad / h.pool),
        home_working: chance::threshold(home_working),
        barred: chance::threshold(h.first_barred / at_home / (1.0 - home_working)),
        papers: chance::cumulative(&origin.first_papers),
    }
}

fn agent(shares: &Shares, c: &mut Context) -> Agent {
    let today = c.day.day;
    let draw = |n: u32| crate::common::rng::philox([c.id, n, START, 0], [c.day.key_0, c.day.key_1]);
    let [b, d, e] = [draw(0), draw(1), draw(2)];
    let cell = shares.cells.partition_point(|t| !hit(b[1], *t)).min(shares.cells.len() - 1) as u32;
    let community = shares.communities.partition_point(|end| *end <= c.id).min(shares.communities.len() - 1);
    c.origin = c.tables.origin[community];
    let o = c.origin as usize;
    let of = &shares.origins[o];
    let mut dependents = 0;
    while dependents < 7 && !hit(b[2], c.tables.dependents[o * 8 + dependents as usize]) {
        dependents += 1;
    }
    let mut a = Agent {
        status: HOME,
        papers: VISA_FREE,
        violations: 0,
        sector: cell % SECTORS,
        region: cell / SECTORS,
        community: community as u32,
        dependents,
        sex: u32::from(hit(b[3], c.tables.women[o])),
        knows_barred: 0,
        since: code_of(today - mulhi(d[0], FIRST_DAY)),
        papers_until: code_of(today),
        bucket: NOT_APPLIED,
        barred_until: 0,
        wage: 0,
        savings: mulhi(d[1], 5) as i32,
        grievance: mulhi(e[3].rotate_left(16), 2 * shares.grievance + 1),
        fear: 0,
    };
    if hit(b[0], of.abroad) {
        abroad(&mut a, shares, d, e, c);
    } else if hit(d[2], of.home_working) {
        a.status = HOME_WORKING;
    } else if hit(e[0], of.barred) {
        a.barred_until = today + mulhi(e[1], 1096);
        a.knows_barred = e[2] >> 31;
    }
    a
}

/// Papers with a part of their term left, debts of those who came lately, a job for most.
fn abroad(a: &mut Agent, shares: &Shares, d: [u32; 4], e: [u32; 4], c: &Context) {
    let o = c.origin as usize;
    a.papers = shares.origins[o].papers.iter().position(|t| hit(e[0], *t)).unwrap_or(3) as u32;
    let term = [c.rates.visa_free_days, c.rates.permit_days, PATENT_DAYS, 1][a.papers as usize];
    let exempt = a.papers == VISA_FREE && c.rates.exempt[c.origin as usize] == 1;
    a.papers_until = if exempt { LAST_DAY } else { code_of(c.day.day + mulhi(e[1], term)) };
    a.violations = u32::from(mulhi(e[3], 100) < 15);
    if mulhi(d[3], 4) == 0 {
        a.savings = -(mulhi(d[1], 25) as i32);
    }
    a.status = SEEKING;
    if hit(d[2], shares.working) {
        a.status = WORKING;
        a.wage = wage(a, JOBS + a.region * SECTORS + a.sector, c);
    }
}
