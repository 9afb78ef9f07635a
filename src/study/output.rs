//! Where a study's results go, and what of them is shown. A plan keeps it for the merge.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where results go, and what of them is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputSpec {
    /// Folder of the results.
    pub out: Option<PathBuf>,
    /// Whether a folder of results that exists is replaced.
    pub force: bool,
    /// Indicators of the tables, by name; each study has its own if empty.
    pub indicators: Vec<String>,
    /// Whether report.html is written.
    pub report: bool,
    /// Whether manifest and summary are shown as JSON instead of tables.
    pub json: bool,
    /// Whether only data are shown.
    pub quiet: bool,
}
