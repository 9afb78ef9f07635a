//! The studies that can be planned, as data.

use super::calibrate::CalibrateSpec;
use super::compare::CompareSpec;
use super::error::StudyError;
use super::findings::{Prepared, Receiver};
use super::sensitivity::SensitivitySpec;
use super::sweep::SweepSpec;
use crate::cluster::texts::Input;
use serde::{Deserialize, Serialize};

/// A study that can be planned: its replicates are known before the first is simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StudySpec {
    /// A comparison.
    Compare(CompareSpec),
    /// A sweep.
    Sweep(SweepSpec),
    /// A sensitivity study.
    Sensitivity(SensitivitySpec),
    /// A batch of points of a calibration.
    Calibrate(CalibrateSpec),
}

impl StudySpec {
    /// The name of its command.
    pub fn command(&self) -> &'static str {
        match self {
            Self::Compare(_) => "compare",
            Self::Sweep(_) => "sweep",
            Self::Sensitivity(_) => "sensitivity",
            Self::Calibrate(_) => "calibrate",
        }
    }

    /// The files that it names.
    pub fn inputs(&mut self) -> Vec<Input<'_>> {
        match self {
            Self::Compare(spec) => spec.inputs(),
            Self::Sweep(spec) => spec.inputs(),
            Self::Sensitivity(spec) => spec.inputs(),
            Self::Calibrate(spec) => spec.inputs(),
        }
    }

    /// Hands over the tasks, always in the same order.
    ///
    /// # Errors
    /// If the request cannot be met, its tasks depend on results, or the receiver fails.
    pub(super) fn tasks(&self, each: &mut Receiver) -> Result<(), StudyError> {
        match self {
            Self::Compare(spec) => spec.load()?.prepare()?.tasks(each),
            Self::Sweep(spec) => spec.load()?.prepare()?.tasks(each),
            Self::Sensitivity(spec) => spec.load()?.prepare()?.tasks(each),
            Self::Calibrate(spec) => spec.load()?.prepare()?.tasks(each),
        }
    }
}
