// Unrest, on the block's monthly day. Twin and rule: src/cpu/unrest.rs.

fn unrest(a: ptr<function, Agent>, consumed: u32, id: u32) {
    if consumed == NOT_TODAY {
        return;
    }
    let b = draw_block(id, UNREST);
    let fear = a.fear * rates[slot].fear_kept + rates[slot].alarm[a.community];
    a.fear = min((fear + (b.x >> 24u)) >> 8u, 255u);
    tally(FEAR, a.fear);
    tally(ASKED, 1u);
    if at_home(a) {
        a.grievance = approach(a.grievance, aim(a, consumed), rates[slot].grievance_pace, (b.x >> 16u) & 255u);
        tally(GRIEVANCE, a.grievance);
        tally(AGGRIEVED, 1u);
        if protests(a, id) {
            atomicAdd(&changes[slot * CHANGES + PLACES + a.community], 1u);
        }
    }
    let desperate = u32(barred(a, today.day) && (a.status == HOME || a.status == SEEKING));
    if (at_home(a) || at_large(a)) && hit(b.y, rates[slot].recruitment[origin * 2u + desperate]) {
        leave_pool(a, RECRUITED, vec4<u32>(b.z, b.w, b.z << 16u, b.w << 16u));
    }
}

fn aim(a: ptr<function, Agent>, consumed: u32) -> u32 {
    var aim = rates[slot].grievance_of[0] + (rates[slot].alarm[a.community] >> 8u);
    if a.status == HOME {
        aim += rates[slot].grievance_of[1];
    }
    if barred(a, today.day) {
        aim += rates[slot].grievance_of[2];
    }
    let accustomed = rates[slot].accustomed[tables[slot].home_region[a.community]];
    if consumed < accustomed {
        aim += (accustomed - consumed) * rates[slot].grievance_of[3] / accustomed;
    }
    return min(aim, 255u);
}

fn approach(start: u32, to: u32, pace: u32, r: u32) -> u32 {
    let step = ((i32(to) - i32(start)) * i32(pace) + i32(r)) >> 8u;
    return u32(i32(start) + step);
}

fn protests(a: ptr<function, Agent>, id: u32) -> bool {
    let k = a.community;
    let seen = min((day_state[slot].activists[k] + rates[slot].heard[k]) / 16u, ACTIVES);
    let aversion = draw_block(id, PERSON).z >> 24u;
    let risk = (aversion * rates[slot].protest_arrest[seen]) >> 8u;
    return a.grievance > rates[slot].protest_threshold + risk;
}
