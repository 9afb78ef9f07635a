//! `devices`: the adapters of this machine and what each can hold.

use super::common::console::data;
use super::failure::Failure;
use musofir::gpu::{AdapterFacts, TILE, adapters};
use musofir::study::memory;
use serde_json::json;

/// List adapters.
#[derive(clap::Args)]
pub struct DevicesArgs {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Prints the CPU and every adapter.
pub fn run(args: &DevicesArgs) -> Result<(), Failure> {
    let memory = memory();
    let by_memory = (memory / 40).min(u64::from(u32::MAX));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let found = adapters();
    if args.json {
        let facts = |f: &AdapterFacts| {
            let [driver, version] = f.driver();
            json!({
                "index": f.index, "name": f.name(), "pci": f.pci(), "type": f.kind(), "backend": f.backend(),
                "driver": driver, "driver_info": version, "usable": f.usable, "largest_buffer": f.largest_buffer,
            })
        };
        let list: Vec<_> = found.iter().map(facts).collect();
        data!("{}", json!({"cores": cores, "memory": memory, "largest_population_cpu": by_memory, "adapters": list}));
        return Ok(());
    }
    data!("cpu: {cores} cores, {:.1} GB of memory; up to {by_memory} agents", memory as f64 / 1e9);
    for f in &found {
        let place = if f.pci().is_empty() { String::new() } else { format!(" at pci:{}", f.pci()) };
        let [driver, version] = f.driver();
        data!("{}: {}{place} ({}, {}, {driver} {version})", f.index, f.name(), f.kind(), f.backend());
        if !f.usable {
            data!("   does not meet the default limits, cannot be used");
        } else if f.is_hardware() {
            data!(
                "   16 bytes an agent in tiles of {TILE}; as many agents as fit its memory (62 million a GB), {by_memory} at most"
            );
        } else {
            data!(
                "   a software driver, used only when named with --adapter; up to {by_memory} agents; the CPU engine is faster"
            );
        }
    }
    match found.iter().find(|f| f.usable && f.is_hardware()) {
        Some(f) => data!("--engine auto takes {}", f.name()),
        None => data!("--engine auto takes the cpu: no GPU was found"),
    }
    Ok(())
}
