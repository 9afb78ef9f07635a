//! What every study's result has in common: replicates, files, a manifest.

use super::error::StudyError;
use super::machine::Machine;
use super::observer::Silent;
use super::request::{self, StudyRequest};
use super::result::StudyResult;
use super::session::Session;
use super::task::Task;
use crate::output::{About, Claim, EnsembleManifest, Folder, Provenance};
use std::path::Path;

/// The result of a study.
pub trait Findings {
    /// Its replicates, and what they took.
    fn replicates(&self) -> &StudyResult;
    /// Writes its files, except the manifest.
    ///
    /// # Errors
    /// If the folder cannot be written.
    fn write(&self, folder: &Folder) -> Result<(), StudyError>;
    /// What the study was, and where it ran.
    fn manifest(&self, provenance: &Provenance) -> EnsembleManifest;
    /// What the study was, for the metadata of its tables: the same wherever it ran.
    fn about(&self) -> About {
        self.manifest(&Provenance::default()).about()
    }
}

/// A study whose request has been checked.
pub trait Prepared: Sized {
    /// The name of its command, which marks a folder that is being filled.
    const COMMAND: &'static str;
    /// What it finds.
    type Findings: Findings;

    /// Hands over its tasks, always in the same order.
    ///
    /// # Errors
    /// If they are not known before the first is simulated, or the receiver fails.
    fn tasks(self, each: &mut Receiver) -> Result<(), StudyError>;

    /// Carries it out. A replicate that fails is missing in the findings, which say so.
    ///
    /// # Errors
    /// If the machine fails, or the folder cannot be written.
    fn execute(self, session: &mut Session) -> Result<Self::Findings, StudyError>;

    /// What it is asked for: what must be the same for its replicates to be of use to a later request, and what may
    /// grow.
    fn request(&self) -> StudyRequest;

    /// What it is asked for, and of which program.
    fn request_of(&self, program: &str) -> StudyRequest {
        self.request().same("version of the program", program)
    }

    /// Opens the folder of its results. One that was left incomplete is resumed, and so is a complete one of a smaller
    /// request.
    ///
    /// # Errors
    /// If it holds something else, or cannot be written.
    fn open(&self, path: &Path, force: bool, program: &str) -> Result<Folder, StudyError> {
        Ok(self.claim(path, force, program)?.begin()?)
    }

    /// Takes the folder of its results, in which everything is as it was until it is begun.
    ///
    /// # Errors
    /// As of [`Prepared::open`].
    fn claim(&self, path: &Path, force: bool, program: &str) -> Result<Claim, StudyError> {
        request::claim(path, force, &self.request_of(program))
    }
}

/// Takes a task.
pub type Receiver<'r> = dyn FnMut(Task) -> Result<(), StudyError> + 'r;

/// Carries a study out in a folder or in memory, and follows nothing.
pub(super) fn carry_out<P: Prepared>(
    study: P,
    folder: Option<&Path>,
    machine: &Machine,
) -> Result<P::Findings, StudyError> {
    let (provenance, mut silent) = (Provenance::default(), Silent);
    let folder = folder.map(|path| study.open(path, false, &provenance.program)).transpose()?;
    let request = study.request_of(&provenance.program);
    let mut session = Session::new(machine, folder.as_ref(), &provenance, &mut silent);
    let findings = study.execute(&mut session)?;
    if let Some(folder) = &folder {
        findings.write(folder)?;
    }
    findings.replicates().complete()?;
    if let Some(folder) = &folder {
        session.tidy();
        let manifest = findings.manifest(&provenance).with("study", P::COMMAND).with("request", request);
        folder.finish(&manifest.with("replicates_reused", session.reused()).text())?;
    }
    Ok(findings)
}
