//! What each command writes into its folder of results. A name that is not here belongs to somebody else: no command
//! removes or replaces it.

use super::aside::is_aside;
use super::{columns, request};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Marks a folder that is being filled, by what fills it and in which process.
pub const UNFINISHED: &str = "unfinished";
/// Marks a whole one, and says what is in it.
pub const MANIFEST: &str = "manifest.json";

/// The files of a command.
#[derive(Debug)]
pub struct Owned {
    /// The command; `run` stands for `resume` and `fork` too.
    pub command: &'static str,
    /// Tables of its answer: `--json` prints each `NAME.csv` as a list of rows.
    pub answer: &'static [&'static str],
    /// Files besides its tables, which are declared in [`columns`].
    files: &'static [&'static str],
    /// Folders within, and which files are its own there.
    folders: &'static [Within],
}

/// A folder within, and which files are a command's own there.
type Within = (&'static str, fn(&str) -> bool);

/// Files of every command.
const COMMON: [&str; 4] = [UNFINISHED, MANIFEST, "inputs.json", "report.html"];

const ALL: [Owned; 7] = [
    Owned {
        command: "run",
        answer: &[],
        files: &["request.json"],
        folders: &[
            ("checkpoints", is_checkpoint),
            ("microdata", |name| name.ends_with(".parquet") && name.len() == "YYYY-MM.parquet".len()),
        ],
    },
    Owned { command: "compare", answer: &["summary", "fates", "spread", "equifinality"], files: &[], folders: STUDY },
    Owned { command: "sweep", answer: &["summary"], files: &[], folders: STUDY },
    Owned { command: "threshold", answer: &["threshold"], files: &[], folders: STUDY },
    Owned { command: "sensitivity", answer: &["sensitivity"], files: &[], folders: STUDY },
    Owned { command: "backtest", answer: &["scores", "figures"], files: &[], folders: STUDY },
    Owned {
        command: "calibrate",
        answer: &["best", "identified", "fit", "fits", "results"],
        files: &[],
        folders: STUDY,
    },
];

/// Folders of every study: replicates that have ended, and checkpoints of those that have not.
const STUDY: &[Within] = &[("replicates", is_replicate), ("checkpoints", is_shared_checkpoint), ("long", is_long)];

/// The folder of a run that holds the texts it was given.
const INPUTS: &str = "inputs";

fn is_identity(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_replicate(name: &str) -> bool {
    name.split_once('.').is_some_and(|(id, ending)| is_identity(id) && ["json", "fates"].contains(&ending))
}

fn is_checkpoint(name: &str) -> bool {
    name.strip_suffix(".checkpoint").is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok())
}

/// A checkpoint of replicates that had the same agents: the first of them, and a date.
fn is_shared_checkpoint(name: &str) -> bool {
    name.split_once('-').is_some_and(|(id, rest)| is_identity(id) && is_checkpoint(rest))
}

fn is_long(name: &str) -> bool {
    let Some((id, rest)) = name.split_once('/') else { return false };
    is_identity(id) && (rest == UNFINISHED || rest.strip_prefix("checkpoints/").is_some_and(is_checkpoint))
}

impl Owned {
    /// Those of a command.
    pub fn by(command: &str) -> Option<&'static Self> {
        let command = if ["resume", "fork"].contains(&command) { "run" } else { command };
        ALL.iter().find(|owned| owned.command == command)
    }

    /// Whether the command writes a file of this name, relative to its folder.
    pub fn has(&self, name: &str) -> bool {
        let table = |name: &str| {
            let stem = name.strip_suffix(".csv").or_else(|| name.strip_suffix(".parquet"));
            stem.is_some_and(|stem| columns::TABLES.iter().any(|spec| spec.files.contains(&(self.command, stem))))
        };
        match name.split_once('/') {
            None => COMMON.contains(&name) || self.files.contains(&name) || table(name),
            Some((INPUTS, _)) => self.command == "run",
            Some((folder, rest)) => self.folders.iter().any(|(own, of)| *own == folder && of(rest)),
        }
    }

    /// The files of a folder that are its own, and the names that are not. Links are not followed.
    pub fn part(&self, path: &Path) -> std::io::Result<Parted> {
        let mut parted = Parted::default();
        let texts = if self.command == "run" { request::texts(path) } else { None };
        self.walk(path, "", &texts, &mut parted)?;
        Ok(parted)
    }

    fn walk(&self, path: &Path, within: &str, texts: &Texts, parted: &mut Parted) -> std::io::Result<()> {
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            let name = entry.file_name();
            let full = name.to_str().map(|name| format!("{within}{name}"));
            let own = |full: &String| match full.strip_prefix("inputs/") {
                Some(text) if self.command == "run" => is_text(texts, text),
                _ => self.has(full),
            };
            match (full, entry.file_type()?.is_dir()) {
                (Some(full), true) if self.may_hold(&full) => {
                    self.walk(&entry.path(), &format!("{full}/"), texts, parted)?;
                    parted.folders.push(entry.path());
                }
                (full, true) => parted.foreign.push(format!("{}/", full.unwrap_or_else(|| lossy(within, &name)))),
                (_, false) if is_aside(&name) => parted.files.push(entry.path()),
                (Some(full), false) if own(&full) => parted.files.push(entry.path()),
                (full, false) => parted.foreign.push(full.unwrap_or_else(|| lossy(within, &name))),
            }
        }
        Ok(())
    }

    /// Whether files of its own can lie in a folder within.
    fn may_hold(&self, full: &str) -> bool {
        let first = full.split('/').next().unwrap_or(full);
        let deeper = first == INPUTS || (first == "long" && full.matches('/').count() < 3);
        let own = self.folders.iter().any(|(own, _)| *own == first) || (first == INPUTS && self.command == "run");
        own && (full == first || deeper)
    }
}

