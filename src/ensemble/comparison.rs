//! Scenarios against a reference, indicator by indicator.

use super::estimate::{difference, level, unpaired};
use super::verdict::{Outcome, needed};
use super::{Interval, Record, Resolution, Window};
use crate::host::{IndicatorId, Over};

/// A scenario's indicator beside the reference's.
#[derive(Clone, Debug)]
pub struct IndicatorComparison {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The months compared.
    pub window: Window,
    /// The scenario's mean.
    pub of: Interval,
    /// The reference's, over the same seeds.
    pub reference: Interval,
    /// The differences, seed by seed.
    pub differences: Vec<f64>,
    /// Their mean.
    pub difference: Interval,
    /// The difference as it would be known without common random numbers.
    pub unpaired: Interval,
    /// Seeds with which half the interval would be 5 % of the reference; none if no number would do.
    pub needed: Option<usize>,
    /// What the difference supports.
    pub outcome: Outcome,
}

/// Each indicator of a scenario against a reference, over the seeds that both have. An indicator that accumulates from
/// the first day is not comparable between scenarios that begin on different days.
pub fn compare(of: &[Record], reference: &[Record], window: &Window, size: &Resolution) -> Vec<IndicatorComparison> {
    let twin = |record: &&Record| reference.iter().find(|r| r.seed == record.seed);
    let pairs: Vec<(&Record, &Record)> = of.iter().filter_map(|r| Some((r, twin(&r)?))).collect();
    let begun = pairs.iter().all(|(of, reference)| of.start == reference.start);
    let line = |indicator: IndicatorId| {
        let a: Vec<f64> = pairs.iter().map(|(record, _)| window.of(record, indicator)).collect();
        let b: Vec<f64> = pairs.iter().map(|(_, record)| window.of(record, indicator)).collect();
        let (difference, reference) = (difference(indicator, &a, &b), level(indicator, &b));
        let outcome = match indicator.over() {
            Over::Last if !begun => Outcome::NotComparable,
            _ => Outcome::of(&difference, &reference, indicator, size),
        };
        IndicatorComparison {
            indicator,
            window: window.clone(),
            of: level(indicator, &a),
            differences: a.iter().zip(&b).map(|(a, b)| a - b).collect(),
            difference,
            unpaired: unpaired(indicator, &a, &b),
            needed: needed(&difference, &reference),
            outcome,
            reference,
        }
    };
    if pairs.is_empty() { Vec::new() } else { IndicatorId::ALL.into_iter().map(line).collect() }
}
