// The floors a day can be measured against: one generator block an agent, without memory and with one word read and a
// write for one in sixty-four.

override WORKGROUP: u32 = 256u;

@group(0) @binding(0) var<storage, read_write> words: array<u32>;

fn gate_block(id: u32) -> u32 {
    let r = philox(vec4<u32>(id, 0u, 0u, 0u), vec2<u32>(1u, 0u));
    return r.x ^ r.y ^ r.z ^ r.w;
}

@compute @workgroup_size(WORKGROUP)
fn generate(@builtin(global_invocation_id) at: vec3<u32>) {
    // One in four thousand millions writes, or the compiler would leave the generator out.
    if gate_block(at.x) == 0u && at.x < arrayLength(&words) {
        words[at.x] = 1u;
    }
}

@compute @workgroup_size(WORKGROUP)
fn sparse(@builtin(global_invocation_id) at: vec3<u32>) {
    if at.x >= arrayLength(&words) {
        return;
    }
    let word = words[at.x];
    if ((gate_block(at.x) ^ word) >> 26u) == 0u {
        words[at.x] = word + 1u;
    }
}
