// The monthly day of agents to whom nothing else happens, without a branch; the others are listed for the day kernel.
// Twin: src/cpu/month/lane.rs. A thread takes a few neighbours, most of whom come from one community, and sums their
// flows before it adds them to the totals.

override WORKGROUP: u32 = 256u;

@group(0) @binding(5) var<storage, read_write> changes: array<atomic<u32>>;
@group(0) @binding(6) var<storage, read_write> totals: array<atomic<u32>>;
@group(0) @binding(7) var<storage, read_write> listed: array<atomic<u32>>;

// Agents whose flows fit 32 bits together: saved, spent or consumed are some 65 million of the host currency each at most, the width
// of savings. A guard: so far a thread takes fewer.
const STRETCH = 32u;

// Flows of a stretch of one community.
struct Stretch {
    takes_patent: u32,
    lapses: u32,
    lifted: u32,
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
var<private> did: Stretch;

// The number of agents below a number whose monthly day it is.
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
    return unpack(vec4<u32>(agents[4u * today.first + monthly_agent(k) - today.base], 0u, 0u, 0u)).community;
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
        did = Stretch();
        origin = tables[slot].origin[community];
        while k < stop && community_of(k) == community {
            run(monthly_agent(k));
            k += 1u;
        }
        add_stretch(community);
    }
}

fn add_stretch(community: u32) {
    if did.calm == 0u {
        return;
    }
    let home = tables[slot].home_region[community];
    add_flow(origin, PATENT_MONTHS, did.takes_patent);
    add_flow(origin, LAPSES, did.lapses);
    add_flow(origin, BARS_LIFTED, did.lifted);
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
        count_active(community, did.acts);
    }
}

fn run(id: u32) {
    let at = 4u * today.first + id - today.base;
    let plane = today.plane;
    var a = unpack(vec4<u32>(agents[at], agents[at + plane], agents[at + 2u * plane], agents[at + 3u * plane]));
    let home = at_home(&a);
    let large = at_large(&a);
    let r = draw_block(id, GATE);
    let struck = any((r.xyz >> vec3<u32>(1u)) < highest(slot, select(SEEKING, HOME, home)));
    let wins = a.bucket != NOT_APPLIED && admission(&a, id).admitted;
    a.bucket = NOT_APPLIED;

    let papers = monthly_papers(&a, draw_block(id, PAPERS));
    a.violations = papers.violations;
    a.knows_barred = papers.knows_barred;
    a.barred_until = papers.barred_until;
    a.papers = papers.papers;
    a.papers_until = papers.papers_until;
    a.since = papers.since;

    let money = monthly_money(&a, draw_block(id, REMITTANCE));
    a.savings = money.savings;
    let person = draw_block(id, PERSON);
    let household = household(&a, money.received, person.x);

    let unrest = monthly_unrest(&a, household.a_head, draw_block(id, UNREST), person.z);
    a.fear = unrest.fear;
    a.grievance = unrest.grievance;

    let calm = (home || large) && !wins && !struck && !papers.travels && !unrest.recruited;
    if !calm {
        // Over the gate's list, which has been read.
        atomicStore(&listed[LISTS + today.first + atomicAdd(&listed[PARTS + today.part], 1u)], id - today.base);
        return;
    }
    if needs_permit(&a, today.day) || seeks(&a, searches(id, today.day)) {
        a.bucket = enter(lottery(&a, true, today.day), r.w);
    }
    let now = pack(&a);
    for (var i = 0u; i < 4u; i++) {
        agents[at + i * plane] = now[i];
    }
    did.takes_patent += u32(papers.takes_patent);
    did.lapses += u32(papers.lapses);
    did.lifted += u32(papers.lifted);
    did.paid += money.paid;
    did.earned += money.earned;
    did.sent += money.sent;
    did.saved += money.saved;
    did.spent += money.spent;
    did.drawn += money.drawn;
    did.heads += household.heads;
    did.poor += household.poor;
    did.consumed += household.consumed;
    did.grievance += select(0u, a.grievance, home);
    did.at_home += u32(home);
    did.fear += a.fear;
    did.calm += 1u;
    did.acts += u32(unrest.is_active);
}
