//! Which field of a file makes what it is laid over invalid: each is laid over alone, from the outside in.

use super::overlay::{name_of, overlay};
use super::suggest;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Path of the narrowest field that alone makes a valid value invalid, with the problem and what to do.
pub fn blame<T: DeserializeOwned>(base: &Value, own: &Value) -> (String, String, String) {
    let wrong = |patch: &Value| {
        let mut all = base.clone();
        overlay(&mut all, patch);
        serde_json::from_value::<T>(all).err().map(|e| e.to_string())
    };
    let (mut path, mut at, mut there) = (String::new(), own, base);
    // Puts a value where `at` stands, and nothing beside it but names.
    let mut nest: Box<dyn Fn(Value) -> Value> = Box::new(|value| value);
    let mut why = wrong(own).unwrap_or_default();
    loop {
        let narrower = match (at, there) {
            (Value::Object(fields), Value::Object(known)) => fields.iter().find_map(|(field, value)| {
                let patch = |inner: Value| match name_of(at) {
                    Some(name) if field != "name" => json!({ "name": name, field: inner }),
                    _ => json!({ field: inner }),
                };
                let why = wrong(&nest(patch(value.clone())))?;
                let dot = if path.is_empty() { "" } else { "." };
                Some((format!("{path}{dot}{field}"), value, known.get(field), why, Some((field, name_of(at)))))
            }),
            (Value::Array(things), Value::Array(known)) => things.iter().enumerate().find_map(|(n, thing)| {
                let there = known.iter().find(|there| name_of(thing).is_some() && name_of(there) == name_of(thing));
                let why = wrong(&nest(json!([thing]))).filter(|_| name_of(thing).is_some())?;
                Some((format!("{path}[{n}]"), thing, there, why, None))
            }),
            _ => None,
        };
        let Some((narrower, value, known, found, field)) = narrower else { break };
        (path, at, why) = (narrower, value, found);
        let field = field.map(|(field, name)| (field.clone(), name.map(str::to_owned)));
        nest = Box::new(move |inner| match &field {
            Some((field, Some(name))) if field != "name" => nest(json!({ "name": name, field: inner })),
            Some((field, _)) => nest(json!({ field: inner })),
            None => nest(json!([inner])),
        });
        match known {
            Some(known) => there = known,
            None => break,
        }
    }
    let (title, help) = explain(&why);
    (path, title, help)
}

/// The words of a failed reading, and what to do.
fn explain(why: &str) -> (String, String) {
    let quoted: Vec<&str> = why.split('`').skip(1).step_by(2).collect();
    match quoted.split_first() {
        Some((name, known)) if why.starts_with("unknown field") => {
            (format!("unknown field `{name}`"), suggest(name, known.iter().copied()))
        }
        Some((name, known)) if why.starts_with("unknown variant") => {
            (format!("unknown variant `{name}`"), suggest(name, known.iter().copied()))
        }
        Some((name, _)) if why.starts_with("missing field") => {
            (format!("field `{name}` is missing"), "what is not inherited states every field".to_owned())
        }
        _ => (why.to_owned(), "here".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        name: String,
        many: [f64; 2],
    }

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct All {
        name: String,
        things: Vec<Thing>,
        deep: Thing,
    }

    #[test]
    fn the_narrowest_field_is_named() {
        let thing = json!({ "name": "a", "many": [1.0, 2.0] });
        let base = json!({ "name": "n", "things": [thing, { "name": "b", "many": [0.0, 0.0] }], "deep": thing });
        let of = |own: Value| blame::<All>(&base, &own);
        let own = json!({ "name": "m", "things": [{ "name": "b", "many": [1.0] }] });
        let (path, title, _) = of(own);
        assert_eq!(path, "things[0].many");
        assert!(title.contains("length 1"), "{title}");
        let (path, title, help) = of(json!({ "deep": { "mani": 1 } }));
        assert_eq!((&*path, &*title, &*help), ("deep.mani", "unknown field `mani`", "did you mean `many`?"));
        let (path, title, _) = of(json!({ "things": [{ "name": "a", "many": [1, 1] }, { "name": "c" }] }));
        assert_eq!((&*path, &*title), ("things[1]", "field `many` is missing"));
        assert_eq!(of(json!({ "nam": "x" })).0, "nam");
    }
}
