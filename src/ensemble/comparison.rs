//! Scenarios against a reference, indicator by indicator.

use super::verdict::needed;
use super::{Interval, Record, Window, verdict};
use crate::host::{INDICATORS, Over};

/// A scenario's indicator beside the reference's.
#[derive(Clone, Debug)]
pub struct Line {
    /// Index of the indicator.
    pub indicator: usize,
    /// The months looked at.
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
    /// The difference in words.
    pub verdict: String,
}

/// Each indicator of a scenario against a reference, over the seeds that both have. What counts from the first day on
/// cannot be compared between scenarios that begin on different days.
pub fn compare(of: &[Record], reference: &[Record], window: &Window) -> Vec<Line> {
    let twin = |record: &&Record| reference.iter().find(|r| r.seed == record.seed);
    let pairs: Vec<(&Record, &Record)> = of.iter().filter_map(|r| Some((r, twin(&r)?))).collect();
    let line = |indicator: usize| {
        let a: Vec<f64> = pairs.iter().map(|(record, _)| window.of(record, indicator)).collect();
        let b: Vec<f64> = pairs.iter().map(|(_, record)| window.of(record, indicator)).collect();
        let (difference, reference) = (Interval::paired(&a, &b), Interval::of(&b));
        let begun = pairs.iter().all(|(of, reference)| of.start == reference.start);
        let words = match INDICATORS[indicator].over {
            Over::Last if !begun => "not comparable: it counts from the first day, which differs".to_owned(),
            _ => verdict(&difference, &reference, INDICATORS[indicator].unit),
        };
        Line {
            indicator,
            window: window.clone(),
            of: Interval::of(&a),
            differences: a.iter().zip(&b).map(|(a, b)| a - b).collect(),
            difference,
            unpaired: Interval::unpaired(&a, &b),
            needed: needed(&difference, &reference),
            verdict: words,
            reference,
        }
    };
    if pairs.is_empty() { Vec::new() } else { (0..INDICATORS.len()).map(line).collect() }
}
