// Remittance, on the block's monthly day. Twin and rule: src/rules/remittance.rs.

fn remittance(a: ptr<function, Agent>, id: u32) -> u32 {
    if !MONTHLY {
        return NOT_TODAY;
    }
    let month = monthly_money(a, draw_block(id, REMITTANCE));
    a.savings = month.savings;
    tally(PAID, month.paid);
    tally(EARNED, month.earned);
    tally(SENT, month.sent);
    tally(SENT_BY_COMMUNITY + a.community, month.sent);
    tally(SAVED, month.saved);
    tally(SPENT, month.spent);
    tally(DRAWN, month.drawn);
    let home = tables[slot].home_region[a.community];
    let household = household(a, month.received, draw_block(id, PERSON).x);
    tally(HOUSEHOLD_PEOPLE, household.heads);
    tally(POOR_PEOPLE, household.poor);
    tally(CONSUMED_BY_HOME + home, household.consumed);
    tally(HEADS_BY_HOME + home, household.heads);
    return household.a_head;
}

struct Wages {
    earned: u32,
    sent: u32,
    saved: u32,
    spent: u32,
}

fn wages(a: ptr<function, Agent>, b: vec4<u32>) -> Wages {
    let floor = rates[slot].living_floor;
    let earned = ((a.wage * rates[slot].hours[a.sector]) >> 8u) * 10u;
    let patent = select(0u, min(earned, rates[slot].patent_price), a.papers == PATENT);
    let left = earned - patent;

    let service = mulhi(left, rates[slot].debt_service << 24u);
    let repaid = min(min(thousands(service, b.x), max(-a.savings, 0)), i32(left / 1000u));
    var rest = left - u32(repaid) * 1000u;

    let sent = min(mulhi(earned, rates[slot].sent_share[origin]), rest - min(rest, floor));
    rest -= sent;

    let saving = ((rest - min(rest, floor)) * rates[slot].saving) >> 8u;
    let saved = min(min(thousands(saving, b.y), i32(rest / 1000u)), 32767 - a.savings - repaid);
    return Wages(earned, sent, u32(repaid + saved), patent + rest - u32(saved) * 1000u);
}

fn subsistence(a: ptr<function, Agent>, draw: u32) -> u32 {
    let lent = a.savings + i32(rates[slot].credit_limit) > 0;
    let cost = rates[slot].living_floor + select(0u, rates[slot].patent_price, a.papers == PATENT);
    return select(0u, u32(min(thousands(cost, draw), a.savings + 32768)), lent);
}

struct MonthlyMoney {
    savings: i32,
    received: u32,
    paid: u32,
    earned: u32,
    sent: u32,
    saved: u32,
    spent: u32,
    drawn: u32,
}

fn monthly_money(a: ptr<function, Agent>, b: vec4<u32>) -> MonthlyMoney {
    let works = a.status == WORKING;
    let w = wages(a, b);
    let brought = select(0u, u32(min(max(a.savings, 0), i32(rates[slot].dissaving))), at_home(a));
    let drawn = select(brought, subsistence(a, b.x), a.status == SEEKING);
    let saved = select(0u, w.saved, works);
    var month: MonthlyMoney;
    month.savings = a.savings + i32(saved) - i32(drawn);
    month.sent = select(0u, w.sent, works);
    month.received = month.sent + brought * 1000u;
    month.paid = u32(works);
    month.earned = select(0u, w.earned, works);
    month.saved = saved * 1000u;
    month.spent = select(drawn * 1000u, w.spent, works);
    month.drawn = drawn * 1000u;
    return month;
}

struct Household {
    heads: u32,
    poor: u32,
    consumed: u32,
    a_head: u32,
}

fn household(a: ptr<function, Agent>, received: u32, person: u32) -> Household {
    let heads = 1u + a.dependents;
    let own = (rates[slot].home_income[origin] * tables[slot].household[origin * 256u + (person >> 24u)]) >> 8u;
    let consumed = own + mulhi(received, rates[slot].lcu[origin]);
    let poor = consumed < rates[slot].poverty_line[origin] * heads;
    return Household(heads, select(0u, heads, poor), consumed, consumed / heads);
}
