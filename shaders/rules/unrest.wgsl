// Unrest, on the block's monthly day. Twin and rule: src/rules/unrest.rs.

fn unrest(a: ptr<function, Agent>, consumed: u32, id: u32) {
    if consumed == NOT_TODAY {
        return;
    }
    let b = draw_block(id, UNREST);
    let month = monthly_unrest(a, consumed, b, draw_block(id, PERSON).z);
    let home = at_home(a);
    a.fear = month.fear;
    a.grievance = month.grievance;
    tally(FEAR, month.fear);
    tally(ASKED, 1u);
    tally(GRIEVANCE, select(0u, month.grievance, home));
    tally(AGGRIEVED, u32(home));
    if month.is_active {
        count_active(a.community, 1u);
    }
    if month.recruited {
        leave_pool(a, RECRUITED, vec4<u32>(b.z, b.w, b.z << 16u, b.w << 16u));
    }
}

struct MonthlyUnrest {
    fear: u32,
    grievance: u32,
    is_active: bool,
    recruited: bool,
}

fn monthly_unrest(a: ptr<function, Agent>, consumed: u32, b: vec4<u32>, person: u32) -> MonthlyUnrest {
    let home = at_home(a);
    let fear = a.fear * rates[slot].fear_kept + rates[slot].alarm[a.community] + (b.x >> 24u);
    let moved = approach(a.grievance, aim(a, consumed), rates[slot].grievance_pace, (b.x >> 16u) & 255u);
    let desperate = u32(barred(a, today.day) && jobless(a));
    var month: MonthlyUnrest;
    month.fear = min(fear >> 8u, 255u);
    month.grievance = select(a.grievance, moved, home);
    month.is_active = home && protests(month.grievance, person, a.community);
    month.recruited = (home || at_large(a)) && hit(b.y, rates[slot].recruitment[origin * 2u + desperate]);
    return month;
}

fn aim(a: ptr<function, Agent>, consumed: u32) -> u32 {
    let reference = rates[slot].reference_consumption[tables[slot].home_region[a.community]];
    let fall = (reference - min(reference, consumed)) * rates[slot].grievance_of[3];
    let aim = fall / max(reference, 1u)
        + (rates[slot].grievance_of[0] + (rates[slot].alarm[a.community] >> 8u))
        + select(0u, rates[slot].grievance_of[1], a.status == HOME)
        + select(0u, rates[slot].grievance_of[2], barred(a, today.day));
    return min(aim, 255u);
}

fn approach(start: u32, to: u32, pace: u32, r: u32) -> u32 {
    return start + (((to + 256u - start) * pace + r) >> 8u) - pace;
}

fn protests(grievance: u32, person: u32, community: u32) -> bool {
    let seen = min((day_state[slot].activists[community] + rates[slot].observed_activists[community]) / 16u, ACTIVES);
    let risk = ((person >> 24u) * rates[slot].protest_arrest[seen]) >> 8u;
    return grievance > rates[slot].protest_threshold + risk;
}
