//! The sentence of an outcome: no more digits than its uncertainty justifies.

use super::verdict::{Amount, Direction, Needed, Outcome};
use crate::world::Words;
use std::fmt;

/// Significant figures of an amount in words: no model of people knows more.
const FIGURES: i32 = 3;

/// The sentence in neutral words; `summary.csv` has those of its world.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(&Words::default()))
    }
}

impl Outcome {
    /// The sentence in the words of a world.
    pub fn said(&self, words: &Words) -> String {
        words.fill(&Sentence(self).to_string()).into_owned()
    }
}

/// The sentence as a template.
struct Sentence<'o>(&'o Outcome);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self.0 {
            Outcome::NotComparable => f.write_str("not comparable: it counts from the first day, which differs"),
            Outcome::ExactlyZero { both_zero: true, grain: Some(people) } => {
                write!(f, "not resolved: none in either with any seed, and one agent is {} people", figures(people, 3))
            }
            Outcome::ExactlyZero { both_zero: true, grain: None } => f.write_str("none: zero in both with every seed"),
            Outcome::ExactlyZero { both_zero: false, .. } => f.write_str("none: no difference in any replicate"),
            Outcome::OneSeed => f.write_str("one seed: no interval"),
            Outcome::Distinct { amount: Amount::Ratio, least, most, grain, .. } => {
                write!(f, "{} times as high", range(least, most, grain))
            }
            Outcome::Distinct { direction, amount, least, most, grain } => {
                let word = match direction {
                    Direction::Higher => "higher",
                    Direction::Lower => "lower",
                };
                if most < grain {
                    return write!(
                        f,
                        "{word} by less than one agent, which is {} {}",
                        figures(grain, 3),
                        amount.unit()
                    );
                }
                write!(f, "{word} by {} {}", range(least, most, grain), amount.unit())
            }
            Outcome::NotDistinguishable { seeds, amount, at_most, needed } => {
                write!(f, "no difference distinguishable from zero with {seeds} seeds; ")?;
                match needed {
                    Needed::NoMore => write!(f, "at most {} {}", figures(at_most, 2), amount.unit()),
                    Needed::Seeds(n) if n < 100 => write!(f, "about {n} would be needed for 5 % of the reference"),
                    Needed::Seeds(n) => {
                        write!(f, "about {} would be needed for 5 % of the reference", figures(n as f64, 2))
                    }
                    Needed::OverAMillion => f.write_str("more than a million would be needed for 5 % of the reference"),
                }
            }
        }
    }
}

impl Amount {
    fn unit(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Percent => "%",
            Self::Ratio => "times",
            Self::Absolute("yes or no") => "of the seeds",
            Self::Absolute(unit) => unit,
        }
    }
}

/// Two numbers with the decimals that their distance justifies, large ones to two figures of it; but to no more than
/// three figures, and no finer than `grain`. A smaller end that is lost in this is left out.
fn range(least: f64, most: f64, grain: f64) -> String {
    let place = |v: f64| if v > 0.0 { v.log10().floor() } else { f64::NEG_INFINITY };
    let finest = place(grain).max(place(most) - f64::from(FIGURES - 1));
    let width = place(most - least);
    let width = if width >= 1.0 { width - 1.0 } else { width };
    // The first figure of the smaller end is shown: a range that excludes zero does not begin at zero.
    let [a, b] = [(least, width.min(place(least))), (most, width)].map(|(v, at)| rounded(v, at.max(finest)));
    match a.parse() {
        Ok(0.0) => format!("up to {b}"),
        _ if a == b => a,
        _ => format!("{a}-{b}"),
    }
}

/// A number rounded at a power of ten.
fn rounded(v: f64, place: f64) -> String {
    let step = 10f64.powf(place);
    if place < 0.0 { format!("{v:.*}", -place as usize) } else { format!("{:.0}", (v / step).round() * step) }
}

/// A number with a given count of significant figures.
pub fn figures(v: f64, significant: i32) -> String {
    if v == 0.0 {
        return "0".to_owned();
    }
    if !v.is_finite() {
        return v.to_string();
    }
    let last = v.abs().log10().floor() as i32 - significant + 1;
    if last >= 0 {
        return rounded(v, f64::from(last));
    }
    format!("{v:.*}", -last as usize)
}

#[cfg(test)]
mod tests {
    use crate::ensemble::verdict::Finding;
    use crate::ensemble::{Direction, Interval, Outcome, Resolution};
    use crate::host::IndicatorId;
    use crate::host::ids::*;

    use super::figures;

    fn of(mean: f64, half: f64, count: usize) -> Interval {
        Interval::symmetric(mean, half, half * (count as f64).sqrt() / 1.75, count)
    }

    fn said(difference: Interval, reference: Interval, indicator: IndicatorId, agents: u32) -> String {
        Outcome::of(&difference, &reference, indicator, &Resolution::new(1.5e6, agents)).to_string()
    }

    const ALL: u32 = 1_500_000;

