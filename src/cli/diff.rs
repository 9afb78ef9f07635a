//! `diff`: what differs between two scenarios or two folders of results, and nothing else.

use super::common::console::{data, note};
use super::common::extrapolate::ExtrapolateArgs;
use super::common::tables::{table as table_of, trimmed};
use super::failure::Failure;
use musofir::output::{InputFiles, intact};
use musofir::report::difference::{Leaf, differences, of_inputs, results};
use musofir::scenario::Scenario;
use musofir::study::without_comparisons;
use serde_json::Value;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Compare two files or folders.
#[derive(clap::Args)]
pub struct DiffArgs {
    /// A scenario, or a folder of results.
    a: PathBuf,
    /// Another of the same kind.
    b: PathBuf,
    #[command(flatten)]
    extrapolate: ExtrapolateArgs,
}

/// Prints what differs.
pub fn run(args: &DiffArgs) -> Result<(), Failure> {
    let folders = [&args.a, &args.b].map(|p| p.is_dir());
    let leaves = match folders {
        [true, true] => {
            for folder in [&args.a, &args.b] {
                intact(folder, &read(&folder.join("manifest.json"))?)?;
            }
            let manifests = [manifest(&args.a)?, manifest(&args.b)?];
            let mut leaves = differences(&manifests[0], &manifests[1]);
            // A fit has neither inputs nor a series of months: its digest is of its points and misfits.
            if manifests.iter().any(|of| of["manifest"]["study"] != "calibrate") {
                leaves.splice(0..0, of_inputs(&inputs(&args.a)?, &inputs(&args.b)?));
                leaves.extend(results(&args.a, &args.b).map_err(Failure::bad_input)?);
            }
            leaves
        }
        [false, false] => {
            let how = args.extrapolate.how();
            let given = |path: &Path| Scenario::load_extrapolated(path, how).map(|x| value(&InputFiles::of(&[x])));
            of_inputs(&given(&args.a)?, &given(&args.b)?)
        }
        _ => return Err(Failure::bad_input("two scenarios or two folders, not one of each")),
    };
    match leaves.is_empty() {
        true => note!("nothing differs"),
        false => data!("{}", table(&leaves, &args.a, &args.b)),
    }
    Ok(())
}

fn value(inputs: &InputFiles) -> Value {
    serde_json::to_value(inputs).expect("inputs are plain data")
}

fn read(path: &Path) -> Result<Value, Failure> {
    let fail =
        |why: String| Failure::bad_input(format!("{}: {why}; give a folder that a run left behind", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| fail(e.to_string()))?;
    serde_json::from_str(&text).map_err(|e| fail(e.to_string()))
}

fn inputs(folder: &Path) -> Result<Value, Failure> {
    read(&folder.join(InputFiles::FILE))
}

/// The manifest without what two runs of the same need not share.
fn manifest(folder: &Path) -> Result<Value, Failure> {
    const OWN: [&str; 13] = [
        "resumed_after_days",
        "started",
        "resumed",
        "files",
        "wall_seconds",
        "agent_days_per_second",
        "agent_days_simulated",
        "agent_days_represented",
        "peak_memory_bytes",
        "command",
        "plan_sha256",
        "title",
        "scenarios",
    ];
    let mut all = read(&folder.join("manifest.json"))?;
    if let Value::Object(fields) = &mut all {
        fields.retain(|name, _| !OWN.contains(&name.as_str()));
        if let Some(Value::String(engine)) = fields.get_mut("engine") {
            *engine = without_comparisons(engine);
        }
    }
    Ok(serde_json::json!({ "manifest": all }))
}

/// A checksum by its beginning; another value as it is.
fn short(value: &str) -> Cow<'_, str> {
    let is_sum = value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit());
    if is_sum { format!("{}...", &value[..16]).into() } else { value.into() }
}

fn table(leaves: &[Leaf], a: &Path, b: &Path) -> String {
    let mut table = table_of(["", &a.display().to_string(), &b.display().to_string()]);
    for leaf in leaves {
        table.add_row([leaf.path.as_str(), &short(&leaf.a), &short(&leaf.b)]);
    }
    trimmed(&table)
}
