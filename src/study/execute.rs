//! Simulating the replicates of a task, except those that are there already, from where a stop has left them.

use super::error::StudyError;
use super::machine::{Machine, OnError, fits};
use super::observer::{Named, Started, StudyObserver};
use super::result::{FailedReplicate, StudyResult};
use super::shelf::Shelf;
use super::task::Task;
use crate::common::calendar::Calendar;
use crate::engine::Batch;
use crate::ensemble::{Ensemble, Finished, InFlight, Observer, Record, Replicate, shares};
use crate::output::{FolderError, StudyCheckpoints};
use crate::run::checkpoint::Checkpoint;
use crate::scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::time::Instant;

/// Replicates and the engine that simulates them.
type Part<'t> = (Ensemble<'t>, Box<dyn Batch>);

/// Simulates a task on a machine; also how many of its replicates were there already.
pub(super) fn execute(
    machine: &Machine,
    task: &Task,
    program: &str,
    shelf: &mut Shelf,
    observer: &mut dyn StudyObserver,
) -> Result<(StudyResult, usize), StudyError> {
    if machine.threads > 0 {
        // Draws and the host's months go by rayon's own pool; it can be set once.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(machine.threads).build_global();
    }
    let (agents, keep) = (task.agents, task.keep);
    fits(agents)?;
    let mut records = vec![Vec::new(); task.cases()];
    let mut identities = BTreeMap::new();
    let mut replicates = Vec::new();
    let mut checkpoints = shelf.checkpoints(&mut |text| observer.note(text));
    let (mut resumed, mut done) = (0, 0);
    for (replicate, identity) in task.replicates.iter().zip(task.identities(program)) {
        let left = checkpoints.as_mut().and_then(|of| of.last(&identity));
        match shelf.find(program, &identity, agents, keep) {
            Some(record) => {
                records[task.index(replicate)].push(record);
                checkpoints.iter_mut().for_each(|of| of.ended(&identity));
            }
            None => {
                replicates.push(*replicate);
                if let Some(last) = left {
                    let calendar = task.scenarios[replicate.scenario].calendar;
                    resumed += 1;
                    done += u64::from(Calendar { end: last, ..calendar }.days()) * u64::from(agents);
                }
            }
        }
        identities.insert(*replicate, identity);
    }
    if !replicates.is_empty() && observer.stops() {
        return Err(StudyError::Stopped);
    }
    let reused = task.replicates.len() - replicates.len();
    let parts = parts(machine, task, &replicates, observer)?;
    let mut engines: Vec<String> = parts.iter().map(|(_, batch)| batch.describe()).collect();
    engines.dedup();
    let engine = engines.join("; ");
    observer.started(&Started {
        scenarios: task.replicates.iter().map(Replicate::case).collect::<BTreeSet<_>>().len(),
        seeds: task.replicates.iter().map(|m| m.seed).collect::<BTreeSet<_>>().len(),
        agents,
        replicates: replicates.len(),
        reused,
        resumed,
        agent_days: parts.iter().map(|(ensemble, _)| ensemble.agent_days()).sum::<u64>() - done,
        engine: engine.clone(),
        side_by_side: parts.iter().map(|(e, _)| e.side_by_side).sum(),
    });
    let begun = Instant::now();
    let stops = machine.on_error == OnError::Stop;
    let collector = Mutex::new(Collector {
        task,
        program,
        identities,
        records,
        failures: Vec::new(),
        broken: None,
        over: false,
        stopped: false,
        unfinished: replicates.len(),
        shelf,
        checkpoints,
        stops,
        observer,
        agent_days: [0; 2],
    });
    std::thread::scope(|scope| {
        for (ensemble, mut batch) in parts {
            let mut shared = Shared(&collector);
            scope.spawn(move || ensemble.run(&mut *batch, &mut shared));
        }
    });
    let mut collector = collector.into_inner().expect("no part has panicked");
    collector.observer.finished();
    if let Some(e) = collector.broken {
        return Err(e.into());
    }
    if collector.stopped && collector.unfinished > 0 {
        return Err(StudyError::Stopped);
    }
    collector.records.iter_mut().for_each(|of| of.sort_by_key(|r| r.seed));
    let Collector { records, failures, agent_days, .. } = collector;
    let wall = begun.elapsed().as_secs_f64();
    Ok((StudyResult { records, failures, engine, wall, agent_days }, reused))
}

/// What each processor simulates, on an engine with slots for as many replicates as keep it busy.
fn parts<'t>(
    machine: &Machine,
    task: &'t Task,
    replicates: &[Replicate],
    observer: &mut dyn StudyObserver,
) -> Result<Vec<Part<'t>>, StudyError> {
    let Some(any) = task.scenarios.first() else { return Ok(Vec::new()) };
    let processors = machine.processors(any, &mut |text| observer.note(text))?;
    let days = |m: &Replicate| u64::from(task.scenarios[m.scenario].calendar.days());
    let work: Vec<u64> = replicates.iter().map(days).collect();
    let seams: Vec<bool> =
        (0..replicates.len()).map(|i| i == 0 || replicates[i].seed != replicates[i - 1].seed).collect();
    let shares = shares(&work, &seams, processors.len());
    let mut parts = Vec::new();
    for (share, processor) in shares.into_iter().zip(processors) {
        let (scenarios, draws, agents) = (&task.scenarios[..], task.draws.as_ref(), task.agents);
        let (replicates, keep_agents) = (replicates[share].to_vec(), task.keep.fates);
        let mut ensemble = Ensemble { scenarios, draws, agents, replicates, side_by_side: 1, keep_agents };
        ensemble.side_by_side = machine.slots(&processor, &ensemble);
        let batch = processor.batch(agents as usize, ensemble.side_by_side)?;
        parts.push((ensemble, batch));
    }
    Ok(parts)
}

