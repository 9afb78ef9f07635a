// Lists agents to whom something may happen today, but for those whose monthly day it is, for the kernels of quiet days
// and of full ones. Diverging threads are dear: one in fifteen is listed, and the list puts them side by side.
// Twin: src/cpu/gate.rs.

override WORKGROUP: u32 = 256u;
// Agents a thread looks at before it lists those it found; at most 32.
override EACH: u32 = 1u;

@group(0) @binding(0) var<storage, read> agents: array<u32>;
@group(0) @binding(1) var<storage, read> rates: array<Rates>;
@group(0) @binding(2) var<storage, read_write> listed: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> days: array<Day, SLOTS>;

@compute @workgroup_size(WORKGROUP)
fn gate(
    @builtin(local_invocation_index) lane: u32,
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
) {
    let today = days[group.y];
    let home = highest(today.slot, HOME);
    let large = highest(today.slot, SEEKING);
    for (var start = group.x * EACH * WORKGROUP; start < today.count; start += groups.x * EACH * WORKGROUP) {
        var awake = 0u;
        for (var k = 0u; k < EACH; k++) {
            let i = start + k * WORKGROUP + lane;
            let id = today.base + i;
            if i < today.count && !monthly(id, today.month_day) {
                let first = 4u * today.first + i;
                var a = unpack(vec4<u32>(agents[first], agents[first + today.plane], 0u, 0u));
                let waits = a.bucket != NOT_APPLIED;
                let r = philox(vec4<u32>(id, today.day, GATE, 0u), vec2<u32>(today.key_0, today.key_1)).xyz;
                let struck = any((r >> vec3<u32>(1u)) < select(large, home, at_home(&a)));
                let busy = a.status > WORKING || seeks(&a, searches(id, today.day));
                awake |= u32(waits || struck || busy) << k;
            }
        }
        if awake != 0u {
            var at = LISTS + today.first + atomicAdd(&listed[today.part], countOneBits(awake));
            while awake != 0u {
                atomicStore(&listed[at], start + countTrailingZeros(awake) * WORKGROUP + lane);
                awake &= awake - 1u;
                at += 1u;
            }
        }
    }
}
