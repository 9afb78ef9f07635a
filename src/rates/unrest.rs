//! Rates of unrest: alarm from what communities saw, grievance's aims, the risk that protesters see, recruitment.

use super::Inputs;
use crate::chance::threshold;
use crate::layout::{ACTIVES, MONTHLY_DAYS};
use crate::tables::Rates;
use crate::world::Values;

/// Fills the rates of the unrest stage.
pub(super) fn unrest(t: &mut Rates, i: &Inputs, a: &Values) {
    let c = i.conditions;
    t.fear_kept = ((1.0 - a.fear_fading) * 256.0).round() as u32;
    for (slot, share) in t.alarm.iter_mut().zip(&c.sent_back) {
        *slot = (i.policy.threat + a.alarm * share * 100.0).min(a.alarm_most).round() as u32;
    }
    t.grievance_pace = (a.grievance_pace * 256.0).round() as u32;
    t.grievance_of = [a.grievance_base, a.grievance_jobless, a.grievance_barred, a.grievance_deprived]
        .map(|points| points.round() as u32);
    for (slot, somoni) in t.accustomed.iter_mut().zip(&c.accustomed) {
        *slot = somoni.round() as u32;
    }
    t.protest_threshold = a.protest_threshold.round() as u32;
    // A community's actives of a day are those of one monthly day in twenty-eight, and agents rather than people.
    let people_per_active = f64::from(MONTHLY_DAYS) * c.people_per_agent;
    for seen in 0..=ACTIVES as usize {
        let ratio = (a.cops / (seen as f64 * people_per_active + 1.0)).floor();
        t.protest_arrest[seen] = (256.0 * (1.0 - libm::exp(-a.protest_arrest * ratio))).round() as u32;
    }
    let pressure = a.recruitment * i.policy.recruiters;
    t.recruitment = [threshold(pressure), threshold((pressure * a.recruitment_desperate).min(1.0))];
}
