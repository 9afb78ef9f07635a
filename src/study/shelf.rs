//! Where replicates are kept: in a folder, so that a study can be resumed, or in memory.

use crate::ensemble::{Finished, Keep, Record, Replicate, fates};
use crate::output::{Folder, FolderError, Store, StudyCheckpoints};
use std::collections::BTreeMap;

/// Where replicates are kept.
pub(super) enum Shelf<'f> {
    /// In a folder.
    Folder(&'f Folder),
    /// In memory, by identity: record, and fates if they are wanted.
    Memory(BTreeMap<String, (Record, Option<Vec<u8>>)>),
}

impl<'f> Shelf<'f> {
    /// The checkpoints of replicates in flight; none in memory.
    pub fn checkpoints(&self, note: &mut dyn FnMut(&str)) -> Option<StudyCheckpoints<'f>> {
        match self {
            Self::Folder(folder) => Some(StudyCheckpoints::open(folder, note)),
            Self::Memory(_) => None,
        }
    }

    /// A replicate of `agents` agents, with all that is wanted of it.
    pub fn find(&self, program: &str, identity: &str, agents: u32, wanted: Keep) -> Option<Record> {
        match self {
            Self::Folder(folder) => Store::new(folder, program).find(identity, agents, wanted).ok(),
            Self::Memory(all) => {
                let (record, fates) = all.get(identity)?;
                let whole = (fates.is_some() || !wanted.fates) && (!record.places.is_empty() || !wanted.places);
                whole.then(|| record.clone())
            }
        }
    }

    /// Keeps what is wanted of a replicate that has ended.
    pub fn keep(
        &mut self,
        program: &str,
        replicate: Replicate,
        it: &Finished,
        identity: &str,
        wanted: Keep,
    ) -> Result<Record, FolderError> {
        match self {
            Self::Folder(folder) => Store::new(folder, program).keep(replicate, it, identity, wanted),
            Self::Memory(all) => {
                let calendar = it.trajectory.scenario().calendar;
                let of = it.agents.as_ref().filter(|_| wanted.fates);
                let fates = of.map(|agents| fates(agents, calendar.number(calendar.end)));
                let record = Record::new(replicate, it, identity.to_owned(), wanted.places);
                all.insert(identity.to_owned(), (record.clone(), fates));
                Ok(record)
            }
        }
    }

    /// The fates of a replicate, a byte an agent.
    pub fn fates(&self, program: &str, identity: &str, agents: u32) -> Option<Vec<u8>> {
        match self {
            Self::Folder(folder) => Store::new(folder, program).read_fates(identity, agents),
            Self::Memory(all) => all.get(identity)?.1.clone(),
        }
    }
}
