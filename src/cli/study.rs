//! The commands whose members can be planned: all of them are known before the first is lived.

use super::ensemble::{Task, Work};
use super::{Cli, Command, Failure, calibrate, compare, sensitivity, sweep};
use clap::Parser;
use musofir::cluster::Input;

/// A command that can be planned.
pub enum Study {
    Compare(Box<compare::Args>),
    Sweep(Box<sweep::Args>),
    Sensitivity(Box<sensitivity::Args>),
    Calibrate(Box<calibrate::Args>),
}

impl Study {
    /// Reads a command's words.
    pub fn parse(words: &[String]) -> Result<Self, Failure> {
        let all = std::iter::once("musofir").chain(words.iter().map(String::as_str));
        let cli = Cli::try_parse_from(all).unwrap_or_else(|e| e.exit());
        match cli.command {
            Command::Compare(args) => Ok(Self::Compare(args.into())),
            Command::Sweep(args) => Ok(Self::Sweep(args.into())),
            Command::Sensitivity(args) => Ok(Self::Sensitivity(args.into())),
            Command::Calibrate(args) => Ok(Self::Calibrate(args.into())),
            _ => Err(Failure::bad_input(format!(
                "`{}` cannot be planned; compare, sweep, sensitivity and calibrate --tell can, whose replicates are known before the \
                 first is lived",
                words.first().map_or("", String::as_str)
            ))),
        }
    }

    /// Hands over the parts of what it needs, one after the other, always in the same order.
    pub fn tasks(&self, each: &mut dyn FnMut(Task) -> Result<(), Failure>) -> Result<(), Failure> {
        match self {
            Self::Compare(args) => compare::tasks(args, each),
            Self::Sweep(args) => sweep::tasks(args, each),
            Self::Sensitivity(args) => sensitivity::tasks(args, each),
            Self::Calibrate(args) => calibrate::tasks(args, each),
        }
    }

    /// The files that it names.
    pub fn inputs(&mut self) -> Vec<Input<'_>> {
        match self {
            Self::Compare(args) => compare::inputs(args),
            Self::Sweep(args) => sweep::inputs(args),
            Self::Sensitivity(args) => sensitivity::inputs(args),
            Self::Calibrate(args) => calibrate::inputs(args),
        }
    }

    /// How large it is, and where its results go.
    pub fn work(&mut self) -> &mut Work {
        match self {
            Self::Compare(args) => &mut args.work,
            Self::Sweep(args) => &mut args.work,
            Self::Sensitivity(args) => &mut args.work,
            Self::Calibrate(args) => &mut args.work,
        }
    }

    /// Runs it.
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Compare(args) => compare::run(args),
            Self::Sweep(args) => sweep::run(args),
            Self::Sensitivity(args) => sensitivity::run(args),
            Self::Calibrate(args) => calibrate::run(args),
        }
    }
}
