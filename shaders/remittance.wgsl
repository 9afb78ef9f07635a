// Remittance, on the block's monthly day. Twin and rule: src/cpu/remittance.rs.

fn remittance(a: ptr<function, Agent>, id: u32) -> u32 {
    if !MONTHLY {
        return NOT_TODAY;
    }
    let b = draw_block(id, REMITTANCE);
    var received = 0u;
    if a.status == WORKING {
        received = wages(a, b);
    } else if at_large(a) {
        subsistence(a, b.x);
    } else if at_home(a) && a.savings > 0 {
        let drawn = u32(min(a.savings, i32(rates[slot].dissaving)));
        a.savings -= i32(drawn);
        tally(DRAWN, drawn * 1000u);
        tally(SPENT, drawn * 1000u);
        received = drawn * 1000u;
    }
    return household(a, received, id);
}

fn wages(a: ptr<function, Agent>, b: vec4<u32>) -> u32 {
    let earned = ((a.wage * rates[slot].hours[a.sector]) >> 8u) * 10u;
    var patent = 0u;
    if a.papers == PATENT {
        patent = min(earned, rates[slot].patent_price);
    }
    let left = earned - patent;

    let service = mulhi(left, rates[slot].debt_service << 24u);
    let repaid = min(min(thousands(service, b.x), max(-a.savings, 0)), i32(left / 1000u));
    var rest = left - u32(repaid) * 1000u;

    let sent = min(mulhi(earned, rates[slot].sent_share[origin]), rest - min(rest, rates[slot].living_floor));
    rest -= sent;

    let saving = ((rest - min(rest, rates[slot].living_floor)) * rates[slot].saving) >> 8u;
    let saved = min(min(thousands(saving, b.y), i32(rest / 1000u)), 32767 - a.savings - repaid);
    rest -= u32(saved) * 1000u;

    a.savings += repaid + saved;
    tally(PAID, 1u);
    tally(EARNED, earned);
    tally(SENT, sent);
    tally(SENT_BY_COMMUNITY + a.community, sent);
    tally(SAVED, u32(repaid + saved) * 1000u);
    tally(SPENT, patent + rest);
    return sent;
}

fn subsistence(a: ptr<function, Agent>, draw: u32) {
    if a.savings + i32(rates[slot].credit_limit) > 0 {
        var cost = rates[slot].living_floor;
        if a.papers == PATENT {
            cost += rates[slot].patent_price;
        }
        pay(a, cost, draw);
    }
}

fn household(a: ptr<function, Agent>, received: u32, id: u32) -> u32 {
    let heads = 1u + a.dependents;
    let person = draw_block(id, PERSON);
    let own = (rates[slot].home_income[origin] * tables[slot].household[origin * 256u + (person.x >> 24u)]) >> 8u;
    let consumed = own + mulhi(received, rates[slot].somoni[origin]);
    tally(HOUSEHOLD_PEOPLE, heads);
    tally(POOR_PEOPLE, heads * u32(consumed < rates[slot].poverty_line[origin] * heads));
    let home = tables[slot].home_region[a.community];
    tally(CONSUMED_BY_HOME + home, consumed);
    tally(HEADS_BY_HOME + home, heads);
    return consumed / heads;
}
