//! Numbers for readers: 1.17 million, 3.70 bn USD, 31.6 %. Text has three significant figures, tables have six. The
//! exact value stands beside each, for machines. Units are templates, and so is what is said of them.

use crate::ensemble::figures;
use maud::{Markup, html};

/// Months from year 0 to a month such as `YYYY-MM`.
pub fn month_number(month: &str) -> Option<i64> {
    let (year, month) = (month.get(..4)?.parse::<i64>().ok()?, month.get(5..7)?.parse::<i64>().ok()?);
    Some(year * 12 + month - 1)
}

/// The form of a unit for large values: unit, smallest value, divisor, name.
struct Step(&'static str, f64, f64, &'static str);

const STEPS: [Step; 15] = [
    Step("people", 999_500.0, 1e6, "million"),
    Step("entries", 999_500.0, 1e6, "million"),
    Step("checks", 999_500.0, 1e6, "million"),
    Step("offences", 999_500.0, 1e6, "million"),
    Step("bars", 999_500.0, 1e6, "million"),
    Step("jobs", 999_500.0, 1e6, "million"),
    Step("permits", 999_500.0, 1e6, "million"),
    Step("{host_currency}", 999_500.0, 1e6, "million"),
    Step("million dollars", 999.5, 1e3, "bn USD"),
    Step("million dollars", 0.0, 1.0, "m USD"),
    Step("million {host_currency}", 999.5, 1e3, "bn {host_currency}"),
    Step("million {host_currency}", 0.0, 1.0, "m {host_currency}"),
    Step("million {home_currency}", 999.5, 1e3, "bn {home_currency}"),
    Step("million {home_currency}", 0.0, 1.0, "m {home_currency}"),
    Step("billion {host_currency}", 0.0, 1.0, "bn {host_currency}"),
];

/// Units of counts, which are not repeated after the number.
const COUNTED: [&str; 9] = ["people", "entries", "checks", "offences", "bars", "jobs", "permits", "patents", "states"];

/// The divisor of a unit at a size, and its name then.
pub fn scale(unit: &str, size: f64) -> (f64, String) {
    let step = STEPS.iter().find(|s| unit.starts_with(s.0) && size.abs() >= s.1);
    match step {
        Some(Step(of, _, by, name)) if *name == "million" => (*by, format!("million {of}{}", &unit[of.len()..])),
        Some(Step(of, _, by, name)) => (*by, format!("{name}{}", &unit[of.len()..])),
        None => (1.0, unit.to_owned()),
    }
}

/// The same for an axis, on which large counts are in thousands.
pub fn axis(unit: &str, size: f64) -> (f64, String) {
    match scale(unit, size) {
        (1.0, name) if size.abs() >= 1e4 => (1e3, format!("thousand {name}")),
        scaled => scaled,
    }
}

/// A value with its unit.
pub fn say(v: f64, unit: &str) -> String {
    if !v.is_finite() {
        return "–".to_owned();
    }
    let (by, name) = scale(unit, v);
    let counted = by == 1.0 && COUNTED.contains(&unit) && v.abs() >= 10.0;
    // Nobody is half a person.
    let number = grouped(&if counted && v.abs() < 1e3 { format!("{v:.0}") } else { figures(v / by, 3) });
    match COUNTED.iter().find(|c| name.ends_with(**c)) {
        Some(of) => format!("{number} {}", name.trim_end_matches(of)).trim_end().to_owned(),
        None if name == "yes or no" => number,
        None => format!("{number} {name}"),
    }
}

/// A value for a table: six figures, thousands apart.
pub fn cell(v: f64) -> String {
    if !v.is_finite() {
        return "–".to_owned();
    }
    let text = if v.abs() >= 1e6 { format!("{v:.0}") } else { figures(v, 6) };
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    grouped(text)
}

/// Thousands apart, and a true minus.
pub fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("\u{2212}", rest));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |dot| digits.split_at(dot));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    format!("{sign}{out}{rest}")
}

/// A value in text, with the value itself for machines.
pub fn value(v: f64, unit: &str) -> Markup {
    html! { data value=(v) { (say(v, unit)) } }
}

/// A value and its interval in text.
pub fn interval(v: f64, low: f64, high: f64, unit: &str) -> Markup {
    if !low.is_finite() {
        return value(v, unit);
    }
    if v == 0.0 && low == 0.0 && high == 0.0 {
        return html! { data value="0" { "none" } };
    }
    let (by, name) = scale(unit, [v, low, high].into_iter().fold(0.0, |a: f64, b| a.max(b.abs())));
    let whole = [v, low, high].into_iter().fold(0.0, |a: f64, b| a.max((b / by).abs()));
    // An interval far narrower than its value is shown to four figures, and no further.
    let most = (3.0 - whole.max(1e-6).log10().floor()).clamp(0.0, 6.0) as usize;
    let decimals = decimals((high - low) / by).min(most);
    let number = |x: f64| grouped(&format!("{:.*}", decimals, x / by));
    if number(low) == number(high) {
        return html! { data value=(v) { (number(v)) } " " (name) };
    }
    html! {
        data value=(v) { (number(v)) } " (" data value=(low) { (number(low)) } " to " data value=(high) { (number(high)) } ") " (name)
    }
}

/// Decimals that show a width to two figures.
pub fn decimals(width: f64) -> usize {
    if width > 0.0 { (1.0 - width.log10().floor()).clamp(0.0, 6.0) as usize } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (v, unit, text) in [
            (1_171_234.0, "people", "1.17 million"),
            (47_251.0, "people", "47,300"),
            (873.4, "people", "873"),
            (0.0, "people", "0"),
            (3_697.7, "million dollars", "3.70 bn USD"),
            (-24.3, "million dollars", "\u{2212}24.3 m USD"),
            (120.0, "million dollars a year", "120 m USD a year"),
            (57_041.0, "million {host_currency}", "57.0 bn {host_currency}"),
            (43.768, "% of GDP", "43.8 % of GDP"),
            (f64::NAN, "%", "–"),
        ] {
            assert_eq!(say(v, unit), text);
        }
    }

    #[test]
    fn an_interval_has_no_more_digits_than_anybody_believes() {
        let text = |v, low, high| {
            let html = interval(v, low, high, "points").into_string();
            html.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect::<String>()
        };
        assert_eq!(text(99.9994, 99.998, 100.0), "100.0 points");
        assert_eq!(text(88.5, 85.6, 91.4), "88.5 (85.6 to 91.4) points");
        assert_eq!(text(0.0079, 0.0048, 0.011), "0.0079 (0.0048 to 0.0110) points");
    }

    #[test]
    fn cells_keep_six_figures() {
        assert_eq!(cell(1_067_312.4), "1,067,312");
        assert_eq!(cell(0.012_345_678), "0.0123457");
        assert_eq!(cell(-1_234.5), "\u{2212}1,234.5");
        assert_eq!(cell(20.0), "20");
    }
}
