//! The files of a folder of results: SHA-256 and size of each, taken while it is written.
//!
//! While the folder is filled, they stand in its mark, a line a file, so that a later process knows what an earlier one
//! wrote. The manifest lists them in the end. A line comes before its file is in place: after a kill the mark may know
//! a file that never came, and never misses one that did.

use super::clock;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard};

/// Bytes read at a time.
const PART: usize = 1 << 18;
/// The field of the manifest that lists them.
const FIELD: &str = "files";

/// SHA-256 and size of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSum {
    sha256: String,
    bytes: u64,
}

/// Files by their names in the folder, with `/` between folders.
pub type FileSums = BTreeMap<String, FileSum>;

/// A file that is being written, and its sum so far.
pub struct FileWriter<'f> {
    file: &'f mut File,
    hasher: Sha256,
    bytes: u64,
}

impl<'f> FileWriter<'f> {
    pub(super) fn new(file: &'f mut File) -> Self {
        Self { file, hasher: Sha256::new(), bytes: 0 }
    }

    pub(super) fn sum(self) -> FileSum {
        FileSum { sha256: hex(self.hasher), bytes: self.bytes }
    }
}

impl Write for FileWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl FileSum {
    /// True if this is the sum of a file. Its size is looked at first; what is no regular file is not read.
    pub fn is_of(&self, path: &Path) -> io::Result<bool> {
        let there = std::fs::metadata(path)?;
        if !there.is_file() || there.len() != self.bytes {
            return Ok(false);
        }
        let (mut file, mut hasher, mut part) = (File::open(path)?, Sha256::new(), vec![0; PART]);
        loop {
            match file.read(&mut part)? {
                0 => return Ok(hex(hasher) == self.sha256),
                count => hasher.update(&part[..count]),
            }
        }
    }
}

fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// The files that a manifest lists; none if it is of a version that listed none.
pub fn listed(manifest: &Value) -> Option<FileSums> {
    serde_json::from_value(manifest.get(FIELD)?.clone()).ok()
}

/// What is known of a folder that is being filled.
pub(super) struct Written {
    /// When the first process began, and when this one did.
    started: String,
    resumed: Option<String>,
    /// The mark that files are noted in; none if several processes fill the folder, which gets no manifest.
    mark: Option<std::path::PathBuf>,
    files: Mutex<FileSums>,
    left_out: Mutex<BTreeSet<String>>,
}

/// What an earlier process has left: when it began, and its files with every sum they had.
#[derive(Default)]
pub(super) struct Earlier {
    started: Option<String>,
    pub(super) files: BTreeMap<String, Vec<FileSum>>,
}

impl Earlier {
    /// From the mark of a folder that is not whole, else from the manifest of one that is.
    pub(super) fn read(mark: &Path, manifest: &Path) -> Self {
        let text = std::fs::read_to_string(mark);
        let mut earlier = Self::default();
        if let Ok(text) = text {
            let mut lines = text.lines();
            earlier.started = lines.next().and_then(|first| first.split_whitespace().nth(2)).map(str::to_owned);
            for (name, sum) in lines.filter_map(|line| serde_json::from_str::<(String, FileSum)>(line).ok()) {
                earlier.files.entry(name).or_default().push(sum);
            }
        } else if let Ok(text) = std::fs::read_to_string(manifest) {
            let manifest: Value = serde_json::from_str(&text).unwrap_or_default();
            earlier.started = manifest["started"].as_str().map(str::to_owned);
            earlier.files = listed(&manifest).unwrap_or_default().into_iter().map(|(n, s)| (n, vec![s])).collect();
        }
        earlier
    }

    /// The mark of a process of `command` that has taken the folder and changed nothing yet: what was noted stays.
    pub(super) fn mark(&self, command: &str) -> String {
        let started = self.started.clone().unwrap_or_else(clock::now);
        let sums = self.files.iter().flat_map(|(name, sums)| sums.iter().map(move |sum| (name, sum)));
        mark_of(command, &started, sums)
    }

