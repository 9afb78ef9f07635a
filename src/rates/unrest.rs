//! Rates of unrest: alarm from what communities saw, grievance's aims, the risk that protesters see, recruitment.

use super::Inputs;
use crate::chance::threshold;
use crate::layout::ACTIVES;
use crate::tables::Rates;
use crate::world::Values;

/// Fills the rates of the unrest stage.
pub(super) fn unrest(t: &mut Rates, i: &Inputs, a: &Values) {
    let c = i.conditions;
    t.fear_kept = ((1.0 - a.fear_fading) * 256.0).round() as u32;
    for (slot, share) in t.alarm.iter_mut().zip(&c.sent_back) {
        *slot = ((i.policy.threat + a.alarm * share * 100.0).min(a.alarm_most) * 256.0).round() as u32;
    }
    t.grievance_pace = (a.grievance_pace * 256.0).round() as u32;
    t.grievance_of = [a.grievance_base, a.grievance_jobless, a.grievance_barred, a.grievance_deprived]
        .map(|points| points.round() as u32);
    for (slot, somoni) in t.accustomed.iter_mut().zip(&c.accustomed) {
        *slot = somoni.min(4e6).round() as u32;
    }
    t.protest_threshold = a.protest_threshold.round() as u32;
    // Police are counted in people of a community; a coarse run merges communities, and their police with them.
    let world = &i.experiment.world;
    let merged = world.communities_of((a.pool * i.agents_per_person).round() as u32);
    let cops = a.cops * world.communities() as f64 / f64::from(merged.iter().sum::<u32>());
    for seen in 0..=ACTIVES as usize {
        let ratio = (cops / (seen as f64 / i.agents_per_person + 1.0)).floor();
        t.protest_arrest[seen] = (256.0 * (1.0 - libm::exp(-a.protest_arrest * ratio))).round() as u32;
    }
    let pressure = a.recruitment * i.policy.recruiters;
    t.recruitment = [threshold(pressure), threshold((pressure * a.recruitment_desperate).min(1.0))];
}
