// One thread an agent: lists those to whom something may happen today, for the day kernel. Twin: `sleeps` in
// src/cpu/day.rs. Diverging threads are dear: one in seven is awake, and the list lets them stand side by side.

override WORKGROUP: u32 = 256u;

@group(0) @binding(0) var<storage, read> agents: array<u32>;
@group(0) @binding(1) var<storage, read> rates: array<Rates>;
@group(0) @binding(2) var<storage, read_write> awake: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> days: array<Day, SLOTS>;

// The day of the part at hand.
var<private> today: Day;
// Its replicate.
var<private> slot: u32;

fn sleeps(w0: u32, at: u32, id: u32, r: vec4<u32>) -> bool {
    let status = w0 & 15u;
    let gate = status * 4u;
    var idle = status == HOME || status == HOME_WORKING || status == WORKING;
    if status == SEEKING {
        idle = (agents[4u * today.first + today.plane + at] >> 24u) == NOT_APPLIED && !searches(id, today.day);
    }
    return idle && !monthly(id, today.month_day)
        && !monthly(id, today.eve_month_day)
        && (r.x >> 1u) >= rates[slot].gate[gate]
        && (r.y >> 1u) >= rates[slot].gate[gate + 1u]
        && (r.z >> 1u) >= rates[slot].gate[gate + 2u];
}

@compute @workgroup_size(WORKGROUP)
fn gate(@builtin(global_invocation_id) at: vec3<u32>) {
    today = days[at.y];
    slot = today.slot;
    if at.x >= today.count {
        return;
    }
    let id = today.base + at.x;
    let r = philox(vec4<u32>(id, today.day, GATE, 0u), vec2<u32>(today.key_0, today.key_1));
    if !sleeps(agents[4u * today.first + at.x], at.x, id, r) {
        atomicStore(&awake[PARTS + today.first + atomicAdd(&awake[today.part], 1u)], at.x);
    }
}
