//! What the day writes and the evening clears: applications by lottery and bucket, changes of occupied places, and the
//! active people of each community.
//!
//! Relaxed atomics: sums commute, so the result does not depend on the order of threads.

use crate::layout::*;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

/// Applications and changes of one day.
pub struct Ledger {
    applications: Vec<AtomicU32>,
    /// By lottery, whether there are any: in a small population most have none, and need not be counted.
    applied: Vec<AtomicBool>,
    changes: Vec<AtomicU32>,
}

impl Ledger {
    /// An empty ledger.
    pub fn new() -> Self {
        let zeros = |n: u32| (0..n).map(|_| AtomicU32::new(0)).collect();
        let applied = (0..LOTTERIES).map(|_| AtomicBool::new(false)).collect();
        Self { applications: zeros(LOTTERIES * BUCKETS), applied, changes: zeros(CHANGES) }
    }

    /// Counts an application.
    #[inline(always)]
    pub fn apply(&self, lottery: u32, bucket: u32) {
        self.applications[(lottery * BUCKETS + bucket) as usize].fetch_add(1, Relaxed);
        let applied = &self.applied[lottery as usize];
        if !applied.load(Relaxed) {
            applied.store(true, Relaxed);
        }
    }

    /// Counts a move between places, either of which may be none.
    #[inline(always)]
    pub fn moved(&self, before: u32, after: u32) {
        if before != NOWHERE {
            self.changes[before as usize].fetch_sub(1, Relaxed);
        }
        if after != NOWHERE {
            self.changes[after as usize].fetch_add(1, Relaxed);
        }
    }

    /// Counts someone active in protest.
    #[inline(always)]
    pub fn act(&self, community: u32) {
        self.changes[(PLACES + community) as usize].fetch_add(1, Relaxed);
    }

    /// A community's active people of the day; cleared.
    pub fn take_active(&mut self, community: u32) -> u32 {
        self.take_change(PLACES + community)
    }

    /// Net change of a place's occupancy, modulo 2^32; cleared.
    pub fn take_change(&mut self, place: u32) -> u32 {
        std::mem::take(self.changes[place as usize].get_mut())
    }

    /// The cut-off that fits the free places and the number it admits; the applications are cleared.
    pub fn draw(&mut self, lottery: u32, free: u32) -> (u32, u32) {
        if !std::mem::take(self.applied[lottery as usize].get_mut()) {
            return (BUCKETS, 0);
        }
        let start = (lottery * BUCKETS) as usize;
        let (mut cutoff, mut admitted, mut open) = (0, 0u32, true);
        for count in &mut self.applications[start..start + BUCKETS as usize] {
            let count = std::mem::take(count.get_mut());
            open &= admitted + count <= free;
            if open {
                admitted += count;
                cutoff += 1;
            }
        }
        (cutoff, admitted)
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Self::new()
    }
}
