// The bare generator on given counters and keys: what the known-answer test runs on a device.

override WORKGROUP: u32 = 64u;

@group(0) @binding(0) var<storage, read> inputs: array<u32>;
@group(0) @binding(1) var<storage, read_write> outputs: array<u32>;

@compute @workgroup_size(WORKGROUP)
fn generator(@builtin(global_invocation_id) at: vec3<u32>) {
    let i = at.x;
    if i >= arrayLength(&inputs) / 6u {
        return;
    }
    let counter = vec4<u32>(inputs[6u * i], inputs[6u * i + 1u], inputs[6u * i + 2u], inputs[6u * i + 3u]);
    let out = philox(counter, vec2<u32>(inputs[6u * i + 4u], inputs[6u * i + 5u]));
    for (var k = 0u; k < 4u; k++) {
        outputs[4u * i + k] = out[k];
    }
}
