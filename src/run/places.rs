//! Where people are and how they move in a month: by host region, by home region, from one status to another. In
//! agents; the files of a run scale them to people.

use crate::common::layout::*;
use crate::common::totals::*;
use serde::{Deserialize, Serialize};

/// A host region at a month's end.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Region {
    /// In the region, in custody or not.
    pub stock: u64,
    /// In work.
    pub working: u64,
    /// In police custody.
    pub held: u64,
    /// In a camp bed.
    pub detained: u64,
    /// Expelled in the month.
    pub expelled: u64,
}

/// Columns of a host region.
pub const REGION: [&str; 5] = ["stock", "working", "held", "detained", "expelled"];

/// Unit and meaning of each column of [`REGION`].
pub const REGION_MEANINGS: [(&str, &str); 5] = [
    ("people", "in the region at the month's end, in custody or not"),
    ("people", "in work at the month's end"),
    ("people", "in police custody at the month's end"),
    ("people", "in a camp bed at the month's end"),
    ("people", "expelled in the month"),
];

impl Region {
    /// Counts in the order of [`REGION`].
    pub fn counts(&self) -> [u64; 5] {
        [self.stock, self.working, self.held, self.detained, self.expelled]
    }
}

/// A home region in a month.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Home {
    /// Its people abroad at the month's end.
    pub abroad: u64,
    /// Expelled, or turned back at the border.
    pub sent_back: u64,
    /// Sent to it, in host currency.
    pub sent: u64,
}

/// Columns of a home region.
pub const HOME: [&str; 3] = ["abroad", "sent_back", "sent_host_currency"];

/// Unit, a template, and meaning of each column of [`HOME`].
pub const HOME_MEANINGS: [(&str, &str); 3] = [
    ("people", "its people abroad at the month's end"),
    ("people", "expelled, or turned back at the border, in the month"),
    ("{host_currency}", "sent to it in the month"),
];

impl Home {
    /// Counts in the order of [`HOME`].
    pub fn counts(&self) -> [u64; 3] {
        [self.abroad, self.sent_back, self.sent]
    }
}

/// Moves from one status to another, and the flow that counts each. That an order to leave has run out is not counted.
pub const MOVES: [(&str, &str, u32); 18] = [
    ("at home", "at large abroad", DEPARTURES),
    ("at large abroad", "at home", RETURNS),
    ("at the border", "at home", REFUSED),
    ("seeking work", "in work", HIRES),
    ("in work", "seeking work", SEPARATIONS),
    ("without work at home", "in work at home", HOME_HIRES),
    ("in work at home", "without work at home", HOME_SEPARATIONS),
    ("at large abroad", "in custody", ARRESTS),
    ("in custody", "in a camp", ADMISSIONS),
    ("in custody or a camp", "at large abroad", RELEASED),
    ("in custody or a camp", "ordered to leave", LEAVE_ORDERS),
    ("in a camp", "at home", REMOVED),
    ("ordered to leave", "at home", LEFT_ORDERED),
    ("in the pool", "retired", RETIRED),
    ("in the pool", "naturalised", NATURALISED),
    ("in the pool", "dead", DIED),
    ("in the pool", "with militants", RECRUITED),
    ("outside the pool", "in the pool", ENTRANTS),
];

/// Host regions, home regions and moves of a month. `home_of` names every community's home region.
pub fn places(counted: &Counted, regions: u32, home_of: &[usize]) -> (Vec<Region>, Vec<Home>, Vec<u64>) {
    let mut homes = vec![Home::default(); home_of.iter().max().map_or(0, |most| most + 1)];
    for (community, home) in (0..).zip(home_of) {
        homes[*home].abroad += counted.census.get(ABROAD + community);
        homes[*home].sent_back += counted.totals.get(SENT_BACK_BY_COMMUNITY + community);
        homes[*home].sent += counted.totals.get(SENT_BY_COMMUNITY + community);
    }
    let moves = MOVES.iter().map(|(_, _, flow)| counted.totals.get(*flow)).collect();
    ((0..regions).map(|r| region(counted, r)).collect(), homes, moves)
}

fn region(counted: &Counted, r: u32) -> Region {
    let people = |statuses: &[u32]| statuses.iter().map(|s| counted.census.at(*s, r)).sum::<u64>();
    Region {
        stock: people(&[SEEKING, WORKING, HELD, DETAINED, REMOVAL, ORDERED]),
        working: people(&[WORKING]),
        held: people(&[HELD]),
        detained: people(&[DETAINED, REMOVAL]),
        expelled: counted.totals.get(EXPELLED_BY_REGION + r),
    }
}
