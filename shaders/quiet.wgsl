// Quiet days of agents that the gate listed; the others are listed again, for the day kernel. The filter of
// src/cpu/quiet.rs, but for police checks: every check is left to the day kernel, which counts them.

override WORKGROUP: u32 = 256u;

@group(0) @binding(5) var<storage, read> listed: array<u32>;
@group(0) @binding(6) var<storage, read_write> awake: array<atomic<u32>>;

@compute @workgroup_size(WORKGROUP)
fn quiet(
    @builtin(global_invocation_id) at: vec3<u32>,
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
) {
    today = days[group.y];
    slot = today.slot;
    let count = listed[today.part];
    for (var i = at.x; i < count; i += groups.x * WORKGROUP) {
        let agent = listed[LISTS + today.first + i];
        let id = today.base + agent;
        let first = 4u * today.first + agent;
        let w = vec2<u32>(agents[first], agents[first + today.plane]);
        let r = draw_block(id, GATE);
        var w1 = w.y;
        if is_quiet(w, &w1, id, r) {
            if w1 != w.y {
                agents[first + today.plane] = w1;
            }
        } else {
            atomicStore(&awake[LISTS + today.first + atomicAdd(&awake[today.part], 1u)], agent);
        }
    }
}

fn is_quiet(w: vec2<u32>, w1: ptr<function, u32>, id: u32, r: vec4<u32>) -> bool {
    var a = unpack(vec4<u32>(w, 0u, 0u));
    if a.status > WORKING || struck(&a, r) {
        return false;
    }
    if a.bucket != NOT_APPLIED {
        if admission(&a, id).admitted {
            return false;
        }
        a.bucket = NOT_APPLIED;
    }
    if seeks(&a, searches(id, today.day)) {
        a.bucket = enter(job(&a), r.w);
    }
    *w1 = pack(&a).y;
    return true;
}

fn struck(a: ptr<function, Agent>, r: vec4<u32>) -> bool {
    let gate = a.status * 4u;
    var x = rates[slot].gate[gate];
    if a.status == WORKING {
        x = separation(job(a));
    }
    origin = tables[slot].origin[a.community];
    return hit(r.x, x) || hit(r.z, rates[slot].gate[gate + 2u]) || is_checked(a, r.y);
}