/// Keeps replicates as they end.
struct Collector<'c, 'f> {
    task: &'c Task,
    program: &'c str,
    identities: BTreeMap<Replicate, String>,
    records: Vec<Vec<Record>>,
    failures: Vec<FailedReplicate>,
    /// The folder cannot be written.
    broken: Option<FolderError>,
    /// Nothing more is to be simulated.
    over: bool,
    /// The observer wants no more.
    stopped: bool,
    /// Replicates that have neither ended nor failed.
    unfinished: usize,
    shelf: &'c mut Shelf<'f>,
    /// Where replicates are left; nowhere without a folder.
    checkpoints: Option<StudyCheckpoints<'f>>,
    /// Whether the first failure ends the study.
    stops: bool,
    observer: &'c mut dyn StudyObserver,
    agent_days: [u64; 2],
}

impl Collector<'_, '_> {
    fn ended(&mut self, replicate: Replicate, outcome: Result<Finished, String>) {
        self.unfinished -= 1;
        let identity = &self.identities[&replicate];
        let scenario = self.task.name(&replicate);
        let named = Named { scenario, seed: replicate.seed, identity };
        let kept = outcome.map(|it| self.shelf.keep(self.program, replicate, &it, identity, self.task.keep));
        match kept {
            Ok(Ok(record)) => {
                self.checkpoints.iter_mut().for_each(|of| of.ended(identity));
                self.observer.completed(named);
                self.records[self.task.index(&replicate)].push(record);
            }
            Ok(Err(e)) => {
                self.observer.failed(named, &e.to_string());
                self.broken = Some(e);
                self.over = true;
            }
            Err(why) => {
                self.observer.failed(named, &why);
                self.failures.push(FailedReplicate { scenario: scenario.to_owned(), seed: replicate.seed, why });
                self.over |= self.stops;
            }
        }
    }

    /// Keeps replicates as they stand. A folder that cannot be written ends the study.
    fn left(&mut self, group: InFlight) {
        let Some(checkpoints) = &mut self.checkpoints else { return };
        let InFlight { last, trajectories, day_state, agent_state } = group;
        let named = |(replicate, saved)| (self.identities[&replicate].clone(), saved);
        let trajectories = trajectories.into_iter().map(named).collect();
        if let Err(e) = checkpoints.write(&Checkpoint::new(last, trajectories, day_state, agent_state)) {
            self.broken.get_or_insert(e);
        }
    }

    /// Where a replicate was left, with those of the others that were left with it.
    fn found(&mut self, replicate: Replicate, others: &[(Replicate, &Scenario)]) -> Option<InFlight> {
        let (identities, agents) = (&self.identities, self.task.agents);
        let held = |checkpoint: &Checkpoint, of: &Replicate| checkpoint.identities().any(|id| *id == identities[of]);
        let fits = |checkpoint: &Checkpoint| {
            let mut held = others.iter().filter(|(of, _)| held(checkpoint, of));
            held.try_for_each(|(of, x)| checkpoint.fits_as(&identities[of], x, agents))
        };
        let note = &mut |text: &str| self.observer.note(text);
        let checkpoint = self.checkpoints.as_mut()?.read(&identities[&replicate], fits, note)?;
        let last = checkpoint.last();
        let (saved, day_state, agent_state) = checkpoint.into_parts();
        let saved: BTreeMap<String, _> = saved.into_iter().collect();
        let found = |(of, _): &(Replicate, &Scenario)| Some((*of, saved.get(&identities[of])?.clone()));
        Some(InFlight { last, trajectories: others.iter().filter_map(found).collect(), day_state, agent_state })
    }
}

/// A collector that several processors report to.
struct Shared<'m, 'c, 'f>(&'m Mutex<Collector<'c, 'f>>);

impl Observer for Shared<'_, '_, '_> {
    fn advanced(&mut self, simulated: u64, represented: u64) {
        let mut collector = self.0.lock().expect("no panic in the collector");
        collector.agent_days[0] += simulated;
        collector.agent_days[1] += represented;
        collector.observer.advanced(simulated, represented);
    }

    fn ended(&mut self, replicate: Replicate, outcome: Result<Finished, String>) -> ControlFlow<()> {
        let mut collector = self.0.lock().expect("no panic in the collector");
        collector.ended(replicate, outcome);
        if collector.over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn month_ended(&mut self) -> ControlFlow<()> {
        let mut collector = self.0.lock().expect("no panic in the collector");
        collector.stopped |= collector.observer.stops();
        if collector.over || collector.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn left(&mut self, group: InFlight) {
        self.0.lock().expect("no panic in the collector").left(group);
    }

    fn found(&mut self, replicate: Replicate, others: &[(Replicate, &Scenario)]) -> Option<InFlight> {
        self.0.lock().expect("no panic in the collector").found(replicate, others)
    }
}
