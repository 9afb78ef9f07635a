// The target, and who is checked. Twin and rule: src/rules/target.rs.

fn targeted(a: ptr<function, Agent>) -> u32 {
    let papers = valid_papers(a, today.day);
    var sectors = rates[slot].target_sectors >> a.sector;
    if !at_large(a) {
        sectors = min(rates[slot].target_sectors, 1u);
    }
    let of_people = (rates[slot].target_papers >> papers) & (rates[slot].target_sexes >> a.sex)
        & (rates[slot].target_origins >> origin);
    return sectors & of_people & rates[slot].target_regions[a.region] & 1u;
}

fn check_threshold(targeted: u32, region: u32) -> u32 {
    return rates[slot].checks[targeted * REGIONS + region];
}

fn is_checked(a: ptr<function, Agent>, y: u32) -> bool {
    return at_large(a) && hit(y, check_threshold(targeted(a), a.region));
}
