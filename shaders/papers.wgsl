// Papers, on the block's monthly day. Twin and rule: src/cpu/papers.rs.

fn papers(a: ptr<function, Agent>, id: u32) {
    if !MONTHLY {
        return;
    }
    let b = draw_block(id, PAPERS);
    let day = today.day;
    if a.violations > 0u && hit(b.x, rates[slot].violation_expiry) {
        a.violations -= 1u;
    }
    if !barred(a, day) {
        a.knows_barred = 0u;
    } else if hit(b.y, rates[slot].bar_lookup) {
        a.knows_barred = 1u;
    }
    if at_large(a) && rates[slot].exempt[origin] == 1u && !barred(a, day) {
        a.papers = VISA_FREE;
        a.papers_until = LAST_DAY;
    } else if a.papers == VISA_FREE && a.papers_until == LAST_DAY {
        a.papers_until = stay();
    }
    let covered = a.papers != PATENT && a.papers != IRREGULAR && a.papers_until > day + RENEWAL_DAYS;
    if at_large(a) && !covered {
        if hit(b.z, rates[slot].patent[a.papers]) {
            a.papers = PATENT;
            a.papers_until = min(day + PATENT_DAYS, LAST_DAY);
            tally(PATENT_MONTHS, 1u);
        } else if a.papers == VISA_FREE && hit(b.w, rates[slot].visa_run) {
            visa_run(a, b.x);
        } else if a.papers != IRREGULAR && day >= a.papers_until {
            a.papers = IRREGULAR;
            tally(LAPSES, 1u);
        }
    }
}

fn stay() -> u32 {
    if rates[slot].exempt[origin] == 1u {
        return LAST_DAY;
    }
    return min(today.day + rates[slot].visa_free_days, LAST_DAY);
}

fn visa_run(a: ptr<function, Agent>, draw: u32) {
    let day = today.day;
    pay(a, rates[slot].visa_run_cost, draw);
    if barred(a, day) {
        a.status = HOME;
        a.since = day;
        a.wage = 0u;
        a.knows_barred = 1u;
        tally(REFUSED, 1u);
        tally(RETURNS, 1u);
        tally(SENT_BACK_BY_COMMUNITY + a.community, 1u);
    } else {
        a.papers_until = stay();
        tally(VISA_RUNS, 1u);
    }
}
