//! The memory of this machine, and whether a population fits.

use super::error::MachineError;

/// Memory that this process may use, in bytes: what the machine has, or what a container or Slurm leaves of it. 0 where
/// it is unknown.
pub fn memory() -> u64 {
    let Ok(mut system) = sysinfo::System::new() else { return 0 };
    system.refresh_memory();
    let contained = system.cgroup_limits().map(|limits| limits.total_memory);
    let granted = granted(|name| std::env::var(name).ok());
    [contained, granted, limited()].into_iter().flatten().fold(system.total_memory(), u64::min)
}

/// What the system's limits on this process (`ulimit`) leave of its address space, on Linux.
fn limited() -> Option<u64> {
    let read = |name| std::fs::read_to_string(std::path::Path::new("/proc/self").join(name)).ok();
    left(&read("limits")?, &read("status")?)
}

/// The least that is left of a limit, from what the system says of limits and of what is in use.
fn left(limits: &str, status: &str) -> Option<u64> {
    let of = |limit: &str, used: &str| {
        let limit = limits.lines().find_map(|line| line.strip_prefix(limit))?;
        let limit: u64 = limit.split_whitespace().next()?.parse().ok()?;
        let used = status.lines().find_map(|line| line.strip_prefix(used))?;
        let used: u64 = used.split_whitespace().next()?.parse().ok()?;
        Some(limit.saturating_sub(used * 1024))
    };
    [of("Max address space", "VmSize:"), of("Max data size", "VmData:")].into_iter().flatten().min()
}

/// What Slurm grants a job on this node; it says so in megabytes, and 0 is all.
fn granted(var: impl Fn(&str) -> Option<String>) -> Option<u64> {
    let of = |name| var(name)?.parse::<u64>().ok().filter(|n| *n > 0);
    let megabytes =
        of("SLURM_MEM_PER_NODE").or_else(|| Some(of("SLURM_MEM_PER_CPU")?.saturating_mul(of("SLURM_CPUS_ON_NODE")?)));
    megabytes.map(|m| m.saturating_mul(1 << 20))
}

/// Refuses a population that does not fit in memory while it is drawn: twice 16 bytes an agent, and room to work.
pub fn fits(agents: u32) -> Result<(), MachineError> {
    let (needed, there) = (u64::from(agents) * 40 + (64 << 20), memory());
    if there > 0 && needed > there {
        let most = there.saturating_sub(64 << 20) / 40;
        let gigabytes = |bytes: u64| bytes as f64 / 1e9;
        return Err(MachineError::Memory { agents, needed: gigabytes(needed), there: gigabytes(there), most });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{granted, left};

    #[test]
    fn a_limit_on_the_process_leaves_what_is_not_in_use() {
        let limits = |space, data| {
            format!(
                "Limit  Soft Limit  Hard Limit  Units\nMax data size {data} unlimited bytes\nMax address space {space} x bytes"
            )
        };
        let status = "Name:\tmusofir\nVmSize:\t  1000 kB\nVmData:\t 400 kB\n";
        assert_eq!(left(&limits("unlimited", "unlimited"), status), None);
        assert_eq!(left(&limits("4096000", "unlimited"), status), Some(3_072_000));
        assert_eq!(left(&limits("4096000", "1024000"), status), Some(614_400));
        assert_eq!(left(&limits("1000", "unlimited"), status), Some(0));
    }

    #[test]
    fn slurm_grants_memory_by_the_node_or_by_the_core() {
        let says = |pairs: &'static [(&str, &str)]| {
            granted(move |name| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(says(&[]), None);
        assert_eq!(says(&[("SLURM_MEM_PER_NODE", "500")]), Some(500 << 20));
        assert_eq!(says(&[("SLURM_MEM_PER_NODE", "0")]), None);
        assert_eq!(says(&[("SLURM_MEM_PER_CPU", "100"), ("SLURM_CPUS_ON_NODE", "3")]), Some(300 << 20));
        assert_eq!(says(&[("SLURM_MEM_PER_CPU", "100")]), None);
        assert_eq!(says(&[("SLURM_MEM_PER_NODE", "99999999999999999")]), Some(u64::MAX));
    }
}
