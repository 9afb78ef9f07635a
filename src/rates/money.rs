//! Rates of pay, remittances, saving and consumption, by origin.

use super::RateInputs;
use crate::common::tables::Rates;
use crate::world::Values;

/// Fills the rates of pay, remittances and consumption.
pub(super) fn money(t: &mut Rates, i: &RateInputs, a: &Values) {
    let share_of_2_32 = |x: f64| (x.clamp(0.0, 0.999_999) * 4_294_967_296.0) as u32;
    let world = &i.scenario.world;
    let (year, month) = (i.date.year(), i.date.month());
    let years = world.years(year, month);
    for (o, h, at) in i.origins() {
        let usual = h.lcu_per_dollar / world.base_rate();
        let share = a.sent_share * libm::pow(usual / at.lcu_per_host, a.sent_elasticity);
        t.sent_share[o] = share_of_2_32(share.min(a.sent_most));
        t.lcu[o] = share_of_2_32(h.remittances_consumed * at.lcu_per_host);
        let real = libm::pow(1.0 + h.home_wage_growth, years);
        t.home_income[o] = (h.home_income * real * at.prices).round().min(4e5) as u32;
        t.poverty_line[o] = (h.poverty_line * at.prices).round().min(4e5) as u32;
    }
    let wages = world.wages(year, month);
    t.living_floor = (a.living_floor * libm::pow(wages, a.living_indexed)).min(1e6) as u32;
    t.debt_service = (a.debt_service * 256.0) as u32;
    t.saving = (a.saving * 256.0) as u32;
    t.credit_limit = a.credit_limit as u32;
    t.dissaving = a.dissaving as u32;
    t.settling_debt = a.settling_debt as u32;
    t.refusal_debt = a.refusal_debt as u32;
}
