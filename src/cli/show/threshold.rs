//! The table and the answer of a search for a threshold.

use crate::cli::common::tables::{plain, plus_minus, table as table_of, text};
use musofir::ensemble::threshold::{Limit, Threshold, Tried};
use musofir::world::Words;

/// The doses that were tried.
pub fn table(parameter: &str, crosses: &str, found: &Threshold) -> String {
    let value = crosses.split(['<', '>']).next().unwrap_or(crosses).trim();
    let mut table = table_of([parameter, value]);
    for t in &found.tried {
        table.add_row([plain(t.dose), plus_minus(&t.value)]);
    }
    text(table, 0)
}

/// The answer in words: no more than what was tried.
pub fn answer(parameter: &str, limit: &Limit, (low, high): (f64, f64), found: &Threshold, words: &Words) -> String {
    let ratio = if limit.relative { "the ratio of " } else { "" };
    let side = if limit.above { "above" } else { "below" };
    let unit = if limit.relative { String::new() } else { format!(" {}", words.fill(limit.indicator.unit())) };
    let what = format!("{ratio}{} is {side} {}{unit}", limit.indicator.name(), limit.limit);
    let at = |dose: f64| found.tried.iter().find(|t| t.dose == dose).map_or(String::new(), |t| plus_minus(&t.value));
    let Some(dose) = found.dose else {
        let nearest = |a: &&Tried, b: &&Tried| limit.beyond(a.value.mean).total_cmp(&limit.beyond(b.value.mean));
        let nearest = found.tried.iter().max_by(nearest).expect("doses were tried");
        let open = match found.possible {
            Some(d) => format!("; from {} on the seeds do not rule it out", plain(d)),
            None => String::new(),
        };
        let (count, value) = (found.tried.len(), plus_minus(&nearest.value));
        return format!(
            "None of the {count} values tried from {low} to {high} does it: nearest is {} with {value}{unit}{open}.",
            plain(nearest.dose)
        );
    };
    if dose == low {
        return format!("{what} at {low} already, with {}{unit}.", at(low));
    }
    let or_never = |dose: Option<f64>| dose.map_or(format!("beyond {}", plain(high)), plain);
    let (from, to) = (or_never(found.possible), or_never(found.sure));
    let back = found.tried.iter().find(|t| t.dose > dose && limit.beyond(t.value.mean) <= 0.0);
    let back = back.map_or(String::new(), |t| format!("; not at all larger values, not at {}", plain(t.dose)));
    format!("{what} from {parameter} = {} on (90 %: {from} to {to}){back}.", plain(dose))
}

#[cfg(test)]
mod tests {
    use super::*;
    use musofir::ensemble::Interval;
    use musofir::ensemble::threshold::search;
    use std::convert::Infallible;

    fn said(limit: f64, of: impl Fn(f64) -> f64) -> String {
        let limit = Limit { indicator: musofir::host::IndicatorId::at(0), relative: true, above: true, limit };
        let eval = |doses: &[f64]| {
            let of = |d: &f64| Interval::symmetric(of(*d), 1.0, 1.0, 9);
            Ok::<_, Infallible>(doses.iter().map(of).collect())
        };
        answer("X", &limit, (0.0, 64.0), &search(&limit, (0.0, 64.0), 0.02, eval).unwrap(), &Words::default())
    }

    #[test]
    fn the_answer_claims_what_was_tried() {
        assert!(said(30.5, |d| d).ends_with("from X = 31 on (90 %: 30 to 32)."), "{}", said(30.5, |d| d));
        let hill = |d: f64| if (16.0..=40.0).contains(&d) { 9.0 } else { 0.0 };
        assert!(said(5.0, hill).contains("from X = 16 on") && said(5.0, hill).contains("not at all larger values"));
        assert!(
            said(5.0, |d| 1.0 - d)
                .contains("None of the 9 values tried from 0 to 64 does it: nearest is 0 with 1.0 ± 1.0")
        );
        assert!(said(-5.0, |d| d).contains("at 0 already, with 0.0 ± 1.0"));
        assert!(said(64.5, |d| d).contains("the seeds do not rule it out"));
    }
}
