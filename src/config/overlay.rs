//! Laying what a file states over what it inherits: objects field by field, lists of named things by name; every other
//! value replaces.

use serde_json::Value;

/// The name of a thing in a list: its field `name`.
pub fn name_of(thing: &Value) -> Option<&str> {
    thing.get("name").and_then(Value::as_str)
}

/// True for a list of things that each have a name.
pub fn is_named(list: &[Value]) -> bool {
    list.iter().all(|thing| name_of(thing).is_some())
}

/// Lays a value over another.
pub fn overlay(base: &mut Value, own: &Value) {
    match (base, own) {
        (Value::Object(base), Value::Object(own)) => {
            for (name, value) in own {
                match base.get_mut(name) {
                    Some(there) => overlay(there, value),
                    None => drop(base.insert(name.clone(), value.clone())),
                }
            }
        }
        (Value::Array(base), Value::Array(own)) if is_named(base) && is_named(own) && !own.is_empty() => {
            for thing in own {
                match base.iter_mut().find(|there| name_of(there) == name_of(thing)) {
                    Some(there) => overlay(there, thing),
                    None => base.push(thing.clone()),
                }
            }
        }
        (base, own) => *base = own.clone(),
    }
}

/// Removes what a path names: a list (it becomes empty), or an entry of one by its name or text.
///
/// # Errors
/// With the names there are, if there is no such list or entry.
pub fn drop_named(from: &mut Value, path: &str) -> Result<(), Vec<String>> {
    match from {
        Value::Object(fields) => {
            let (field, rest) = path.split_once('.').map_or((path, None), |(field, rest)| (field, Some(rest)));
            let known = || fields.iter().filter(|(_, v)| !leaf(v)).map(|(name, _)| name.clone()).collect();
            let known: Vec<String> = known();
            match (fields.get_mut(field), rest) {
                (Some(Value::Array(list)), None) => list.clear(),
                (Some(inner), Some(rest)) if !leaf(inner) => return drop_named(inner, rest),
                _ => return Err(known),
            }
            Ok(())
        }
        Value::Array(list) => {
            let text = |thing: &Value| name_of(thing).or(thing.as_str()).map(str::to_owned);
            if let Some(n) = list.iter().position(|thing| text(thing).as_deref() == Some(path)) {
                list.remove(n);
                return Ok(());
            }
            let inside = |thing: &Value| text(thing).and_then(|name| path.strip_prefix(&name)?.strip_prefix('.'));
            let known = list.iter().filter_map(text).collect();
            let mut things = list.iter_mut();
            match things.find_map(|thing| inside(thing).map(|rest| (rest.to_owned(), thing))) {
                Some((rest, thing)) => drop_named(thing, &rest),
                None => Err(known),
            }
        }
        _ => Err(Vec::new()),
    }
}

fn leaf(value: &Value) -> bool {
    !matches!(value, Value::Object(_) | Value::Array(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_merge_by_field_named_lists_by_name_and_the_rest_replaces() {
        let mut base =
            json!({ "a": { "x": 1, "y": 2 }, "list": [{ "name": "p", "v": 1 }, { "name": "q", "v": 2 }], "t": [1, 2] });
        let own =
            json!({ "a": { "y": 3 }, "list": [{ "name": "q", "v": 5 }, { "name": "r", "v": 6 }], "t": [9], "new": 0 });
        overlay(&mut base, &own);
        let list = json!([{ "name": "p", "v": 1 }, { "name": "q", "v": 5 }, { "name": "r", "v": 6 }]);
        assert_eq!(base, json!({ "a": { "x": 1, "y": 3 }, "list": list, "t": [9], "new": 0 }));
        overlay(&mut base, &json!({ "list": [] }));
        assert_eq!(base["list"], json!([]), "an empty list replaces");
    }

    #[test]
    fn lists_and_their_entries_are_dropped_by_name() {
        let all = json!({ "x": 1, "o": [{ "name": "St. P", "h": [{ "name": "a" }, { "name": "b" }] }, { "name": "K" }], "d": ["u", "v"] });
        let dropped = |path: &str| {
            let mut value = all.clone();
            drop_named(&mut value, path).map(|()| value)
        };
        assert_eq!(dropped("o").unwrap()["o"], json!([]));
        assert_eq!(dropped("o.K").unwrap()["o"].as_array().unwrap().len(), 1);
        assert_eq!(dropped("o.St. P.h.a").unwrap()["o"][0]["h"], json!([{ "name": "b" }]));
        assert_eq!(dropped("d.u").unwrap()["d"], json!(["v"]));
        assert_eq!(dropped("o.L"), Err(vec!["St. P".to_owned(), "K".to_owned()]));
        assert_eq!(dropped("x"), Err(vec!["o".to_owned(), "d".to_owned()]));
    }
}