/// Texts that a run was given; unknown if its request cannot be read.
type Texts = Option<BTreeSet<PathBuf>>;

/// Whether a file below `inputs/` is one of the texts. Without a request, what a scenario can name is taken for one.
fn is_text(texts: &Texts, name: &str) -> bool {
    match texts {
        Some(texts) => texts.contains(Path::new(name)),
        None => name.ends_with(".ron"),
    }
}

fn lossy(within: &str, name: &std::ffi::OsStr) -> String {
    format!("{within}{}", name.to_string_lossy())
}

/// A folder's files, parted.
#[derive(Debug, Default)]
pub struct Parted {
    /// The command's own.
    pub files: Vec<PathBuf>,
    /// Folders that hold its own, the innermost first.
    pub folders: Vec<PathBuf>,
    /// What is somebody else's, by name; a folder's name ends in `/`.
    pub foreign: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_commands_own_or_somebody_elses() {
        let id = "0123456789abcdef0123456789abcdef";
        let (run, compare) = (Owned::by("fork").unwrap(), Owned::by("compare").unwrap());
        for own in
            ["series.csv", "inputs/worlds/w.ron", "checkpoints/2012-04-30.checkpoint", "microdata/2012-04.parquet"]
        {
            assert!(run.has(own) && !compare.has(own), "{own}");
        }
        let replicate = format!("replicates/{id}.fates");
        for own in [
            "summary.csv",
            "compare.parquet",
            &replicate,
            &format!("long/{id}/checkpoints/2012-04-30.checkpoint"),
            &format!("checkpoints/{id}-2012-04-30.checkpoint"),
        ] {
            assert!(compare.has(own) && !run.has(own), "{own}");
        }
        for other in ["notes.txt", "series.csv.bak", "checkpoints/notes.txt", "replicates/x.json", "figures/series.csv"]
        {
            assert!(!run.has(other) && !compare.has(other), "{other}");
        }
        assert!(Owned::by("report").is_none());
    }
}
