//! Rates of papers, checks, bars, courts and removal, and their target.

use super::{RateInputs, monthly, passing};
use crate::common::chance::{cumulative, daily_from_yearly_rate, threshold};
use crate::common::layout::REGIONS;
use crate::common::tables::Rates;
use crate::world::Values;

/// Fills the rates of papers.
pub(super) fn papers(t: &mut Rates, i: &RateInputs, a: &Values) {
    let price = (i.policy.patent_price.max(1.0) / a.patent_price.max(1.0)).max(1e-3);
    let response = libm::pow(price, -a.patent_elasticity) * i.policy.patent_scope;
    let patent = |p: f64| threshold((p * response).min(0.99));
    t.violation_expiry = threshold(1.0 / a.violation_term);
    t.bar_lookup = threshold(a.bar_lookup);
    t.patent = [patent(a.patent_take), patent(a.patent_take), patent(a.patent_renewal), patent(a.patent_return)];
    for (o, _, at) in i.origins() {
        // Out and in again: the narrower way counts.
        let [out, back] = passing(i.policy, &i.scenario.world.seasons, o, at, i.date.month());
        t.visa_run[o] = threshold((a.visa_run * i.policy.visa_runs * out.min(back)).min(1.0));
        t.order_followed[o] = monthly(a.order_followed * back);
    }
    t.bar_lifted = threshold(i.policy.bars_lifted);
    t.bar_lifted_days = i.policy.lifted_term.map_or(65_535, |years| (years * 365.25).round() as u32);
    t.visa_run_cost = a.visa_run_cost as u32;
    t.visa_free_days = a.visa_free_days as u32;
    t.exempt.iter_mut().zip(&i.policy.exempt).for_each(|(slot, exempt)| *slot = u32::from(*exempt));
    t.permit_days = a.permit_days as u32;
    t.permit_cost = a.permit_cost as u32;
    t.patent_price = i.policy.patent_price as u32;
}

/// Fills the rates of detention and deportation.
pub(super) fn detention(t: &mut Rates, i: &RateInputs, a: &Values) {
    let target = i.policy.target.as_ref();
    let times = target.map_or(1.0, |t| t.times);
    for (r, (region, of_region)) in i.scenario.world.host_regions.iter().zip(&i.policy.checks).enumerate() {
        let checks = region.checks * of_region * i.conditions.checks;
        t.checks[r] = threshold(daily_from_yearly_rate(checks));
        t.checks[REGIONS as usize + r] = threshold(daily_from_yearly_rate(checks * times));
        t.target_regions[r] = u32::from(target.is_some_and(|t| t.regions[r]));
    }
    if let Some(target) = target {
        t.target_sectors = target.sectors;
        t.target_papers = target.papers;
        t.target_sexes = target.sexes;
        t.target_origins = target.origins;
    }
    t.legal_outcome = [a.legal_fine, a.legal_fine + a.legal_bribe].map(threshold);
    t.irregular_outcome =
        [a.arrest, a.arrest + a.irregular_fine, a.arrest + a.irregular_fine + a.irregular_bribe].map(threshold);
    t.bribe = a.bribe as u32;
    t.fine = a.fine as u32;
    let bars = target.and_then(|t| t.bars);
    let pair = |others: f64, targeted: Option<f64>| [others, targeted.unwrap_or(others)].map(threshold);
    t.bar_on_offence = pair(i.policy.bar_on_second_offence, bars);
    t.bar_on_overstay = pair(i.policy.bar_on_overstay, bars);
    t.bar_term = cumulative(&[a.bars_of_3_years, a.bars_of_5_years, 1.0 - a.bars_of_3_years - a.bars_of_5_years]);
    t.court = threshold(1.0 / a.court_time);
    t.expulsion = pair(a.expulsion, target.and_then(|t| t.expulsion));
    t.order_share = threshold(a.order_share);
    t.longest_stay = a.longest_stay as u32;
    t.expulsion_bar_days = (a.expulsion_bar * 365.25).round() as u32;
    t.savings_lost = (a.savings_lost * 256.0).round() as u32;
    t.ticket = a.ticket as u32;
}
