//! The checkpoints of a run folder: when one is due, which are kept, and from which a run resumes.

use super::{Folder, FolderError};
use crate::run::checkpoint::Checkpoint;
use crate::scenario::Scenario;
use jiff::civil::Date;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// By default, no more than about this is lost.
const PATIENCE: Duration = Duration::from_secs(60);
const ENDING: &str = "checkpoint";

/// When checkpoints are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// At the end of the month in which a minute has passed since the last. The last two are kept, until the run ends.
    Minute,
    /// Every few months, this many. All are kept, for forks.
    Months(u32),
    /// Only when the run is interrupted.
    Never,
}

impl Rhythm {
    /// Every `months` months, 0 for never.
    pub fn every(months: Option<u32>) -> Self {
        match months {
            None => Self::Minute,
            Some(0) => Self::Never,
            Some(months) => Self::Months(months),
        }
    }
}

/// The checkpoints of a run in progress.
pub struct Checkpoints<'f> {
    folder: &'f Folder,
    rhythm: Rhythm,
    last: Instant,
}

impl<'f> Checkpoints<'f> {
    /// The folder within.
    pub const FOLDER: &'static str = "checkpoints";

    /// Those of a folder.
    pub fn new(folder: &'f Folder, rhythm: Rhythm) -> Self {
        if !matches!(rhythm, Rhythm::Months(_)) {
            folder.leave_out(Self::FOLDER);
        }
        Self { folder, rhythm, last: Instant::now() }
    }

    /// Where they are.
    pub fn folder(&self) -> &'f Folder {
        self.folder
    }

    /// Whether one is due after `months` months.
    pub fn due(&self, months: usize) -> bool {
        match self.rhythm {
            Rhythm::Minute => self.last.elapsed() >= PATIENCE,
            Rhythm::Months(n) => months.is_multiple_of(n as usize),
            Rhythm::Never => false,
        }
    }

    /// Keeps one, and with [`Rhythm::Minute`] of the earlier ones only the last.
    pub fn write(&mut self, checkpoint: &Checkpoint) -> Result<(), FolderError> {
        self.last = Instant::now();
        let name = format!("{}/{}.{ENDING}", Self::FOLDER, checkpoint.last());
        self.folder.file(&name, |out| checkpoint.write(BufWriter::new(out)))?;
        if self.rhythm == Rhythm::Minute {
            // One that stays behind does no harm.
            kept(self.folder.path()).into_iter().skip(2).for_each(|(_, path)| drop(std::fs::remove_file(path)));
        }
        Ok(())
    }

    /// Removes them when the run has ended, unless they were asked for.
    pub fn end(self) {
        if !matches!(self.rhythm, Rhythm::Months(_)) {
            // One that stays behind does no harm, and a folder with others' files stays.
            kept(self.folder.path()).into_iter().for_each(|(_, path)| drop(std::fs::remove_file(path)));
            let _ = std::fs::remove_dir(self.folder.path().join(Self::FOLDER));
        }
    }
}

/// The checkpoints of a folder, the last first.
fn kept(folder: &Path) -> Vec<(Date, PathBuf)> {
    let entries = std::fs::read_dir(folder.join(Checkpoints::FOLDER)).into_iter().flatten().flatten();
    let dated = |path: PathBuf| {
        let date = path.file_name()?.to_str()?.strip_suffix(ENDING)?.strip_suffix('.')?.parse().ok()?;
        Some((date, path))
    };
    let mut all: Vec<(Date, PathBuf)> = entries.filter_map(|e| dated(e.path())).collect();
    all.sort();
    all.reverse();
    all
}

/// The last checkpoint of a folder that is sound, is of this run, and was taken before a day; and what is wrong with
/// each that was passed over.
pub fn latest(
    folder: &Path,
    x: &Scenario,
    agents: u32,
    seed: u64,
    before: Option<Date>,
) -> (Option<Checkpoint>, Vec<String>) {
    let mut refused = Vec::new();
    for (_, path) in kept(folder).into_iter().filter(|(date, _)| before.is_none_or(|day| *date < day)) {
        let read = || {
            let file = std::fs::File::open(&path)?;
            let checkpoint = Checkpoint::read(std::io::BufReader::new(file))?;
            checkpoint.fits(x, agents, seed).map(|()| checkpoint)
        };
        match read() {
            Ok(checkpoint) if before.is_none_or(|day| checkpoint.last() < day) => return (Some(checkpoint), refused),
            Ok(_) => refused.push(format!("{}: was taken on another day than its name says", path.display())),
            Err(e) => refused.push(format!("{}: {e}", path.display())),
        }
    }
    (None, refused)
}
