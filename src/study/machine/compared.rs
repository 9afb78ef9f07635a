//! Adapters that were compared with the CPU, each with the driver and the program of that day: remembered in a folder,
//! so that one is compared when one of these is new, and not in every run.

#![cfg_attr(not(feature = "gpu"), allow(dead_code, reason = "the CPU is compared with nothing"))]

use crate::common::digest;
use crate::output::{Folder, clock};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Agents of a comparison.
pub(super) const AGENTS: u32 = 4_000;
/// What the description of an engine says before the result of a comparison.
const SAID: &str = ", compared with the CPU: ";

/// Where comparisons are remembered, and by which program they are made.
#[derive(Clone, Debug, Default)]
pub struct Comparisons {
    /// A folder; if `None`, they are remembered until this value is dropped.
    folder: Option<PathBuf>,
    program: String,
    /// Whether a first comparison is announced.
    announced: bool,
    seen: Arc<Mutex<BTreeMap<String, Compared>>>,
}

/// An adapter, and what a comparison holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Subject {
    pub machine: String,
    pub adapter: String,
    pub place: String,
    pub backend: String,
    pub driver: String,
    pub driver_version: String,
    pub program: String,
}

/// A comparison that found no difference.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Compared {
    subject: Subject,
    scenario: String,
    agents: u32,
    on: String,
}

impl Comparisons {
    /// Comparisons by the program that `program` identifies.
    pub fn new(folder: Option<PathBuf>, program: impl Into<String>, announced: bool) -> Self {
        Self { folder, program: program.into(), announced, seen: Arc::default() }
    }

    pub(super) fn program(&self) -> &str {
        &self.program
    }

    /// Whether a first comparison is announced.
    pub(super) fn announced(&self) -> bool {
        self.announced
    }

    /// The day on which a subject was compared, if it was.
    pub(super) fn recall(&self, subject: &Subject) -> Option<String> {
        let key = subject.key();
        let seen = self.seen.lock().expect("no panic while remembering").get(&key).cloned();
        let kept = || serde_json::from_str::<Compared>(&std::fs::read_to_string(self.file(&key)?).ok()?).ok();
        seen.or_else(kept).filter(|compared| compared.subject == *subject).map(|compared| compared.on)
    }

    /// Remembers that a subject was compared today, and returns the day. A folder that cannot be written is none.
    pub(super) fn remember(&self, subject: &Subject, scenario: &str, agents: u32) -> String {
        let on = clock::now()[.."YYYY-MM-DD".len()].to_owned();
        let (key, scenario) = (subject.key(), scenario.to_owned());
        let compared = Compared { subject: subject.clone(), scenario, agents, on: on.clone() };
        if let (Some(file), Ok(text)) = (self.file(&key), serde_json::to_string_pretty(&compared)) {
            let _ = Folder::write(&file, text.as_bytes());
        }
        self.seen.lock().expect("no panic while remembering").insert(key, compared);
        on
    }

    fn file(&self, key: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join("compared").join(format!("{}.json", &key[..32])))
    }
}

impl Subject {
    /// Of the adapter alone: a new driver or program takes the place of the old one.
    fn key(&self) -> String {
        digest::of_text(&[&*self.machine, &self.adapter, &self.place, &self.backend].join("\n"))
    }
}

/// What an engine's description says of a comparison.
pub(super) fn said(on: &str) -> String {
    format!("{SAID}{on}, one day, equal")
}

/// Descriptions of engines, separated by `; `, without what they say of comparisons: what two runs must share.
pub fn without_comparisons(engines: &str) -> String {
    let bare = |engine: &'_ str| engine.split(SAID).next().unwrap_or_default().to_owned();
    engines.split("; ").map(bare).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(driver_version: &str) -> Subject {
        let [machine, adapter, place, backend, driver] =
            ["m", "card", "0000:3b:00.0", "Vulkan", "d"].map(str::to_owned);
        let (driver_version, program) = (driver_version.to_owned(), "p".to_owned());
        Subject { machine, adapter, place, backend, driver, driver_version, program }
    }

    #[test]
    fn a_comparison_holds_for_its_driver_and_program_alone() {
        let dir = tempfile::tempdir().unwrap();
        let of = || Comparisons::new(Some(dir.path().to_owned()), "p", false);
        assert_eq!(of().recall(&subject("1")), None);
        let day = of().remember(&subject("1"), "baseline", 4_000);
        assert_eq!(of().recall(&subject("1")), Some(day.clone()));
        assert_eq!(of().recall(&subject("2")), None);
        assert_eq!(of().recall(&Subject { program: "q".to_owned(), ..subject("1") }), None);
        // The new driver takes the old one's place.
        of().remember(&subject("2"), "baseline", 4_000);
        assert_eq!((of().recall(&subject("1")), of().recall(&subject("2"))), (None, Some(day)));
    }

    #[test]
    fn where_no_folder_can_be_written_a_comparison_is_remembered_by_the_process_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a file");
        std::fs::write(&file, "").unwrap();
        for folder in [None, Some(file.join("within"))] {
            let these = Comparisons::new(folder.clone(), "p", false);
            these.remember(&subject("1"), "baseline", 4_000);
            assert!(these.clone().recall(&subject("1")).is_some());
            assert_eq!(Comparisons::new(folder, "p", false).recall(&subject("1")), None);
        }
    }

    #[test]
    fn engines_are_the_same_whenever_they_were_compared() {
        let of = |day: &str| format!("gpu, A{SAID}{day}, one day, equal; cpu; gpu, B{SAID}{day}, one day, equal");
        assert_eq!(without_comparisons(&of("2026-01-02")), "gpu, A; cpu; gpu, B");
        assert_eq!(without_comparisons("cpu, 2 threads"), "cpu, 2 threads");
    }
}
