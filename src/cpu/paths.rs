//! Instruction sets a machine may have: one binary runs on every x86-64 and takes the widest vectors there are.

use pulp::Arch;

/// Every path this machine can take, the fastest first.
pub fn paths() -> Vec<Arch> {
    let mut paths = Vec::new();
    #[cfg(target_arch = "x86_64")]
    {
        paths.extend(pulp::x86::V4::try_new().map(Arch::V4));
        paths.extend(pulp::x86::V3::try_new().map(Arch::V3));
    }
    #[cfg(target_arch = "aarch64")]
    paths.extend(pulp::aarch64::Neon::try_new().map(Arch::Neon));
    paths.push(Arch::Scalar);
    paths
}

/// Its usual name.
pub fn name(path: Arch) -> &'static str {
    match path {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(_) => "AVX-512",
        #[cfg(target_arch = "x86_64")]
        Arch::V3(_) => "AVX2",
        #[cfg(target_arch = "aarch64")]
        Arch::Neon(_) => "NEON",
        _ => "no vectors",
    }
}
