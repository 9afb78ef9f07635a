//! Keeps the members of an ensemble as they end, and follows how it goes.

use super::note;
use super::progress::Progress;
use musofir::cluster::Log;
use musofir::ensemble::{Finished, Keep, Member, Record, Watch};
use musofir::output::{FolderError, Store};
use musofir::scenario::Experiment;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;

/// Keeps members as they end.
pub struct Keeper<'k, 'f> {
    pub identities: BTreeMap<Member, String>,
    pub experiments: &'k [Experiment],
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
pub struct Told<'m, 'k, 'f>(pub &'m Mutex<Keeper<'k, 'f>>);

impl Keeper<'_, '_> {
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

    fn ended(&mut self, member: Member, outcome: Result<Finished, String>) {
        let identity = &self.identities[&member];
        match outcome {
            Ok(finished) => {
                let record = match self.store.keep(member, &finished, identity, self.keep) {
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
                self.records[member.scenario].push(record);
                if let Some(progress) = &mut self.progress {
                    progress.ended();
                }
            }
            Err(why) => {
                let name = self.experiments[member.scenario].name.clone();
                note!("{name} with seed {} failed: {why}", member.seed);
                if let Some(log) = &mut self.log {
                    log.failed(identity, &why);
                }
                self.failures.push((name, member.seed, why));
                self.over |= self.stops;
            }
        }
    }
}

impl<'a> Watch<'a> for Told<'_, '_, '_> {
    fn lived(&mut self, lived: u64, covered: u64) {
        self.0.lock().expect("no panic while keeping").lived(lived, covered);
    }

    fn ended(&mut self, member: Member, outcome: Result<Finished<'a>, String>) -> ControlFlow<()> {
        let mut keeper = self.0.lock().expect("no panic while keeping");
        keeper.ended(member, outcome);
        if keeper.over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
