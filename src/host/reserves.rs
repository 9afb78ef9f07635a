//! Reserves and imports.
//!
//! `M = M0 + mu (R - R0)`, with M0 and R0 a twelfth of those of the base year, so that imports have the season of remittances.
//! Reserves change by exports + remittances + aid + financing - M. They do not fall below a month of imports: goods that
//! cannot be paid are not imported. Investment from abroad is assumed to pay for its own imports.

use super::home_economy::Foreign;
use crate::world::HomeValues;
use serde::{Deserialize, Serialize};

/// The central bank's dollars.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reserves {
    /// Million dollars.
    pub level: f64,
}

/// A month of trade and reserves, million dollars.
#[derive(Clone, Copy, Debug, Default)]
pub struct External {
    /// Reserves at its end.
    pub reserves: f64,
    /// Imports.
    pub imports: f64,
    /// Imports that could not be paid.
    pub unpaid: f64,
    /// Exports.
    pub exports: f64,
}

impl Reserves {
    /// The reserves of the first day.
    pub fn new(a: &HomeValues) -> Self {
        Self { level: a.first_reserves }
    }

    /// Closes a month of which the run covers `part`; `exports` and `financing` in million dollars a year.
    pub fn close(
        &mut self,
        a: &HomeValues,
        part: f64,
        remittances: f64,
        exports: f64,
        financing: f64,
        foreign: &Foreign,
    ) -> External {
        let usual = a.remittances / 12.0 * part;
        let wanted = (a.imports / 12.0 * part + a.imports_response * (remittances - usual)).max(0.0);
        let exports = foreign.exports(a, exports, part);
        let before = self.level + exports + remittances + foreign.aid + financing / 12.0 * part;
        let floor = (a.imports / 12.0).min(self.level);
        let imports = wanted.min((before - floor).max(0.0));
        self.level = before - imports;
        External { reserves: self.level, imports, unpaid: wanted - imports, exports }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_that_are_not_spent_on_imports_raise_reserves() {
        let a = crate::world::values_for_tests().1;
        let mut r = Reserves::new(&a);
        let before = r.level;
        let aid = Foreign { aid: 30.0, ..Foreign::default() };
        let usual = a.remittances / 12.0;
        let m = r.close(&a, 1.0, usual + 50.0, a.exports, 490.0, &aid);
        let kept = m.exports + usual + 50.0 + 30.0 + 490.0 / 12.0 - m.imports;
        assert!((r.level - before - kept).abs() < 1e-9 && m.unpaid == 0.0);
        assert!((m.imports - a.imports / 12.0 - a.imports_response * 50.0).abs() < 1e-9);
    }

    #[test]
    fn without_dollars_imports_fall_and_reserves_stay_at_a_month_of_them() {
        let a = crate::world::values_for_tests().1;
        let mut r = Reserves::new(&a);
        let months: Vec<_> = (0..12).map(|_| r.close(&a, 1.0, 0.0, a.exports, 0.0, &Foreign::default())).collect();
        assert!((r.level - a.imports / 12.0).abs() < 1e-9, "{}", r.level);
        assert!(months[11].unpaid > 0.0 && months[11].imports + months[11].unpaid < a.imports / 12.0);
    }
}
