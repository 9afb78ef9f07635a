// Deportation, on word x of the gate block. Twin and rule: src/rules/deportation.rs.

fn remove(a: ptr<function, Agent>, b: vec4<u32>) {
    if a.savings > 0 {
        let lost = (a.savings * i32(rates[slot].savings_lost)) >> 8u;
        a.savings -= lost;
        tally(LOST, u32(lost) * 1000u);
    }
    tally(REMOVED, 1u);
    tally(EXPELLED_BY_REGION + a.region, 1u);
    tally(SENT_BACK_BY_COMMUNITY + a.community, 1u);
    a.status = HOME;
    a.since = code_of(today.day);
    a.sector = sector(a.sex, b.y);
}

fn deportation(a: ptr<function, Agent>, x: u32, id: u32) {
    if a.status != ORDERED {
        return;
    }
    if hit(x, rates[slot].order_followed[origin]) {
        pay(a, rates[slot].ticket, draw_block(id, DEPORTATION).x);
        tally(LEFT_ORDERED, 1u);
        tally(EXPELLED_BY_REGION + a.region, 1u);
        tally(SENT_BACK_BY_COMMUNITY + a.community, 1u);
        a.status = HOME;
        a.since = code_of(today.day);
    } else if spell(a, today.day) >= ORDER_DAYS {
        a.status = SEEKING;
        a.since = code_of(today.day);
    }
}
