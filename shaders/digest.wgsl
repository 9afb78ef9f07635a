// Order-free digest of the agents: four sums modulo 2^64, as carried pairs. Twin: src/digest.rs.

override WORKGROUP: u32 = 256u;

@group(0) @binding(0) var<storage, read> agents: array<u32>;
@group(0) @binding(1) var<storage, read_write> sums: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> today: Day;

const AGENTS_SALT = 0x61u;

fn add(part: u32, hi: u32, lo: u32) {
    let old = atomicAdd(&sums[2u * part], lo);
    let carry = u32(old > 0xffffffffu - lo);
    atomicAdd(&sums[2u * part + 1u], hi + carry);
}

@compute @workgroup_size(WORKGROUP)
fn digest(@builtin(global_invocation_id) at: vec3<u32>) {
    if at.x >= today.count {
        return;
    }
    let id = today.base + at.x;
    let w = vec4<u32>(agents[at.x], agents[today.plane + at.x], agents[2u * today.plane + at.x],
        agents[3u * today.plane + at.x]);
    let a = philox(w, vec2<u32>(id, AGENTS_SALT));
    let b = philox(w, vec2<u32>(id, ~AGENTS_SALT));
    add(0u, a.x, a.y);
    add(1u, a.z, a.w);
    add(2u, b.x, b.y);
    add(3u, b.z, b.w);
}
