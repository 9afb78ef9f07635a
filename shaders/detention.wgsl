// Detention, on word y of the gate block. Twin and rule: src/cpu/detention.rs.

fn detention(a: ptr<function, Agent>, y: u32, id: u32) {
    let day = today.day;
    if at_large(a) {
        if hit(y, rates.checks[a.region]) {
            check(a, id);
        }
    } else if a.status == HELD {
        if day - a.since >= CUSTODY_DAYS {
            let b = draw_block(id, DETENTION);
            if hit(b.x, rates.order_share) {
                order(a, b.y);
            } else {
                offence(a, b);
                release(a, b.y);
            }
        }
    } else if a.status == DETAINED {
        if day - a.since >= rates.longest_stay {
            release(a, draw_block(id, DETENTION).y);
        } else if hit(y, rates.court) {
            court(a, id);
        }
    } else if a.status == REMOVAL && day - a.since >= rates.longest_stay {
        order(a, draw_block(id, DETENTION).y);
    }
}

fn check(a: ptr<function, Agent>, id: u32) {
    let b = draw_block(id, DETENTION);
    tally(CHECKS, 1u);
    if legal(a, today.day) {
        if hit(b.x, rates.legal_outcome[0]) {
            offence(a, b);
        } else if hit(b.x, rates.legal_outcome[1]) {
            bribe(a, b.y);
        }
    } else if hit(b.x, rates.irregular_outcome[0]) {
        a.status = HELD;
        a.since = today.day;
        a.wage = 0u;
        a.sector = 0u;
        tally(ARRESTS, 1u);
    } else if hit(b.x, rates.irregular_outcome[1]) {
        offence(a, b);
    } else if hit(b.x, rates.irregular_outcome[2]) {
        bribe(a, b.y);
    }
}

fn bribe(a: ptr<function, Agent>, draw: u32) {
    pay(a, rates.bribe, draw);
    tally(BRIBES, 1u);
}

fn offence(a: ptr<function, Agent>, b: vec4<u32>) {
    pay(a, rates.fine, b.y);
    tally(OFFENCES, 1u);
    a.violations = min(a.violations + 1u, 3u);
    if a.violations >= 2u && hit(b.z, rates.bar_on_offence) {
        a.violations = 0u;
        bar(a, b.w);
        tally(OFFENCE_BARS, 1u);
    }
}

fn bar(a: ptr<function, Agent>, draw: u32) {
    var days = 3652u;
    if hit(draw, rates.bar_term[0]) {
        days = 1096u;
    } else if hit(draw, rates.bar_term[1]) {
        days = 1826u;
    }
    a.barred_until = max(a.barred_until, today.day + days);
}

fn court(a: ptr<function, Agent>, id: u32) {
    let b = draw_block(id, DETENTION);
    if !hit(b.x, rates.expulsion) {
        offence(a, b);
        release(a, b.y);
    } else if hit(b.z, rates.order_share) {
        order(a, b.y);
    } else {
        a.status = REMOVAL;
        expulsion_bar(a);
        tally(REMOVAL_ORDERS, 1u);
    }
}

fn expulsion_bar(a: ptr<function, Agent>) {
    a.barred_until = max(a.barred_until, today.day + rates.expulsion_bar_days);
    a.knows_barred = 1u;
    tally(EXPULSION_BARS, 1u);
}

fn order(a: ptr<function, Agent>, draw: u32) {
    if a.status != REMOVAL {
        expulsion_bar(a);
    }
    a.status = ORDERED;
    a.since = today.day;
    a.papers = IRREGULAR;
    a.sector = sector(a.sex, draw);
    tally(LEAVE_ORDERS, 1u);
}

fn release(a: ptr<function, Agent>, draw: u32) {
    a.status = SEEKING;
    a.since = today.day;
    a.sector = sector(a.sex, draw);
    tally(RELEASED, 1u);
}
