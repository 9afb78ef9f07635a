//! Why the program ends without success, and with which exit code.

use musofir::cluster::PlanError;
use musofir::config::ConfigError;
use musofir::engine::EngineError;
use musofir::evidence::EvidenceError;
use musofir::output::{FilesError, FolderError, NamedError, RequestError};
use musofir::report::ReportError;
use musofir::run::RunError;
use musofir::run::checkpoint::CheckpointError;
use musofir::study::{MachineError, StudyError};

/// Why the program ends without success.
pub struct Failure {
    /// 1 failed, 2 bad input, 3 engines differ, 130 and 143 stopped by a signal.
    pub code: u8,
    /// What happened and what to do.
    pub message: String,
}

impl Failure {
    /// Something failed.
    pub fn failed(message: impl std::fmt::Display) -> Self {
        Self { code: 1, message: format!("error: {message}") }
    }

    /// The input must change.
    pub fn bad_input(message: impl std::fmt::Display) -> Self {
        Self { code: 2, message: format!("error: {message}") }
    }
}

impl From<ConfigError> for Failure {
    fn from(e: ConfigError) -> Self {
        Self { code: 2, message: e.to_string() }
    }
}

impl From<EvidenceError> for Failure {
    fn from(e: EvidenceError) -> Self {
        match e {
            EvidenceError::Config(e) => e.into(),
            other => Self::bad_input(other),
        }
    }
}

impl From<FolderError> for Failure {
    fn from(e: FolderError) -> Self {
        Self { code: e.code(), message: format!("error: {e}") }
    }
}

impl From<FilesError> for Failure {
    fn from(e: FilesError) -> Self {
        Self::bad_input(e)
    }
}

impl From<NamedError> for Failure {
    fn from(e: NamedError) -> Self {
        if matches!(e, NamedError::Io { .. }) { Self::failed(e) } else { Self::bad_input(e) }
    }
}

impl From<PlanError> for Failure {
    fn from(e: PlanError) -> Self {
        match e {
            PlanError::Folder(e) => e.into(),
            PlanError::File(e) => e.into(),
            PlanError::Input(message) => Self { code: 2, message },
            other => Self::bad_input(other),
        }
    }
}

impl From<RequestError> for Failure {
    fn from(e: RequestError) -> Self {
        match e {
            RequestError::Inputs(e) => e.into(),
            other => Self::bad_input(other),
        }
    }
}

impl From<CheckpointError> for Failure {
    fn from(e: CheckpointError) -> Self {
        Self::failed(format!("the checkpoint {e}"))
    }
}

impl From<RunError> for Failure {
    fn from(e: RunError) -> Self {
        let code = if matches!(e, RunError::Engine(EngineError::Mismatch(_))) { 3 } else { 1 };
        Self { code, message: format!("error: {e}") }
    }
}

impl From<EngineError> for Failure {
    fn from(e: EngineError) -> Self {
        RunError::from(e).into()
    }
}

impl From<ReportError> for Failure {
    fn from(e: ReportError) -> Self {
        Self::bad_input(e)
    }
}

impl From<MachineError> for Failure {
    fn from(e: MachineError) -> Self {
        match e {
            MachineError::Differs(..) => Self { code: 3, ..Self::failed(e) },
            e if e.is_input() => Self::bad_input(e),
            e => Self::failed(e),
        }
    }
}

impl From<StudyError> for Failure {
    fn from(e: StudyError) -> Self {
        match e {
            StudyError::Config(e) => e.into(),
            StudyError::Evidence(e) => e.into(),
            StudyError::Folder(e) => e.into(),
            StudyError::Plan(e) => e.into(),
            StudyError::Machine(e) => e.into(),
            StudyError::Run(e) => e.into(),
            StudyError::Checkpoint(e) => e.into(),
            StudyError::Invalid(_) => Self::bad_input(e),
            StudyError::Stopped | StudyError::Failed(_) => Self::failed(e),
        }
    }
}
