//! The month's hazards, in f64, become the thresholds and tables of the engines.
//!
//! Rates are a function of the policy, of last month's [`Conditions`] and of the calendar month only. So a lever set to its
//! present value changes no bit, wherever it cuts the month.

mod alias;
mod border;
mod capacity;
mod conditions;
mod employment;
mod enforcement;
mod mobility;
mod money;
mod reach;
mod tables;
mod unrest;

pub use border::{passing, wishes};
pub use capacity::jobs;
pub use conditions::{Conditions, OriginConditions};
pub use reach::Reach;
pub use tables::{distance, normal, normal_quantile, tables};

use crate::common::chance::{ONE, daily_from_monthly, threshold};
use crate::common::layout::*;
use crate::common::tables::Rates;
use crate::scenario::{Policy, Scenario};
use crate::world::HomeValues;
use jiff::civil::Date;

/// The inputs of the rates of a span.
pub struct RateInputs<'a> {
    /// World and scenario.
    pub scenario: &'a Scenario,
    /// The pull of vacancies by distance, of the scenario's world.
    pub reach: &'a Reach,
    /// The levers on the span's first day.
    pub policy: &'a Policy,
    /// The conditions left by last month.
    pub conditions: &'a Conditions,
    /// A day of the span.
    pub date: Date,
    /// Agents per person: below 1 for a coarse run.
    pub agents_per_person: f64,
}

impl RateInputs<'_> {
    /// Each origin with its values and its conditions.
    fn origins(&self) -> impl Iterator<Item = (usize, HomeValues, &OriginConditions)> {
        let origins = self.scenario.world.origins.iter().zip(&self.conditions.origins);
        origins.enumerate().map(|(o, (origin, home))| (o, origin.accounts(), home))
    }
}

/// The rates of a span.
pub fn rates(i: &RateInputs) -> Box<Rates> {
    let mut t = Rates::boxed();
    let a = i.scenario.world.accounts();
    let jobs = jobs(&i.scenario.world, i.policy, i.conditions, i.date.year(), i.date.month());
    (t.capacity, t.seats_kept) = capacity::capacities(i, &jobs);
    employment::employment(&mut t, i, &a);
    enforcement::papers(&mut t, i, &a);
    enforcement::detention(&mut t, i, &a);
    money::money(&mut t, i, &a);
    mobility::mobility(&mut t, i, &a);
    unrest::unrest(&mut t, i, &a);
    gate(&mut t);
    t
}

/// Daily threshold of a monthly probability, limited below certainty so that intervals of one draw can be added.
fn monthly(p: f64) -> u32 {
    threshold(daily_from_monthly(p.min(0.99)))
}

/// The largest threshold of each word for each idle status. See [`crate::cpu::gate`].
fn gate(t: &mut Rates) {
    let most = |values: &[u32]| values.iter().copied().max().unwrap_or(0);
    let out = most(&t.death) + most(&t.retirement) + most(&t.departure).max(most(&t.reentry));
    let back = most(&t.death) + most(&t.naturalisation) + most(&t.homecoming);
    let mut put = |status: u32, words: [u32; 3]| {
        for (slot, word) in t.gate[status as usize * 4..].iter_mut().zip(words) {
            *slot = word.min(ONE);
        }
    };
    let rows = [
        (HOME, [most(&t.home_hire), 0, out]),
        (HOME_WORKING, [most(&t.home_separation), 0, out]),
        (WORKING, [most(&t.separation), most(&t.checks), back]),
        (SEEKING, [t.change_region + t.change_sector, most(&t.checks), back]),
    ];
    rows.into_iter().for_each(|(status, words)| put(status, words));
}
