//! Arguments of studies: how large, on what, and where results go. Each command states its own defaults.

use super::extrapolate::ExtrapolateArgs;
use super::machine_args::MachineArgs;
use super::numbers::agents;
use musofir::study::{Machine, OutputSpec, SizeSpec};
use musofir::world::Extrapolate;
use std::path::PathBuf;

/// Help of `--agents` where the default is the pool.
pub const AGENTS_OF_POOL: &str =
    "Agents of each replicate; every figure is scaled to people [default: one for each of the people]";

/// How large a study is, what simulates it, and where its results go.
#[derive(clap::Args)]
pub struct StudyArgs {
    /// Seeds 1 to N, the same for every scenario.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    seeds: Option<u64>,
    /// Agents of each replicate; every figure is scaled to people.
    #[arg(long, value_parser = agents)]
    agents: Option<u32>,
    #[command(flatten)]
    extrapolate: ExtrapolateArgs,
    #[command(flatten)]
    machine: MachineArgs,
    /// Folder of the results; runs/COMMAND by default. An incomplete one is resumed; a complete one grows if the request is
    /// the same but for more seeds, scenarios, points or trials.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a folder of results of this command that exists. Other files are never removed.
    #[arg(long)]
    force: bool,
    /// Write no report.html.
    #[arg(long)]
    no_report: bool,
    /// Print manifest and tables as one JSON document instead of the tables.
    #[arg(long)]
    json: bool,
}

impl StudyArgs {
    /// Seeds and agents.
    pub fn size(&self) -> SizeSpec {
        SizeSpec { seeds: self.seeds, agents: self.agents }
    }

    /// How series go on outside their ranges.
    pub fn extrapolate(&self) -> Option<Extrapolate> {
        self.extrapolate.how()
    }

    /// What simulates it.
    pub fn machine(&self) -> Machine {
        self.machine.machine()
    }

    /// Where the results go.
    pub fn output(&self) -> OutputSpec {
        let (out, force, quiet) = (self.out.clone(), self.force, self.machine.quiet);
        OutputSpec { out, force, quiet, report: !self.no_report, json: self.json, indicators: Vec::new() }
    }
}
