// The floor a day can be measured against: one generator block an agent, one word read, a write for one in sixty-four.

override WORKGROUP: u32 = 256u;

@group(0) @binding(0) var<storage, read_write> words: array<u32>;

@compute @workgroup_size(WORKGROUP)
fn bare(@builtin(global_invocation_id) at: vec3<u32>) {
    if at.x >= arrayLength(&words) {
        return;
    }
    let word = words[at.x];
    let r = philox(vec4<u32>(at.x, 0u, 0u, 0u), vec2<u32>(1u, 0u));
    if ((r.x ^ r.y ^ r.z ^ r.w ^ word) >> 26u) == 0u {
        words[at.x] = word + 1u;
    }
}
