//! Scenarios against a reference, indicator by indicator.

use super::estimate::{Paired, level};
use super::verdict::{Outcome, needed};
use super::{Interval, Record, Resolution, Window};
use crate::host::{IndicatorId, Over};
use crate::world::Words;

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
    /// The parts of the difference, if a demand stands in the scenario and none in the reference.
    pub parts: Option<Parts>,
}

/// A difference in two parts: of the demand alone from the reference, and of the scenario from the demand alone.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The demand alone, from the reference.
    pub alone: Interval,
    /// The same in words.
    pub alone_outcome: Outcome,
    /// The scenario, from the demand alone.
    pub rest: Interval,
    /// The same in words.
    pub rest_outcome: Outcome,
}

impl IndicatorComparison {
    /// The sentence of tables and files, in the words of a world: the outcome, and its parts where the demand alone makes a difference.
    pub fn verdict(&self, words: &Words) -> String {
        let outcome = self.outcome.said(words);
        match self.parts.as_ref().filter(|parts| parts.alone_outcome.finding().claims()) {
            Some(Parts { alone_outcome, rest_outcome, .. }) => {
                let [alone, rest] = [alone_outcome, rest_outcome].map(|of| of.said(words));
                format!("{outcome} (the demand alone: {alone}; the rest: {rest})")
            }
            None => outcome,
        }
    }
}

/// Each indicator of a scenario against a reference, over the seeds that both have. An indicator that accumulates from
/// the first day is not comparable between scenarios that begin on different days.
pub fn compare(of: &[Record], reference: &[Record], window: &Window, size: &Resolution) -> Vec<IndicatorComparison> {
    compare_drawn(of, reference, window, size, &|seed| seed)
}

/// The same where seeds may have the same draw of parameters: `draw` says which one a seed has.
pub fn compare_drawn(
    of: &[Record],
    reference: &[Record],
    window: &Window,
    size: &Resolution,
    draw: &dyn Fn(u64) -> u64,
) -> Vec<IndicatorComparison> {
    let twin = |record: &&Record| reference.iter().find(|r| r.seed == record.seed);
    let pairs: Vec<(&Record, &Record)> = of.iter().filter_map(|r| Some((r, twin(&r)?))).collect();
    let begun = pairs.iter().all(|(of, reference)| of.start == reference.start);
    let draws: Vec<u64> = pairs.iter().map(|(record, _)| draw(record.seed)).collect();
    let line = |indicator: IndicatorId| {
        let a: Vec<f64> = pairs.iter().map(|(record, _)| window.of(record, indicator)).collect();
        let b: Vec<f64> = pairs.iter().map(|(_, record)| window.of(record, indicator)).collect();
        let sample = Paired { indicator, of: &a, reference: &b, draws: &draws };
        let (difference, reference) = (sample.difference(), level(indicator, &b, &draws));
        let outcome = match indicator.over() {
            Over::Last if !begun => Outcome::NotComparable,
            _ => Outcome::of(&difference, &reference, indicator, size),
        };
        IndicatorComparison {
            indicator,
            window: window.clone(),
            of: level(indicator, &a, &draws),
            differences: a.iter().zip(&b).map(|(a, b)| a - b).collect(),
            difference,
            unpaired: sample.unpaired(),
            needed: needed(&difference, &reference),
            outcome,
            parts: None,
            reference,
        }
    };
    if pairs.is_empty() { Vec::new() } else { IndicatorId::ALL.into_iter().map(line).collect() }
}

/// Adds the parts: `alone` is the demand alone against the reference, and `rest` the scenario against the demand alone.
pub fn add_parts(lines: &mut [IndicatorComparison], alone: Vec<IndicatorComparison>, rest: Vec<IndicatorComparison>) {
    for (line, (alone, rest)) in lines.iter_mut().zip(alone.into_iter().zip(rest)) {
        line.parts = Some(Parts {
            alone: alone.difference,
            alone_outcome: alone.outcome,
            rest: rest.difference,
            rest_outcome: rest.outcome,
        });
    }
}
