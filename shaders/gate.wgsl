// One thread an agent: lives the quiet days, and lists those to whom something may happen today, for the day kernel.
// Diverging threads are dear: one in twenty is awake, and the list lets them stand side by side.

override WORKGROUP: u32 = 256u;

@group(0) @binding(0) var<storage, read_write> agents: array<u32>;
@group(0) @binding(1) var<storage, read> atlas: array<Atlas>;
@group(0) @binding(2) var<storage, read> rates: array<Rates>;
@group(0) @binding(3) var<storage, read> published: array<Published>;
@group(0) @binding(4) var<storage, read_write> applications: array<atomic<u32>>;
@group(0) @binding(5) var<storage, read_write> awake: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> days: array<Day, SLOTS>;

// The day of the part at hand.
var<private> today: Day;
// Its replicate.
var<private> slot: u32;

@compute @workgroup_size(WORKGROUP)
fn gate(@builtin(global_invocation_id) at: vec3<u32>) {
    today = days[at.y];
    slot = today.slot;
    if at.x >= today.count {
        return;
    }
    let id = today.base + at.x;
    let r = philox(vec4<u32>(id, today.day, GATE, 0u), vec2<u32>(today.key_0, today.key_1));
    let first = 4u * today.first + at.x;
    let w = vec2<u32>(agents[first], agents[first + today.plane]);
    var w1 = w.y;
    if quiet(w, &w1, id, r) {
        if w1 != w.y {
            agents[first + today.plane] = w1;
        }
    } else {
        atomicStore(&awake[PARTS + today.first + atomicAdd(&awake[today.part], 1u)], at.x);
    }
}
