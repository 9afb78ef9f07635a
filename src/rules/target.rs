//! The target: checks, bars and expulsions may fall on people of some sectors, papers, sexes and origins, in some
//! regions.

use super::context::Context;
use crate::common::agent::*;
use crate::common::chance::hit;
use crate::common::layout::*;
use crate::common::tables::Rates;

/// 1 for agents of the target, 0 for others. In custody the sector of work is not known and counts as any, and the
/// region is the camp's.
pub fn targeted(a: &Agent, c: &Context) -> u32 {
    let papers = valid_papers(a, c.day.day);
    let mut sectors = c.rates.target_sectors >> a.sector;
    if !at_large(a) {
        sectors = c.rates.target_sectors.min(1);
    }
    let of_people =
        (c.rates.target_papers >> papers) & (c.rates.target_sexes >> a.sex) & (c.rates.target_origins >> c.origin);
    sectors & of_people & c.rates.target_regions[a.region as usize] & 1
}

/// Threshold of a police check of the targeted or of others in a region.
#[inline(always)]
pub fn check_threshold(rates: &Rates, targeted: u32, region: u32) -> u32 {
    rates.checks[(targeted * REGIONS + region) as usize]
}

/// Whether police check the agent today; `y` is the word of the gate block.
#[inline(always)]
pub fn is_checked(a: &Agent, y: u32, c: &Context) -> bool {
    at_large(a) && hit(y, check_threshold(c.rates, targeted(a, c), a.region))
}
