//! A run that resumes from a checkpoint ends with the bits of one that never stopped: after any month, on any engine.
//! What is not sound is refused, and the one before it used.

use crate::support::{device, finished, two_states};
use musofir::common::agent::*;
use musofir::common::calendar::Span;
use musofir::common::digest::{Digest, of_bytes};
use musofir::common::layout::*;
use musofir::common::tables::{Day, DayState, Rates};
use musofir::common::totals::{Counted, Totals};
use musofir::cpu::CpuEngine;
use musofir::engine::{AgentState, Engine, EngineError, Result, Start};
use musofir::gpu::{GpuEngine, GpuOptions};
use musofir::output::{Checkpoints, Claim, Folder, FolderError, Mode, RUN, Rhythm, latest};
use musofir::run::checkpoint::{Checkpoint, CheckpointError, MARK};
use musofir::run::resumable::{RunHandler, RunOutcome, RunRequest, run_to_end};
use musofir::run::{Run, RunError};
use musofir::scenario::Scenario;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

const AGENTS: u32 = 3000;

/// Two sending states, a bargain by rule, levers within months, and a first and last month in part.
fn eventful() -> Scenario {
    two_states(
        r#"start: "2012-01-17", end: "2012-09-05", timeline: [
            (on: "2012-02-01", lever: Bargain(play: Rule)),
            (on: "2012-03-10", lever: PoliceChecks(times: 20)),
            (on: "2012-04-20", lever: RemovalSeats(per_day: 2000)),
            (on: "2012-05-01", lever: BuildCamps(per_month: 20)),
        ]"#,
    )
}

fn cpu(start: Start, threads: usize) -> std::result::Result<Box<dyn Engine>, CheckpointError> {
    Ok(Box::new(CpuEngine::new(start, threads)))
}

fn gpu(start: Start) -> std::result::Result<Box<dyn Engine>, CheckpointError> {
    Ok(Box::new(GpuEngine::new(device(), &start, GpuOptions::default()).expect("it starts")))
}

fn run_for<'a>(
    x: &'a Scenario,
    months: usize,
    make: impl FnOnce(Start) -> std::result::Result<Box<dyn Engine>, CheckpointError>,
) -> Run<'a> {
    let mut run = Run::new(x, AGENTS, 1, make).unwrap();
    for month in x.calendar.months().into_iter().take(months) {
        run.month(month).unwrap();
    }
    run
}

fn ended(mut run: Run) -> String {
    for month in run.months_left() {
        run.month(month).unwrap();
    }
    run.digest().unwrap()
}

fn bytes(run: &mut Run) -> Vec<u8> {
    let mut bytes = Vec::new();
    run.checkpoint().unwrap().write(&mut bytes).unwrap();
    bytes
}

fn read(bytes: &[u8]) -> std::result::Result<Checkpoint, CheckpointError> {
    Checkpoint::read(Cursor::new(bytes))
}

#[test]
fn a_run_gone_on_with_after_any_month_ends_with_the_same_bits() {
    let x = eventful();
    let straight = finished(&x, AGENTS).digest().unwrap();
    for months in 1..x.calendar.months().len() {
        let mut run = run_for(&x, months, |start| cpu(start, 1));
        let kept = bytes(&mut run);
        assert_eq!(ended(run), straight, "taking a checkpoint changes nothing");
        let again = Run::restored(&x, AGENTS, 1, read(&kept).unwrap(), |start| cpu(start, 3)).unwrap();
        assert_eq!(again.series().len(), months);
        assert_eq!(ended(again), straight, "after {months} months");
    }
}

#[test]
fn applications_that_are_pending_are_kept() {
    let x = eventful();
    let kept = read(&bytes(&mut run_for(&x, 4, |start| cpu(start, 0)))).unwrap();
    let pending = (0..AGENTS as usize).filter(|i| unpack(kept.agent_state().get(*i)).bucket != NOT_APPLIED).count();
    let scarce = kept.day_state().cutoff.iter().filter(|c| **c < BUCKETS).count();
    assert!(pending > 20 && scarce > 0, "{pending} applications, {scarce} scarce lotteries");
}

