//! Naive benchmarks: forecasts without a mechanism, which a model must beat. Each uses only observations from before the
//! figure's own period.

use super::{Observation, Observed};
use crate::common::calendar::days_between;
use crate::ensemble::Record;
use crate::evidence::{Counterpart, Measure};
use crate::host::ids::{HOST_PER_DOLLAR, REMITTANCES_HOST, REMITTANCES_USD};
use jiff::civil::Date;

/// The names of the benchmarks.
pub const NAIVE: [&str; 3] = ["last value", "year before", "constant amounts"];
/// The name of the model among forecasts.
pub const MODEL: &str = "model";

/// The forecasts of a series' figures, in the order of [`NAIVE`]; none without earlier observations. `replicate` gives
/// the exchange rate. Amounts of host currency stay at the last figure before `from`, or at the first of the run.
pub fn naive(series: &Observed, replicate: &Record, from: Date) -> Vec<[Option<f64>; 3]> {
    let known: Vec<&Observation> = series.observations.iter().filter(|o| o.scores()).collect();
    let constant = constant_amounts(series, &known, replicate, from);
    let of = |o: &Observation| {
        let length = |o: &Observation| days_between(o.period.first, o.period.last);
        // A quarter cannot forecast a year. For a stock the length of the period does not matter.
        let alike =
            |other: &&&Observation| series.measure.over == Counterpart::At || (length(other) - length(o)).abs() <= 3;
        let last = known.iter().filter(alike).rfind(|other| other.period.last < o.period.first);
        let before = o.period.a_year_before().middle();
        let off = |other: &Observation| days_between(before, other.period.middle()).abs();
        let year = known.iter().filter(alike).filter(|other| off(other) <= 31).min_by_key(|other| off(other));
        [last.map(|other| other.value), year.map(|other| other.value), constant(o)]
    };
    series.observations.iter().map(of).collect()
}

/// Constant amounts of host currency at the exchange rate of the figure's own period; for remittances only.
fn constant_amounts<'a>(
    series: &'a Observed,
    known: &[&'a Observation],
    replicate: &'a Record,
    from: Date,
) -> impl Fn(&Observation) -> Option<f64> + 'a {
    let dollars = series.measure.indicator == REMITTANCES_USD;
    let money = series.measure.over == Counterpart::Total
        && series.measure.percent_of.is_none()
        && (dollars || series.measure.indicator == REMITTANCES_HOST);
    let rate = Measure { indicator: HOST_PER_DOLLAR, percent_of: None, over: Counterpart::Mean };
    let rate = move |o: &Observation| rate.of(replicate, o.period).map(|r| if dollars { r } else { 1.0 });
    let simulated = known.iter().filter(|o| rate(o).is_some());
    let anchor = simulated.clone().rfind(|o| o.period.last < from).or(simulated.clone().next()).copied();
    move |o| {
        let anchor = anchor.filter(|a| money && a.period < o.period)?;
        Some(anchor.value * rate(anchor)? / rate(o)?)
    }
}
