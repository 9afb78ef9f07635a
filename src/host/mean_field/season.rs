//! The season of work: jobs and hours by month, and what the months ahead promise to one who decides now.

use super::Behaviour;
use serde::{Deserialize, Serialize};

/// Jobs and hours by month of the year, January first, each with mean 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Season {
    /// Jobs wanted.
    pub jobs: [f64; 12],
    /// Hours of a full month.
    pub hours: [f64; 12],
}

impl Season {
    /// A season raised to an amplitude; 0 gives twelve equal months.
    pub fn amplified(&self, amplitude: f64) -> Self {
        let raised = |of: &[f64; 12]| {
            let all = of.map(|x| libm::pow(x, amplitude));
            let mean = all.iter().sum::<f64>() / 12.0;
            all.map(|x| x / mean)
        };
        Self { jobs: raised(&self.jobs), hours: raised(&self.hours) }
    }

    /// Log of work in the months ahead of a month (0 to 11), of a usual month's; the horizon is `lead` months.
    pub fn ahead(&self, month: usize, p: &Behaviour) -> f64 {
        let weight = |ahead: usize| (p.lead + 1.0 - ahead as f64).clamp(0.0, 1.0);
        let work = |ahead: usize| self.jobs[(month + ahead) % 12] * self.hours[(month + ahead) % 12];
        let (sum, weights) = (1..=12).fold((0.0, 0.0), |(s, w), g| (s + weight(g) * work(g), w + weight(g)));
        libm::log(sum / weights.max(1e-9))
    }
}
