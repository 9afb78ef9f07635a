//! What pulp does not offer for vectors of words: products of every second word, masks as bits, prefetching.
//!
//! AVX-512 multiplies every second word of a vector; products of all take two such products, whose halves are then put
//! in order, round after round. With an agent in every second word only the last round's words need order. That takes
//! twice the vectors, more than AVX2 has registers for: slower there, by measurement.

use pulp::Simd;
use pulp::bytemuck;
#[cfg(target_arch = "x86_64")]
use {
    pulp::bytemuck::cast,
    pulp::x86::{V3, V4},
    std::any::Any,
};

/// Operations on vectors of words.
pub trait Vectors: Simd {
    /// Whether products are cheaper with an agent in every second word.
    fn spaced(self) -> bool;
    /// Low and high halves of products, where [`Self::spaced`] of every second word, with the others undefined.
    fn products(self, a: Self::u32s, by: Self::u32s) -> (Self::u32s, Self::u32s);
    /// The entries of a table of eight at words below eight.
    fn of_eight(self, table: &[u32; 8], at: Self::u32s) -> Self::u32s;
    /// A bit for each agent whose lane of a mask is set.
    fn bits(self, mask: Self::m32s) -> u32;
    /// Asks memory for the words around one, to be read later.
    fn prefetch(self, word: &u32);
}

impl<S: Simd> Vectors for S {
    #[inline(always)]
    fn spaced(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        return (&self as &dyn Any).is::<V4>();
        #[cfg(not(target_arch = "x86_64"))]
        false
    }

    #[inline(always)]
    fn products(self, a: S::u32s, by: S::u32s) -> (S::u32s, S::u32s) {
        #[cfg(target_arch = "x86_64")]
        if let Some(v4) = (&self as &dyn Any).downcast_ref::<V4>() {
            let products = v4.avx512f._mm512_mul_epu32(cast(a), cast(by));
            return (cast(products), cast(v4.avx512f._mm512_srli_epi64::<32>(products)));
        }
        self.widening_mul_u32s(a, by)
    }

    #[inline(always)]
    fn of_eight(self, table: &[u32; 8], at: S::u32s) -> S::u32s {
        #[cfg(target_arch = "x86_64")]
        if let Some(v4) = (&self as &dyn Any).downcast_ref::<V4>() {
            let table = v4.avx512f._mm512_castsi256_si512(cast(*table));
            return cast(v4.avx512f._mm512_permutexvar_epi32(cast(at), table));
        } else if let Some(v3) = (&self as &dyn Any).downcast_ref::<V3>() {
            return cast(v3.avx2._mm256_permutevar8x32_epi32(cast(*table), cast(at)));
        }
        let mut found = at;
        for word in each_mut::<S>(&mut found) {
            *word = table[(*word & 7) as usize];
        }
        found
    }

    #[inline(always)]
    fn bits(self, mask: S::m32s) -> u32 {
        #[cfg(target_arch = "x86_64")]
        if (&self as &dyn Any).is::<V4>() {
            return u32::from(cast::<_, u16>(mask));
        } else if let Some(v3) = (&self as &dyn Any).downcast_ref::<V3>() {
            return v3.avx._mm256_movemask_ps(cast(mask)) as u32;
        }
        let mut ones = self.select_u32s(mask, self.splat_u32s(1), self.splat_u32s(0));
        each_mut::<S>(&mut ones).iter().enumerate().fold(0, |bits, (i, one)| bits | *one << i)
    }

    #[inline(always)]
    fn prefetch(self, word: &u32) {
        #[cfg(target_arch = "x86_64")]
        const T0: i32 = std::arch::x86_64::_MM_HINT_T0;
        #[cfg(target_arch = "x86_64")]
        if let Some(v4) = (&self as &dyn Any).downcast_ref::<V4>() {
            v4.sse._mm_prefetch::<T0>(std::ptr::from_ref(word).cast());
        } else if let Some(v3) = (&self as &dyn Any).downcast_ref::<V3>() {
            v3.sse._mm_prefetch::<T0>(std::ptr::from_ref(word).cast());
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = word;
    }
}

/// A vector's words one by one.
#[inline(always)]
fn each_mut<S: Simd>(lanes: &mut S::u32s) -> &mut [u32] {
    bytemuck::cast_slice_mut(std::slice::from_mut(lanes))
}
