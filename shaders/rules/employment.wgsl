// Employment, on word x of the gate block. Twin and rule: src/rules/employment.rs.

fn employment(a: ptr<function, Agent>, x: u32, id: u32) {
    if a.status == WORKING {
        if hit(x, separation(job(a))) {
            a.status = SEEKING;
            a.since = code_of(today.day);
            a.wage = 0u;
            tally(SEPARATIONS, 1u);
        }
    } else if a.status == SEEKING {
        if hit(x, rates[slot].change_region + rates[slot].change_sector) {
            let b = draw_block(id, EMPLOYMENT);
            if hit(x, rates[slot].change_region) {
                a.region = destination(a.region, b.x, b.y);
                tally(MOVES, 1u);
            } else {
                a.sector = sector(a.sex, b.z);
            }
        }
    } else if a.status == HOME {
        if hit(x, rates[slot].home_hire[origin]) {
            a.status = HOME_WORKING;
            a.since = code_of(today.day);
            tally(HOME_HIRES, 1u);
        }
    } else if a.status == HOME_WORKING && hit(x, rates[slot].home_separation[origin]) {
        a.status = HOME;
        a.since = code_of(today.day);
        tally(HOME_SEPARATIONS, 1u);
    }
}

fn destination(row: u32, column: u32, coin: u32) -> u32 {
    let i = mulhi(column, REGIONS);
    let entry = rates[slot].destination[row * REGIONS + i];
    return select(entry & 255u, i, (coin >> 8u) < (entry >> 8u));
}

fn sector(sex: u32, draw: u32) -> u32 {
    var s = 0u;
    while s < SECTORS - 1u && !hit(draw, tables[slot].sectors[sex * 8u + s]) {
        s += 1u;
    }
    return s;
}
