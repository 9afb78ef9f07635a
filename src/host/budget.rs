//! The budget balance, and the growth that deficits cost.
//!
//! Revenue is a share of product, a share of imports, and aid. Spending is a share of the trend. A deficit of twelve
//! months above the tolerated level cuts public investment, and half a year later growth.

use super::home_economy::{Economy, Foreign};
use super::remember;
use super::reserves::External;
use crate::world::HomeValues;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// A sending state's budget.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Budget {
    /// Balances of twelve months, million of the home currency, and their products.
    months: VecDeque<(f64, f64)>,
    /// Excess deficits that have not yet acted on growth, % of GDP.
    waiting: VecDeque<f64>,
    /// Growth lost so far, log.
    lost: f64,
}

impl Budget {
    /// Product relative to that without lost growth, 0 to 1.
    pub fn potential(&self) -> f64 {
        libm::exp(-self.lost)
    }

    /// Closes a month of which the run covers `part`. Returns the balance of twelve months, % of GDP.
    pub fn close(
        &mut self,
        a: &HomeValues,
        part: f64,
        e: &Economy,
        x: &External,
        foreign: &Foreign,
        exchange: f64,
    ) -> f64 {
        let revenue = a.revenue_gdp * e.gdp_lcu + (a.revenue_imports * x.imports + foreign.aid) * exchange;
        remember(&mut self.months, (revenue - a.spending * e.trend_lcu, e.gdp_lcu));
        let (balance, product) = self.months.iter().fold((0.0, 0.0), |s, m| (s.0 + m.0, s.1 + m.1));
        let balance = 100.0 * balance / product;
        // Less than a year says nothing about a deficit: imports have their season.
        let excess = if self.months.len() < 12 { 0.0 } else { (-balance - a.deficit_tolerated).max(0.0) };
        self.waiting.push_back(excess);
        if self.waiting.len() > 6 {
            self.lost += a.deficit_drag * self.waiting.pop_front().unwrap_or(0.0) / 100.0 / 12.0 * part;
        }
        balance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deficit_costs_growth_half_a_year_later() {
        let (mut a, mut b) = (crate::world::values_for_tests().1, Budget::default());
        (a.revenue_gdp, a.revenue_imports, a.spending) = (0.20, 0.0, 0.28);
        (a.deficit_tolerated, a.deficit_drag) = (2.0, 0.5);
        let e = Economy { gdp_lcu: 100.0, trend_lcu: 100.0, ..Economy::default() };
        let mut balance = 0.0;
        for month in 0..30 {
            assert_eq!(b.potential() < 1.0, month > 17, "month {month}");
            balance = b.close(&a, 1.0, &e, &External::default(), &Foreign::default(), 1.0);
        }
        assert!((balance + 8.0).abs() < 1e-9, "{balance}");
        // Six points above what is tolerated, half a point of growth a point, felt for thirteen months.
        assert!((libm::log(b.potential()) + 0.5 * 0.06 * 13.0 / 12.0).abs() < 1e-9);
        let aided = Foreign { aid: 8.0, ..Foreign::default() };
        assert!(Budget::default().close(&a, 1.0, &e, &External::default(), &aided, 1.0).abs() < 1e-9, "aid fills it");
    }
}