    #[test]
    fn outcomes_say_what_the_interval_supports() {
        const NONE: &str = "no difference distinguishable from zero with 16 seeds";
        for (interval, reference, indicator, expected) in [
            (of(-125.0, 15.0, 16), 1000.0, ABROAD, "lower by 11-14 %"),
            (of(-10.5, 10.0, 16), 1000.0, ABROAD, "lower by 0.05-2 %"),
            (of(-10.5, 10.499, 16), 1000.0, ABROAD, "lower by up to 2 %"),
            (of(-3.45, 0.34, 16), 40.0, REMITTANCES_PCT_GDP, "lower by 3.1-3.8 points"),
            (of(2_000.0, 100.0, 16), 1000.0, ABROAD, "2.9-3.1 times as high"),
            (of(30.0, 4.0, 16), 0.0, ABROAD, "higher by 26-34 people"),
            (of(960.0, 23.0, 16), 0.0, ABROAD, "higher by 937-983 people"),
            (of(1_235_100.0, 295_957.0, 16), 0.0, ABROAD, "higher by 940000-1530000 people"),
            (of(-5.0, 1.0, 16), -10.0, IMAGE, "lower by 4-6 points"),
            (of(6_000.0, 0.0, 16), 1000.0, ABROAD, "7.00 times as high"),
            (of(0.0, 0.0, 16), 1000.0, ABROAD, "none: no difference in any replicate"),
            (of(0.0, 0.0, 16), 0.0, ABROAD, "none: zero in both with every seed"),
            (of(3.0, f64::INFINITY, 1), 1000.0, ABROAD, "one seed: no interval"),
            (of(2.0, 8.0, 16), 1000.0, ABROAD, &format!("{NONE}; at most 1.0 %")),
            (of(0.01, 0.02, 16), 15.0, POVERTY, &format!("{NONE}; at most 0.030 points")),
            (of(1.0, 1.2, 16), 40.0, POVERTY, &format!("{NONE}; at most 2.2 points")),
            (of(1.0, 3.0, 16), 0.0, ABROAD, &format!("{NONE}; at most 4.0 people")),
            (of(20.0, 95.0, 16), 1000.0, ABROAD, &format!("{NONE}; about 53 would be needed for 5 % of the reference")),
        ] {
            assert_eq!(said(interval, of(reference, 0.0, 16), indicator, ALL), expected);
        }
        // A reference that is not known to a tenth bears no percentage and no multiple.
        let outcome = Outcome::of(&of(2_000.0, 100.0, 16), &of(250.0, 90.0, 16), ABROAD, &Resolution::new(1.5e6, ALL));
        assert_eq!(outcome.to_string(), "higher by 1900-2100 people");
        assert_eq!(outcome.finding(), Finding::Distinct(Direction::Higher));
    }

    #[test]
    fn no_sentence_has_more_digits_than_anybody_believes() {
        let near_certain = Interval { ends: [99.9999, 100.0], ..of(99.99995, 0.00005, 8) };
        assert_eq!(said(near_certain, of(0.0, 0.0, 8), CONCESSION_PROBABILITY, ALL), "higher by 100 points");
        assert_eq!(said(of(66.8449, 0.0002, 8), of(0.0, 0.0, 8), CONCESSION_PROBABILITY, ALL), "higher by 66.8 points");
        assert_eq!(said(of(49.6, 0.07, 8), of(306.1, 0.01, 8), RECRUITS_EXPECTED, ALL), "higher by 16.2 %");
    }

    #[test]
    fn one_agent_is_the_finest_that_a_count_resolves() {
        // 10,000 agents for 1.5 million people: one is 150.
        let none = of(0.0, 0.0, 8);
        for (difference, reference, indicator, expected) in [
            (none, none, REMOVED, "not resolved: none in either with any seed, and one agent is 150 people"),
            (none, none, CONCESSION_PROBABILITY, "none: zero in both with every seed"),
            (none, of(900.0, 60.0, 8), REMOVED, "none: no difference in any replicate"),
            (of(60.0, 20.0, 8), none, REMOVED, "higher by less than one agent, which is 150 people"),
            (of(160.0, 140.0, 8), none, REMOVED, "higher by up to 300 people"),
            (of(5_234.0, 31.0, 8), none, REMOVED, "higher by 5200-5300 people"),
            (
                of(5.0, 12.0, 8),
                none,
                REMOVED,
                "no difference distinguishable from zero with 8 seeds; at most 150 people",
            ),
        ] {
            assert_eq!(said(difference, reference, indicator, 10_000), expected);
        }
        assert_eq!(said(of(5_234.0, 31.0, 8), none, REMOVED, ALL), "higher by 5200-5270 people");
    }

    #[test]
    fn a_level_that_the_size_biases_is_not_divided_by() {
        // The same difference from the levels that 10,000, 20,000, 150,000 and 1,500,000 agents give.
        for (agents, level) in [(10_000, 21_300.0), (20_000, 14_700.0), (150_000, 8_140.0), (499_999, 7_330.0)] {
            let sentence = said(of(60_000.0, 2_000.0, 8), of(level, 100.0, 8), OUTPUT_LOST, agents);
            assert_eq!(sentence, "higher by 58000-62000 million host currency", "{agents} agents");
        }
        let sentence = said(of(60_000.0, 2_000.0, 8), of(6_815.0, 100.0, 8), OUTPUT_LOST, ALL);
        assert_eq!(sentence, "9.5-10.1 times as high");
        let open = said(of(100.0, 200.0, 8), of(21_300.0, 100.0, 8), OUTPUT_LOST, 10_000);
        assert!(open.ends_with("; at most 300 million host currency"), "{open}");
    }

    #[test]
    fn figures_are_significant() {
        let cases = [(0.0, "0"), (1234.5, "1200"), (0.01234, "0.012"), (-87.4, "-87"), (9.94, "9.9")];
        cases.iter().for_each(|(v, text)| assert_eq!(figures(*v, 2), *text));
    }
}
