//! Differences between two trees of values, leaf by leaf, and between the results of two folders, by indicator.
//!
//! Lists are matched by the names of their entries (a region by its name, a lever by its date and kind), never by their
//! places: folders may hold the same scenarios in another order. What only one has is said once.

use crate::host::IndicatorId;
use crate::report::data::MonthlySeries;
use crate::report::{ReportData, ReportError};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
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

/// Entries of a value, each with its name.
type NamedValues = Vec<(String, Value)>;

/// Nothing at a place.
const NONE: &str = "-";
/// Something as a whole that the other does not have.
const ONLY_HERE: &str = "only here";

/// Every leaf that differs, in the order of the first.
pub fn differences(a: &Value, b: &Value) -> Vec<Leaf> {
    let mut found = Vec::new();
    walk("", Some(a), Some(b), &mut found);
    found
}

/// Every leaf that differs between the inputs of two folders, `inputs.json`: scenarios by name, and of scenarios that
/// both have, the worlds.
pub fn of_inputs(a: &Value, b: &Value) -> Vec<Leaf> {
    // The place of a world in its list says nothing: worlds are compared through the scenarios that play in them.
    let apart = |inputs: &Value| {
        let mut inputs = inputs.clone();
        let mut worlds = Vec::new();
        for scenario in inputs["scenarios"].as_array_mut().into_iter().flatten() {
            let fields = scenario.as_object_mut();
            worlds.push(fields.and_then(|f| f.remove("world")).and_then(|i| i.as_u64()).map_or(0, |i| i as usize));
        }
        if let Some(fields) = inputs.as_object_mut() {
            fields.remove("worlds");
        }
        (inputs, worlds)
    };
    let ((rest_a, worlds_a), (rest_b, worlds_b)) = (apart(a), apart(b));
    let mut found = differences(&rest_a, &rest_b);
    let (entries_a, entries_b) = matched(rest_a.get("scenarios"), rest_b.get("scenarios"));
    let mut seen = BTreeSet::new();
    for (at, (name, _)) in entries_a.iter().enumerate() {
        let Some(other) = entries_b.iter().position(|(n, _)| n == name) else { continue };
        let pair = (worlds_a[at], worlds_b[other]);
        if seen.insert(pair) {
            let (one, two) = (a["worlds"].get(pair.0), b["worlds"].get(pair.1));
            let alone = [a, b].iter().all(|of| of["worlds"].as_array().is_some_and(|all| all.len() == 1));
            let label = one.and_then(|w| w["name"].as_str()).filter(|_| !alone).unwrap_or("0");
            walk(&format!("worlds.{label}"), one, two, &mut found);
        }
    }
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
    let (of_a, of_b) = matched(a, b);
    let more = of_b.iter().filter(|(key, _)| !of_a.iter().any(|(k, _)| k == key));
    for (key, _) in of_a.iter().chain(more) {
        let find = |of: &[(String, Value)]| of.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let (one, two) = (find(&of_a), find(&of_b));
        if path == "scenarios" && one.is_some() != two.is_some() {
            let say = |there: bool| if there { ONLY_HERE } else { NONE }.to_owned();
            found.push(Leaf { path: at, a: say(one.is_some()), b: say(two.is_some()) });
            continue;
        }
        walk(&at, one.as_ref(), two.as_ref(), found);
    }
}

/// The entries of two values, by name. One scenario against one other is the same place, whatever they are called.
fn matched(a: Option<&Value>, b: Option<&Value>) -> (NamedValues, NamedValues) {
    let alone = |v: Option<&Value>| match v.and_then(Value::as_array).map(Vec::as_slice) {
        Some([one]) if one.get("timeline").is_some() => Some(vec![("0".to_owned(), one.clone())]),
        _ => None,
    };
    match (alone(a), alone(b)) {
        (Some(a), Some(b)) => (a, b),
        _ => (entries(a), entries(b)),
    }
}

/// The entries of a value, by name.
fn entries(v: Option<&Value>) -> NamedValues {
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
            all.iter().enumerate().map(named).collect()
        }
        _ => Vec::new(),
    }
}

