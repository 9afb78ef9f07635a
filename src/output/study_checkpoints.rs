//! The checkpoints of a study that was stopped: each holds replicates that have had the same agents so far, and is
//! removed when the last of them has ended.

use super::{Checkpoints, Folder, FolderError};
use crate::run::checkpoint::{Checkpoint, CheckpointError};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

const ENDING: &str = ".checkpoint";

/// The checkpoints of a study's folder.
pub struct StudyCheckpoints<'f> {
    folder: &'f Folder,
    files: BTreeMap<PathBuf, Held>,
}

/// What a checkpoint holds.
struct Held {
    last: Date,
    identities: BTreeSet<String>,
}

impl<'f> StudyCheckpoints<'f> {
    /// Looks at those of a folder. One that cannot be used is removed, and `note` hears why.
    pub fn open(folder: &'f Folder, note: &mut dyn FnMut(&str)) -> Self {
        let mut files = BTreeMap::new();
        for path in paths(folder.path()) {
            match File::open(&path)
                .map_err(CheckpointError::from)
                .and_then(|file| Checkpoint::read_identities(BufReader::new(file)))
            {
                Ok((identities, last)) => {
                    files.insert(path, Held { last, identities: identities.into_iter().collect() });
                }
                Err(e) => refuse(&path, &e, note),
            }
        }
        Self { folder, files }
    }

    /// How many replicates they hold.
    pub fn held(&self) -> usize {
        self.files.values().flat_map(|held| &held.identities).collect::<BTreeSet<_>>().len()
    }

    /// The last day to which a replicate has been simulated, if it is held.
    pub fn last(&self, identity: &str) -> Option<Date> {
        self.latest(identity).map(|(_, held)| held.last)
    }

    fn latest(&self, identity: &str) -> Option<(&PathBuf, &Held)> {
        self.files.iter().filter(|(_, held)| held.identities.contains(identity)).max_by_key(|(_, held)| held.last)
    }

    /// The last checkpoint of a replicate that is sound and `fits`. Others are removed, and `note` hears why.
    pub fn read(
        &mut self,
        identity: &str,
        fits: impl Fn(&Checkpoint) -> Result<(), CheckpointError>,
        note: &mut dyn FnMut(&str),
    ) -> Option<Checkpoint> {
        loop {
            let path = self.latest(identity)?.0.clone();
            let read = || {
                let checkpoint = Checkpoint::read(BufReader::new(File::open(&path)?))?;
                fits(&checkpoint).map(|()| checkpoint)
            };
            match read() {
                Ok(checkpoint) => return Some(checkpoint),
                Err(e) => {
                    refuse(&path, &e, note);
                    self.files.remove(&path);
                }
            }
        }
    }

    /// Writes one. Earlier ones of its replicates are no longer needed.
    pub fn write(&mut self, checkpoint: &Checkpoint) -> Result<(), FolderError> {
        let identities: BTreeSet<String> = checkpoint.identities().map(str::to_owned).collect();
        // Replicates that were not continued since are there already.
        let known = |identity: &String| self.last(identity).is_some_and(|last| last >= checkpoint.last());
        let Some(first) = identities.first().filter(|_| !identities.iter().all(known)) else { return Ok(()) };
        let name = format!("{}/{}-{}{ENDING}", Checkpoints::FOLDER, &first[..32], checkpoint.last());
        self.folder.file(&name, |out| checkpoint.write(BufWriter::new(out)))?;
        identities.iter().for_each(|identity| self.ended(identity));
        self.files.insert(self.folder.path().join(name), Held { last: checkpoint.last(), identities });
        Ok(())
    }

    /// A replicate has ended: its checkpoint goes, unless others need it.
    pub fn ended(&mut self, identity: &str) {
        self.files.retain(|path, held| {
            let mine = held.identities.remove(identity);
            let needed = !mine || !held.identities.is_empty();
            // One that stays behind does no harm.
            if !needed {
                let _ = std::fs::remove_file(path);
            }
            needed
        });
    }

    /// Removes all of a study that has ended.
    pub fn clear(folder: &Folder) {
        paths(folder.path()).into_iter().for_each(|path| drop(std::fs::remove_file(path)));
        let _ = std::fs::remove_dir(folder.path().join(Checkpoints::FOLDER));
    }
}

/// The files of checkpoints: 32 digits of an identity, and a date.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join(Checkpoints::FOLDER)).into_iter().flatten().flatten();
    let named = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(ENDING));
        let parts = name.and_then(|name| name.split_once('-'));
        parts.is_some_and(|(identity, date)| identity.len() == 32 && date.parse::<Date>().is_ok())
    };
    entries.map(|e| e.path()).filter(named).collect()
}

fn refuse(path: &Path, why: &CheckpointError, note: &mut dyn FnMut(&str)) {
    note(&format!("{}: {why}; its replicates begin again", path.display()));
    let _ = std::fs::remove_file(path);
}
