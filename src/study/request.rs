//! What a study is asked for, as its manifest keeps it: a finished study is continued if a later request only grows.

use super::error::StudyError;
use super::task::Size;
use crate::common::digest;
use crate::ensemble::{DrawTable, fingerprint};
use crate::output::{Claim, FolderError, Mode, Store, intact_tables, manifest_field};
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;

/// What a study is asked for, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyRequest {
    command: String,
    /// What must stay as it is.
    same: BTreeMap<String, String>,
    /// Numbers that may grow.
    numbers: BTreeMap<String, u64>,
    /// Lists that may grow.
    lists: BTreeMap<String, BTreeSet<String>>,
}

impl StudyRequest {
    /// Of a command.
    pub(super) fn new(command: &str) -> Self {
        Self { command: command.to_owned(), ..Self::default() }
    }

    /// With something that must stay as it is.
    pub(super) fn same(mut self, name: &str, value: impl Display) -> Self {
        self.same.insert(name.to_owned(), value.to_string());
        self
    }

    /// With texts that must stay as they are.
    pub(super) fn all_same(self, name: &str, values: impl IntoIterator<Item = impl Display>) -> Self {
        let values: Vec<String> = values.into_iter().map(|v| v.to_string()).collect();
        self.same(name, values.join(", "))
    }

    /// With a number that may grow.
    pub(super) fn number(mut self, name: &str, value: u64) -> Self {
        self.numbers.insert(name.to_owned(), value);
        self
    }

    /// With a list that may grow.
    pub(super) fn list(mut self, name: &str, values: impl IntoIterator<Item = String>) -> Self {
        self.lists.insert(name.to_owned(), values.into_iter().collect());
        self
    }

    /// With agents, and with seeds that may become more.
    pub(super) fn size(self, Size { seeds, agents }: Size) -> Self {
        self.same("agents", agents).number("seeds", seeds)
    }

    /// With the draws of the seeds, if there are any.
    pub(super) fn drawn(self, draws: Option<&DrawTable>) -> Self {
        let Some(draws) = draws else { return self };
        self.all_same("columns of --parameters", draws.columns()).rows("rows of --parameters", draws.rows())
    }

    /// With rows of numbers that may become more.
    pub(super) fn rows(self, name: &str, rows: &[Vec<f64>]) -> Self {
        let row = |row: &Vec<f64>| digest::of_text(&format!("{row:?}"))[..16].to_owned();
        self.list(name, rows.iter().map(row))
    }

    /// What hinders it from growing out of another, in words; empty if nothing does.
    fn hindered(&self, other: &Self) -> Vec<String> {
        let mut differs = Vec::new();
        for name in self.same.keys().chain(other.same.keys()).collect::<BTreeSet<_>>() {
            match (other.same.get(name), self.same.get(name)) {
                (before, now) if before == now => {}
                (Some(before), Some(now)) if before.len() + now.len() < 60 => {
                    differs.push(format!("{name} (`{before}` there, `{now}` now)"));
                }
                _ => differs.push(name.clone()),
            }
        }
        for (name, before) in &other.numbers {
            let now = self.numbers.get(name).copied().unwrap_or(0);
            if now < *before {
                differs.push(format!("{name} ({before} there, {now} now)"));
            }
        }
        for (name, before) in &other.lists {
            let left_out = before.difference(self.lists.get(name).unwrap_or(&BTreeSet::new())).count();
            if left_out > 0 {
                differs.push(format!("{name} ({left_out} of {} there are not among those now)", before.len()));
            }
        }
        differs
    }
}

/// A scenario in a request.
pub(super) fn of_scenario(x: &Scenario) -> String {
    format!("{} {:.16}", x.name, fingerprint(x))
}

/// Takes the folder of a study's results. One that was left incomplete is resumed, and so is a complete one whose
/// request was a smaller one: its replicates are reused.
///
/// # Errors
/// If it holds something else, or cannot be written.
pub(super) fn claim(path: &Path, force: bool, request: &StudyRequest) -> Result<Claim, StudyError> {
    let command = &request.command;
    let before: Option<StudyRequest> = manifest_field(path, "request").filter(|_| !force);
    match before.filter(|before| before.command == *command && before != request) {
        Some(before) if path.join(Store::REPLICATES).is_dir() => {
            let differs = request.hindered(&before);
            if differs.is_empty() {
                intact_tables(path).map_err(FolderError::from)?;
                return Ok(Claim::take(path, command, Mode::Grow)?);
            }
            Err(StudyError::Invalid(format!(
                "{} holds results of another request, which this one does not merely enlarge; what differs: {}; name \
                 another folder with --out, or replace it with --force",
                path.display(),
                differs.join(", ")
            )))
        }
        _ => Ok(Claim::take(path, command, Mode::Resume { force })?),
    }
}

#[cfg(test)]
mod tests {
    use super::StudyRequest;

    fn request(agents: u32, seeds: u64, scenarios: &[&str]) -> StudyRequest {
        let scenarios = scenarios.iter().map(|name| (*name).to_owned());
        StudyRequest::new("compare").same("agents", agents).number("seeds", seeds).list("scenarios", scenarios)
    }

    #[test]
    fn a_request_grows_in_numbers_and_lists_alone_and_what_differs_is_named() {
        let before = request(100, 2, &["a", "b"]);
        let says = |now: StudyRequest| now.hindered(&before).join("; ");
        assert_eq!(says(request(100, 4, &["a", "b"])), "");
        assert_eq!(says(request(100, 2, &["c", "b", "a"])), "");
        assert_eq!(says(request(200, 4, &["a", "b"])), "agents (`100` there, `200` now)");
        assert_eq!(
            says(request(100, 1, &["a", "c"])),
            "seeds (2 there, 1 now); scenarios (1 of 2 there are not among those now)"
        );
        assert_eq!(says(request(100, 2, &["a", "b"]).same("fates", true)), "fates");
    }
}
