//! The doses of pressure from which the host state chooses by rule, from none to a closed border. Checks fall on
//! migrants of every sending state, and their cost counts all of them. Threats and the border affect the first sending
//! state only.

use super::stakes::Stakes;
use crate::world::Values;
use serde::{Deserialize, Serialize};

/// A dose: its effects on migrants, and the people it threatens.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dose {
    /// Its place in [`DOSES`].
    pub step: u32,
    /// Police checks, as a multiple.
    pub checks: f64,
    /// Fear added a month, points.
    pub fear: f64,
    /// People threatened.
    pub people: f64,
    /// Share of departures denied exit at the border.
    pub exit_denied: f64,
}

/// None, a threat, half again as many checks, three times, ten times, a closed border.
pub const DOSES: [Dose; 6] = [
    Dose { step: 0, checks: 1.0, fear: 0.0, people: 0.0, exit_denied: 0.0 },
    Dose { step: 1, checks: 1.0, fear: 10.0, people: 100_000.0, exit_denied: 0.0 },
    Dose { step: 2, checks: 1.5, fear: 10.0, people: 150_000.0, exit_denied: 0.0 },
    Dose { step: 3, checks: 3.0, fear: 20.0, people: 300_000.0, exit_denied: 0.0 },
    Dose { step: 4, checks: 10.0, fear: 40.0, people: 500_000.0, exit_denied: 0.0 },
    Dose { step: 5, checks: 3.0, fear: 40.0, people: 1_000_000.0, exit_denied: 0.9 },
];

impl Dose {
    /// Cost of a month of this dose to the host state above that of none, billion of its currency. Estimated from the last month's costs
    /// and flows, which arose under the dose `then`.
    pub(super) fn cost(&self, a: &Values, t: &Stakes, then: &Self) -> f64 {
        let more = self.checks - 1.0;
        let expelled = t.expelled / then.checks;
        let kept_out = expelled * more + t.departures / (1.0 - then.exit_denied) * self.exit_denied;
        // A place stays empty for a year unless someone else takes it.
        let output = kept_out * (1.0 - a.substitution) * a.output_per_worker * 12.0 / 1e9;
        let image = a.image_removed * expelled * more / 1000.0 * a.image_worth;
        let crisis = a.crisis_cost * t.hazard * (more / 10.0 + self.exit_denied);
        t.costs.enforcement() / then.checks / 1000.0 * more + output + image + crisis
    }
}
