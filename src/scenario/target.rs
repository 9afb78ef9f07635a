//! The target of enforcement: a set of people by sector, region, papers, sex and sending state.

use super::{Lever, Papers, Sex};
use crate::common::layout::{IRREGULAR, PATENT, PERMIT, VISA_FREE};
use crate::world::World;

/// A resolved `Target`: bits of the selectors, and the treatment of people who match.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Checks, as a multiple of others'.
    pub times: f64,
    /// Share of court decisions that expel, if it differs.
    pub expulsion: Option<f64>,
    /// Share of offences and overstays that bring a bar, if it differs.
    pub bars: Option<f64>,
    /// Bits of sectors.
    pub sectors: u32,
    /// Bits of papers.
    pub papers: u32,
    /// Bits of sexes.
    pub sexes: u32,
    /// Bits of origins.
    pub origins: u32,
    /// Host regions.
    pub regions: Vec<bool>,
}

/// Bits of the entries, or of all when none is given.
fn bits(indices: impl Iterator<Item = usize>) -> u32 {
    match indices.fold(0, |bits, i| bits | (1 << i)) {
        0 => u32::MAX,
        bits => bits,
    }
}

impl Target {
    /// The target a lever sets.
    pub(super) fn of(lever: &Lever, w: &World) -> Option<Self> {
        let Lever::Target { times, expulsion, bars, sectors, regions, papers, sexes, states } = lever else {
            return None;
        };
        let paper = |p: &Papers| match p {
            Papers::VisaFree => VISA_FREE,
            Papers::Permit => PERMIT,
            Papers::Patent => PATENT,
            Papers::Irregular => IRREGULAR,
        };
        Some(Self {
            times: *times,
            expulsion: *expulsion,
            bars: *bars,
            sectors: bits(sectors.iter().filter_map(|s| w.sector(s))),
            papers: bits(papers.iter().map(|p| paper(p) as usize)),
            sexes: bits(sexes.iter().map(|s| usize::from(*s == Sex::Women))),
            origins: bits(states.iter().filter_map(|s| w.origin(s))),
            regions: w.host_regions.iter().map(|r| regions.is_empty() || regions.contains(&r.name)).collect(),
        })
    }
}
