//! The stakes of the bargain in a month, which both sides see.

use super::ledger::Costs;
use crate::scenario::Play;

/// The month as both sides see it.
#[derive(Clone, Copy, Debug)]
pub struct Stakes {
    /// Part of a month that the run covers.
    pub part: f64,
    /// Whether the demand stands, and who plays.
    pub play: Play,
    /// Part of the month's days on which it stood.
    pub stands: f64,
    /// People whose expulsion the timeline announces.
    pub threatened: f64,
    /// People of the first sending state expelled or refused in the month.
    pub sent_back: f64,
    /// People of all sending states expelled in it.
    pub expelled: f64,
    /// Departures in the month.
    pub departures: f64,
    /// Aid, investment and trade offered, million dollars a year.
    pub incentives: f64,
    /// Investment from other states by the timeline, million dollars a year.
    pub hedge: f64,
    /// Product of a year, million dollars.
    pub product: f64,
    /// Costs of the month to the host state.
    pub costs: Costs,
    /// Hazard of a crisis in the month.
    pub hazard: f64,
    /// Two uniform draws of the month: the sending state's and the host's.
    pub draws: [f64; 2],
}