#[test]
#[ignore = "gpu"]
fn a_checkpoint_of_the_cpu_engine_resumes_on_the_gpu_and_the_other_way_round() {
    let x = eventful();
    let straight = finished(&x, AGENTS).digest().unwrap();
    let of_cpu = bytes(&mut run_for(&x, 3, |start| cpu(start, 0)));
    let of_gpu = bytes(&mut run_for(&x, 3, gpu));
    assert_eq!(of_bytes(&of_cpu), of_bytes(&of_gpu), "both engines leave the same bytes");
    assert_eq!(ended(Run::restored(&x, AGENTS, 1, read(&of_gpu).unwrap(), |start| cpu(start, 2)).unwrap()), straight);
    assert_eq!(ended(Run::restored(&x, AGENTS, 1, read(&of_cpu).unwrap(), gpu).unwrap()), straight);
}

#[test]
fn what_is_not_sound_is_refused_and_says_why() {
    let x = eventful();
    let good = bytes(&mut run_for(&x, 2, |start| cpu(start, 0)));
    let says = |bytes: &[u8], part: &str| {
        let error = read(bytes).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    };
    says(b"", "no checkpoint of musofir");
    says(b"a thesis, and a long one, that has nothing to do with it, though it is somewhat longer", "no checkpoint");
    for length in [60, good.len() / 2, good.len() - 1] {
        says(&good[..length], "");
    }
    says(&good[..good.len() - 1], "checksum");
    says(&[&good[..], b"\n"].concat(), "checksum");
    let mut newer = good.clone();
    newer[MARK.len()] = 4;
    says(&newer, "form 4");
    newer[MARK.len()] = 2;
    says(&newer, "form 2, and this program reads form 3");
    // Every byte counts: one in each of 200 places.
    for place in (0..good.len()).step_by(good.len() / 200) {
        let mut bad = good.clone();
        bad[place] ^= 1;
        assert!(read(&bad).is_err(), "byte {place}");
    }
    // Sound, and of another run.
    let checkpoint = || read(&good).unwrap();
    let other = |x: &Scenario, agents, seed| {
        let run = Run::restored(x, agents, seed, checkpoint(), |start| cpu(start, 0));
        matches!(run.map(|_| ()), Err(CheckpointError::OtherRun))
    };
    let mut changed = eventful();
    changed.timeline.pop();
    assert!(other(&x, AGENTS, 2) && other(&x, AGENTS + 1, 1) && other(&changed, AGENTS, 1) && !other(&x, AGENTS, 1));
}

fn folder(dir: &Path) -> Folder {
    Claim::take(&dir.join("run"), RUN, Mode::New { force: false }).unwrap().begin().unwrap()
}

#[test]
fn the_last_sound_checkpoint_is_used_and_those_passed_over_are_named() {
    let (x, dir) = (eventful(), tempfile::tempdir().unwrap());
    let folder = folder(dir.path());
    let mut kept = Checkpoints::new(&folder, Rhythm::Months(1));
    for months in 1..=4 {
        kept.write(&run_for(&x, months, |start| cpu(start, 0)).checkpoint().unwrap()).unwrap();
    }
    let file = |date: &str| folder.path().join(format!("checkpoints/{date}.checkpoint"));
    let newest = || latest(folder.path(), &x, AGENTS, 1, None);
    assert_eq!(newest().0.unwrap().last().to_string(), "2012-04-30");
    // A half file of the last, a foreign file instead of the one before, one of another name, and a stray one.
    let last = std::fs::read(file("2012-04-30")).unwrap();
    std::fs::write(file("2012-04-30"), &last[..last.len() / 2]).unwrap();
    std::fs::write(file("2012-03-31"), "mine").unwrap();
    std::fs::write(file("2012-05-31"), &last).unwrap();
    std::fs::write(file("notes"), "mine").unwrap();
    let (found, refused) = newest();
    // Sound, though misnamed: what it says itself is what counts.
    assert_eq!(found.unwrap().last().to_string(), "2012-04-30");
    assert!(refused.is_empty(), "{refused:?}");
    std::fs::remove_file(file("2012-05-31")).unwrap();
    let (found, refused) = newest();
    assert_eq!(found.unwrap().last().to_string(), "2012-02-29");
    assert!(refused[0].contains("2012-04-30.checkpoint: is damaged"), "{refused:?}");
    assert!(refused[1].contains("2012-03-31.checkpoint: is no checkpoint of musofir"), "{refused:?}");
}

