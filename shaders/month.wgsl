// The monthly day of those to whom nothing else happens, without a branch; the others are listed for the day kernel.
// Twin: src/cpu/month/lane.rs. The rules are those of the stages, told a second time: change both. A thread takes a few
// neighbours, most of whom come from one community, and counts what they did before it adds it to the totals.

override WORKGROUP: u32 = 256u;

@group(0) @binding(5) var<storage, read_write> changes: array<atomic<u32>>;
@group(0) @binding(6) var<storage, read_write> totals: array<atomic<u32>>;
@group(0) @binding(7) var<storage, read_write> listed: array<atomic<u32>>;

// Agents whose doings fit 32 bits together: what is saved, spent or consumed is some 65 million roubles each at most,
// the width of savings. A guard: so far a thread takes fewer.
const STRETCH = 32u;

// What a stretch of one community did.
struct Doings {
    takes_patent: u32,
    lapses: u32,
    paid: u32,
    earned: u32,
    sent: u32,
    saved: u32,
    spent: u32,
    drawn: u32,
    heads: u32,
    poor: u32,
    consumed: u32,
    grievance: u32,
    at_home: u32,
    fear: u32,
    calm: u32,
    acts: u32,
}
var<private> did: Doings;

// How many agents below a number have their monthly day today.
fn below(id: u32) -> u32 {
    let cycle = BLOCK * MONTHLY_DAYS;
    let rest = id % cycle;
    return id / cycle * BLOCK + min(rest - min(rest, today.month_day * BLOCK), BLOCK);
}

// The number of the k-th of them.
fn monthly_agent(k: u32) -> u32 {
    return k / BLOCK * (BLOCK * MONTHLY_DAYS) + today.month_day * BLOCK + k % BLOCK;
}

fn community_of(k: u32) -> u32 {
    return (agents[4u * today.first + monthly_agent(k) - today.base] >> 18u) & 511u;
}

@compute @workgroup_size(WORKGROUP)
fn month(
    @builtin(global_invocation_id) at: vec3<u32>,
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
) {
    today = days[group.y];
    slot = today.slot;
    if today.month_day >= MONTHLY_DAYS || today.count == 0u {
        return;
    }
    let first = below(today.base);
    let last = below(today.base + today.count);
    let threads = groups.x * WORKGROUP;
    let each = (last - first + threads - 1u) / threads;
    var k = first + at.x * each;
    let end = min(k + each, last);
    while k < end {
        let community = community_of(k);
        let stop = min(end, k + STRETCH);
        did = Doings();
        while k < stop && community_of(k) == community {
            live(monthly_agent(k), community);
            k += 1u;
        }
        book(community);
    }
}

fn book(community: u32) {
    if did.calm == 0u {
        return;
    }
    let origin = tables[slot].origin[community];
    let home = tables[slot].home_region[community];
    add_flow(origin, PATENT_MONTHS, did.takes_patent);
    add_flow(origin, LAPSES, did.lapses);
    add_flow(origin, PAID, did.paid);
    add_flow(origin, EARNED, did.earned);
    add_flow(origin, SENT, did.sent);
    add_flow(origin, SAVED, did.saved);
    add_flow(origin, SPENT, did.spent);
    add_flow(origin, DRAWN, did.drawn);
    add_flow(origin, HOUSEHOLD_PEOPLE, did.heads);
    add_flow(origin, POOR_PEOPLE, did.poor);
    add_flow(origin, GRIEVANCE, did.grievance);
    add_flow(origin, AGGRIEVED, did.at_home);
    add_flow(origin, FEAR, did.fear);
    add_flow(origin, ASKED, did.calm);
    add_flow(origin, CONSUMED_BY_HOME + home, did.consumed);
    add_flow(origin, HEADS_BY_HOME + home, did.heads);
    add_flow(origin, SENT_BY_COMMUNITY + community, did.sent);
    if did.acts > 0u {
        atomicAdd(&changes[slot * CHANGES + PLACES + community], did.acts);
    }
}

