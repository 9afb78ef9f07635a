// The day of those awake: bindings, and the stages in order. Twin: src/rules/mod.rs. Threads stride over the list that is
// left; their number and the list's order change nothing.

override WORKGROUP: u32 = 256u;

@group(0) @binding(5) var<storage, read_write> changes: array<atomic<u32>>;
@group(0) @binding(6) var<storage, read_write> totals: array<atomic<u32>>;
@group(0) @binding(7) var<storage, read> awake: array<u32>;

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
        run(awake[LISTS + today.first + i]);
    }
}

fn run(at: u32) {
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

    merge();

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
