//! Rates of unrest: alarm from threats and from observed expulsions, aims of grievance, perceived risk of arrest,
//! recruitment.

use super::RateInputs;
use crate::common::chance::threshold;
use crate::common::layout::ACTIVES;
use crate::common::tables::Rates;
use crate::world::Values;

/// Fills the rates of the unrest stage.
pub(super) fn unrest(t: &mut Rates, i: &RateInputs, a: &Values) {
    let c = i.conditions;
    t.fear_kept = ((1.0 - a.fear_fading) * 256.0).round() as u32;
    // Threats concern the first origin, frighten in proportion to their credibility, and end with its concession.
    let threat = c.credibility * (if c.conceded { 0.0 } else { i.policy.threat } + c.threat);
    let world = &i.scenario.world;
    let counts = world.communities_of((world.pool() * i.agents_per_person).round() as u32);
    let homes = world.origins[0].home_regions.len();
    let addressed = counts[..homes].iter().sum::<u32>() as usize;
    for (k, (slot, share)) in t.alarm.iter_mut().zip(&c.sent_back).enumerate() {
        let threat = if k < addressed { threat } else { 0.0 };
        *slot = ((threat + a.alarm * share * 100.0).min(a.alarm_most) * 256.0).round() as u32;
    }
    t.grievance_pace = (a.grievance_pace * 256.0).round() as u32;
    t.grievance_of = [a.grievance_base, a.grievance_jobless, a.grievance_barred, a.grievance_deprived]
        .map(|points| points.round() as u32);
    for (slot, lcu) in t.reference_consumption.iter_mut().zip(&c.reference_consumption) {
        *slot = lcu.min(4e6).round() as u32;
    }
    t.protest_threshold = a.protest_threshold.round() as u32;
    // Police are counted in people of a community; a coarse run merges communities, and their police with them.
    let police = a.police_per_community * world.communities() as f64 / f64::from(counts.iter().sum::<u32>());
    for seen in 0..=ACTIVES as usize {
        let ratio = (police / (seen as f64 / i.agents_per_person + 1.0)).floor();
        t.protest_arrest[seen] = (256.0 * (1.0 - libm::exp(-a.protest_arrest * ratio))).round() as u32;
    }
    for (slot, actives) in t.observed_activists.iter_mut().zip(&c.observed_activists) {
        *slot = (actives * 16.0).round().clamp(0.0, 65535.0) as u32;
    }
    for (o, h, _) in i.origins() {
        let pressure = h.recruitment * i.policy.recruiters;
        t.recruitment[o * 2] = threshold(pressure);
        t.recruitment[o * 2 + 1] = threshold((pressure * a.recruitment_desperate).min(1.0));
    }
}
