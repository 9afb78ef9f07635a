// Philox4x32-10. Twin: src/rng.rs. The 64-bit product is split into 16-bit halves: no 64-bit integers needed.

fn mulhi(a: u32, b: u32) -> u32 {
    let al = a & 0xffffu;
    let ah = a >> 16u;
    let bl = b & 0xffffu;
    let bh = b >> 16u;
    let low = al * bl;
    let m1 = ah * bl + (low >> 16u);
    let m2 = al * bh + (m1 & 0xffffu);
    return ah * bh + (m1 >> 16u) + (m2 >> 16u);
}

fn philox(counter: vec4<u32>, key: vec2<u32>) -> vec4<u32> {
    var c = counter;
    var k = key;
    for (var round = 0u; round < 10u; round++) {
        let h0 = mulhi(0xD2511F53u, c.x);
        let l0 = 0xD2511F53u * c.x;
        let h1 = mulhi(0xCD9E8D57u, c.z);
        let l1 = 0xCD9E8D57u * c.z;
        c = vec4<u32>(h1 ^ c.y ^ k.x, l1, h0 ^ c.w ^ k.y, l0);
        k += vec2<u32>(0x9E3779B9u, 0xBB67AE85u);
    }
    return c;
}
