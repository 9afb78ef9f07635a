//! What a monthly day looks up once for a block, whose agents come from one community.

use crate::common::layout::*;
use crate::common::tables::Rates;
use crate::cpu::chunk::Today;
use crate::cpu::gate::{Highest, NOBODY};
use crate::cpu::words::inverse;

/// What the agents of a block have in common: they come from one community. Entries of the tables that it leads to have
/// the tables' names and units.
pub struct Common<'a> {
    pub community: u32,
    pub origin: u32,
    /// Home region.
    pub home: u32,
    pub day: u32,
    /// The status of those who apply for a job today, if anyone does.
    pub searching: u32,
    pub highest: Highest,
    pub rates: &'a Rates,
    /// 1 when the origin needs no papers.
    pub exempt: u32,
    /// First day without papers of a stay that begins today.
    pub stay: u32,
    /// Thresholds of a patent, by papers.
    pub patent: [u32; 8],
    pub hours: [u32; 8],
    pub sent_share: u32,
    pub somoni: u32,
    pub home_income: u32,
    pub poverty_line: u32,
    pub household: &'a [u32; 256],
    pub alarm: u32,
    pub accustomed: u32,
    /// For quotients by it.
    pub by_accustomed: u32,
    /// Chance of arrest in protest, by how many are seen to be active.
    pub arrest: u32,
    /// Of the many, and of the desperate.
    pub recruitment: [u32; 2],
}

impl<'a> Common<'a> {
    /// Of the block of an agent.
    #[inline(always)]
    pub fn new(id: u32, community: u32, today: &Today<'a>, highest: Highest) -> Self {
        let Today { day, tables, rates, day_state, .. } = *today;
        let k = community as usize;
        debug_assert!(
            day.month_day >= MONTHLY_DAYS || day.month_day != day.eve_month_day,
            "no block has two monthly days"
        );
        let (origin, home) = (tables.origin[k], tables.home_region[k]);
        let o = origin as usize;
        let exempt = rates.exempt[o];
        let stay = if exempt == 1 { LAST_DAY } else { (day.day + rates.visa_free_days).min(LAST_DAY) };
        let (mut patent, mut hours) = ([0; 8], [0; 8]);
        patent[..4].copy_from_slice(&rates.patent);
        hours[..SECTORS as usize].copy_from_slice(&rates.hours);
        let accustomed = rates.accustomed[home as usize];
        let household = tables.household[o * 256..][..256].try_into().expect("256 of each origin");
        let seen = ((day_state.activists[k] + rates.heard[k]) / 16).min(ACTIVES);
        Self {
            community,
            origin,
            home,
            day: day.day,
            searching: if searches(id, day.day) { SEEKING } else { NOBODY },
            highest,
            rates,
            exempt,
            stay,
            patent,
            hours,
            sent_share: rates.sent_share[o],
            somoni: rates.somoni[o],
            home_income: rates.home_income[o],
            poverty_line: rates.poverty_line[o],
            household,
            alarm: rates.alarm[k],
            accustomed,
            by_accustomed: inverse(accustomed.max(1)),
            arrest: rates.protest_arrest[seen as usize],
            recruitment: [rates.recruitment[o * 2], rates.recruitment[o * 2 + 1]],
        }
    }
}
