//! Job files for batch systems: short, to be read and changed. They call `work` and `merge`, and nothing of a plan is
//! in them but its name and the number of its shards.

use super::error::PlanError;
use super::plan::Plan;
use crate::output::{Named, absent_or_same};
use crate::study::machine::settings::SIDE_BY_SIDE;
use std::path::{Path, PathBuf};

/// A batch system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// An array, and a merge that depends on it.
    Slurm,
    /// A task array of HyperQueue's.
    Hyperqueue,
    /// GNU parallel: one machine, or some that are reached by ssh.
    Parallel,
    /// A workflow.
    Snakemake,
}

/// What a job file is made of.
pub struct Jobs<'a> {
    /// This program.
    pub program: &'a Path,
    /// The plan's file.
    pub path: &'a Path,
    /// The plan.
    pub plan: &'a Plan,
    /// Cores of a shard.
    pub cores: usize,
    /// Whether a shard is to have a GPU.
    pub gpu: bool,
}

impl Jobs<'_> {
    /// Writes the files beside the plan. A file there with another content stays. Says of each whether it was written.
    pub fn write(&self, system: System) -> Result<Vec<(PathBuf, bool)>, PlanError> {
        let mut all = Vec::new();
        for (ending, text) in self.files(system) {
            let path = self.path.with_extension(ending);
            let ours = absent_or_same(&path, text.as_bytes());
            if ours {
                let file = Named { what: "a job file", is: &|_| true };
                file.write(&path, text.as_bytes(), false)?;
            }
            all.push((path, ours));
        }
        Ok(all)
    }

    fn files(&self, system: System) -> Vec<(&'static str, String)> {
        match system {
            System::Slurm => vec![("slurm.sh", self.slurm()), ("slurm-submit.sh", self.submit())],
            System::Hyperqueue => vec![("hq.sh", self.hyperqueue())],
            System::Parallel => vec![("parallel.sh", self.parallel())],
            System::Snakemake => vec![("smk", self.snakemake())],
        }
    }

    fn name(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        stem.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect()
    }

    fn beside(&self, ending: &str) -> String {
        self.path.with_extension(ending).display().to_string()
    }

    fn call(&self, command: &str, more: &str) -> String {
        let [program, plan] = [self.program, self.path].map(|p| quoted(&p.display().to_string()));
        format!("{program} {command} {plan}{more}")
    }

    fn work(&self, more: &str) -> String {
        let engine = if self.gpu { "gpu".to_owned() } else { format!("cpu --threads {}", self.cores) };
        self.call("work", &format!("{more} --engine {engine}"))
    }

    /// Four times what a shard should take, and ten minutes more.
    fn minutes(&self) -> u32 {
        self.plan.minutes * 4 + 10
    }

    /// Megabytes of memory: agents twice while they are drawn, and tables.
    fn memory(&self) -> u64 {
        let agents = self.plan.groups.iter().map(|g| u64::from(g.agents)).max().unwrap_or(0);
        let replicates = SIDE_BY_SIDE.max(self.cores).min(self.plan.replicates.len()) as u64;
        ((replicates * (agents * 40 + (6 << 20))) >> 20).next_multiple_of(500) + 500
    }

    fn slurm(&self) -> String {
        let (name, last, cores) = (self.name(), self.plan.shards - 1, self.cores);
        let (minutes, memory, gpu) = (self.minutes(), self.memory(), if self.gpu { "" } else { "#" });
        let logs = Path::new(&self.beside("work")).join("logs/%A_%a.log").display().to_string();
        format!(
            "#!/bin/bash
# The shards of {name} as an array. Submit it with the merge behind it: bash {name}.slurm-submit.sh
# A task that is repeated resumes; the state of all: musofir status {name}.json
#SBATCH --job-name={name}
#SBATCH --array=0-{last}
#SBATCH --time={minutes}
#SBATCH --cpus-per-task={cores}
#SBATCH --mem={memory}M
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=\"{logs}\"
# A GPU a task: needs `--engine gpu` below, and no second # before SBATCH.
{gpu}#SBATCH --gres=gpu:1
set -euo pipefail
exec {}
",
            self.work("")
        )
    }

    fn submit(&self) -> String {
        let (name, array) = (self.name(), quoted(&self.beside("slurm.sh")));
        let log = quoted(&Path::new(&self.beside("work")).join("logs/merge-%j.log").display().to_string());
        format!(
            "#!/bin/bash
# Submits the shards of {name}, and the merge for when all of them are done. May be repeated: what is done is skipped.
set -euo pipefail
array=$(sbatch --parsable {array})
sbatch --parsable --dependency=afterok:\"${{array%%;*}}\" --kill-on-invalid-dep=yes --job-name={name}-merge \\
    --time=60 --output={log} --wrap={}
",
            quoted(&self.call("merge", " --force"))
        )
    }

    fn hyperqueue(&self) -> String {
        let (name, last, cores, minutes) = (self.name(), self.plan.shards - 1, self.cores, self.minutes());
        let gpu = if self.gpu { " --resource gpus/nvidia=1" } else { "" };
        let logs = Path::new(&self.beside("work")).join("logs/%{JOB_ID}_%{TASK_ID}").display().to_string();
        let [out, err] = ["out", "err"].map(|ending| quoted(&format!("{logs}.{ending}")));
        format!(
            "#!/bin/bash
# The shards of {name} as a task array of a running HyperQueue server, then the merge. A GPU a task: --resource gpus/nvidia=1.
set -euo pipefail
hq submit --name {name} --array 0-{last} --cpus {cores}{gpu} --time-limit {minutes}min --crash-limit 10 \\
    --stdout {out} --stderr {err} --wait -- \\
    {}
{}
",
            self.work(""),
            self.call("merge", " --force")
        )
    }

    fn parallel(&self) -> String {
        let (name, last, of) = (self.name(), self.plan.shards - 1, self.plan.shards);
        let log = quoted(&Path::new(&self.beside("work")).join("logs/parallel.log").display().to_string());
        format!(
            "#!/bin/bash
# The shards of {name} with GNU parallel, JOBS at a time (1 if not set), then the merge. Several machines that share this
# folder: add --sshlogin HOST,HOST.
set -euo pipefail
seq 0 {last} | parallel --jobs \"${{JOBS:-1}}\" --joblog {log} --resume-failed --retries 3 {}
{}
",
            quoted(&self.work(&format!(" --shard {{}}/{of}"))),
            self.call("merge", " --force")
        )
    }

    fn snakemake(&self) -> String {
        let (name, of, cores) = (self.name(), self.plan.shards, self.cores);
        let (minutes, memory, gpu) = (self.minutes(), self.memory(), if self.gpu { ", gpu=1" } else { "" });
        let done = python(&format!("{}/shards/{{shard}}.done", braced(&self.beside("work"))));
        let manifest = python(&format!("{}/manifest.json", braced(&self.beside("results"))));
        let work = self.work(&format!(" --shard \u{0}/{of}"));
        let work = python(&braced(&work).replace('\u{0}', "{wildcards.shard}"));
        let merge = python(&braced(&self.call("merge", " --force")));
        format!(
            "# The shards of {name} and their merge: snakemake -s {name}.smk --cores N
rule all:
    input: {manifest}

rule shard:
    output: touch({done})
    threads: {cores}
    resources: runtime={minutes}, mem_mb={memory}{gpu}
    retries: 2
    shell: {work}

rule merge:
    input: expand({done}, shard=range({of}))
    output: {manifest}
    shell: {merge}
"
        )
    }
}

/// A word as a shell needs it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// A text in which no brace is a wildcard.
fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// A literal of Python's.
fn python(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}
