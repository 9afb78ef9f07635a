// The day of those awake: bindings, what a stage may touch, and the stages in order. Twins: src/cpu/{day,context}.rs.
// Threads stride over the list that is left; how many they are, and the list's order, change nothing.

override WORKGROUP: u32 = 256u;
// Whether it is the monthly day of those on the list. Compiled twice, since a day without the month's affairs is short.
override MONTHLY: bool = true;

@group(0) @binding(5) var<storage, read_write> changes: array<atomic<u32>>;
@group(0) @binding(6) var<storage, read_write> totals: array<atomic<u32>>;
@group(0) @binding(7) var<storage, read> awake: array<u32>;

// Origin of the agent at hand.
var<private> origin: u32;

// How often what the first 32 flows count happened to the agent at hand today, two bits a flow: nothing does four
// times.
var<private> happened: vec2<u32>;
// What it paid out of savings today, roubles.
var<private> paid_today: u32;

// A flow that is told by its name is counted here without touching the totals, which few of a group's threads do at
// once.
fn tally(of_origin: u32, value: u32) {
    if value == 1u && of_origin < 16u {
        happened.x += 1u << ((2u * of_origin) & 31u);
    } else if value == 1u && of_origin < 32u {
        happened.y += 1u << ((2u * of_origin) & 31u);
    } else {
        add_flow(origin, of_origin, value);
    }
}

// Adds what happened, side by side for all threads.
fn book() {
    while any(happened != vec2<u32>(0u)) {
        let first = happened.x != 0u;
        let word = select(happened.y, happened.x, first);
        let bit = countTrailingZeros(word) & 30u;
        add_flow(origin, select(16u, 0u, first) + bit / 2u, (word >> bit) & 3u);
        let without = word & ~(3u << bit);
        happened = vec2<u32>(select(0u, without, first), select(without, happened.y, first));
    }
    add_flow(origin, DRAWN, paid_today);
    add_flow(origin, SPENT, paid_today);
    paid_today = 0u;
}

fn pay(a: ptr<function, Agent>, roubles: u32, draw: u32) {
    let paid = min(thousands(roubles, draw), a.savings + 32768);
    a.savings -= paid;
    paid_today += u32(paid) * 1000u;
}

@compute @workgroup_size(WORKGROUP)
fn day(
    @builtin(global_invocation_id) at: vec3<u32>,
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
) {
    today = days[group.y];
    slot = today.slot;
    let count = awake[select(0u, PARTS, MONTHLY) + today.part];
    for (var i = at.x; i < count; i += groups.x * WORKGROUP) {
        live(awake[LISTS + today.first + i]);
    }
}

fn live(at: u32) {
    let id = today.base + at;
    let r = draw_block(id, GATE);
    let first = 4u * today.first + at;
    let w = vec4<u32>(agents[first], agents[first + today.plane], agents[first + 2u * today.plane],
        agents[first + 3u * today.plane]);
    var a = unpack(w);
    let before = place(&a);
    origin = tables[slot].origin[a.community];

    settle(&a, id);
    employment(&a, r.x, id);
    papers(&a, id);
    detention(&a, r.y, id);
    deportation(&a, r.x, id);
    let consumed = remittance(&a, id);
    let job_waits = mobility(&a, r.z, id);
    unrest(&a, consumed, id);
    apply(&a, r.w, job_waits, id);

    book();

    let after = place(&a);
    if before != after {
        if before != NOWHERE {
            atomicSub(&changes[slot * CHANGES + before], 1u);
        }
        if after != NOWHERE {
            atomicAdd(&changes[slot * CHANGES + after], 1u);
        }
    }
    let now = pack(&a);
    for (var p = 0u; p < 4u; p++) {
        if now[p] != w[p] {
            agents[first + p * today.plane] = now[p];
        }
    }
}
