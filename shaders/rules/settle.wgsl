// Morning. Twin and rule: src/rules/settle.rs.

fn settle(a: ptr<function, Agent>, id: u32) {
    if a.bucket == NOT_APPLIED {
        return;
    }
    let found = admission(a, id);
    let drawn = found.drawn;
    a.bucket = NOT_APPLIED;
    if found.admitted {
        let b = draw_block(id, SETTLEMENT);
        if drawn >= SEATS {
            remove(a, b);
        } else if drawn >= PERMITS {
            a.papers = PERMIT;
            a.papers_until = code_of(today.day + rates[slot].permit_days);
            tally(PERMITS_GIVEN, 1u);
            pay(a, rates[slot].permit_cost, b.x);
        } else if drawn >= BEDS {
            a.status = DETAINED;
            a.since = code_of(today.day);
            a.region = drawn - BEDS;
            tally(ADMISSIONS, 1u);
        } else {
            a.status = WORKING;
            a.since = code_of(today.day);
            a.wage = wage(a, drawn, id);
            tally(HIRES, 1u);
        }
    }
}

fn wage(a: ptr<function, Agent>, job: u32, id: u32) -> u32 {
    let person = draw_block(id, PERSON);
    let skill = tables[slot].skill[person.y >> 24u];
    var wage = (rates[slot].wage[job] * skill) >> 8u;
    if !legal(a, today.day) {
        wage = (wage * rates[slot].irregular_wage) >> 8u;
    }
    return min(wage, 65535u);
}