/// The name of a list's entry: a text itself, its own, its region's, a lever's date, kind and place, or what a figure of
/// the record is about.
fn name(v: &Value) -> Option<String> {
    let text = |fields: &serde_json::Map<String, Value>, f: &str| fields.get(f)?.as_str().map(str::to_owned);
    match v {
        Value::String(text) => Some(text.clone()),
        Value::Array(pair) => match pair.as_slice() {
            [Value::String(on), Value::Object(lever)] => {
                let (kind, fields) = lever.iter().next()?;
                let place = ["region", "sector", "state"].iter().find_map(|f| text(fields.as_object()?, f));
                Some(place.map_or_else(|| format!("{on} {kind}"), |place| format!("{on} {kind} {place}")))
            }
            _ => None,
        },
        Value::Object(fields) => match (text(fields, "indicator"), text(fields, "period")) {
            (Some(indicator), Some(period)) => Some(format!("{indicator} {period}")),
            _ => ["name", "region"].iter().find_map(|f| text(fields, f)),
        },
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

/// A value of a month; a dash where none is shown.
fn value(v: f64) -> String {
    if v.is_nan() { NONE.to_owned() } else { v.to_string() }
}

/// Indicators that differ between the monthly series of two folders: the first month of difference, and its values.
/// Scenarios are matched by name, and one scenario against one other is compared whatever they are called.
pub fn results(a: &Path, b: &Path) -> Result<Vec<Leaf>, ReportError> {
    let (a, b) = (ReportData::read(&[a])?, ReportData::read(&[b])?);
    let mut found = Vec::new();
    for x in &a.series {
        let twin = match (a.series.as_slice(), b.series.as_slice()) {
            ([_], [other]) => Some(other),
            (_, others) => others.iter().find(|y| y.given.name == x.given.name),
        };
        // A scenario that only one has is said among the inputs.
        let Some(y) = twin else { continue };
        let label = if a.series.len() > 1 { format!("{}.", x.given.name) } else { String::new() };
        if x.months != y.months {
            let span = |s: &MonthlySeries| match (s.months.first(), s.months.last()) {
                (Some(first), Some(last)) => format!("{first} to {last}"),
                _ => NONE.to_owned(),
            };
            found.push(Leaf { path: format!("results.{label}months"), a: span(x), b: span(y) });
        }
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
                let path = format!("results.{label}{id} from {month} ({} of {} months)", all.len(), x.months.len());
                found.push(Leaf { path, a: value(*v), b: value(*other) });
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

    #[test]
    fn levers_of_one_kind_on_one_day_are_matched_by_their_place() {
        let checks =
            |region: &str, times: f64| json!(["2013-08-01", { "PoliceChecks": { "times": times, "region": region } }]);
        let a = json!({ "timeline": [checks("Moscow", 2.0), checks("Tver", 3.0)] });
        let b = json!({ "timeline": [checks("Tver", 3.0), checks("Moscow", 2.0)] });
        assert!(differences(&a, &b).is_empty());
    }

    #[test]
    fn scenarios_and_their_worlds_are_matched_by_name_in_any_order() {
        let scenario = |name: &str, world: usize| json!({ "name": name, "world": world, "timeline": [] });
        let world = |wage: f64| json!({ "name": "W", "wage": wage });
        let a = json!({ "scenarios": [scenario("x", 0), scenario("y", 1)], "worlds": [world(1.0), world(2.0)] });
        let b = json!({ "scenarios": [scenario("y", 0), scenario("x", 1)], "worlds": [world(2.0), world(1.0)] });
        assert!(of_inputs(&a, &b).is_empty());
        let c = json!({ "scenarios": [scenario("y", 0), scenario("z", 0)], "worlds": [world(2.5)] });
        let said: Vec<String> = of_inputs(&a, &c).iter().map(|l| format!("{} {} {}", l.path, l.a, l.b)).collect();
        assert_eq!(said, ["scenarios.x only here -", "scenarios.z - only here", "worlds.W.wage 2.0 2.5"]);
    }
}
