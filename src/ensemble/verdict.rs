//! A paired difference in words that its interval bears.

use super::statistics::Interval;

/// Precision that is asked of a difference, of the reference.
const ASKED: f64 = 0.05;

/// What can be said of differences to a reference.
pub fn verdict(difference: &Interval, reference: &Interval, unit: &str) -> String {
    let seeds = difference.count;
    let exactly_zero = difference.mean == 0.0 && (seeds == 1 || difference.deviation == 0.0);
    if exactly_zero && reference.mean == 0.0 && (seeds == 1 || reference.deviation == 0.0) {
        return "none: zero in both with every seed".to_owned();
    }
    if exactly_zero {
        return "none: every difference is exactly zero".to_owned();
    }
    if seeds < 2 {
        return "one seed: no interval".to_owned();
    }
    if difference.differs_from_zero() {
        return distinct(difference, reference, unit);
    }
    let none = format!("no difference distinguishable from zero with {seeds} seeds");
    let most = difference.low().abs().max(difference.high().abs());
    let at_most = match relative(reference, unit) {
        _ if is_scale(unit) => format!("at most {} points", figures(most, 2)),
        Some(mean) => format!("at most {} %", figures(100.0 * most / mean, 2)),
        None => format!("at most {} {unit}", figures(most, 2)),
    };
    match needed(difference, reference) {
        _ if reference.mean == 0.0 || most <= ASKED * reference.mean.abs() => format!("{none}; {at_most}"),
        Some(n) if n <= seeds => format!("{none}; {at_most}"),
        Some(n) if n < 100 => format!("{none}; about {n} would be needed for 5 % of the reference"),
        Some(n) => format!("{none}; about {} would be needed for 5 % of the reference", figures(n as f64, 2)),
        None => format!("{none}; more than a million would be needed for 5 % of the reference"),
    }
}

/// Seeds with which half an interval would be 5 % of the reference.
pub fn needed(difference: &Interval, reference: &Interval) -> Option<usize> {
    let asked = ASKED * reference.mean.abs();
    if asked > 0.0 && difference.count > 1 { difference.needed(asked) } else { None }
}

/// The size of a reference that parts of it can be told of: an amount, and known to a tenth.
fn relative(reference: &Interval, unit: &str) -> Option<f64> {
    let known = reference.half <= 0.1 * reference.mean.abs();
    (reference.mean != 0.0 && known && !is_scale(unit)).then_some(reference.mean.abs())
}

/// Whether it is measured on a scale, of which a percentage tells nothing.
fn is_scale(unit: &str) -> bool {
    unit.starts_with('%') || unit == "points"
}

fn distinct(difference: &Interval, reference: &Interval, unit: &str) -> String {
    let word = if difference.mean > 0.0 { "higher" } else { "lower" };
    let ends = [difference.low().abs(), difference.high().abs()];
    let (least, most) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    if is_scale(unit) {
        return format!("{word} by {} points", range(least, most));
    }
    let Some(mean) = relative(reference, unit) else {
        return format!("{word} by {} {unit}", range(least, most));
    };
    // A multiple says more than hundreds of percent.
    let (least, most) = (least / mean, most / mean);
    if difference.mean > 0.0 && reference.mean > 0.0 && least >= 1.0 {
        return format!("{} times as high", range(1.0 + least, 1.0 + most));
    }
    format!("{word} by {} %", range(100.0 * least, 100.0 * most))
}

/// Two numbers with as many decimals as their distance is worth; large ones to two figures of it.
fn range(least: f64, most: f64) -> String {
    if least == most {
        return figures(least, 3);
    }
    let digits = |v: f64| -v.log10().floor();
    let decimals = digits(most - least).max(digits(least)).clamp(0.0, 6.0) as usize;
    let step = 10f64.powf(-digits(most - least) - 1.0).max(1.0);
    let (least, most) = if step > 1.0 { (rounded(least, step), rounded(most, step)) } else { (least, most) };
    let (a, b) = (format!("{least:.decimals$}"), format!("{most:.decimals$}"));
    if a == b { a } else { format!("{a}-{b}") }
}

fn rounded(v: f64, step: f64) -> f64 {
    (v / step).round() * step
}

/// A number to so many significant figures.
pub fn figures(v: f64, significant: i32) -> String {
    if v == 0.0 {
        return "0".to_owned();
    }
    if !v.is_finite() {
        return v.to_string();
    }
    let last = v.abs().log10().floor() as i32 - significant + 1;
    if last >= 0 {
        let step = 10f64.powi(last);
        return format!("{:.0}", rounded(v, step));
    }
    format!("{v:.*}", -last as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(mean: f64, half: f64, count: usize) -> Interval {
        Interval { mean, half, deviation: half * (count as f64).sqrt() / 1.75, count }
    }

    #[test]
    fn verdicts_say_what_the_interval_bears() {
        const NONE: &str = "no difference distinguishable from zero with 16 seeds";
        for (interval, reference, unit, expected) in [
            (of(-125.0, 15.0, 16), 1000.0, "people", "lower by 11-14 %"),
            (of(-10.5, 10.0, 16), 1000.0, "people", "lower by 0.05-2.05 %"),
            (of(-3.45, 0.34, 16), 40.0, "% of GDP", "lower by 3.1-3.8 points"),
            (of(2_000.0, 100.0, 16), 1000.0, "people", "2.9-3.1 times as high"),
            (of(30.0, 4.0, 16), 0.0, "people", "higher by 26-34 people"),
            (of(1_235_100.0, 295_957.0, 16), 0.0, "people", "higher by 940000-1530000 people"),
            (of(-5.0, 1.0, 16), -10.0, "points", "lower by 4-6 points"),
            (of(6_000.0, 0.0, 16), 1000.0, "people", "7.00 times as high"),
            (of(0.0, 0.0, 16), 1000.0, "people", "none: every difference is exactly zero"),
            (of(0.0, 0.0, 16), 0.0, "people", "none: zero in both with every seed"),
            (of(3.0, f64::INFINITY, 1), 1000.0, "people", "one seed: no interval"),
            (of(2.0, 8.0, 16), 1000.0, "people", &format!("{NONE}; at most 1.0 %")),
            (of(0.01, 0.02, 16), 15.0, "%", &format!("{NONE}; at most 0.030 points")),
            (of(1.0, 1.2, 16), 40.0, "%", &format!("{NONE}; at most 2.2 points")),
            (of(1.0, 3.0, 16), 0.0, "people", &format!("{NONE}; at most 4.0 people")),
            (
                of(20.0, 95.0, 16),
                1000.0,
                "people",
                &format!("{NONE}; about 53 would be needed for 5 % of the reference"),
            ),
        ] {
            assert_eq!(verdict(&interval, &of(reference, 0.0, 16), unit), expected);
        }
        // A reference that is not known to a tenth bears no percentage and no multiple.
        assert_eq!(verdict(&of(2_000.0, 100.0, 16), &of(250.0, 90.0, 16), "people"), "higher by 1900-2100 people");
    }

    #[test]
    fn figures_are_significant() {
        let cases = [(0.0, "0"), (1234.5, "1200"), (0.01234, "0.012"), (-87.4, "-87"), (9.94, "9.9")];
        cases.iter().for_each(|(v, text)| assert_eq!(figures(*v, 2), *text));
    }
}
