//! Scenarios against a reference, indicator by indicator.

use super::{Interval, Record, Window, verdict};
use crate::host::INDICATORS;

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
    /// The mean of differences seed by seed.
    pub difference: Interval,
    /// The difference as it would be known without common random numbers.
    pub unpaired: Interval,
    /// The difference in words.
    pub verdict: String,
}

/// Each indicator of a scenario against a reference, over the seeds that both have.
pub fn compare(of: &[Record], reference: &[Record], window: &Window) -> Vec<Line> {
    let twin = |record: &&Record| reference.iter().find(|r| r.seed == record.seed);
    let pairs: Vec<(&Record, &Record)> = of.iter().filter_map(|r| Some((r, twin(&r)?))).collect();
    let line = |indicator: usize| {
        let a: Vec<f64> = pairs.iter().map(|(record, _)| window.of(record, indicator)).collect();
        let b: Vec<f64> = pairs.iter().map(|(_, record)| window.of(record, indicator)).collect();
        let (difference, reference) = (Interval::paired(&a, &b), Interval::of(&b));
        Line {
            indicator,
            window: window.clone(),
            of: Interval::of(&a),
            difference,
            unpaired: Interval::unpaired(&a, &b),
            verdict: verdict(&difference, reference.mean, INDICATORS[indicator].unit),
            reference,
        }
    };
    if pairs.is_empty() { Vec::new() } else { (0..INDICATORS.len()).map(line).collect() }
}
