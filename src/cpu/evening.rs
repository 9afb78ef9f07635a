//! Evening: what the day changed is booked, and every lottery is drawn.
//!
//! Free places are capacity less occupied, never below none; unused seats wait up to a limit; the permit quota starts
//! again on 1 January. The cut-off is the highest whose count of applicants fits the free places, so that never more
//! are admitted than there are places. Only the evening writes what the day reads. Days of beds and of unfilled jobs
//! belong to no origin and are counted in the first one's block.

use super::DayCounters;
use crate::common::layout::*;
use crate::common::tables::{Day, DayState, Rates, WorldTables};
use crate::common::totals::{ACTIVE_DAYS, BED_DAYS, Totals, VACANT_DAYS};

/// Books one lottery's day and draws it, and publishes the active people of the community of the same number.
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
        if day.month_day < MONTHLY_DAYS {
            let before = day_state.activists[l as usize];
            day_state.activists[l as usize] = before - before / MONTHLY_DAYS + acted * 16;
        }
        totals.add(tables.origin[l as usize], ACTIVE_DAYS, u64::from(acted));
    }
    let i = l as usize;
    let capacity = rates.capacity[i];
    let mut occupied = day_state.occupied[i];
    if l < PLACES {
        occupied = occupied.wrapping_add(counters.take_change(l));
    } else if l < SEATS {
        if day.new_year == 1 {
            occupied = 0;
        }
    } else {
        occupied = occupied.saturating_add(capacity).min(rates.seats_kept[(l - SEATS) as usize]);
    }
    let mut free = capacity - capacity.min(occupied);
    if l >= SEATS {
        free = occupied >> 16;
    }

    let (cutoff, admitted) = counters.draw(l, free);
    if l >= SEATS {
        occupied -= admitted << 16;
    } else if l >= PERMITS {
        occupied += admitted;
    } else if l >= BEDS {
        totals.add(0, BED_DAYS, u64::from(occupied));
    } else {
        totals.add(0, VACANT_DAYS, u64::from(free - admitted));
    }
    day_state.occupied[i] = occupied;
    day_state.cutoff[i] = cutoff;
}
