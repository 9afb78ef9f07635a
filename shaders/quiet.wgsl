// Quiet days. Twin and rule: src/cpu/quiet.rs.

fn quiet(w: vec2<u32>, w1: ptr<function, u32>, id: u32, r: vec4<u32>) -> bool {
    var a = unpack(vec4<u32>(w, 0u, 0u));
    if a.status > WORKING || monthly(id, today.month_day) || struck(&a, r) {
        return false;
    }
    var applied = a.bucket;
    if applied != NOT_APPLIED {
        let drawn = lottery(&a, id, today.day - 1u, today.eve_month_day);
        if applied < published[slot].cutoff[drawn] {
            return false;
        }
        applied = NOT_APPLIED;
    }
    if a.status == SEEKING && searches(id, today.day) {
        applied = bucket(r.w);
        let l = lottery(&a, id, today.day, today.month_day);
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
