//! Keeps the members of an ensemble as they end, and follows how it goes.

use super::note;
use super::progress::Progress;
use musofir::cluster::Log;
use musofir::ensemble::{Finished, Keep, Observer, Record, Replicate};
use musofir::output::{FolderError, Store};
use musofir::scenario::Scenario;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;

/// Keeps members as they end.
pub struct Collector<'k, 'f> {
    pub identities: BTreeMap<Replicate, String>,
    pub scenarios: &'k [Scenario],
    pub records: Vec<Vec<Record>>,
    pub failures: Vec<(String, u64, String)>,
    /// The folder cannot be written.
    pub broken: Option<FolderError>,
    /// Nothing more is to be lived.
    pub over: bool,
    pub store: Store<'k>,
    pub keep: Keep,
    /// Whether the first failure ends it.
    pub stops: bool,
    pub progress: Option<Progress>,
    /// Of a worker of a plan.
    pub log: Option<&'k mut Log<'f>>,
    pub agent_days: [u64; 2],
}

/// A keeper who is told by several at once.
pub struct Told<'m, 'k, 'f>(pub &'m Mutex<Collector<'k, 'f>>);

impl Collector<'_, '_> {
    fn lived(&mut self, lived: u64, covered: u64) {
        self.agent_days[0] += lived;
        self.agent_days[1] += covered;
        if let Some(progress) = &mut self.progress {
            progress.covered(lived, covered);
        }
        if let Some(log) = &mut self.log {
            log.lived(lived, covered);
        }
    }

    fn ended(&mut self, replicate: Replicate, outcome: Result<Finished, String>) {
        let identity = &self.identities[&replicate];
        match outcome {
            Ok(finished) => {
                let record = match self.store.keep(replicate, &finished, identity, self.keep) {
                    Ok(record) => record,
                    Err(e) => {
                        if let Some(log) = &mut self.log {
                            log.failed(identity, &e.to_string());
                        }
                        self.broken = Some(e);
                        self.over = true;
                        return;
                    }
                };
                if let Some(log) = &mut self.log {
                    log.forget(identity);
                }
                self.records[replicate.scenario].push(record);
                if let Some(progress) = &mut self.progress {
                    progress.ended();
                }
            }
            Err(why) => {
                let name = self.scenarios[replicate.scenario].name.clone();
                note!("{name} with seed {} failed: {why}", replicate.seed);
                if let Some(log) = &mut self.log {
                    log.failed(identity, &why);
                }
                self.failures.push((name, replicate.seed, why));
                self.over |= self.stops;
            }
        }
    }
}

impl<'a> Observer<'a> for Told<'_, '_, '_> {
    fn lived(&mut self, lived: u64, covered: u64) {
        self.0.lock().expect("no panic while keeping").lived(lived, covered);
    }

    fn ended(&mut self, replicate: Replicate, outcome: Result<Finished<'a>, String>) -> ControlFlow<()> {
        let mut collector = self.0.lock().expect("no panic while keeping");
        collector.ended(replicate, outcome);
        if collector.over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
