// Order-free digest of the agents: four sums modulo 2^64, as carried pairs. Twin: src/common/digest.rs.

override WORKGROUP: u32 = 256u;

@group(0) @binding(0) var<storage, read> agents: array<u32>;
@group(0) @binding(1) var<storage, read_write> sums: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> days: array<Day, SLOTS>;

// The day of the part at hand.
var<private> today: Day;

const AGENTS_SALT = 0x61u;

fn add(part: u32, hi: u32, lo: u32) {
    let sum = 8u * today.slot + 2u * part;
    let old = atomicAdd(&sums[sum], lo);
    let carry = u32(old > 0xffffffffu - lo);
    atomicAdd(&sums[sum + 1u], hi + carry);
}

@compute @workgroup_size(WORKGROUP)
fn digest(@builtin(global_invocation_id) at: vec3<u32>, @builtin(workgroup_id) group: vec3<u32>) {
    today = days[group.y];
    if at.x >= today.count {
        return;
    }
    let first = 4u * today.first + at.x;
    let id = today.base + at.x;
    let w = vec4<u32>(agents[first], agents[first + today.plane], agents[first + 2u * today.plane],
        agents[first + 3u * today.plane]);
    let a = philox(w, vec2<u32>(id, AGENTS_SALT));
    let b = philox(w, vec2<u32>(id, ~AGENTS_SALT));
    add(0u, a.x, a.y);
    add(1u, a.z, a.w);
    add(2u, b.x, b.y);
    add(3u, b.z, b.w);
}
