// One thread an agent: lists those to whom something may happen today, but for those whose monthly day it is, for the
// kernels of quiet days and of full ones. Diverging threads are dear: one in fifteen is listed, and the list lets them
// stand side by side. Twin: src/cpu/gate.rs.

override WORKGROUP: u32 = 256u;

@group(0) @binding(0) var<storage, read> agents: array<u32>;
@group(0) @binding(1) var<storage, read> rates: array<Rates>;
@group(0) @binding(2) var<storage, read_write> listed: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> days: array<Day, SLOTS>;

@compute @workgroup_size(WORKGROUP)
fn gate(
    @builtin(global_invocation_id) at: vec3<u32>,
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
) {
    let today = days[group.y];
    let home = highest(today.slot, HOME);
    let at_large = highest(today.slot, SEEKING);
    for (var i = at.x; i < today.count; i += groups.x * WORKGROUP) {
        let id = today.base + i;
        let first = 4u * today.first + i;
        let status = agents[first] & 15u;
        let waits = agents[first + today.plane] >> 24u != NOT_APPLIED;
        let r = philox(vec4<u32>(id, today.day, GATE, 0u), vec2<u32>(today.key_0, today.key_1)).xyz >> vec3<u32>(1u);
        let struck = any(r < select(at_large, home, status <= HOME_WORKING));
        let busy = status > WORKING || (status == SEEKING && searches(id, today.day));
        if (waits || struck || busy) && !monthly(id, today.month_day) {
            atomicStore(&listed[LISTS + today.first + atomicAdd(&listed[today.part], 1u)], i);
        }
    }
}
