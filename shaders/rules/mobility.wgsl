// Mobility, on word z of the gate block. Twin and rule: src/rules/mobility.rs.

fn mobility(a: ptr<function, Agent>, z: u32, id: u32) -> bool {
    var leaves = rates[slot].death[origin];
    var goes = leaves;
    var reason = RETIRED;
    if at_home(a) {
        leaves += rates[slot].retirement[origin];
        goes = leaves + departure(a, z);
    } else if at_large(a) {
        reason = NATURALISED;
        leaves += rates[slot].naturalisation[origin];
        goes = leaves + homecoming(a, z);
    }
    if !hit(z, goes) {
        return false;
    }
    let b = draw_block(id, MOBILITY);
    if hit(z, leaves) {
        if hit(z, rates[slot].death[origin]) {
            reason = DIED;
        }
        leave_pool(a, reason, b);
        return false;
    }
    if at_home(a) {
        return depart(a, b);
    }
    come_home(a, b);
    return false;
}

fn afraid(a: ptr<function, Agent>, z: u32) -> u32 {
    return min((a.fear + (z & 31u)) >> 5u, 7u);
}

fn departure(a: ptr<function, Agent>, z: u32) -> u32 {
    if barred(a, today.day) && a.knows_barred == 1u {
        return rates[slot].reentry[origin];
    }
    let tie = rates[slot].ties[a.community] & 3u;
    let row = origin * 128u + afraid(a, z) * 16u;
    return rates[slot].departure[row + tie * 4u + a.status * 2u + u32(a.savings < 0)];
}

fn homecoming(a: ptr<function, Agent>, z: u32) -> u32 {
    let knows = u32(barred(a, today.day) && a.knows_barred == 1u);
    let row = origin * 32u + afraid(a, z) * 4u;
    return rates[slot].homecoming[row + u32(a.status == WORKING) * 2u + knows];
}

fn depart(a: ptr<function, Agent>, b: vec4<u32>) -> bool {
    let day = today.day;
    let home = tables[slot].home_region[a.community];
    if barred(a, day) && a.knows_barred == 0u {
        a.knows_barred = 1u;
        pay(a, rates[slot].refusal_debt, b.x);
        tally(REFUSED, 1u);
        tally(SENT_BACK_BY_COMMUNITY + a.community, 1u);
        return false;
    }
    a.papers = VISA_FREE;
    a.papers_until = stay(origin, day);
    if barred(a, day) {
        a.papers = IRREGULAR;
        tally(REENTRIES, 1u);
    }
    a.status = SEEKING;
    a.since = code_of(day);
    if !hit(b.x, rates[slot].same_region) {
        a.region = destination(REGIONS + home, b.y, b.z);
    }
    pay(a, rates[slot].settling_debt, b.x);
    tally(DEPARTURES, 1u);
    return hit(b.w, rates[slot].job_waiting);
}

fn come_home(a: ptr<function, Agent>, b: vec4<u32>) {
    let day = today.day;
    if valid_papers(a, day) == IRREGULAR && !barred(a, day) && hit(b.x, rates[slot].bar_on_overstay[targeted(a)]) {
        bar(a, b.y);
        tally(OVERSTAY_BARS, 1u);
    }
    if barred(a, day) {
        a.knows_barred = 1u;
    }
    a.status = HOME;
    a.since = code_of(day);
    a.wage = 0u;
    tally(RETURNS, 1u);
}

fn leave_pool(a: ptr<function, Agent>, reason: u32, b: vec4<u32>) {
    tally(reason, 1u);
    if a.savings >= 0 {
        tally(TAKEN_OUT, u32(a.savings) * 1000u);
    } else {
        tally(WRITTEN_OFF, u32(-a.savings) * 1000u);
    }
    *a = entrant(a.community, b);
    tally(ENTRANTS, 1u);
}

fn entrant(community: u32, b: vec4<u32>) -> Agent {
    let sex = u32(hit(b.x, tables[slot].women[origin]));
    var dependents = 0u;
    while dependents < 7u && !hit(b.y, tables[slot].dependents[origin * 8u + dependents]) {
        dependents += 1u;
    }
    let home = tables[slot].home_region[community];
    var a: Agent;
    a.status = HOME;
    a.papers = VISA_FREE;
    a.violations = 0u;
    a.sector = sector(sex, b.z);
    a.region = destination(REGIONS + home, b.w, b.x << 8u);
    a.community = community;
    a.dependents = dependents;
    a.sex = sex;
    a.knows_barred = 0u;
    a.since = code_of(today.day);
    a.papers_until = code_of(today.day);
    a.bucket = NOT_APPLIED;
    a.barred_until = 0u;
    a.wage = 0u;
    a.savings = 0;
    a.grievance = 0u;
    a.fear = 0u;
    return a;
}
