// The largest thresholds of words x, y and z among a status and the next. Twin: src/cpu/gate.rs.

fn highest(slot: u32, status: u32) -> vec3<u32> {
    let one = status * 4u;
    let next = one + 4u;
    return max(
        vec3<u32>(rates[slot].gate[one], rates[slot].gate[one + 1u], rates[slot].gate[one + 2u]),
        vec3<u32>(rates[slot].gate[next], rates[slot].gate[next + 1u], rates[slot].gate[next + 2u]),
    );
}
