// Chance as integers, and the lottery's functions of state and world. Twins: src/common/{chance,lottery}.rs.

fn hit(draw: u32, threshold: u32) -> bool {
    return (draw >> 1u) < threshold;
}

fn bucket(draw: u32) -> u32 {
    let p = max(draw, 1u << 16u);
    let e = firstLeadingBit(p);
    return min((e - 16u) * 16u + ((p >> ((e - 4u) & 31u)) & 15u), 254u);
}

fn needs_permit(a: ptr<function, Agent>, day: u32) -> bool {
    let stay_ends = a.papers == VISA_FREE && a.papers_until < LAST_DAY;
    let permit_ends = a.papers == PERMIT && !papers_last(a.papers_until, day, RENEWAL_DAYS);
    return at_large(a) && (stay_ends || permit_ends);
}

fn lottery(a: ptr<function, Agent>, asks_papers: bool, day: u32) -> u32 {
    if a.status == HELD {
        return BEDS + tables[slot].nearest[a.region * CAMP_CHOICES + a.sector];
    }
    if a.status == REMOVAL {
        return SEATS + tables[slot].district[a.region];
    }
    if asks_papers && needs_permit(a, day) {
        return PERMITS + a.region;
    }
    return job(a);
}

struct Admission {
    drawn: u32,
    admitted: bool,
}

fn admission(a: ptr<function, Agent>, id: u32) -> Admission {
    let drawn = lottery(a, monthly(id, today.eve_month_day), today.day - 1u);
    return Admission(drawn, a.bucket < day_state[slot].cutoff[drawn]);
}

fn place(a: ptr<function, Agent>) -> u32 {
    if a.status == WORKING {
        return job(a);
    }
    if a.status == DETAINED || a.status == REMOVAL {
        return BEDS + a.region;
    }
    return NOWHERE;
}

fn excess(occupied: u32, capacity: u32) -> u32 {
    if occupied <= capacity {
        return 0u;
    }
    return min(1u + ((occupied - capacity) * 8u) / max(capacity, 1u), LEVELS - 1u);
}

fn job(a: ptr<function, Agent>) -> u32 {
    return JOBS + a.region * SECTORS + a.sector;
}

fn separation(job: u32) -> u32 {
    let level = excess(day_state[slot].occupied[job], rates[slot].capacity[job]);
    return rates[slot].separation[(job - JOBS) % SECTORS * LEVELS + level];
}
