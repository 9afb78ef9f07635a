//! Where the spread of a difference comes from: Monte Carlo error, parameters, or the structure of the model.
//!
//! Intervals over seeds hold the Monte Carlo error alone, and common random numbers make it small. The uncertainty of
//! parameters and rules is far larger, and is shown beside it: the difference again under sets of parameters drawn from
//! the register's ranges, and under rules that could be otherwise, each with a seed of its own. All three are spreads
//! of single differences, so that they can be compared.

use super::design::{latin, scaled};
use super::{Record, Window};
use crate::host::IndicatorId;
use crate::scenario::{Lever, Parameter, Play, Scenario};

/// A rule that could be otherwise.
pub struct Variant {
    /// Its name.
    pub name: &'static str,
    /// Changes a scenario.
    pub apply: fn(&mut Scenario),
}

/// Rules that could be otherwise.
pub const VARIANTS: [Variant; 6] = [
    Variant { name: "no feedback from month to month", apply: |x| x.feedback = false },
    Variant { name: "no place is scarce", apply: |x| x.lotteries = false },
    Variant { name: "the share sent home is fixed", apply: |x| x.world.assumptions.sent_elasticity.value = 0.0 },
    Variant { name: "police deter no protest", apply: |x| x.world.assumptions.protest_arrest.value = 0.0 },
    Variant { name: "the bargain goes by rule", apply: by_rule },
    Variant {
        name: "the example deters from acceding",
        apply: |x| x.world.assumptions.accession_exposure.value = -1.0,
    },
];

fn by_rule(x: &mut Scenario) {
    for (_, lever) in &mut x.timeline {
        if let Lever::Bargain { play: play @ Play::Scheduled, .. } = lever {
            *play = Play::Rule;
        }
    }
}

/// What changes a scenario beside its seed: parameters drawn together, or a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpreadSource {
    /// The draw of this number.
    Parameters(usize),
    /// The variant of this number.
    Structure(usize),
}

impl SpreadSource {
    /// The seed of its replicates: the first, the second, and so on, and the first again after the last.
    pub fn seed(&self, seeds: u64) -> u64 {
        let (Self::Parameters(n) | Self::Structure(n)) = self;
        1 + *n as u64 % seeds
    }
}

/// Every scenario under every source; the scenarios of one source stand together, since they share a past.
pub fn variations(scenarios: &[Scenario], reference: usize, draws: usize) -> Vec<(SpreadSource, usize, Scenario)> {
    let world = &scenarios[reference].world;
    let ranges = Parameter::assumptions(world);
    let ends: Vec<_> = ranges.iter().map(|(_, a)| (a.low, a.high)).collect();
    let mut all = Vec::new();
    for (d, unit) in latin(draws, ends.len(), 1).iter().enumerate() {
        for (s, x) in scenarios.iter().enumerate() {
            let mut drawn = x.clone();
            for ((parameter, _), value) in ranges.iter().zip(scaled(unit, &ends)) {
                // A world of other states keeps what it has of its own.
                let _ = parameter.set(&mut drawn, value);
            }
            drawn.name = format!("{}, parameters {}", x.name, d + 1);
            all.push((SpreadSource::Parameters(d), s, drawn));
        }
    }
    for (v, variant) in VARIANTS.iter().enumerate() {
        for (s, x) in scenarios.iter().enumerate() {
            let mut changed = x.clone();
            (variant.apply)(&mut changed);
            changed.name = format!("{}, {}", x.name, variant.name);
            all.push((SpreadSource::Structure(v), s, changed));
        }
    }
    all
}

/// The spread of an indicator's difference to the reference.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The indicator.
    pub indicator: IndicatorId,
    /// With each seed.
    pub seeds: Vec<f64>,
    /// Under each set of parameters.
    pub parameters: Vec<f64>,
    /// Under each variant.
    pub structure: Vec<(&'static str, f64)>,
}

impl Spread {
    /// The 5 % and 95 % quantiles of some of its values.
    pub fn quantiles(values: &[f64]) -> (f64, f64) {
        (quantile(values, 0.05), quantile(values, 0.95))
    }

    /// The ends over variants.
    pub fn of_structure(&self) -> (f64, f64) {
        self.structure.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (_, v)| (a.min(*v), b.max(*v)))
    }

    /// Sets of parameters and variants under which the difference has the sign it has over seeds.
    pub fn same_sign(&self) -> usize {
        let sign = self.seeds.iter().sum::<f64>();
        let all = self.parameters.iter().chain(self.structure.iter().map(|(_, v)| v));
        all.filter(|v| **v * sign > 0.0).count()
    }
}

/// A quantile by linear interpolation (type 7).
pub fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = p * last as f64;
    let (below, part) = (at.floor() as usize, at.fract());
    sorted[below] + part * (sorted[(below + 1).min(last)] - sorted[below])
}

/// The spread of one indicator for a scenario: its difference over seeds, and the replicates of every source.
pub fn spread(
    indicator: IndicatorId,
    seeds: Vec<f64>,
    sources: &[(SpreadSource, Option<(&Record, &Record)>)],
    window: &Window,
) -> Spread {
    let mut found = Spread { indicator, seeds, parameters: Vec::new(), structure: Vec::new() };
    for (source, pair) in sources {
        let Some((of, reference)) = pair else { continue };
        let difference = window.of(of, indicator) - window.of(reference, indicator);
        match source {
            SpreadSource::Parameters(_) => found.parameters.push(difference),
            SpreadSource::Structure(v) => found.structure.push((VARIANTS[*v].name, difference)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate() {
        let values = [4.0, 1.0, 3.0, 2.0, 5.0];
        assert_eq!((quantile(&values, 0.0), quantile(&values, 0.5), quantile(&values, 1.0)), (1.0, 3.0, 5.0));
        assert_eq!(quantile(&values, 0.05), 1.2);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn signs_are_counted_over_parameters_and_structure() {
        let seeds = vec![-2.0, -3.0];
        let s = Spread {
            indicator: IndicatorId::at(0),
            seeds,
            parameters: vec![-1.0, 1.0, 0.0],
            structure: vec![("a", -4.0), ("b", 2.0)],
        };
        assert_eq!(s.same_sign(), 2);
        assert_eq!(s.of_structure(), (-4.0, 2.0));
    }
}
