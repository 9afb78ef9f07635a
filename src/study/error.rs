//! Why a study cannot be done.

use super::machine::MachineError;
use crate::cluster::PlanError;
use crate::config::ConfigError;
use crate::engine::EngineError;
use crate::evidence::EvidenceError;
use crate::output::FolderError;
use crate::run::RunError;
use crate::run::checkpoint::CheckpointError;

/// Why a study cannot be done, or ended without results.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// A scenario or a world.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The record.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The folder of the results.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The machine.
    #[error(transparent)]
    Machine(#[from] MachineError),
    /// An engine, or the audit of a month.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A checkpoint of a long replicate.
    #[error("the checkpoint {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Its observer stopped it. A study with a folder resumes there, on the same request.
    #[error("stopped before its end; the same study resumes in the same folder")]
    Stopped,
    /// The request must change; in words that say how.
    #[error("{0}")]
    Invalid(String),
    /// The study came to no result; in words that say why.
    #[error("{0}")]
    Failed(String),
}

impl From<EngineError> for StudyError {
    fn from(e: EngineError) -> Self {
        RunError::from(e).into()
    }
}

impl StudyError {
    pub(crate) fn invalid(words: impl std::fmt::Display) -> Self {
        Self::Invalid(words.to_string())
    }
}
