//! Evening: the day's last act, an application for a scarce place.
//!
//! Seekers apply for a job on their block's days of search, or on the day of arrival when a job waits; those who need a
//! permit apply for it on their monthly day instead. Held apply for a bed, in the nearest camp with a free one
//! published; Removal for a seat. The agent stores the bucket, so that a change of rates overnight changes nothing.

use super::context::Context;
use super::counters::Tally;
use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::lottery::{bucket, lottery, needs_permit};

/// Applies on word w of the gate block and counts the application.
#[inline(always)]
pub fn apply(a: &mut Agent, w: u32, job_waits: bool, c: &mut Context) {
    let day = c.day.day;
    let permit = c.monthly && needs_permit(a, day);
    let job = seeks(a, searches(c.id, day) || job_waits);
    if a.status == HELD {
        a.sector = camp(a.region, c);
    }
    if permit || job || a.status == HELD || a.status == REMOVAL {
        a.bucket = enter(lottery(a, c.monthly, day, c.tables), w, c.tally);
    }
}

/// Counts an application to a lottery on word w of the gate block; its bucket.
#[inline(always)]
pub fn enter(lottery: u32, w: u32, tally: &mut Tally) -> u32 {
    let bucket = bucket(w);
    tally.apply(lottery, bucket);
    bucket
}

/// The first of the nearest camps with a free bed; the own one when there is none.
fn camp(region: u32, c: &Context) -> u32 {
    let mut choice = 0;
    while choice < CAMP_CHOICES {
        let bed = (BEDS + c.tables.nearest[(region * CAMP_CHOICES + choice) as usize]) as usize;
        if c.day_state.occupied[bed] < c.rates.capacity[bed] {
            return choice;
        }
        choice += 1;
    }
    0
}
