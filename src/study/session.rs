//! A session: where the replicates of a study come from, where they are kept, who follows.

use super::error::StudyError;
use super::execute::execute;
use super::machine::{Machine, OnError};
use super::merged::Merged;
use super::observer::{StudyObserver, Wave};
use super::result::StudyResult;
use super::shelf::Shelf;
use super::task::Task;
use crate::output::{Folder, Provenance, Store, StudyCheckpoints, sweep};
use std::collections::BTreeMap;

/// Where replicates come from.
enum Origin<'s> {
    /// They are simulated.
    Machine(&'s Machine),
    /// They were simulated by the workers of a plan.
    Plan(&'s Merged),
}

/// What a study runs in.
pub struct Session<'s> {
    origin: Origin<'s>,
    folder: Option<&'s Folder>,
    shelf: Shelf<'s>,
    provenance: &'s Provenance,
    observer: &'s mut dyn StudyObserver,
    /// Replicates of the study so far by identity, and whether their fates are wanted.
    replicates: BTreeMap<String, bool>,
    reused: usize,
}

impl<'s> Session<'s> {
    /// Simulates on a machine. With a folder, replicates are kept there, and those that are there are reused.
    pub fn new(
        machine: &'s Machine,
        folder: Option<&'s Folder>,
        provenance: &'s Provenance,
        observer: &'s mut dyn StudyObserver,
    ) -> Self {
        let shelf = folder.map_or(Shelf::Memory(BTreeMap::new()), Shelf::Folder);
        let (origin, replicates) = (Origin::Machine(machine), BTreeMap::new());
        Self { origin, folder, shelf, provenance, observer, replicates, reused: 0 }
    }

    /// Takes the replicates that the workers of a plan have simulated.
    pub fn merging(
        merged: &'s Merged,
        folder: &'s Folder,
        provenance: &'s Provenance,
        observer: &'s mut dyn StudyObserver,
    ) -> Self {
        let shelf = Shelf::Folder(merged.folder());
        let (origin, replicates) = (Origin::Plan(merged), BTreeMap::new());
        Self { origin, folder: Some(folder), shelf, provenance, observer, replicates, reused: 0 }
    }

    /// Program and command.
    pub fn provenance(&self) -> &Provenance {
        self.provenance
    }

    /// Where results are written as they come, if anywhere.
    pub(super) fn folder(&self) -> Option<&Folder> {
        self.folder
    }

    /// Whether the first failure ends the study.
    pub(super) fn stops(&self) -> bool {
        matches!(self.origin, Origin::Machine(machine) if machine.on_error == OnError::Stop)
    }

    /// The replicates of a task.
    pub(super) fn run(&mut self, task: &Task) -> Result<StudyResult, StudyError> {
        match self.origin {
            Origin::Machine(machine) => {
                let program = &self.provenance.program;
                let (result, reused) = execute(machine, task, program, &mut self.shelf, self.observer)?;
                self.reused += reused;
                for identity in result.records.iter().flatten().map(|record| &record.identity) {
                    *self.replicates.entry(identity.clone()).or_default() |= task.keep.fates;
                }
                Ok(result)
            }
            Origin::Plan(merged) => merged.take(task, &self.provenance.program),
        }
    }

    /// Replicates that were there before.
    pub fn reused(&self) -> usize {
        self.reused
    }

    /// Removes from the folder what the study no longer needs: checkpoints, and replicates of another request.
    pub fn tidy(&self) {
        if let (Origin::Machine(_), Some(folder)) = (&self.origin, self.folder) {
            sweep(folder.path());
            StudyCheckpoints::clear(folder);
            Store::new(folder, &self.provenance.program).keep_only(&self.replicates);
        }
    }

    /// The replicates of a task, if none fails.
    pub(super) fn run_all(&mut self, task: &Task) -> Result<StudyResult, StudyError> {
        let result = self.run(task)?;
        result.complete()?;
        Ok(result)
    }

    /// The fates of a replicate, a byte an agent.
    pub(super) fn fates(&self, identity: &str, agents: u32) -> Option<Vec<u8>> {
        self.shelf.fates(&self.provenance.program, identity, agents)
    }

    pub(super) fn points(&mut self, first: usize, last: usize, all: usize) {
        self.observer.points(first, last, all);
    }

    pub(super) fn wave(&mut self, wave: &Wave) {
        self.observer.wave(wave);
    }
}
