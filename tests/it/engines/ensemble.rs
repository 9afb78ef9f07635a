//! Shared history and batches change no bit; failures are reported, and only failures.

use crate::support::{device, preset, scenario};
use musofir::common::totals::{ACTIVE_DAYS, Totals};
use musofir::cpu::{CpuBatch, CpuEngine};
use musofir::engine::{Batch, Engine};
use musofir::ensemble::design::with_values;
use musofir::ensemble::{DrawTable, Ensemble, Finished, Observer, Record, Replicate, drawn};
use musofir::gpu::{GpuBatch, GpuOptions, TILE};
use musofir::run::Run;
use musofir::run::trajectory::Trajectory;
use musofir::scenario::{Parameter, Scenario};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// What came of an ensemble.
#[derive(Default)]
pub struct Seen {
    pub digests: BTreeMap<Replicate, String>,
    pub failures: BTreeMap<Replicate, String>,
    pub lived: u64,
    pub covered: u64,
    pub stop: bool,
}

impl Observer for Seen {
    fn advanced(&mut self, lived: u64, covered: u64) {
        self.lived += lived;
        self.covered += covered;
    }

    fn ended(&mut self, replicate: Replicate, outcome: Result<Finished, String>) -> ControlFlow<()> {
        match outcome {
            Ok(finished) => {
                assert!(self.digests.insert(replicate, finished.digest).is_none());
                ControlFlow::Continue(())
            }
            Err(why) => {
                self.failures.insert(replicate, why);
                if self.stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
        }
    }
}

fn together(xs: &[Scenario], agents: u32, seeds: u64, side_by_side: usize) -> Seen {
    let mut seen = Seen::default();
    let ensemble = Ensemble::new(xs, agents, seeds, side_by_side);
    ensemble.run(&mut CpuBatch::new(side_by_side, 0), &mut seen);
    assert!(seen.failures.is_empty(), "{:?}", seen.failures);
    assert_eq!(seen.digests.len(), xs.len() * seeds as usize);
    assert_eq!(seen.covered, ensemble.agent_days());
    seen
}

/// Replicates as they are stored, by scenario.
pub fn records(xs: &[Scenario], agents: u32, seeds: u64) -> Vec<Vec<Record>> {
    struct Keep(Vec<Vec<Record>>);
    impl Observer for Keep {
        fn advanced(&mut self, _: u64, _: u64) {}
        fn ended(&mut self, replicate: Replicate, outcome: Result<Finished, String>) -> ControlFlow<()> {
            let finished = outcome.unwrap_or_else(|e| panic!("{e}"));
            self.0[replicate.scenario].push(Record::new(replicate, &finished, String::new(), false));
            ControlFlow::Continue(())
        }
    }
    let mut keep = Keep(vec![Vec::new(); xs.len()]);
    Ensemble::new(xs, agents, seeds, 2 * xs.len()).run(&mut CpuBatch::new(2 * xs.len(), 0), &mut keep);
    keep.0
}

fn alone(x: &Scenario, agents: u32, seed: u64) -> String {
    let make = |start| Ok::<_, ()>(Box::new(CpuEngine::new(start, 0)) as Box<dyn Engine>);
    let mut run = Run::new(x, agents, seed, make).unwrap();
    for month in x.calendar.months() {
        run.month(month).unwrap_or_else(|e| panic!("{e}"));
    }
    run.digest().unwrap()
}

/// Presets cut short, with different first and last days: everything that separates replicates.
pub fn mixed() -> Vec<Scenario> {
    let mut xs: Vec<_> =
        ["baseline", "threat-only", "selective-deportation", "mass-deportation", "rouble-2014", "demonstration-effect"]
            .map(preset)
            .into();
    xs.iter_mut().for_each(|x| x.calendar.end = "2013-10-31".parse().unwrap());
    xs[1].calendar.end = "2013-09-12".parse().unwrap();
    // A demand that reaches no agent, and a start in the middle of a month.
    xs.push(scenario(
        "start: \"2012-01-01\", end: \"2013-10-31\", timeline: [(on: \"2013-06-17\", lever: Bargain(play: Scheduled))]",
    ));
    xs.push(scenario(
        "start: \"2012-11-17\", end: \"2013-10-05\", timeline: [(on: \"2013-08-01\", lever: PoliceChecks(times: 3))]",
    ));
    xs
}

#[test]
fn shared_history_and_the_size_of_a_batch_change_no_bit() {
    let xs = mixed();
    let apart: BTreeMap<Replicate, String> = (1..=2)
        .flat_map(|seed| (0..xs.len()).map(move |scenario| Replicate { seed, draw: 0, scenario }))
        .map(|m| (m, alone(&xs[m.scenario], 3_000, m.seed)))
        .collect();
    let mut shares = Vec::new();
    for side_by_side in [1, 5, 16] {
        let seen = together(&xs, 3_000, 2, side_by_side);
        assert_eq!(seen.digests, apart, "{side_by_side} side by side");
        shares.push(seen.lived as f64 / seen.covered as f64);
    }
    assert_eq!(shares[0], 1.0, "one at a time shares nothing");
    assert!(shares[2] < 0.75, "{shares:?}");
}

/// Two scenarios, of which one alone has the lever, with two draws of an assumption and the lever; a third draw sets
/// nothing.
fn two_draws(rows: Vec<Vec<f64>>) -> (Vec<Scenario>, Result<DrawTable, String>) {
    let xs = parting()[..2].to_vec();
    let columns = ["wage", "PoliceChecks.times"];
    let parameter = |name: &str| xs.iter().map(|x| Parameter::parse(name, x).ok()).collect();
    let parameters = columns.map(parameter).into();
    let name = |x: &Scenario, draw: usize| format!("{} {draw}", x.name);
    let table = DrawTable::new(&xs, columns.map(str::to_owned).into(), parameters, rows, name);
    (xs, table)
}

#[test]
fn the_scenario_of_a_draw_has_its_values_and_the_bits_of_a_run_with_them() {
    let (xs, table) = two_draws(vec![vec![18_000.0, 5.0], vec![21_000.0, 30.0], Vec::new()]);
    let table = table.unwrap();
    let with = |of: usize, values: &[f64]| {
        let parameters = ["wage", "PoliceChecks.times"].map(|name| Parameter::parse(name, &xs[of]));
        let parameters: Vec<_> = parameters.into_iter().flatten().collect();
        with_values(&xs[of], &parameters, values).unwrap()
    };
    let made = |draw, scenario| drawn(&xs, Some(&table), (draw, scenario)).into_owned();
    for (draw, scenario, expected) in [(0, 0, with(0, &[18_000.0])), (1, 1, with(1, &[21_000.0, 30.0]))] {
        let made = made(draw, scenario);
        assert_eq!((&made.world, &made.timeline), (&expected.world, &expected.timeline));
        assert_eq!(made.name, format!("{} {draw}", xs[scenario].name));
    }
    assert_eq!(made(2, 1).world, xs[1].world);
    let cases = (0..3).flat_map(|draw| (0..2).map(move |scenario| (draw, scenario)));
    let of = |seed| cases.clone().map(move |(draw, scenario)| Replicate { seed, draw, scenario });
    let replicates: Vec<Replicate> = (1..=2).flat_map(of).collect();
    let apart: BTreeMap<_, _> =
        replicates.iter().map(|m| (*m, alone(&made(m.draw, m.scenario), 1_000, m.seed))).collect();
    assert_eq!(apart.values().collect::<std::collections::BTreeSet<_>>().len(), 12, "every draw counts");
    // Draws of one seed in several cohorts, and several seeds of a draw in one.
    for side_by_side in [1, 4, 12] {
        let mut seen = Seen::default();
        let of = Ensemble::new(&xs, 1_000, 1, side_by_side);
        let ensemble = Ensemble { draws: Some(&table), replicates: replicates.clone(), ..of };
        ensemble.run(&mut CpuBatch::new(side_by_side, 0), &mut seen);
        assert_eq!((seen.failures.len(), seen.digests), (0, apart.clone()), "{side_by_side} side by side");
    }
}

#[test]
fn a_value_that_a_scenario_cannot_have_is_found_when_the_table_is_made() {
    let why = two_draws(vec![vec![18_000.0, 5.0], vec![18_000.0, -1.0]]).1.unwrap_err();
    assert!(why.contains("PoliceChecks"), "{why}");
}

/// Scenarios that part within four months, on different days, one in the middle of a month and twice in one.
fn parting() -> Vec<Scenario> {
    let timelines = [
        "",
        "(on: \"2012-02-01\", lever: PoliceChecks(times: 20))",
        "(on: \"2012-02-01\", lever: PoliceChecks(times: 20)), (on: \"2012-03-07\", lever: RemovalSeats(per_day: 3000))",
        "(on: \"2012-03-15\", lever: EntryBars(on_second_offence: 1)), (on: \"2012-03-22\", lever: CampBeds(times: 9))",
    ];
    let x = |t: &str| scenario(&format!("start: \"2012-01-01\", end: \"2012-04-12\", timeline: [{t}]"));
    timelines.map(x).into()
}

#[test]
#[ignore = "gpu"]
fn replicates_side_by_side_on_a_gpu_have_the_bits_of_runs_of_their_own() {
    let xs = parting();
    let agents = 2_100;
    let apart = together(&xs, agents, 2, 1).digests;
    assert_eq!(apart[&Replicate { seed: 2, draw: 0, scenario: 3 }], alone(&xs[3], agents, 2));
    // One tile for all, tiles of two replicates, and replicates of several tiles.
    for (slots, tile) in [(8, TILE), (8, 5_000), (3, TILE), (8, 1_024)] {
        let options = GpuOptions { tile, ..GpuOptions::default() };
        let mut batch = GpuBatch::new(device(), agents as usize, slots, options).unwrap();
        let mut seen = Seen::default();
        Ensemble::new(&xs, agents, 2, slots).run(&mut batch, &mut seen);
        assert!(seen.failures.is_empty(), "{:?}", seen.failures);
        assert_eq!(seen.digests, apart, "{slots} slots, tiles of {tile}");
    }
}

#[test]
fn a_slot_can_be_looked_at_and_used_again() {
    looked_at_and_used_again(Box::new(CpuBatch::new(3, 0)));
}

#[test]
#[ignore = "gpu"]
fn a_slot_of_the_gpu_can_be_looked_at_and_used_again() {
    looked_at_and_used_again(Box::new(GpuBatch::new(device(), 700, 3, GpuOptions::default()).unwrap()));
}

fn looked_at_and_used_again(mut batch: Box<dyn Batch>) {
    let x = &parting()[1];
    let (trajectory, start) = Trajectory::new(x, 700, 5);
    let month = x.calendar.months()[0];
    let mut rates = trajectory.rates(month.first);
    // Protest, so that every counter of a slot is in use.
    (rates.protest_threshold, rates.protest_arrest) = (0, [0; 256]);
    for slot in [2, 0, 2] {
        batch.start(slot, start.clone()).unwrap();
        batch.load(slot, &rates).unwrap();
        batch.advance(&[(slot, trajectory.days(month))]).unwrap();
    }
    batch.fork(0, 1).unwrap();
    let ends = [0, 1, 2].map(|slot| (slot, x.calendar.number(month.last)));
    let counted = batch.month_end(&ends).unwrap();
    assert!(counted.iter().all(|c| c.totals == counted[0].totals && c.census == counted[0].census));
    assert!(counted[0].totals.get(ACTIVE_DAYS) > 0);
    let agent_state = [0, 1, 2].map(|slot| batch.agent_state(slot).unwrap());
    assert!(
        agent_state[0] == agent_state[1] && agent_state[0] == agent_state[2] && agent_state[0] != start.agent_state
    );
    assert_eq!(batch.month_end(&ends[1..2]).unwrap()[0].totals, Totals::default(), "flows start again");
}

#[test]
fn a_demand_that_no_agent_is_told_of_costs_nothing() {
    let dates = "start: \"2012-01-01\", end: \"2012-12-31\"";
    let demand = scenario(&format!("{dates}, timeline: [(on: \"2012-03-01\", lever: Bargain(play: Scheduled))]"));
    let seen = together(&[scenario(dates), demand], 2_000, 1, 2);
    assert_eq!(seen.lived * 2, seen.covered);
    let digests: Vec<_> = seen.digests.values().collect();
    assert_ne!(digests[0], digests[1], "the series differ");
}

/// A batch that loses people of one slot at the end of its third month, or fails altogether.
struct Faulty {
    batch: CpuBatch,
    months: u32,
    lost: bool,
}

impl Batch for Faulty {
    fn describe(&self) -> String {
        self.batch.describe()
    }
    fn start(&mut self, slot: usize, start: musofir::engine::Start) -> musofir::engine::Result<()> {
        self.batch.start(slot, start)
    }
    fn fork(&mut self, from: usize, to: usize) -> musofir::engine::Result<()> {
        self.batch.fork(from, to)
    }
    fn load(&mut self, slot: usize, rates: &musofir::common::tables::Rates) -> musofir::engine::Result<()> {
        self.batch.load(slot, rates)
    }
    fn advance(&mut self, days: &[(usize, Vec<musofir::common::tables::Day>)]) -> musofir::engine::Result<()> {
        self.batch.advance(days)
    }
    fn month_end(&mut self, ends: &[(usize, u32)]) -> musofir::engine::Result<Vec<musofir::common::totals::Counted>> {
        self.months += 1;
        let mut counted = self.batch.month_end(ends)?;
        if self.months == 3 {
            if self.lost {
                return Err(musofir::engine::EngineError::Device("unplugged".into()));
            }
            counted[1].census.0[0] += 1;
        }
        Ok(counted)
    }
    fn digest(&mut self, slot: usize) -> musofir::engine::Result<musofir::common::digest::Digest> {
        self.batch.digest(slot)
    }
    fn day_state(&mut self, slot: usize) -> musofir::engine::Result<musofir::common::tables::DayState> {
        self.batch.day_state(slot)
    }
    fn agent_state(&mut self, slot: usize) -> musofir::engine::Result<musofir::engine::AgentState> {
        self.batch.agent_state(slot)
    }
}

#[test]
fn a_member_that_fails_takes_no_other_along_and_a_lost_engine_those_at_work() {
    let xs = [scenario("start: \"2012-01-01\", end: \"2012-04-30\"")];
    let run = |lost, stop| {
        let mut seen = Seen { stop, ..Seen::default() };
        let mut batch = Faulty { batch: CpuBatch::new(2, 0), months: 0, lost };
        Ensemble::new(&xs, 1_000, 6, 2).run(&mut batch, &mut seen);
        seen
    };
    let replicate = |seed| Replicate { seed, draw: 0, scenario: 0 };
    let seen = run(false, false);
    assert_eq!(seen.failures.keys().copied().collect::<Vec<_>>(), [replicate(2)]);
    assert_eq!(seen.digests.keys().copied().collect::<Vec<_>>(), [1, 3, 4, 5, 6].map(replicate));
    assert_eq!(seen.digests[&replicate(1)], alone(&xs[0], 1_000, 1), "its neighbour is whole");

    let seen = run(true, false);
    assert_eq!(seen.failures.keys().copied().collect::<Vec<_>>(), [1, 2].map(replicate));
    assert!(seen.failures[&replicate(1)].contains("unplugged"));
    assert_eq!(seen.digests.len(), 4);

    let seen = run(false, true);
    assert_eq!((seen.failures.len(), seen.digests.len()), (1, 0), "it stops at the first failure");
}

#[test]
fn five_scenarios_that_share_nineteen_of_thirty_six_months_cost_less_than_seven_tenths() {
    let lever = |lever: &str| {
        scenario(&format!(
            "start: \"2012-01-01\", end: \"2014-12-31\", timeline: [(on: \"2013-08-01\", lever: {lever})]"
        ))
    };
    let levers =
        ["PoliceChecks(times: 1)", "PoliceChecks(times: 9)", "RemovalSeats(per_day: 900)", "VisaRuns(times: 0)"];
    let mut xs: Vec<_> = levers.map(lever).into();
    xs.push(lever("EntryBars(on_second_offence: 1)"));
    let seen = together(&xs, 1_000, 1, 5);
    let part = seen.lived as f64 / seen.covered as f64;
    // Days, not months: 578 shared, 518 of each.
    assert!((part - (578.0 + 5.0 * 518.0) / (5.0 * 1096.0)).abs() < 1e-9 && part < 0.7, "{part}");
}
