//! Replicates as they are kept, each in a file named by what identifies it, with a checksum and the program that made
//! it. The file of a replicate is the same to the last byte on every machine and every time.

use super::{Folder, FolderError};
use crate::common::digest;
use crate::ensemble::{FATES, Finished, Keep, Record, Replicate, fates};
use crate::host::INDICATORS;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

/// The replicates of a folder, made by the program that `program` identifies.
pub struct Store<'a> {
    folder: &'a Folder,
    program: &'a str,
}

/// Why a replicate cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It has not been simulated.
    #[error("is missing")]
    Missing,
    /// Its file is not what was written; and what is wrong with it.
    #[error("is damaged: {} {what}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: &'static str,
    },
    /// It is there, without its places, which are wanted.
    #[error("is there without its places")]
    Bare,
    /// Another program made it, which is identified so.
    #[error("is of another version: {} was made by program {program:.12}", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The program.
        program: String,
    },
}

#[derive(Serialize)]
struct Written<'a> {
    program: &'a str,
    sha256: String,
    replicate: &'a Record,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    program: String,
    sha256: String,
    replicate: Record,
}

impl<'a> Store<'a> {
    /// The folder of replicates within.
    pub const REPLICATES: &'static str = "replicates";

    /// Those of a folder.
    pub fn new(folder: &'a Folder, program: &'a str) -> Self {
        Self { folder, program }
    }

    fn name(identity: &str, ending: &str) -> String {
        format!("{}/{}.{ending}", Self::REPLICATES, &identity[..32])
    }

    /// Whether a replicate's file is there; its content is not read.
    pub fn has(&self, identity: &str) -> bool {
        self.folder.path().join(Self::name(identity, "json")).is_file()
    }

    /// How many replicates are there.
    pub fn count(&self) -> usize {
        self.files().filter(|path| path.extension().is_some_and(|ending| ending == "json")).count()
    }

    /// Removes all replicates but those of a study that has ended, by identity and whether their fates are wanted.
    pub fn keep_only(&self, wanted: &BTreeMap<String, bool>) {
        let names = |(identity, fates): (&String, &bool)| {
            let endings = if *fates { &["json", "fates"][..] } else { &["json"] };
            endings.iter().map(|ending| self.folder.path().join(Self::name(identity, ending))).collect::<Vec<_>>()
        };
        let wanted: BTreeSet<PathBuf> = wanted.iter().flat_map(names).collect();
        // One that stays behind does no harm.
        self.files().filter(|path| !wanted.contains(path)).for_each(|path| drop(std::fs::remove_file(path)));
    }

    /// The files of replicates: 32 digits of an identity, and an ending.
    fn files(&self) -> impl Iterator<Item = PathBuf> {
        let entries = std::fs::read_dir(self.folder.path().join(Self::REPLICATES)).into_iter().flatten().flatten();
        let named = |path: &PathBuf| {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let digits = stem.is_some_and(|s| s.len() == 32 && s.bytes().all(|b| b.is_ascii_hexdigit()));
            digits && path.extension().is_some_and(|ending| ending == "json" || ending == "fates")
        };
        entries.map(|e| e.path()).filter(named)
    }

    /// A replicate of `agents` agents that was kept earlier, with all that is wanted of it; or what is wrong.
    pub fn find(&self, identity: &str, agents: u32, wanted: Keep) -> Result<Record, Fault> {
        let path = self.folder.path().join(Self::name(identity, "json"));
        let damaged = |what| Fault::Damaged { path: path.clone(), what };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(Fault::Missing),
            Err(_) => return Err(damaged("cannot be read")),
        };
        let Kept { program, sha256, replicate } =
            serde_json::from_str(&text).map_err(|_| damaged("is cut short or no replicate"))?;
        if sha256 != checksum(&program, &replicate).map_err(|_| damaged("cannot be checked"))? {
            return Err(damaged("does not fit its checksum"));
        }
        if program != self.program {
            return Err(Fault::Foreign { path, program });
        }
        let shape = replicate.values.len() == replicate.months.len()
            && replicate.days.len() == replicate.months.len()
            && replicate.values.iter().all(|row| row.len() == INDICATORS.len());
        if replicate.identity != identity || !shape {
            return Err(damaged("holds another replicate"));
        }
        if wanted.fates && self.read_fates(identity, agents).is_none() {
            return Err(Fault::Damaged { path: path.with_extension("fates"), what: "is missing or damaged" });
        }
        if wanted.places && replicate.places.is_empty() {
            return Err(Fault::Bare);
        }
        Ok(replicate)
    }

    /// A replicate's fates, a byte an agent; none if the file is damaged.
    pub fn read_fates(&self, identity: &str, agents: u32) -> Option<Vec<u8>> {
        let mut fates = std::fs::read(self.folder.path().join(Self::name(identity, "fates"))).ok()?;
        let checksum = fates.split_off(fates.len().checked_sub(64)?);
        let whole = fates.len() == agents as usize && checksum == digest::of_bytes(&fates).as_bytes();
        (whole && fates.iter().all(|f| usize::from(f & 7) < FATES.len())).then_some(fates)
    }

    /// Keeps what is wanted of a replicate that has ended: the fates first, since the record completes it.
    pub fn keep(
        &self,
        replicate: Replicate,
        it: &Finished,
        identity: &str,
        wanted: Keep,
    ) -> Result<Record, FolderError> {
        if wanted.fates {
            let agents = it.agents.as_ref().expect("agents are kept when fates are wanted");
            let calendar = it.trajectory.scenario().calendar;
            self.write_fates(identity, &fates(agents, calendar.number(calendar.end)))?;
        }
        let record = Record::new(replicate, it, identity.to_owned(), wanted.places);
        self.write(&record)?;
        Ok(record)
    }

    /// Writes a replicate's fates, and their checksum behind them.
    fn write_fates(&self, identity: &str, fates: &[u8]) -> Result<(), FolderError> {
        self.folder.file(&Self::name(identity, "fates"), |out| {
            out.write_all(fates)?;
            out.write_all(digest::of_bytes(fates).as_bytes())
        })
    }

    /// Writes a replicate.
    fn write(&self, replicate: &Record) -> Result<(), FolderError> {
        self.folder.file(&Self::name(&replicate.identity, "json"), |out| {
            let mut out = std::io::BufWriter::new(out);
            let sha256 = checksum(self.program, replicate)?;
            serde_json::to_writer(&mut out, &Written { program: self.program, sha256, replicate })?;
            writeln!(out)?;
            out.flush()
        })
    }
}

fn checksum(program: &str, replicate: &Record) -> serde_json::Result<String> {
    Ok(digest::of_text(&format!("{program} {}", serde_json::to_string(replicate)?)))
}
