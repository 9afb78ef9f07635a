//! Studies: many replicates that answer one question.
//!
//! Each study goes the same way: a Spec (files and options, which a plan stores) is loaded into a study in memory,
//! prepared (every mistake of the request is found), carried out as tasks in a [`Session`], and analysed into a result
//! with types of its own, which writes its files. The library prints nothing: a [`StudyObserver`] follows the work.
//!
//! | study | asks |
//! |---|---|
//! | [`compare`] | what is different under scenarios? |
//! | [`sweep`] | what follows from values of a number? |
//! | [`threshold`] | from which value on is a limit crossed? |
//! | [`sensitivity`] | which assumptions matter? |
//! | [`calibrate`] | which values agree with the record? |
//! | [`backtest`] | how well does a scenario agree with the record? |
//!
//! Replicates are kept in a folder, if one is given, as they end: a study whose folder is incomplete is resumed, and one
//! that is complete becomes a larger one. An observer may stop a study between two months: replicates in flight are kept
//! too. A study can also be split into jobs: see [`plan`].

pub mod backtest;
pub mod calibrate;
mod columns;
pub mod compare;
mod draws;
mod error;
mod execute;
mod findings;
mod long;
pub(crate) mod machine;
mod merged;
mod months;
mod observer;
pub(crate) mod output;
pub mod plan;
mod request;
mod result;
mod run;
pub mod sensitivity;
mod session;
mod settings;
mod shelf;
pub(crate) mod spec;
pub mod sweep;
mod task;
pub mod threshold;
mod vary;

pub use backtest::{Backtest, BacktestSpec};
pub use calibrate::{Calibrate, CalibrateSpec};
pub use compare::{Compare, CompareSpec};
pub use draws::Draws;
pub use error::StudyError;
pub use findings::{Findings, Prepared, Receiver};
pub use long::Long;
pub use machine::{
    Comparisons, EngineChoice, Gpu, Gpus, Machine, MachineError, OnError, Processor, SIDE_BY_SIDE, fits, memory,
    without_comparisons,
};
pub use merged::Merged;
pub use months::{Months, first_day};
pub use observer::{Named, Silent, Started, StudyObserver, Wave};
pub use output::OutputSpec;
pub use request::StudyRequest;
pub use result::{FailedReplicate, StudyResult};
pub use run::{Options, RunResult};
pub use sensitivity::{Sensitivity, SensitivitySpec};
pub use session::Session;
pub use spec::StudySpec;
pub use sweep::{Sweep, SweepSpec};
pub use task::{Size, SizeSpec, Task};
pub use threshold::ThresholdStudy;

pub use crate::evidence::{Evidence, load as load_record};
