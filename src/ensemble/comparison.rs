//! Scenarios against a reference, indicator by indicator.

use super::verdict::{Outcome, needed};
use super::{Interval, Record, Window};
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
pub fn compare(of: &[Record], reference: &[Record], window: &Window) -> Vec<IndicatorComparison> {
    compare_drawn(of, reference, window, |seed| seed)
}

/// The same where seeds may have the same draw of parameters: `draw` says which one a seed has.
pub fn compare_drawn(
    of: &[Record],
    reference: &[Record],
    window: &Window,
    draw: impl Fn(u64) -> u64,
) -> Vec<IndicatorComparison> {
    let twin = |record: &&Record| reference.iter().find(|r| r.seed == record.seed);
    let pairs: Vec<(&Record, &Record)> = of.iter().filter_map(|r| Some((r, twin(&r)?))).collect();
    let begun = pairs.iter().all(|(of, reference)| of.start == reference.start);
    let draws: Vec<u64> = pairs.iter().map(|(record, _)| draw(record.seed)).collect();
    let line = |indicator: IndicatorId| {
        let a: Vec<f64> = pairs.iter().map(|(record, _)| window.of(record, indicator)).collect();
        let b: Vec<f64> = pairs.iter().map(|(_, record)| window.of(record, indicator)).collect();
        let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
        let [of, reference, difference] = [&a, &b, &differences].map(|v| Interval::of_draws(v, &draws));
        let outcome = match indicator.over() {
            Over::Last if !begun => Outcome::NotComparable,
            _ => Outcome::of(&difference, &reference, indicator.unit()),
        };
        IndicatorComparison {
            indicator,
            window: window.clone(),
            of,
            differences,
            difference,
            unpaired: Interval::welch(&of, &reference),
            needed: needed(&difference, &reference),
            outcome,
            reference,
        }
    };
    if pairs.is_empty() { Vec::new() } else { IndicatorId::ALL.into_iter().map(line).collect() }
}
