//! JSON Schema of the input files, and the description of each lever, taken from the doc comments of the source.

use crate::scenario::{self, Lever};
use crate::world::{Origin, Words, World};
use schemars::{Schema, schema_for};
use serde_json::Value;

/// A file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// A scenario.
    Scenario,
    /// A world.
    World,
    /// A further sending state.
    SendingState,
}

/// The schema of a file.
pub fn of(file: File) -> Schema {
    let mut schema = match file {
        File::Scenario => scenario::schema(),
        File::World => or_extends(schema_for!(World)),
        File::SendingState => or_extends(schema_for!(Origin)),
    };
    // No world is known yet.
    schema.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()).for_each(|v| fill(v, &Words::default()));
    schema
}

/// The schema of a whole file, or of one that extends another and states only what differs.
fn or_extends(mut schema: Schema) -> Schema {
    let fields = schema.ensure_object();
    let own = ["type", "properties", "required", "additionalProperties"];
    let whole: serde_json::Map<String, Value> =
        own.iter().filter_map(|name| Some(((*name).to_owned(), fields.remove(*name)?))).collect();
    let text = |words: &str| serde_json::json!({ "description": words, "type": "string" });
    let heir = serde_json::json!({
        "type": "object",
        "required": ["extends"],
        "properties": {
            "extends": text("The file of which this one states only what differs, in its folder or below."),
            "drop": {
                "description": "Lists, and entries of lists by name, that are removed first.",
                "type": "array",
                "items": text("Such as `camps` or `neighbours.NAME`."),
            },
            "scale": {
                "description": "Factors on what is inherited: `money` on each nominal amount of the host currency.",
                "type": "object",
                "required": ["money"],
                "properties": { "money": { "type": "number", "exclusiveMinimum": 0 } },
                "additionalProperties": false,
            },
        },
    });
    fields.insert("anyOf".to_owned(), serde_json::json!([whole, heir]));
    schema
}

/// Fills every text within a value.
fn fill(value: &mut Value, words: &Words) {
    match value {
        Value::String(text) => *text = words.fill(text).into_owned(),
        Value::Array(all) => all.iter_mut().for_each(|inner| fill(inner, words)),
        Value::Object(fields) => fields.values_mut().for_each(|inner| fill(inner, words)),
        _ => {}
    }
}

/// A lever or one of its fields, described by its doc comment, a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// Its description.
    pub words: String,
    /// False if it may be left out.
    pub required: bool,
    /// Fields of a lever.
    pub fields: Vec<Described>,
}

/// Every lever, in the order of the source.
pub fn levers() -> Vec<Described> {
    let schema = schema_for!(Lever);
    let variants = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    variants.filter_map(lever).collect()
}

fn lever(variant: &Value) -> Option<Described> {
    let (name, body) = variant["properties"].as_object()?.iter().next()?;
    let required: Vec<&str> = body["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let field = |(name, of): (&String, &Value)| Described {
        name: name.clone(),
        words: words(of),
        required: required.contains(&name.as_str()),
        fields: Vec::new(),
    };
    let fields = body["properties"].as_object().into_iter().flatten().map(field).collect();
    Some(Described { name: name.clone(), words: words(variant), required: true, fields })
}

fn words(of: &Value) -> String {
    of["description"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_is_whole_or_extends_another() {
        for file in [File::World, File::SendingState] {
            let schema = of(file).to_value();
            assert!(schema["anyOf"][0]["properties"]["name"].is_object() && schema.get("properties").is_none());
            assert_eq!(schema["anyOf"][1]["required"], serde_json::json!(["extends"]));
        }
        assert!(of(File::Scenario).to_value()["properties"]["world"].is_object());
    }

    #[test]
    fn every_lever_and_every_field_of_it_is_described() {
        let levers = levers();
        assert!(levers.len() > 25, "{}", levers.len());
        for l in &levers {
            assert!(!l.words.is_empty() && !l.fields.is_empty(), "{l:?}");
            assert!(l.fields.iter().all(|f| !f.words.is_empty()), "{l:?}");
        }
        let bars = levers.iter().find(|l| l.name == "EntryBars").expect("a lever");
        assert!(bars.fields.iter().all(|f| !f.required), "{bars:?}");
        assert_eq!(levers.iter().find(|l| l.name == "RemovalSeats").expect("a lever").fields[0].name, "per_day");
    }
}
