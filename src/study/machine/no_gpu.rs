//! `gpu.rs` of a library built without the feature `gpu`: there is no GPU to open.

use super::{Comparisons, EngineChoice, MachineError};
use crate::engine::{Batch, Engine, EngineError, Start};
use crate::scenario::Scenario;

/// Which GPUs to use: none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gpus;

/// A GPU that has been opened. There is none.
pub enum Gpu {}

impl Gpus {
    /// No grant can fail.
    pub(super) fn check_grant(&self) -> Result<(), MachineError> {
        Ok(())
    }

    /// None for the CPU.
    pub(super) fn one(&self, engine: EngineChoice, _note: &mut dyn FnMut(&str)) -> Result<Option<Gpu>, MachineError> {
        match engine {
            EngineChoice::Gpu => Err(MachineError::Gpu("this build has no GPU engine: its feature gpu is off".into())),
            EngineChoice::Auto | EngineChoice::Cpu => Ok(None),
        }
    }

    /// Never several.
    pub(super) fn several(
        &self,
        _engine: EngineChoice,
        _note: &mut dyn FnMut(&str),
    ) -> Result<Option<Vec<Gpu>>, MachineError> {
        Ok(None)
    }
}

impl Gpu {
    /// The engine of a single run.
    pub fn engine(self, _start: &Start) -> Result<Box<dyn Engine>, EngineError> {
        match self {}
    }

    pub(super) fn compare(
        self,
        _comparisons: &Comparisons,
        _x: &Scenario,
        _note: &mut dyn FnMut(&str),
    ) -> Result<Self, MachineError> {
        match self {}
    }

    pub(super) fn batch(self, _agents: usize, _slots: usize) -> Result<Box<dyn Batch>, EngineError> {
        match self {}
    }

    pub(super) fn most_slots(&self, _agents: usize) -> usize {
        match *self {}
    }
}
