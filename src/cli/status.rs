//! `status`: the state of a plan, from its files alone.

use super::common::console::data;
use super::common::provenance::program;
use super::failure::Failure;
use musofir::cluster::{Plan, State, state};
use serde_json::json;
use std::path::PathBuf;

/// Failures that are printed; `--json` has all.
const PRINTED: usize = 10;

/// Show the state of a plan.
#[derive(clap::Args)]
pub struct StatusArgs {
    /// The plan's file.
    plan: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Prints the state.
pub fn run(args: &StatusArgs) -> Result<(), Failure> {
    let plan = Plan::read(&args.plan, program())?;
    let state = state(&plan, &Plan::folder(&args.plan)?);
    let text = if args.json { json(&plan, &state) } else { text(&plan, &state) };
    data!("{text}");
    Ok(())
}

fn json(plan: &Plan, state: &State) -> String {
    let name = |n: &usize| plan.replicates[*n].name(&plan.groups[plan.replicates[*n].group]);
    let failed = |(n, why): &(usize, String)| json!({ "replicate": n, "name": name(n), "why": why });
    let all = json!({
        "replicates": plan.replicates.len(),
        "shards": plan.shards,
        "done": state.done.len(),
        "running": state.running,
        "failed": state.failed.iter().map(failed).collect::<Vec<_>>(),
        "missing": state.missing,
        "workers": state.workers,
        "agent_days_per_second": state.rate,
        "seconds_left": state.left,
    });
    format!("{all:#}")
}

fn text(plan: &Plan, state: &State) -> String {
    let mut lines =
        vec![format!("`{}`: {} replicates, {} shards", plan.command.join(" "), plan.replicates.len(), plan.shards)];
    lines.push(format!("done     {:6}", state.done.len()));
    let workers: Vec<_> =
        state.workers.iter().map(|s| format!("{} on {}, process {}", s.shard, s.host, s.process)).collect();
    let running = if workers.is_empty() { String::new() } else { format!("  shards: {}", workers.join("; ")) };
    lines.push(format!("running  {:6}{running}", state.running.len()));
    lines.push(format!("failed   {:6}", state.failed.len()));
    lines.push(format!("missing  {:6}", state.missing.len()));
    let workers = state.workers.len().max(1);
    lines.push(match (state.done.len() == plan.replicates.len(), state.left, state.rate) {
        (true, ..) => "all are done: `musofir merge` writes the results".to_owned(),
        (_, Some(left), Some(rate)) => {
            let time = if left < 120.0 { format!("{left:.0} s") } else { format!("{:.0} min", left / 60.0) };
            let plural = if workers == 1 { "" } else { "s" };
            format!("left: about {time} with {workers} worker{plural} at {:.0} million agent-days/s each", rate / 1e6)
        }
        _ => "left: unknown until a worker has simulated something".to_owned(),
    });
    for (n, why) in state.failed.iter().take(PRINTED) {
        let replicate = &plan.replicates[*n];
        lines.push(format!("replicate {n}, {}: {why}", replicate.name(&plan.groups[replicate.group])));
    }
    if state.failed.len() > PRINTED {
        lines.push(format!("... {} failures more: --json names all", state.failed.len() - PRINTED));
    }
    lines.join("\n")
}