#[test]
fn without_a_wish_the_last_two_are_kept_and_none_when_the_run_has_ended() {
    let (x, dir) = (eventful(), tempfile::tempdir().unwrap());
    let folder = folder(dir.path());
    let mut kept = Checkpoints::new(&folder, Rhythm::Minute);
    assert!(!kept.due(6), "a run of less than a minute keeps none");
    for months in 1..=4 {
        kept.write(&run_for(&x, months, |start| cpu(start, 0)).checkpoint().unwrap()).unwrap();
    }
    let count = || std::fs::read_dir(folder.path().join("checkpoints")).map_or(0, Iterator::count);
    assert_eq!(count(), 2);
    kept.end();
    assert_eq!(count(), 0);
}

/// An engine that fails after some days, as a lost device does.
struct Failing {
    inner: CpuEngine,
    left: usize,
}

impl Engine for Failing {
    fn describe(&self) -> String {
        "failing".to_owned()
    }
    fn load(&mut self, rates: &Rates) -> Result<()> {
        self.inner.load(rates)
    }
    fn advance(&mut self, days: &[Day]) -> Result<()> {
        let lost = || EngineError::Device("it was unplugged".to_owned());
        self.left = self.left.checked_sub(days.len()).ok_or_else(lost)?;
        self.inner.advance(days)
    }
    fn month_end(&mut self, day: u32) -> Result<Counted> {
        self.inner.month_end(day)
    }
    fn preload_totals(&mut self, totals: &Totals) -> Result<()> {
        self.inner.preload_totals(totals)
    }
    fn digest(&mut self) -> Result<Digest> {
        self.inner.digest()
    }
    fn day_state(&mut self) -> Result<DayState> {
        self.inner.day_state()
    }
    fn agent_state(&mut self) -> Result<AgentState> {
        self.inner.agent_state()
    }
}

/// Engines that fail several times, and what happened.
struct Unlucky {
    times: u32,
    begun: Vec<usize>,
}

#[derive(Debug, thiserror::Error)]
enum Stopped {
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl RunHandler for Unlucky {
    type Error = Stopped;
    fn engine(&mut self, start: Start, lost: u32) -> std::result::Result<Box<dyn Engine>, Stopped> {
        let left = if lost < self.times { 100 } else { usize::MAX };
        Ok(Box::new(Failing { inner: CpuEngine::new(start, 0), left }))
    }
    fn begins(&mut self, run: &mut Run) {
        self.begun.push(run.series().len());
    }
    fn closed(&mut self, _: &mut Run, _: Span) -> std::result::Result<ControlFlow<()>, Stopped> {
        Ok(ControlFlow::Continue(()))
    }
    fn note(&mut self, what: &str) {
        panic!("{what}");
    }
    fn lost(&mut self, fault: &str, _: u32) -> std::result::Result<(), Stopped> {
        assert_eq!(fault, "it was unplugged");
        Ok(())
    }
}

#[test]
fn a_run_outlives_its_engine_from_the_last_checkpoint_or_the_first_day() {
    let x = eventful();
    let straight = finished(&x, AGENTS).digest().unwrap();
    for (rhythm, begun) in [(Rhythm::Months(2), vec![0, 2, 4]), (Rhythm::Never, vec![0, 0, 0])] {
        let dir = tempfile::tempdir().unwrap();
        let folder = folder(dir.path());
        let mut unlucky = Unlucky { times: 2, begun: Vec::new() };
        let asked = RunRequest { scenario: &x, agents: AGENTS, seed: 1 };
        match run_to_end(asked, None, &mut Checkpoints::new(&folder, rhythm), &mut unlucky).unwrap() {
            RunOutcome::Ended(mut run) => assert_eq!(run.digest().unwrap(), straight),
            RunOutcome::Stopped => panic!("nobody stopped it"),
        }
        assert_eq!(unlucky.begun, begun);
    }
}
