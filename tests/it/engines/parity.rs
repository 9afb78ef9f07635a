//! Bit for bit: every way of running the same days gives the same digest.

use crate::support::{baseline, device, finished, lever_names, scenario, two_states};
use musofir::common::layout::{DAY_CODES, FIRST_DAY};
use musofir::cpu::CpuEngine;
use musofir::cpu::paths::{name, paths};
use musofir::engine::{Engine, Start};
use musofir::gpu::{GpuEngine, GpuOptions, TILE};
use musofir::run::Run;
use musofir::scenario::Scenario;
use musofir::verify::Pair;
use std::convert::identity;

/// The first six weeks of a scenario: two months, the second cut by the run's end.
fn weeks(mut x: Scenario) -> Scenario {
    x.calendar.end = "2012-02-14".parse().unwrap();
    x
}

/// Digest of seed 7 on an engine, at the end.
fn digest(x: &Scenario, agents: u32, make: impl FnOnce(Start) -> Box<dyn Engine>) -> String {
    let mut run = Run::new(x, agents, 7, |start| Ok::<_, ()>(make(start))).unwrap();
    for month in x.calendar.months() {
        run.month(month).unwrap_or_else(|e| panic!("{e}"));
    }
    run.digest().unwrap()
}

/// That on the CPU engine, changed in some way.
fn cpu(x: &Scenario, agents: u32, way: impl FnOnce(CpuEngine) -> CpuEngine) -> String {
    digest(x, agents, |start| Box::new(way(CpuEngine::new(start, 0))))
}

fn gpu(x: &Scenario, agents: u32, options: &GpuOptions) -> String {
    digest(x, agents, |start| Box::new(GpuEngine::new(device(), &start, options.clone()).unwrap()))
}

/// Every lever there is, within a few weeks.
const EVERY_LEVER: &str = r#"start: "2012-11-20", end: "2013-03-05", timeline: [
            (on: "2012-11-25", lever: PoliceChecks(times: 20)),
            (on: "2012-11-28", lever: PoliceChecks(times: 60, region: "Moscow")),
            (on: "2012-12-01", lever: CampBeds(times: 3)),
            (on: "2012-12-05", lever: RemovalSeats(per_day: 2000)),
            (on: "2012-12-06", lever: EntryBars(on_second_offence: 1, on_overstay: 0.8)),
            (on: "2012-12-10", lever: Threat(dose: 40)),
            (on: "2012-12-15", lever: RecruiterPressure(times: 100)),
            (on: "2012-12-20", lever: PermitQuota(per_year: 300000)),
            (on: "2012-12-20", lever: Border(out: 0.7, seats_per_month: 30000)),
            (on: "2012-12-21", lever: Border(out: 0.9, back: 0.3, state: "Kyrgyzstan")),
            (on: "2012-12-21", lever: LiftBars(share: 0.3, term: 4)),
            (on: "2012-12-22", lever: PlacesShare(share: 0.3, state: "Kyrgyzstan")),
            (on: "2012-12-22", lever: Naturalisations(per_year: 90000)),
            (on: "2012-12-23", lever: Hours(times: 1.5, sector: "trade")),
            (on: "2012-12-23", lever: OtherInflows(million: 300)),
            (on: "2013-01-03", lever: PatentPrice(per_month: 4000)),
            (on: "2013-01-03", lever: VisaRuns(times: 0)),
            (on: "2013-01-05", lever: PassportRule(exit_denied: 0.5)),
            (on: "2013-01-10", lever: LabourDemand(times: 0.5, sector: "construction")),
            (on: "2013-01-20", lever: CampBeds(region: "Moscow", beds: 10)),
            (on: "2013-01-21", lever: BuildCamps(per_month: 40)),
            (on: "2013-01-21", lever: Target(times: 5, expulsion: 1, bars: 1, sectors: ["trade", "construction"],
                regions: ["Moscow", "Moscow Oblast"], papers: [VisaFree, Irregular], sexes: [Men], states: ["Kyrgyzstan"])),
            (on: "2013-01-22", lever: PatentScope(times: 3)),
            (on: "2013-01-22", lever: DomesticCampaign(strength: 3)),
            (on: "2013-01-23", lever: Demonstration(shocks: 2)),
            (on: "2013-01-23", lever: Aid(million: 900)),
            (on: "2013-01-23", lever: Investment(million: 900)),
            (on: "2013-01-23", lever: Trade(million: 900)),
            (on: "2013-01-23", lever: Hedge(million: 900)),
            (on: "2013-01-23", lever: Transit(share: 1)),
            (on: "2013-01-23", lever: RegimePush(times: 3)),
            (on: "2013-01-23", lever: Neighbour(state: "Kyrgyzstan", incentives: 20)),
            (on: "2013-01-23", lever: Bargain(play: Rule, reward: 500)),
            (on: "2013-01-24", lever: Exempt(exempt: true, state: "Kyrgyzstan")),
            (on: "2013-02-01", lever: HostCurrency(per_dollar: 70)),
            (on: "2013-02-02", lever: Exempt(exempt: false, state: "Kyrgyzstan")),
            (on: "2013-02-03", lever: HostCurrencyPath(per_dollar: [50, 60])),
        ]"#;

