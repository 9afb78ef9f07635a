// The low and the high word of a product, in halves of 16 bits: no integers of 64 bits are needed.

fn product(a: u32, b: u32) -> vec2<u32> {
    let al = a & 0xffffu;
    let ah = a >> 16u;
    let bl = b & 0xffffu;
    let bh = b >> 16u;
    let low = al * bl;
    let m1 = ah * bl + (low >> 16u);
    let m2 = al * bh + (m1 & 0xffffu);
    return vec2<u32>(a * b, ah * bh + (m1 >> 16u) + (m2 >> 16u));
}
