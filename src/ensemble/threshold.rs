//! The smallest dose at which an indicator crosses a limit, with an interval.
//!
//! Every dose is tried on the same seeds, so that the mean over seeds is a smooth function of the dose and the search
//! needs no more seeds near the limit. A coarse grid is refined where the mean first crosses, and where each end of its
//! interval does: the doses between these two are those at which the seeds leave it open.

use super::Interval;
use crate::host::IndicatorId;

/// Doses tried at first, and between two neighbours.
const FIRST: usize = 9;
const BETWEEN: usize = 7;

/// What is to be crossed.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The indicator.
    pub indicator: IndicatorId,
    /// True if its ratio to the run without the lever is meant.
    pub relative: bool,
    /// True for above, false for below.
    pub above: bool,
    /// The limit.
    pub limit: f64,
}

impl Limit {
    /// `crisis_risk>20`, `remittances_pct_gdp<35`, `relative_crisis_risk>2`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = || format!("`{text}`: expected INDICATOR>NUMBER or INDICATOR<NUMBER, or relative_INDICATOR");
        let at = text.find(['<', '>']).ok_or_else(form)?;
        let limit = text[at + 1..].trim().parse().ok().filter(|v: &f64| v.is_finite()).ok_or_else(form)?;
        let name = text[..at].trim();
        let bare = name.strip_prefix("relative_");
        let names = crate::host::INDICATORS.iter().map(|i| i.name);
        let unknown = || format!("unknown indicator `{name}`; {}", crate::config::suggest(bare.unwrap_or(name), names));
        let indicator = IndicatorId::named(bare.unwrap_or(name)).ok_or_else(unknown)?;
        Ok(Self { indicator, relative: bare.is_some(), above: text[at..].starts_with('>'), limit })
    }

    /// A number that grows with how far a value is beyond the limit; above 0 if it is.
    pub fn beyond(&self, value: f64) -> f64 {
        if self.above { value - self.limit } else { self.limit - value }
    }
}

/// A dose that was tried.
#[derive(Clone, Copy, Debug)]
pub struct Tried {
    /// The dose.
    pub dose: f64,
    /// The mean of the indicator.
    pub value: Interval,
}

/// Where a limit is crossed.
#[derive(Clone, Debug)]
pub struct Threshold {
    /// Every dose tried, in order.
    pub tried: Vec<Tried>,
    /// The smallest tried at which the mean is beyond the limit.
    pub dose: Option<f64>,
    /// The smallest at which the interval reaches beyond it.
    pub possible: Option<f64>,
    /// The smallest at which the whole interval does.
    pub sure: Option<f64>,
}

/// Searches a range to a precision, given as a part of it. `eval` returns the indicator at doses.
pub fn search<E>(
    limit: &Limit,
    (low, high): (f64, f64),
    precision: f64,
    mut eval: impl FnMut(&[f64]) -> Result<Vec<Interval>, E>,
) -> Result<Threshold, E> {
    let mut tried: Vec<Tried> = Vec::new();
    let mut wanted = super::design::even(low, high, FIRST);
    while !wanted.is_empty() {
        let values = eval(&wanted)?;
        tried.extend(wanted.iter().zip(values).map(|(dose, value)| Tried { dose: *dose, value }));
        tried.sort_by(|a, b| a.dose.total_cmp(&b.dose));
        wanted = Vec::new();
        for end in ends(limit) {
            let Some(i) = first(&tried, &end).filter(|i| *i > 0) else { continue };
            let (a, b) = (tried[i - 1].dose, tried[i].dose);
            if b - a > precision * (high - low) {
                let between = super::design::even(a, b, BETWEEN + 2);
                wanted.extend_from_slice(&between[1..=BETWEEN]);
            }
        }
        wanted.sort_by(f64::total_cmp);
        wanted.dedup();
    }
    let [possible, dose, sure] = ends(limit).map(|end| first(&tried, &end).map(|i| tried[i].dose));
    Ok(Threshold { tried, dose, possible, sure })
}

type End<'a> = Box<dyn Fn(&Interval) -> bool + 'a>;

/// Whether an end of the interval, its mean, and both its ends are beyond the limit.
fn ends(limit: &Limit) -> [End<'_>; 3] {
    let beyond = |value: f64| limit.beyond(value) > 0.0;
    [
        Box::new(move |i| i.ends.iter().any(|end| beyond(*end))),
        Box::new(move |i| beyond(i.mean)),
        Box::new(move |i| i.ends.iter().all(|end| beyond(*end))),
    ]
}

fn first(tried: &[Tried], beyond: &End) -> Option<usize> {
    tried.iter().position(|t| beyond(&t.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn above(limit: f64) -> Limit {
        Limit { indicator: IndicatorId::at(0), relative: false, above: true, limit }
    }

    fn find(limit: &Limit, of: impl Fn(f64) -> (f64, f64)) -> Threshold {
        let eval = |doses: &[f64]| {
            let interval = |d: &f64| Interval::symmetric(of(*d).0, of(*d).1, 1.0, 9);
            Ok::<_, Infallible>(doses.iter().map(interval).collect())
        };
        search(limit, (0.0, 64.0), 0.02, eval).unwrap()
    }

    #[test]
    fn a_known_crossing_is_found_with_its_interval() {
        let t = find(&above(30.5), |d| (d, 5.0));
        assert_eq!((t.possible, t.dose, t.sure), (Some(26.0), Some(31.0), Some(36.0)));
        assert!(t.tried.len() < 32, "{} doses", t.tried.len());
        let below = Limit { above: false, ..above(20.0) };
        assert_eq!(find(&below, |d| (64.0 - d, 0.0)).dose, Some(45.0));
    }

    #[test]
    fn the_first_of_several_crossings_counts_and_none_is_none() {
        assert_eq!(find(&above(0.5), |d| (f64::from(u8::from((16.0..=40.0).contains(&d))), 0.0)).dose, Some(16.0));
        let t = find(&above(100.0), |d| (d, 50.0));
        assert_eq!((t.dose, t.sure), (None, None));
        assert!(t.possible.is_some(), "the interval leaves it open");
        assert_eq!(find(&above(-1.0), |d| (d, 0.0)).dose, Some(0.0), "crossed from the start");
    }

    #[test]
    fn limits_are_read() {
        let l = Limit::parse("relative_crisis_risk > 2").unwrap();
        assert!(l.relative && l.above && l.limit == 2.0);
        assert!(!Limit::parse("remittances_pct_gdp<35").unwrap().above);
        assert!(Limit::parse("crisis_riks>2").unwrap_err().contains("did you mean `crisis_risk`"));
        assert!(Limit::parse("crisis_risk").is_err() && Limit::parse("crisis_risk>x").is_err());
    }
}
