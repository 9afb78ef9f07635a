// Quiet days of those the gate listed; the others are listed again, for the day kernel. Twin and rule:
// src/cpu/quiet.rs.

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
    var applied = a.bucket;
    if applied != NOT_APPLIED {
        let drawn = lottery(&a, monthly(id, today.eve_month_day), today.day - 1u);
        if applied < day_state[slot].cutoff[drawn] {
            return false;
        }
        applied = NOT_APPLIED;
    }
    if a.status == SEEKING && searches(id, today.day) {
        applied = bucket(r.w);
        let l = lottery(&a, false, today.day);
        atomicAdd(&applications[(slot * LOTTERIES + l) * BUCKETS + applied], 1u);
    }
    *w1 = (w.y & 0x00ffffffu) | (applied << 24u);
    return true;
}

fn struck(a: ptr<function, Agent>, r: vec4<u32>) -> bool {
    let gate = a.status * 4u;
    var x = rates[slot].gate[gate];
    var y = 0u;
    if a.status == WORKING {
        x = separation(job(a));
    }
    if at_large(a) {
        y = max(rates[slot].checks[a.region], rates[slot].checks[REGIONS + a.region]);
    }
    return hit(r.x, x) || hit(r.y, y) || hit(r.z, rates[slot].gate[gate + 2u]);
}
