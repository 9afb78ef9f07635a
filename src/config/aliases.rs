//! Former names of fields, levers and indicators, accepted for one version: in RON files, in `--vary`, in
//! `--indicators`, and as columns of tables.
//!
//! A RON text is renamed before it is parsed, and positions are mapped back, so that a problem is still shown at its
//! line and column of the original text.

use serde_json::Value;
use std::borrow::Cow;

/// Former name, present name.
const RENAMED: &[(&str, &str)] = &[
    ("caged", "barred_return_ratio"),
    ("carrots", "incentives"),
    ("cops", "police_per_community"),
    ("kept_home", "exit_denied"),
    // Names of one place, which a world states now.
    ("arrivals_counted_in_russia", "arrivals_counted_by_host"),
    ("counted_in_russia", "counted_by_host"),
    ("demand_rouble", "demand_currency"),
    ("in_russia", "abroad"),
    ("remittances_rub", "remittances_host"),
    ("remittances_tjs", "remittances_lcu"),
    ("roubles", "per_month"),
    ("roubles_per_dollar", "host_per_dollar"),
    ("somoni_per_dollar", "lcu_per_dollar"),
    ("started_in_russia", "started_abroad"),
    ("HydroInvestment", "Investment"),
    ("Rouble", "HostCurrency"),
    ("RoublePath", "HostCurrencyPath"),
    ("UzbekFriction", "Transit"),
];

/// The present name of a field that had another; none if it never had.
pub fn renamed(name: &str) -> Option<&'static str> {
    RENAMED.iter().find(|(old, _)| *old == name).map(|(_, new)| *new)
}

/// The present name of a field, whichever is given.
pub fn current(name: &str) -> &str {
    renamed(name).unwrap_or(name)
}

/// The present name of a parameter such as `PassportRule.kept_home@YYYY-MM-DD`.
pub fn parameter(name: &str) -> String {
    name.split_inclusive(['.', '@', '='])
        .map(|part| {
            let word = part.trim_end_matches(['.', '@', '=']);
            format!("{}{}", current(word), &part[word.len()..])
        })
        .collect()
}

/// Renames the keys of a JSON value, such as the inputs stored by an earlier version.
pub fn rename_keys(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            *fields = std::mem::take(fields)
                .into_iter()
                .map(|(key, mut inner)| {
                    rename_keys(&mut inner);
                    (current(&key).to_owned(), inner)
                })
                .collect();
        }
        Value::Array(all) => all.iter_mut().for_each(rename_keys),
        _ => {}
    }
}

/// A RON text under present names.
pub struct Renamed<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Replacements in order: place in the original, length there, length here.
    edits: Vec<(usize, usize, usize)>,
}

impl<'a> Renamed<'a> {
    /// Renames the fields and variants of a text: words before a colon or a bracket.
    pub fn of(text: &'a str) -> Self {
        let names = |word: &Word| word.before(':') || word.before('(');
        Self::edited(text, |word| renamed(word.text).filter(|_| names(word)).map(str::to_owned))
    }

    /// Renames the fields of a text, and quotes names that stand alone, such as `Found`: they keep their text where a
    /// reader does not know the type.
    pub fn quoted(text: &'a str) -> Self {
        Self::edited(text, |word| match word.text {
            text if word.before(':') => renamed(text).map(str::to_owned),
            "true" | "false" | "None" | "Some" | "inf" | "NaN" => None,
            _ if word.before('(') => None,
            text => Some(format!("\"{text}\"")),
        })
    }

    fn edited(text: &'a str, edit: impl Fn(&Word) -> Option<String>) -> Self {
        let mut edits = Vec::new();
        let mut renamed = String::new();
        let mut copied = 0;
        for word in words(text) {
            if let Some(new) = edit(&word) {
                renamed += &text[copied..word.at];
                renamed += &new;
                copied = word.at + word.text.len();
                edits.push((word.at, word.text.len(), new.len()));
            }
        }
        if edits.is_empty() {
            return Self { text: Cow::Borrowed(text), edits };
        }
        renamed += &text[copied..];
        Self { text: Cow::Owned(renamed), edits }
    }

