// Papers, on the block's monthly day. Twin and rule: src/rules/papers.rs.

fn papers(a: ptr<function, Agent>, id: u32) {
    if !MONTHLY {
        return;
    }
    let b = draw_block(id, PAPERS);
    let month = monthly_papers(a, b);
    a.violations = month.violations;
    a.knows_barred = month.knows_barred;
    a.barred_until = month.barred_until;
    a.papers = month.papers;
    a.papers_until = month.papers_until;
    a.since = month.since;
    tally(PATENT_MONTHS, u32(month.takes_patent));
    tally(LAPSES, u32(month.lapses));
    tally(BARS_LIFTED, u32(month.lifted));
    if month.travels {
        visa_run(a, b.x);
    }
}

struct MonthlyPapers {
    violations: u32,
    knows_barred: u32,
    barred_until: u32,
    papers: u32,
    papers_until: u32,
    since: u32,
    travels: bool,
    takes_patent: bool,
    lapses: bool,
    lifted: bool,
}

fn monthly_papers(a: ptr<function, Agent>, b: vec4<u32>) -> MonthlyPapers {
    let day = today.day;
    let large = at_large(a);
    let was_barred = barred(a, day);
    let may_be_lifted = was_barred && a.barred_until <= day + rates[slot].bar_lifted_days;
    let lifted = may_be_lifted && hit(swapped(b.y), rates[slot].bar_lifted);
    let is_barred = was_barred && !lifted;
    let expires = a.violations > 0u && hit(b.x, rates[slot].violation_expiry);
    let knows_barred = is_barred && (a.knows_barred == 1u || hit(b.y, rates[slot].bar_lookup));

    let exempt = large && !is_barred && rates[slot].exempt[origin] == 1u;
    let exemption_ends = !exempt && a.papers == VISA_FREE && a.papers_until == LAST_DAY;
    let papers = select(a.papers, VISA_FREE, exempt);
    let until = select(select(a.papers_until, stay(origin, day), exemption_ends), LAST_DAY, exempt);

    let covered = papers != PATENT && papers != IRREGULAR && papers_last(until, day, RENEWAL_DAYS);
    let asks = large && !covered;
    let takes_patent = asks && hit(b.z, rates[slot].patent[papers]);
    let travels = asks && !takes_patent && papers == VISA_FREE && hit(b.w, rates[slot].visa_run[origin]);
    let lapses = asks && !takes_patent && !travels && papers != IRREGULAR && !papers_last(until, day, 0u);
    let near = select(kept_near(until, day, PAPERS_AHEAD, PAPERS_BEHIND), until, until == LAST_DAY);
    var month: MonthlyPapers;
    month.violations = a.violations - u32(expires);
    month.knows_barred = u32(knows_barred);
    month.barred_until = select(a.barred_until, 0u, lifted);
    month.lifted = lifted;
    month.papers = select(select(papers, IRREGULAR, lapses), PATENT, takes_patent);
    month.papers_until = select(near, code_of(day + PATENT_DAYS), takes_patent);
    month.since = kept_near(a.since, day, 0u, SPELL_DAYS);
    month.travels = travels;
    month.takes_patent = takes_patent;
    month.lapses = lapses;
    return month;
}

fn swapped(draw: u32) -> u32 {
    return (draw << 16u) | (draw >> 16u);
}

fn stay(origin: u32, day: u32) -> u32 {
    if rates[slot].exempt[origin] == 1u {
        return LAST_DAY;
    }
    return code_of(day + rates[slot].visa_free_days);
}

fn visa_run(a: ptr<function, Agent>, draw: u32) {
    let day = today.day;
    pay(a, rates[slot].visa_run_cost, draw);
    if barred(a, day) {
        a.status = HOME;
        a.since = code_of(day);
        a.wage = 0u;
        a.knows_barred = 1u;
        tally(REFUSED, 1u);
        tally(RETURNS, 1u);
        tally(SENT_BACK_BY_COMMUNITY + a.community, 1u);
    } else {
        a.papers_until = stay(origin, day);
        tally(VISA_RUNS, 1u);
    }
}
