// What the evening of a lottery publishes. Twin and rule: src/rules/evening.rs.

fn activists(community: u32, acted: u32) {
    if today.month_day < MONTHLY_DAYS {
        let before = day_state[slot].activists[community];
        day_state[slot].activists[community] = before - before / MONTHLY_DAYS + acted * 16u;
    }
}

fn free_places(l: u32, change: u32) -> u32 {
    let capacity = rates[slot].capacity[l];
    var occupied = day_state[slot].occupied[l];
    if l < PLACES {
        occupied += change;
    } else if l < SEATS {
        if today.new_year == 1u {
            occupied = 0u;
        }
    } else {
        occupied = min(occupied + min(capacity, 0xffffffffu - occupied), rates[slot].seats_kept[l - SEATS]);
    }
    day_state[slot].occupied[l] = occupied;
    if l >= SEATS {
        return occupied >> 16u;
    }
    return capacity - min(capacity, occupied);
}

fn publish(l: u32, free: u32, cutoff: u32, admitted: u32) {
    let occupied = day_state[slot].occupied[l];
    if l >= SEATS {
        day_state[slot].occupied[l] = occupied - (admitted << 16u);
    } else if l >= PERMITS {
        day_state[slot].occupied[l] = occupied + admitted;
    } else if l >= BEDS {
        add_flow(0u, BED_DAYS, occupied);
    } else {
        add_flow(0u, VACANT_DAYS, free - admitted);
    }
    day_state[slot].cutoff[l] = cutoff;
}
