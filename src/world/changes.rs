//! What a file that extends another keeps of it, and what it changes.

use crate::config::{is_named, name_of};
use serde_json::{Map, Value};

/// Characters of a value in a list of changes.
const WIDEST: usize = 44;
/// Names of entries in a list of changes.
const NAMES: usize = 4;

/// The differences between a parent and what extends it. A number of a register with its range and source is one field,
/// and so is a list of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Fields that are as in the parent.
    pub kept: usize,
    /// Each other: its path, what it was, what it is.
    pub changed: Vec<String>,
}

impl Changes {
    /// Those between two values.
    pub fn between(parent: &Value, now: &Value) -> Self {
        let mut changes = Self::default();
        changes.compare("", parent, now);
        changes
    }

    fn compare(&mut self, path: &str, was: &Value, now: &Value) {
        match (was, now) {
            _ if is_number(was) && is_number(now) => self.field(path, was, now),
            (Value::Object(was), Value::Object(now)) => self.objects(path, was, now),
            (Value::Array(was), Value::Array(now)) if is_named(was) && is_named(now) => self.lists(path, was, now),
            _ => self.field(path, was, now),
        }
    }

    fn field(&mut self, path: &str, was: &Value, now: &Value) {
        match was == now {
            true => self.kept += 1,
            false => self.changed.push(format!("{path}  {} -> {}", shown(was), shown(now))),
        }
    }

    fn objects(&mut self, path: &str, was: &Map<String, Value>, now: &Map<String, Value>) {
        let of = |field: &str| if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
        for (field, then) in was {
            match now.get(field) {
                Some(now) => self.compare(&of(field), then, now),
                None => self.changed.push(format!("{}  {} -> none", of(field), shown(then))),
            }
        }
        for (field, now) in now.iter().filter(|(field, _)| !was.contains_key(*field)) {
            self.changed.push(format!("{}  none -> {}", of(field), shown(now)));
        }
    }

    fn lists(&mut self, path: &str, was: &[Value], now: &[Value]) {
        let among = |thing: &Value, list: &[Value]| list.iter().any(|other| name_of(other) == name_of(thing));
        for thing in was {
            if let (Some(name), Some(now)) = (name_of(thing), now.iter().find(|other| name_of(other) == name_of(thing)))
            {
                self.compare(&format!("{path}.{name}"), thing, now);
            }
        }
        for (what, some, others) in [("dropped", was, now), ("new", now, was)] {
            let names: Vec<&str> = some.iter().filter(|t| !among(t, others)).filter_map(name_of).collect();
            let more = if names.len() > NAMES { format!(" and {} others", names.len() - NAMES) } else { String::new() };
            if !names.is_empty() {
                let list = names[..names.len().min(NAMES)].join(", ");
                self.changed.push(format!("{path}  {what}: {list}{more}"));
            }
        }
    }
}

/// True for a number of a register.
fn is_number(value: &Value) -> bool {
    ["value", "low", "high", "unit"].iter().all(|field| value.get(field).is_some())
}

fn shown(value: &Value) -> String {
    if is_number(value) {
        let text = |field: &str| value[field].as_str().map_or_else(|| number(&value[field]), str::to_owned);
        return format!("{} ({} to {}) {}", text("value"), text("low"), text("high"), text("unit"));
    }
    let text = value.to_string();
    match value {
        Value::Number(_) => number(value),
        Value::Array(list) if text.chars().count() > WIDEST => format!("{} entries", list.len()),
        _ if text.chars().count() > WIDEST => text.chars().take(WIDEST).chain("...".chars()).collect(),
        _ => text,
    }
}

/// A number without a fraction that it does not have.
fn number(value: &Value) -> String {
    value.as_f64().map_or_else(|| value.to_string(), |v| v.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_is_kept_or_changed() {
        let wage = |value: f64| json!({ "value": value, "low": 1, "high": 9, "unit": "roubles", "source": "s" });
        let was = json!({ "name": "p", "wage": wage(2.0), "fine": wage(3.0), "list": [1, 2],
            "of": [{ "name": "a", "x": 1.0 }, { "name": "b", "x": 1 }] });
        let now = json!({ "name": "q", "wage": wage(4.0), "fine": wage(3.0), "list": [1, 3],
            "of": [{ "name": "a", "x": 1.0 }, { "name": "c", "x": 1 }] });
        let changes = Changes::between(&was, &now);
        assert_eq!(changes.kept, 3, "the fine, and name and x of a");
        assert_eq!(
            changes.changed,
            [
                "name  \"p\" -> \"q\"",
                "wage  2 (1 to 9) roubles -> 4 (1 to 9) roubles",
                "list  [1,2] -> [1,3]",
                "of  dropped: b",
                "of  new: c",
            ]
        );
    }
}
