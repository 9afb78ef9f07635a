//! What the agents of one community have in common on a day: the entries of the tables that their community, home
//! region and origin lead to. The monthly rules read them for one agent or for several side by side.

use super::words::inverse;
use crate::common::layout::*;
use crate::common::tables::{Day, DayState, Rates, WorldTables};

/// One community on one day. Fields have the names and units of the tables that they come from.
pub struct Community<'a> {
    /// Number of the community.
    pub number: u32,
    /// Its origin, the sending state.
    pub origin: u32,
    /// Its home region.
    pub home: u32,
    /// Number of the day.
    pub day: u32,
    /// Rates of the span.
    pub rates: &'a Rates,
    /// Thresholds of a patent, by papers.
    pub patent: [u32; 8],
    /// Seasonal hours, by sector.
    pub hours: [u32; 8],
    /// Share of the wage sent.
    pub sent_share: u32,
    /// Home currency consumed per unit of the host currency received.
    pub lcu: u32,
    /// Home income of the median household.
    pub home_income: u32,
    /// Poverty line.
    pub poverty_line: u32,
    /// Home income relative to the median household.
    pub household: &'a [u32; 256],
    /// Fear added this month.
    pub alarm: u32,
    /// Consumption a head that people are used to.
    pub reference_consumption: u32,
    /// For quotients by [`Self::reference_consumption`].
    pub by_reference: u32,
    /// Arrest probability of the active, 256ths, at the number of activists they see.
    pub arrest: u32,
    /// Recruited in a month: others, then the barred and jobless.
    pub recruitment: [u32; 2],
}

impl<'a> Community<'a> {
    /// Of a number, on a day.
    #[inline(always)]
    pub fn new(number: u32, day: &Day, tables: &'a WorldTables, rates: &'a Rates, day_state: &DayState) -> Self {
        let k = number as usize;
        let (origin, home) = (tables.origin[k], tables.home_region[k]);
        let o = origin as usize;
        let (mut patent, mut hours) = ([0; 8], [0; 8]);
        patent[..4].copy_from_slice(&rates.patent);
        hours[..SECTORS as usize].copy_from_slice(&rates.hours);
        let reference_consumption = rates.reference_consumption[home as usize];
        let seen = ((day_state.activists[k] + rates.observed_activists[k]) / 16).min(ACTIVES);
        Self {
            number,
            origin,
            home,
            day: day.day,
            rates,
            patent,
            hours,
            sent_share: rates.sent_share[o],
            lcu: rates.lcu[o],
            home_income: rates.home_income[o],
            poverty_line: rates.poverty_line[o],
            household: tables.household[o * 256..][..256].try_into().expect("256 of each origin"),
            alarm: rates.alarm[k],
            reference_consumption,
            by_reference: inverse(reference_consumption.max(1)),
            arrest: rates.protest_arrest[seen as usize],
            recruitment: [rates.recruitment[o * 2], rates.recruitment[o * 2 + 1]],
        }
    }
}