    /// Files that are there, and whether each has one of its sums.
    pub(super) fn found<'e>(&'e self, folder: &'e Path) -> impl Iterator<Item = (&'e String, Option<&'e FileSum>)> {
        let there = |(name, _): &(&String, &Vec<FileSum>)| folder.join(name).exists();
        self.files.iter().filter(there).map(|(name, sums)| {
            let path = folder.join(name);
            (name, sums.iter().find(|sum| sum.is_of(&path).unwrap_or(false)))
        })
    }
}

impl Written {
    /// Of a folder that several processes fill.
    pub(super) fn shared() -> Self {
        Self::new(None)
    }

    fn new(mark: Option<std::path::PathBuf>) -> Self {
        let (files, left_out) = (Mutex::default(), Mutex::default());
        Self { started: String::new(), resumed: None, mark, files, left_out }
    }

    /// Of a folder that one process fills, and what an earlier one wrote there that is as it was; and the text of the
    /// mark.
    pub(super) fn begun(folder: &Path, mark: &Path, earlier: &Earlier, command: &str) -> (Self, String) {
        let now = clock::now();
        let files: FileSums =
            earlier.found(folder).filter_map(|(name, sum)| Some((name.clone(), sum?.clone()))).collect();
        let mut written = Self::new(Some(mark.to_owned()));
        written.resumed = earlier.started.as_ref().map(|_| now.clone());
        written.started = earlier.started.clone().unwrap_or(now);
        let text = mark_of(command, &written.started, &files);
        *written.files() = files;
        (written, text)
    }

    fn files(&self) -> MutexGuard<'_, FileSums> {
        self.files.lock().expect("no panic while files are noted")
    }

    /// Notes a file that is complete and about to be put in place.
    pub(super) fn note(&self, name: &str, sum: FileSum) -> io::Result<()> {
        let Some(mark) = &self.mark else { return Ok(()) };
        let name = name.replace(std::path::MAIN_SEPARATOR, "/");
        let mut files = self.files();
        File::options().append(true).open(mark)?.write_all(line(&name, &sum).as_bytes())?;
        files.insert(name, sum);
        Ok(())
    }

    /// Leaves out a folder within, whose files are removed in the end.
    pub(super) fn leave_out(&self, folder: &str) {
        self.left_out.lock().expect("no panic while files are noted").insert(format!("{folder}/"));
    }

    /// A manifest with the start and the files that are there.
    pub(super) fn completed(&self, folder: &Path, manifest: &str) -> String {
        let Ok(Value::Object(mut fields)) = serde_json::from_str(manifest) else { return manifest.to_owned() };
        let left_out = self.left_out.lock().expect("no panic while files are noted");
        let stays = |name: &str| !left_out.iter().any(|f| name.starts_with(f.as_str())) && folder.join(name).exists();
        let files: FileSums =
            self.files().iter().filter(|(n, _)| stays(n)).map(|(n, s)| (n.clone(), s.clone())).collect();
        fields.insert("started".to_owned(), json!(self.started));
        if let Some(resumed) = &self.resumed {
            fields.insert("resumed".to_owned(), json!(resumed));
        }
        fields.insert(FIELD.to_owned(), json!(files));
        format!("{:#}", Value::Object(fields))
    }
}

/// The mark of this process: the command, the process, when the first one began, and files.
fn mark_of<'f>(command: &str, started: &str, files: impl IntoIterator<Item = (&'f String, &'f FileSum)>) -> String {
    let first = format!("{command} {} {started}", std::process::id());
    first + &files.into_iter().map(|(name, sum)| line(name, sum)).collect::<String>()
}

/// A line that begins with its break: one that a full disk cut short does not spoil the next.
fn line(name: &str, sum: &FileSum) -> String {
    format!("\n{}", json!([name, sum]))
}