#[test]
fn threads_and_the_gate_change_no_bit() {
    let x = weeks(baseline());
    let reference = digest(&x, 40_000, |s| Box::new(CpuEngine::new(s, 1)));
    for threads in [2, 7] {
        assert_eq!(digest(&x, 40_000, |s| Box::new(CpuEngine::new(s, threads))), reference, "{threads} threads");
    }
    assert_eq!(cpu(&x, 40_000, CpuEngine::without_gate), reference, "without the gate");
}

#[test]
fn no_shorter_way_through_a_day_changes_a_bit_with_every_lever_at_work() {
    let x = two_states(EVERY_LEVER);
    let reference = cpu(&x, 60_000, CpuEngine::without_gate);
    assert_eq!(cpu(&x, 60_000, identity), reference);
}

#[test]
fn instructions_change_no_bit() {
    let x = weeks(baseline());
    // Ends within a block, a vector and a chunk.
    for agents in [1, 31, 40_007] {
        let reference = cpu(&x, agents, CpuEngine::without_gate);
        for path in paths() {
            let found = cpu(&x, agents, |engine| engine.on_path(path));
            assert_eq!(found, reference, "{}, {agents} agents", name(path));
        }
    }
}

#[test]
#[ignore = "gpu"]
fn workgroups_tiles_and_submissions_of_the_gpu_change_no_bit() {
    let x = weeks(baseline());
    let reference = cpu(&x, 20_000, identity);
    for (workgroup, tile) in [(64, 1_000), (128, 1 << 12), (256, 1 << 10), (256, TILE)] {
        for (days, hardware) in [(Some(1), false), (Some(7), true), (Some(31), false), (None, true)] {
            let options =
                GpuOptions { workgroup, tile, days, hardware: Some(hardware), timed: true, ..Default::default() };
            assert_eq!(gpu(&x, 20_000, &options), reference, "{options:?}");
        }
    }
}

#[test]
#[ignore = "gpu"]
fn products_in_halves_on_the_gpu_change_no_bit() {
    let device = device();
    let x = two_states(EVERY_LEVER);
    let halves = |start| Box::new(GpuEngine::new(device.in_halves(), &start, GpuOptions::default()).unwrap());
    assert_eq!(digest(&x, 20_000, |start| halves(start)), cpu(&x, 20_000, identity));
}

#[test]
#[ignore = "gpu"]
fn populations_around_a_workgroup_of_the_gpu_change_no_bit() {
    let x = weeks(baseline());
    for agents in [1, 255, 256, 257, 99_991] {
        let reference = cpu(&x, agents, identity);
        assert_eq!(gpu(&x, agents, &GpuOptions::default()), reference, "{agents} agents");
    }
}

#[test]
#[ignore = "gpu"]
fn cpu_and_gpu_agree_after_every_day_with_every_lever_at_work() {
    let device = device();
    for name in lever_names() {
        assert!(EVERY_LEVER.contains(&format!("lever: {name}(")), "{name} is not at work");
    }
    let x = two_states(EVERY_LEVER);
    digest(&x, 30_000, |start| {
        let gpu = GpuEngine::new(device, &start, GpuOptions::default()).unwrap();
        Box::new(Pair::new(Box::new(CpuEngine::new(start, 0)), Box::new(gpu)))
    });
}

/// More days than there are codes of days.
const TWELVE_YEARS: &str = r#"start: "2012-01-01", end: "2024-03-31", extrapolate: Hold"#;

#[test]
fn the_gate_changes_no_bit_in_twelve_years() {
    let x = scenario(TWELVE_YEARS);
    assert!(x.calendar.days() > DAY_CODES + FIRST_DAY);
    assert_eq!(cpu(&x, 1_000, CpuEngine::without_gate), cpu(&x, 1_000, identity));
}

#[test]
#[ignore = "gpu"]
fn cpu_and_gpu_agree_after_twelve_years() {
    let x = scenario(TWELVE_YEARS);
    assert_eq!(gpu(&x, 1_000, &GpuOptions::default()), cpu(&x, 1_000, identity));
}

#[test]
fn watching_a_run_changes_no_bit() {
    let x = weeks(baseline());
    let unwatched = cpu(&x, 10_000, identity);
    let mut run = Run::new(&x, 10_000, 7, |s| Ok::<_, ()>(Box::new(CpuEngine::new(s, 0)) as Box<dyn Engine>)).unwrap();
    for month in x.calendar.months() {
        run.engine().agent_state().unwrap();
        run.engine().digest().unwrap();
        run.month(month).unwrap();
        run.digest().unwrap();
    }
    assert_eq!(run.digest().unwrap(), unwatched);
}

#[test]
fn another_seed_is_another_run() {
    let x = weeks(baseline());
    let first = cpu(&x, 5_000, identity);
    assert_ne!(finished(&x, 5_000).digest().unwrap(), first);
}
