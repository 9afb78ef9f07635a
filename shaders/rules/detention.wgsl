// Detention, on word y of the gate block. Twin and rule: src/rules/detention.rs.

fn detention(a: ptr<function, Agent>, y: u32, id: u32) {
    let days = spell(a, today.day);
    let checked = is_checked(a, y);
    let let_go = a.status == HELD && days >= CUSTODY_DAYS;
    let expired = (a.status == DETAINED || a.status == REMOVAL) && days >= rates[slot].longest_stay;
    let heard = a.status == DETAINED && hit(y, rates[slot].court);
    if !(checked || let_go || expired || heard) {
        return;
    }
    let b = draw_block(id, DETENTION);
    if checked {
        check(a, b);
    } else if let_go {
        if hit(b.x, rates[slot].order_share) {
            order(a, b);
        } else {
            offence(a, b);
            release(a, b);
        }
    } else if expired {
        if a.status == REMOVAL {
            order(a, b);
        } else {
            release(a, b);
        }
    } else {
        court(a, b);
    }
}

fn outcome(a: ptr<function, Agent>, draw: u32) -> u32 {
    if legal(a, today.day) {
        if hit(draw, rates[slot].legal_outcome[0]) {
            return FINED;
        }
        return select(NOTHING, BRIBED, hit(draw, rates[slot].legal_outcome[1]));
    }
    if hit(draw, rates[slot].irregular_outcome[0]) {
        return ARRESTED;
    } else if hit(draw, rates[slot].irregular_outcome[1]) {
        return FINED;
    } else if hit(draw, rates[slot].irregular_outcome[2]) {
        return BRIBED;
    }
    return NOTHING;
}

fn check(a: ptr<function, Agent>, b: vec4<u32>) {
    tally(CHECKS, 1u);
    let outcome = outcome(a, b.x);
    if outcome == ARRESTED {
        arrest(a);
    } else if outcome == FINED {
        offence(a, b);
    } else if outcome == BRIBED {
        bribe(a, b);
    }
}

fn arrest(a: ptr<function, Agent>) {
    if a.status == WORKING {
        tally(VACATED_BY_REGION + a.region, 1u);
    }
    a.status = HELD;
    a.since = code_of(today.day);
    a.wage = 0u;
    a.sector = 0u;
    tally(ARRESTS, 1u);
}

fn bribe(a: ptr<function, Agent>, b: vec4<u32>) {
    pay(a, rates[slot].bribe, b.y);
    tally(BRIBES, 1u);
}

fn offence(a: ptr<function, Agent>, b: vec4<u32>) {
    pay(a, rates[slot].fine, b.y);
    tally(OFFENCES, 1u);
    a.violations = min(a.violations + 1u, 3u);
    if a.violations >= 2u && hit(b.z, rates[slot].bar_on_offence[targeted(a)]) {
        a.violations = 0u;
        bar(a, b.w);
        tally(OFFENCE_BARS, 1u);
    }
}

fn bar(a: ptr<function, Agent>, draw: u32) {
    var days = 3652u;
    if hit(draw, rates[slot].bar_term[0]) {
        days = 1096u;
    } else if hit(draw, rates[slot].bar_term[1]) {
        days = 1826u;
    }
    a.barred_until = max(a.barred_until, today.day + days);
}

fn court(a: ptr<function, Agent>, b: vec4<u32>) {
    if !hit(b.x, rates[slot].expulsion[targeted(a)]) {
        offence(a, b);
        release(a, b);
    } else if hit(b.z, rates[slot].order_share) {
        order(a, b);
    } else {
        a.status = REMOVAL;
        expulsion_bar(a);
        tally(REMOVAL_ORDERS, 1u);
    }
}

fn expulsion_bar(a: ptr<function, Agent>) {
    a.barred_until = max(a.barred_until, today.day + rates[slot].expulsion_bar_days);
    a.knows_barred = 1u;
    tally(EXPULSION_BARS, 1u);
}

fn order(a: ptr<function, Agent>, b: vec4<u32>) {
    if a.status != REMOVAL {
        expulsion_bar(a);
    }
    a.status = ORDERED;
    a.since = code_of(today.day);
    a.papers = IRREGULAR;
    a.sector = sector(a.sex, b.y);
    tally(LEAVE_ORDERS, 1u);
}

fn release(a: ptr<function, Agent>, b: vec4<u32>) {
    a.status = SEEKING;
    a.since = code_of(today.day);
    a.sector = sector(a.sex, b.y);
    tally(RELEASED, 1u);
}
