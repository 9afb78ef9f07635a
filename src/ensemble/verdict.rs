//! A paired difference in words that its interval bears.

use super::statistics::Interval;

/// Precision that is asked of a difference, of the reference.
const ASKED: f64 = 0.05;

/// What can be said of differences to a reference.
pub fn verdict(difference: &Interval, reference: f64, unit: &str) -> String {
    let seeds = difference.count;
    if difference.mean == 0.0 && difference.deviation == 0.0 {
        return "none: every difference is exactly zero".to_owned();
    }
    if seeds < 2 {
        return "one seed: no interval".to_owned();
    }
    if difference.differs_from_zero() {
        return distinct(difference, reference, unit);
    }
    let none = format!("no difference distinguishable from zero with {seeds} seeds");
    let asked = ASKED * reference.abs();
    let most = difference.low().abs().max(difference.high().abs());
    if asked == 0.0 {
        return format!("{none}; at most {} {unit}", figures(most, 2));
    }
    if most <= asked && unit.starts_with('%') {
        return format!("{none}; at most {} points", figures(most, 2));
    }
    if most <= asked {
        return format!("{none}; at most {} %", figures(100.0 * most / reference.abs(), 2));
    }
    match difference.needed(asked) {
        Some(n) if n <= seeds => format!("{none}; at most {} %", figures(100.0 * most / reference.abs(), 2)),
        Some(n) if n < 100 => format!("{none}; about {n} would be needed for 5 %"),
        Some(n) => format!("{none}; about {} would be needed for 5 %", figures(n as f64, 2)),
        None => format!("{none}; more than a million would be needed for 5 %"),
    }
}

fn distinct(difference: &Interval, reference: f64, unit: &str) -> String {
    let word = if difference.mean > 0.0 { "higher" } else { "lower" };
    let ends = [difference.low().abs(), difference.high().abs()];
    let (least, most) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    if unit.starts_with('%') {
        return format!("{word} by {} points", range(least, most));
    }
    // A multiple says more than hundreds of percent; without a reference there is neither.
    if reference == 0.0 {
        return format!("{word} by {} {unit}", range(least, most));
    }
    let (least, most) = (least / reference.abs(), most / reference.abs());
    if difference.mean / reference.signum() > 0.0 && least >= 1.0 {
        return format!("{} times as {}", range(1.0 + least, 1.0 + most), if reference > 0.0 { "high" } else { "low" });
    }
    format!("{word} by {} %", range(100.0 * least, 100.0 * most))
}

/// Two numbers with as many decimals as their distance is worth.
fn range(least: f64, most: f64) -> String {
    let digits = |v: f64| -v.log10().floor();
    let decimals = digits(most - least).max(digits(least)).clamp(0.0, 6.0) as usize;
    let (a, b) = (format!("{least:.decimals$}"), format!("{most:.decimals$}"));
    if a == b { a } else { format!("{a}-{b}") }
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
        return format!("{:.0}", (v / step).round() * step);
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
        for (interval, reference, unit, expected) in [
            (of(-125.0, 15.0, 16), 1000.0, "people", "lower by 11-14 %"),
            (of(-10.5, 10.0, 16), 1000.0, "people", "lower by 0.05-2.05 %"),
            (
                of(0.01, 0.02, 16),
                15.0,
                "%",
                "no difference distinguishable from zero with 16 seeds; at most 0.030 points",
            ),
            (of(-3.45, 0.34, 16), 40.0, "% of GDP", "lower by 3.1-3.8 points"),
            (of(2_000.0, 100.0, 16), 1000.0, "people", "2.9-3.1 times as high"),
            (of(30.0, 4.0, 16), 0.0, "people", "higher by 26-34 people"),
            (of(-5.0, 1.0, 16), -10.0, "points", "lower by 40-60 %"),
            (of(0.0, 0.0, 16), 1000.0, "people", "none: every difference is exactly zero"),
            (of(3.0, f64::INFINITY, 1), 1000.0, "people", "one seed: no interval"),
            (
                of(2.0, 8.0, 16),
                1000.0,
                "people",
                "no difference distinguishable from zero with 16 seeds; at most 1.0 %",
            ),
            (
                of(20.0, 95.0, 16),
                1000.0,
                "people",
                "no difference distinguishable from zero with 16 seeds; about 53 would be needed for 5 %",
            ),
        ] {
            assert_eq!(verdict(&interval, reference, unit), expected);
        }
    }

    #[test]
    fn figures_are_significant() {
        let cases = [(0.0, "0"), (1234.5, "1200"), (0.01234, "0.012"), (-87.4, "-87"), (9.94, "9.9")];
        cases.iter().for_each(|(v, text)| assert_eq!(figures(*v, 2), *text));
    }
}
