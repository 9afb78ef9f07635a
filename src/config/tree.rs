//! What a RON text holds, without a type: objects, lists, texts and numbers. A field that is given twice is refused.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// The content of a text.
pub struct Tree(pub Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyValue).map(Tree)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom(format!("{value} is not a number")))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Tree(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if all.contains_key(&name) {
                return Err(A::Error::custom(format!("field `{name}` is given twice")));
            }
            all.insert(name, fields.next_value::<Tree>()?.0);
        }
        Ok(Value::Object(all))
    }
}

#[cfg(test)]
mod tests {
    use crate::config::parse::tree;

    #[test]
    fn a_text_is_read_without_its_type_and_numbers_keep_every_bit() {
        let text =
            "(name: \"a\", status: Found, list: [1, 0.1, -2], tuple: (0.5, 1e-5), none: None, deep: (x: (y: true)))";
        let value = tree(text).unwrap();
        let expected = serde_json::json!({
            "name": "a", "status": "Found", "list": [1, 0.1, -2], "tuple": [0.5, 1e-5], "none": null,
            "deep": { "x": { "y": true } },
        });
        assert_eq!(value, expected);
        assert!(tree("(x: 1, x: 2)").unwrap_err().title.contains("field `x` is given twice"));
        assert!(tree("(x: inf)").is_err() && tree("(x: ").is_err());
    }
}