    /// The place in the original text of a place in this one.
    pub fn original(&self, place: usize) -> usize {
        let (mut grown, mut shrunk) = (0, 0);
        for (at, old, new) in &self.edits {
            let start = at + grown - shrunk;
            if place <= start {
                break;
            }
            if place < start + new {
                return at + (place - start).min(*old);
            }
            grown += new;
            shrunk += old;
        }
        place + shrunk - grown
    }
}

/// A word outside texts and comments.
struct Word<'a> {
    at: usize,
    text: &'a str,
    after: &'a str,
}

impl Word<'_> {
    /// True if a character comes next.
    fn before(&self, c: char) -> bool {
        self.after.starts_with(c)
    }
}

/// True if a text names a field, at any depth.
pub fn names_field(text: &str, field: &str) -> bool {
    words(text).iter().any(|word| word.text == field && word.before(':'))
}

/// Words outside texts and comments; numbers are none.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            quoted(rest)
        } else if c.is_alphabetic() || c == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let hashes = rest[end..].len() - rest[end..].trim_start_matches('#').len();
            if &rest[..end] == "r" && rest[end + hashes..].starts_with('"') {
                let close = format!("\"{}", "#".repeat(hashes));
                let body = end + hashes + 1;
                rest[body..].find(&close).map_or(rest.len(), |found| body + found + close.len())
            } else {
                found.push(Word { at, text: &rest[..end], after: rest[end..].trim_start() });
                end
            }
        } else if c.is_ascii_digit() {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        at += length;
    }
    found
}

/// Length of a text in quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        if c == '"' && !escaped {
            return i + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_renamed_and_nothing_else() {
        let text =
            "(name: \"cops: 1\", // cops: 2\n cops: 3, note: r#\"caged: \"4\"\"#, /* caged: 5 */ caged : 6, x: cops)";
        let now = "(name: \"cops: 1\", // cops: 2\n police_per_community: 3, note: r#\"caged: \"4\"\"#, /* caged: 5 */ \
                   barred_return_ratio : 6, x: cops)";
        let renamed = Renamed::of(text);
        assert_eq!(renamed.text, now);
        for word in ["name", "3", "note", "6", "x: "] {
            assert_eq!(renamed.original(now.find(word).unwrap()), text.find(word).unwrap(), "{word}");
        }
        assert_eq!(renamed.original(now.len()), text.len());
        assert!(matches!(Renamed::of("(wage: 1)").text, Cow::Borrowed(_)));
    }

    #[test]
    fn names_that_stand_alone_are_quoted_and_nothing_else() {
        let text = "(status: Found, ok: true, x: 1e5, over: Relative(0.3), list: [A, b], note: \"Found\") // Found";
        let now = "(status: \"Found\", ok: true, x: 1e5, over: Relative(0.3), list: [\"A\", \"b\"], note: \"Found\") // Found";
        assert_eq!(Renamed::quoted(text).text, now);
        assert!(names_field(text, "over") && !names_field(text, "Found"));
    }

    #[test]
    fn parameters_and_keys_are_renamed() {
        assert_eq!(parameter("PassportRule.kept_home@2015-01-01"), "PassportRule.exit_denied@2015-01-01");
        assert_eq!(parameter("caged=0.2..0.8"), "barred_return_ratio=0.2..0.8");
        assert_eq!(parameter("Kyrgyzstan.pool"), "Kyrgyzstan.pool");
        let mut json = serde_json::json!([{ "cops": { "value": 20 } }, "cops"]);
        rename_keys(&mut json);
        assert_eq!(json, serde_json::json!([{ "police_per_community": { "value": 20 } }, "cops"]));
    }
}
