//! Differences between two trees of values, leaf by leaf, and between the results of two folders, by indicator.
//!
//! Lists are matched by the names of their entries (a region by its name, a lever by its date and kind), so that an
//! entry more does not make all that follow it differ.

use crate::host::IndicatorId;
use crate::report::{ReportData, ReportError};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A place where two trees differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Where.
    pub path: String,
    /// The value in the first tree.
    pub a: String,
    /// The value in the second tree.
    pub b: String,
}

/// Nothing at a place.
const NONE: &str = "-";

/// Every leaf that differs, in the order of the first.
pub fn differences(a: &Value, b: &Value) -> Vec<Leaf> {
    let mut found = Vec::new();
    walk("", Some(a), Some(b), &mut found);
    found
}

fn walk(path: &str, a: Option<&Value>, b: Option<&Value>, found: &mut Vec<Leaf>) {
    if a == b {
        return;
    }
    let inside = |v: Option<&Value>| v.is_some_and(|v| v.is_object() || v.is_array());
    if !inside(a) && !inside(b) {
        let say = |v: Option<&Value>| match v {
            None | Some(Value::Null) => NONE.to_owned(),
            Some(Value::String(s)) => s.clone(),
            Some(other) => other.to_string(),
        };
        if say(a) != say(b) {
            found.push(Leaf { path: path.to_owned(), a: say(a), b: say(b) });
        }
        return;
    }
    let (of_a, of_b) = (entries(a), entries(b));
    let more = of_b.iter().filter(|(key, _)| !of_a.iter().any(|(k, _)| k == key));
    for (key, _) in of_a.iter().chain(more) {
        let find = |of: &[(String, Value)]| of.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        walk(&at, find(&of_a).as_ref(), find(&of_b).as_ref(), found);
    }
}

/// The entries of a value, by name.
fn entries(v: Option<&Value>) -> Vec<(String, Value)> {
    match v {
        Some(Value::Object(fields)) => fields.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
        Some(Value::Array(all)) => {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            let named = |(i, v): (usize, &Value)| {
                let name = name(v).unwrap_or_else(|| i.to_string());
                let count = seen.entry(name.clone()).or_default();
                *count += 1;
                let key = if *count > 1 { format!("{name} ({count})") } else { name };
                (key, inner(v))
            };
            // One scenario or world against another is the same place, whatever they are called.
            match all.as_slice() {
                [one] if one.get("timeline").or(one.get("host_regions")).is_some() => {
                    vec![("0".to_owned(), one.clone())]
                }
                _ => all.iter().enumerate().map(named).collect(),
            }
        }
        _ => Vec::new(),
    }
}

/// The name of a list's entry: its own, its region's, or a lever's date and kind.
fn name(v: &Value) -> Option<String> {
    match v {
        Value::Array(pair) => match pair.as_slice() {
            [Value::String(on), Value::Object(lever)] => Some(format!("{on} {}", lever.keys().next()?)),
            _ => None,
        },
        Value::Object(fields) => ["name", "region"].iter().find_map(|f| fields.get(*f)?.as_str().map(str::to_owned)),
        _ => None,
    }
}

/// An entry without its name.
fn inner(v: &Value) -> Value {
    match v {
        Value::Array(pair) if name(v).is_some() => {
            pair[1].as_object().and_then(|lever| lever.values().next()).cloned().unwrap_or(Value::Null)
        }
        other => other.clone(),
    }
}

/// Indicators that differ between the monthly series of two folders: the first month of difference, and its values.
pub fn results(a: &Path, b: &Path) -> Result<Vec<Leaf>, ReportError> {
    let (a, b) = (ReportData::read(&[a])?, ReportData::read(&[b])?);
    let mut found = Vec::new();
    for (x, y) in a.series.iter().zip(&b.series) {
        for id in IndicatorId::ALL {
            let months = x.months.iter().zip(x.of(id));
            let differs = |(month, v): (&String, &crate::ensemble::Interval)| {
                let at = y.months.iter().position(|m| m == month)?;
                let other = y.of(id)[at].mean;
                let same = v.mean == other || (v.mean.is_nan() && other.is_nan());
                (!same).then(|| (month.clone(), v.mean, other))
            };
            let all: Vec<_> = months.filter_map(differs).collect();
            if let Some((month, v, other)) = all.first() {
                let label = if a.series.len() > 1 { format!("{}.", x.label) } else { String::new() };
                let path = format!("results.{label}{id} from {month} ({} of {} months)", all.len(), x.months.len());
                found.push(Leaf { path, a: v.to_string(), b: other.to_string() });
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_leaves_that_differ_are_found_and_lists_are_matched_by_name() {
        let a = json!({ "same": 1, "x": { "y": 2.5 }, "regions": [{ "name": "A", "n": 1 }, { "name": "B", "n": 2 }] });
        let b = json!({ "same": 1, "x": { "y": 3.5 }, "regions": [{ "name": "C", "n": 9 }, { "name": "A", "n": 1 }, { "name": "B", "n": 7 }] });
        let said: Vec<String> = differences(&a, &b).iter().map(|l| format!("{} {} {}", l.path, l.a, l.b)).collect();
        assert_eq!(said, ["x.y 2.5 3.5", "regions.B.n 2 7", "regions.C.name - C", "regions.C.n - 9"]);
        assert!(differences(&a, &a).is_empty());
    }

    #[test]
    fn levers_are_matched_by_date_and_kind() {
        let with = |seats: f64, more: bool| {
            let mut all = vec![json!(["2013-08-01", { "RemovalSeats": { "per_day": seats } }])];
            if more {
                all.insert(0, json!(["2013-07-01", { "Aid": { "million": 5 } }]));
            }
            all.push(json!(["2014-01-01", { "Threat": { "dose": 1 } }]));
            json!({ "timeline": all })
        };
        let found = differences(&with(30.0, false), &with(300.0, true));
        let said: Vec<&str> = found.iter().map(|l| l.path.as_str()).collect();
        assert_eq!(said, ["timeline.2013-08-01 RemovalSeats.per_day", "timeline.2013-07-01 Aid.million"]);
    }
}
