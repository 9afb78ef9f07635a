//! The border: which share of intended crossings passes, by origin and direction.
//!
//! A lever states a share, and seats a month for a state's people. Seats let pass `seats / wishes` of those whom the share
//! lets through. Wishes are the people who would cross an open border: last month's crossings over the share that passed
//! then, moved to the season of the month. A month in which hardly anyone could cross says nothing of wishes; those of the
//! last open month stay, so that a shut border can open again.

use super::OriginConditions;
use crate::scenario::Policy;
use crate::world::Seasons;

/// The least share of wishes that passes in a month that says something of wishes.
const TELLING: f64 = 0.02;

/// Hazards of a month (1 to 12) of those free to go, out and back.
fn season(seasons: &Seasons, month: i8) -> [f64; 2] {
    [seasons.departure, seasons.homecoming].map(|hazards| hazards[month as usize - 1])
}

/// Shares of an origin's wishes that pass, out and back.
pub fn passing(policy: &Policy, seasons: &Seasons, origin: usize, at: &OriginConditions, month: i8) -> [f64; 2] {
    let border = &policy.border[origin];
    let season = season(seasons, month);
    [0, 1].map(|way| {
        let share = border.shares[way];
        let wishes = at.wishes[way] * season[way] * share;
        match border.seats {
            Some(seats) if wishes > seats => share * seats / wishes,
            _ => share,
        }
    })
}

/// Wishes after a month with these crossings, of which the run covers `part`, when these shares passed.
pub fn wishes(
    seasons: &Seasons,
    at: &OriginConditions,
    month: i8,
    part: f64,
    crossed: [f64; 2],
    passed: [f64; 2],
) -> [f64; 2] {
    let season = season(seasons, month);
    [0, 1].map(|way| match passed[way] >= TELLING && season[way] > 0.0 {
        true => crossed[way] / part / passed[way] / season[way],
        false => at.wishes[way],
    })
}
