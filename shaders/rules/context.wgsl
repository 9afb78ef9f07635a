// What a stage counts, and payments. Twin: src/rules/context.rs.

// How often the events that the first 32 flows count happened to the agent at hand today, two bits a flow: none happens
// four times.
var<private> happened: vec2<u32>;
// Paid out of its savings today, host currency.
var<private> paid_today: u32;

// An event is counted here without touching the totals, which few of a group's threads do at once.
fn tally(of_origin: u32, value: u32) {
    if value == 1u && of_origin < 16u {
        happened.x += 1u << ((2u * of_origin) & 31u);
    } else if value == 1u && of_origin < 32u {
        happened.y += 1u << ((2u * of_origin) & 31u);
    } else {
        add_flow(origin, of_origin, value);
    }
}

// Adds the events to the totals, side by side for all threads.
fn merge() {
    while any(happened != vec2<u32>(0u)) {
        let first = happened.x != 0u;
        let word = select(happened.y, happened.x, first);
        let bit = countTrailingZeros(word) & 30u;
        add_flow(origin, select(16u, 0u, first) + bit / 2u, (word >> bit) & 3u);
        let without = word & ~(3u << bit);
        happened = vec2<u32>(select(0u, without, first), select(without, happened.y, first));
    }
    add_flow(origin, DRAWN, paid_today);
    add_flow(origin, SPENT, paid_today);
    paid_today = 0u;
}

fn count_active(community: u32, people: u32) {
    atomicAdd(&changes[slot * CHANGES + PLACES + community], people);
}

fn thousands(amount: u32, draw: u32) -> i32 {
    return i32((amount + mulhi(draw, 1000u)) / 1000u);
}

fn pay(a: ptr<function, Agent>, amount: u32, draw: u32) {
    let paid = min(thousands(amount, draw), a.savings + 32768);
    a.savings -= paid;
    paid_today += u32(paid) * 1000u;
}
