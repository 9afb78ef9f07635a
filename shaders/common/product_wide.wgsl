// The same on devices with integers of 64 bits, in the place of product.wgsl.

fn product(a: u32, b: u32) -> vec2<u32> {
    let wide = u64(a) * u64(b);
    return vec2<u32>(u32(wide), u32(wide >> 32u));
}
