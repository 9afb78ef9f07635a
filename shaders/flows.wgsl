// Counting. Twin: src/common/totals.rs. 64-bit sums as carried pairs: exact in any order.

fn add_flow(origin: u32, of_origin: u32, value: u32) {
    if value == 0u {
        return;
    }
    let flow = (slot * ORIGINS + origin) * TOTALS + of_origin;
    let old = atomicAdd(&totals[2u * flow], value);
    if old > 0xffffffffu - value {
        atomicAdd(&totals[2u * flow + 1u], 1u);
    }
}
