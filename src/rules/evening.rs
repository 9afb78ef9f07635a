//! Evening: what the day changed is merged, and every lottery is drawn.
//!
//! Free places are capacity less occupied, never below none; unused seats wait up to a limit; the permit quota starts
//! again on 1 January. The cut-off is the highest whose count of applicants fits the free places, so that never more
//! are admitted than there are places. Only the evening writes what the day reads. Days of beds and of unfilled jobs
//! belong to no origin and are counted in the first one's block.

use super::counters::DayCounters;
use crate::common::layout::*;
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::common::totals::{ACTIVE_DAYS, BED_DAYS, Totals, VACANT_DAYS};

/// One lottery's evening: merges its day, draws it, and publishes the cut-off. The same for the activists of the community
/// of that number.
pub fn evening(
    l: u32,
    day: &Day,
    tables: &WorldTables,
    rates: &Rates,
    day_state: &mut DayState,
    counters: &mut DayCounters,
    totals: &mut Totals,
) {
    if l < COMMUNITIES {
        let acted = counters.take_active(l);
        activists(l, acted, day, day_state);
        totals.add(tables.origin[l as usize], ACTIVE_DAYS, u64::from(acted));
    }
    let change = if l < PLACES { counters.take_change(l) } else { 0 };
    let free = free_places(l, change, day, rates, day_state);
    let (cutoff, admitted) = counters.draw(l, free);
    publish(l, free, cutoff, admitted, day_state, totals);
}

/// A month's running count of a community's activists, of whom `acted` were active today.
fn activists(community: u32, acted: u32, day: &Day, day_state: &mut DayState) {
    if day.month_day < MONTHLY_DAYS {
        let before = day_state.activists[community as usize];
        day_state.activists[community as usize] = before - before / MONTHLY_DAYS + acted * 16;
    }
}

/// Places of a lottery that are free after the day's `change` of occupied ones, modulo 2^32.
fn free_places(l: u32, change: u32, day: &Day, rates: &Rates, day_state: &mut DayState) -> u32 {
    let capacity = rates.capacity[l as usize];
    let mut occupied = day_state.occupied[l as usize];
    if l < PLACES {
        occupied = occupied.wrapping_add(change);
    } else if l < SEATS {
        if day.new_year == 1 {
            occupied = 0;
        }
    } else {
        occupied = occupied.saturating_add(capacity).min(rates.seats_kept[(l - SEATS) as usize]);
    }
    day_state.occupied[l as usize] = occupied;
    if l >= SEATS {
        return occupied >> 16;
    }
    capacity - capacity.min(occupied)
}

/// Publishes the cut-off and what the `admitted` occupy; counts beds and unfilled jobs.
fn publish(l: u32, free: u32, cutoff: u32, admitted: u32, day_state: &mut DayState, totals: &mut Totals) {
    let occupied = day_state.occupied[l as usize];
    if l >= SEATS {
        day_state.occupied[l as usize] = occupied - (admitted << 16);
    } else if l >= PERMITS {
        day_state.occupied[l as usize] = occupied + admitted;
    } else if l >= BEDS {
        totals.add(0, BED_DAYS, u64::from(occupied));
    } else {
        totals.add(0, VACANT_DAYS, u64::from(free - admitted));
    }
    day_state.cutoff[l as usize] = cutoff;
}
