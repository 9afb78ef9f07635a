// Evening application, on word w of the gate block. Twin and rule: src/rules/apply.rs.

fn apply(a: ptr<function, Agent>, w: u32, job_waits: bool, id: u32) {
    let day = today.day;
    let permit = MONTHLY && needs_permit(a, day);
    let job = seeks(a, searches(id, day) || job_waits);
    if a.status == HELD {
        a.sector = camp(a.region);
    }
    if permit || job || a.status == HELD || a.status == REMOVAL {
        a.bucket = enter(lottery(a, MONTHLY, day), w);
    }
}

fn enter(lottery: u32, w: u32) -> u32 {
    let bucket = bucket(w);
    atomicAdd(&applications[(slot * LOTTERIES + lottery) * BUCKETS + bucket], 1u);
    return bucket;
}

fn camp(region: u32) -> u32 {
    var choice = 0u;
    while choice < CAMP_CHOICES {
        let bed = BEDS + tables[slot].nearest[region * CAMP_CHOICES + choice];
        if day_state[slot].occupied[bed] < rates[slot].capacity[bed] {
            return choice;
        }
        choice += 1u;
    }
    return 0u;
}
