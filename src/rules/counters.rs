//! What the day writes and the evening reads: applications by lottery and bucket, changes of occupied places, and the
//! active people of each community.
//!
//! Every thread has a tally of its own, without a lock or an atomic; the evening merges them. Sums commute, so that the
//! division of agents among threads changes nothing.

use crate::common::layout::*;
use crate::common::totals::Totals;

/// What a thread counts.
pub struct Tally {
    /// Flows of the month.
    pub totals: Totals,
    /// The day's applications: lottery and bucket.
    applications: Vec<u32>,
    /// The day's changes, modulo 2^32.
    changes: Vec<u32>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { totals: Totals::default(), applications: Vec::new(), changes: vec![0; CHANGES as usize] }
    }
}

impl Tally {
    /// Counts an application.
    #[inline(always)]
    pub fn apply(&mut self, lottery: u32, bucket: u32) {
        self.applications.push(lottery * BUCKETS + bucket);
    }

    /// Counts a move between places, either of which may be none.
    #[inline(always)]
    pub fn moved(&mut self, before: u32, after: u32) {
        if before != NOWHERE {
            self.change(before, u32::MAX);
        }
        if after != NOWHERE {
            self.change(after, 1);
        }
    }

    /// Counts people who are active in protest.
    #[inline(always)]
    pub fn count_active(&mut self, community: u32, people: u32) {
        self.change(PLACES + community, people);
    }

    #[inline(always)]
    fn change(&mut self, at: u32, by: u32) {
        let change = &mut self.changes[at as usize];
        *change = change.wrapping_add(by);
    }
}

/// Applications and changes of one day, of all threads.
pub struct DayCounters {
    applications: Vec<u32>,
    /// By lottery, whether there are any: in a small population most have none, and need not be counted.
    applied: Vec<bool>,
    changes: Vec<u32>,
}

impl Default for DayCounters {
    fn default() -> Self {
        Self {
            applications: vec![0; (LOTTERIES * BUCKETS) as usize],
            applied: vec![false; LOTTERIES as usize],
            changes: vec![0; CHANGES as usize],
        }
    }
}

impl DayCounters {
    /// Adds a thread's day and clears its tally, but for the month's flows.
    pub fn merge(&mut self, tally: &mut Tally) {
        for at in tally.applications.drain(..) {
            self.applications[at as usize] += 1;
            self.applied[(at / BUCKETS) as usize] = true;
        }
        for (sum, change) in self.changes.iter_mut().zip(&mut tally.changes) {
            *sum = sum.wrapping_add(std::mem::take(change));
        }
    }

    /// A community's active people of the day; cleared.
    pub fn take_active(&mut self, community: u32) -> u32 {
        self.take_change(PLACES + community)
    }

    /// Net change of a place's occupancy, modulo 2^32; cleared.
    pub fn take_change(&mut self, place: u32) -> u32 {
        std::mem::take(&mut self.changes[place as usize])
    }

    /// The cut-off that fits the free places and the number it admits; the applications are cleared.
    pub fn draw(&mut self, lottery: u32, free: u32) -> (u32, u32) {
        if !std::mem::take(&mut self.applied[lottery as usize]) {
            return (BUCKETS, 0);
        }
        let start = (lottery * BUCKETS) as usize;
        let counts = &mut self.applications[start..start + BUCKETS as usize];
        let (mut cutoff, mut admitted) = (0, 0);
        for count in counts.iter() {
            if admitted + count > free {
                break;
            }
            admitted += count;
            cutoff += 1;
        }
        counts.fill(0);
        (cutoff, admitted)
    }
}