fn live(id: u32, community: u32) {
    let at = 4u * today.first + id - today.base;
    let plane = today.plane;
    var a = unpack(vec4<u32>(agents[at], agents[at + plane], agents[at + 2u * plane], agents[at + 3u * plane]));
    let day = today.day;
    let origin = tables[slot].origin[community];
    let home = a.status <= HOME_WORKING;
    let works = a.status == WORKING;
    let large = works || a.status == SEEKING;

    let r = draw_block(id, GATE);
    // A paper's lottery is asked for on a monthly day, and yesterday was not this block's: only a job was applied for.
    let admitted = a.bucket != NOT_APPLIED && a.bucket < day_state[slot].cutoff[min(job(&a), LOTTERIES - 1u)];
    a.bucket = NOT_APPLIED;
    let struck = any((r.xyz >> vec3<u32>(1u)) < highest(slot, select(SEEKING, HOME, home)));
    var calm = (home || large) && !admitted && !struck;

    // Papers.
    let p = draw_block(id, PAPERS);
    let is_barred = barred(&a, day);
    a.violations -= u32(a.violations > 0u && hit(p.x, rates[slot].violation_expiry));
    a.knows_barred = u32(is_barred && (a.knows_barred == 1u || hit(p.y, rates[slot].bar_lookup)));
    let exempt = rates[slot].exempt[origin] == 1u;
    let stay = select(min(day + rates[slot].visa_free_days, LAST_DAY), LAST_DAY, exempt);
    let excused = large && exempt && !is_barred;
    let excuse_ends = !excused && a.papers == VISA_FREE && a.papers_until == LAST_DAY;
    a.papers = select(a.papers, VISA_FREE, excused);
    a.papers_until = select(select(a.papers_until, stay, excuse_ends), LAST_DAY, excused);
    let covered = a.papers != PATENT && a.papers != IRREGULAR && a.papers_until > day + RENEWAL_DAYS;
    let asks = large && !covered;
    let takes_patent = asks && hit(p.z, rates[slot].patent[a.papers]);
    let journeys = asks && !takes_patent && a.papers == VISA_FREE && hit(p.w, rates[slot].visa_run);
    let lapses = asks && !takes_patent && a.papers != IRREGULAR && day >= a.papers_until;
    calm = calm && !journeys;
    a.papers = select(select(a.papers, IRREGULAR, lapses), PATENT, takes_patent);
    a.papers_until = select(a.papers_until, min(day + PATENT_DAYS, LAST_DAY), takes_patent);

    // Remittance: wages, subsistence or savings.
    let m = draw_block(id, REMITTANCE);
    let floor = rates[slot].living_floor;
    let earned = ((a.wage * rates[slot].hours[a.sector]) >> 8u) * 10u;
    let patent = select(0u, min(earned, rates[slot].patent_price), a.papers == PATENT);
    let left = earned - patent;
    let service = mulhi(left, rates[slot].debt_service << 24u);
    let repaid = min(min(thousands(service, m.x), max(-a.savings, 0)), i32(left / 1000u));
    var rest = left - u32(repaid) * 1000u;
    let sent = min(mulhi(earned, rates[slot].sent_share[origin]), rest - min(rest, floor));
    rest -= sent;
    let saving = ((rest - min(rest, floor)) * rates[slot].saving) >> 8u;
    let kept = min(min(thousands(saving, m.y), i32(rest / 1000u)), 32767 - a.savings - repaid);
    rest -= u32(kept) * 1000u;

    let lent = large && !works && a.savings + i32(rates[slot].credit_limit) > 0;
    let cost = floor + select(0u, rates[slot].patent_price, a.papers == PATENT);
    let paid = min(thousands(cost, m.x), a.savings + 32768);
    let draws = home && a.savings > 0;
    let drawn = select(0, paid, lent) + select(0, min(a.savings, i32(rates[slot].dissaving)), draws);
    let spent = select(u32(drawn) * 1000u, patent + rest, works);
    a.savings = select(a.savings - drawn, a.savings + repaid + kept, works);
    let received = select(0u, sent, works) + select(0u, u32(drawn) * 1000u, draws);

    // The household.
    let person = draw_block(id, PERSON);
    let heads = 1u + a.dependents;
    let own = (rates[slot].home_income[origin] * tables[slot].household[origin * 256u + (person.x >> 24u)]) >> 8u;
    let consumed = own + mulhi(received, rates[slot].somoni[origin]);
    let poor = consumed < rates[slot].poverty_line[origin] * heads;

    // Unrest.
    let u = draw_block(id, UNREST);
    let alarm = rates[slot].alarm[community];
    a.fear = min((a.fear * rates[slot].fear_kept + alarm + (u.x >> 24u)) >> 8u, 255u);
    let accustomed = rates[slot].accustomed[tables[slot].home_region[community]];
    let fallen = accustomed - min(accustomed, consumed / heads);
    let aim = rates[slot].grievance_of[0] + (alarm >> 8u)
        + select(0u, rates[slot].grievance_of[1], a.status == HOME)
        + select(0u, rates[slot].grievance_of[2], is_barred)
        + fallen * rates[slot].grievance_of[3] / max(accustomed, 1u);
    let towards = (i32(min(aim, 255u)) - i32(a.grievance)) * i32(rates[slot].grievance_pace);
    let step = (towards + i32((u.x >> 16u) & 255u)) >> 8u;
    let grievance = u32(i32(a.grievance) + step);
    a.grievance = select(a.grievance, grievance, home);
    let seen = min((day_state[slot].activists[community] + rates[slot].heard[community]) / 16u, ACTIVES);
    let risk = ((person.z >> 24u) * rates[slot].protest_arrest[seen]) >> 8u;
    let acts = home && grievance > rates[slot].protest_threshold + risk;
    let desperate = u32(is_barred && (a.status == HOME || a.status == SEEKING));
    calm = calm && !hit(u.y, rates[slot].recruitment[origin * 2u + desperate]);

    if !calm {
        // Over the gate's list, which has been read.
        atomicStore(&listed[LISTS + today.first + atomicAdd(&listed[PARTS + today.part], 1u)], id - today.base);
        return;
    }
    // The application.
    let permit = needs_permit(&a, day);
    if permit || (a.status == SEEKING && searches(id, day)) {
        a.bucket = bucket(r.w);
        let l = select(job(&a), PERMITS + a.region, permit);
        atomicAdd(&applications[(slot * LOTTERIES + l) * BUCKETS + a.bucket], 1u);
    }
    let now = pack(&a);
    for (var i = 0u; i < 4u; i++) {
        agents[at + i * plane] = now[i];
    }
    did.takes_patent += u32(takes_patent);
    did.lapses += u32(lapses);
    did.paid += u32(works);
    did.earned += select(0u, earned, works);
    did.sent += select(0u, sent, works);
    did.saved += select(0u, u32(repaid + kept) * 1000u, works);
    did.spent += spent;
    did.drawn += u32(drawn) * 1000u;
    did.heads += heads;
    did.poor += select(0u, heads, poor);
    did.consumed += consumed;
    did.grievance += select(0u, grievance, home);
    did.at_home += u32(home);
    did.fear += a.fear;
    did.calm += 1u;
    did.acts += u32(acts);
}
