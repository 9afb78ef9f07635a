//! Parsing: RON with implicit `Some`, and errors that say what to do.

use super::aliases::Renamed;
use super::tree::Tree;
use super::{Problem, suggest};
use ron::error::{Error, SpannedError};
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;
use std::ops::Range;

/// Parses a text into a value.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    of(Renamed::of(text))
}

/// Parses a text into what it holds, whatever its type.
pub fn tree(text: &str) -> Result<serde_json::Value, Problem> {
    of::<Tree>(Renamed::quoted(text)).map(|tree| tree.0)
}

fn of<T: DeserializeOwned>(renamed: Renamed) -> Result<T, Problem> {
    options().from_str(&renamed.text).map_err(|e| {
        let problem = explain(&renamed.text, &e);
        let original = |span: Range<usize>| renamed.original(span.start)..renamed.original(span.end);
        Problem { span: problem.span.map(original), ..problem }
    })
}

/// The dialect of the files.
pub fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_NEWTYPES)
}

fn explain(text: &str, e: &SpannedError) -> Problem {
    let start = byte(text, e.span.start.line, e.span.start.col);
    let end = byte(text, e.span.end.line, e.span.end.col).max(start);
    let span = widen(text, start..end);
    let found = &text[span.clone()];
    let within = |outer: &Option<String>| outer.as_ref().map_or(String::new(), |o| format!(" of {o}"));
    let (title, help) = match &e.code {
        Error::NoSuchStructField { expected, found, outer } => {
            (format!("unknown field `{found}`{}", within(outer)), suggest(found, expected.iter().copied()))
        }
        Error::NoSuchEnumVariant { expected, found, outer } => {
            (format!("unknown variant `{found}`{}", within(outer)), suggest(found, expected.iter().copied()))
        }
        Error::MissingStructField { field, outer } => {
            (format!("field `{field}`{} is missing", within(outer)), format!("add `{field}: ...` before this"))
        }
        Error::DuplicateStructField { field, .. } => (format!("field `{field}` is given twice"), "remove one".into()),
        Error::InvalidIntegerDigit { .. } | Error::ExpectedInteger => {
            ("a whole number was expected".into(), "write digits only, such as 1000 or 1_000".into())
        }
        Error::ExpectedComma
            if text[..span.start].ends_with(|c: char| c.is_ascii_digit()) && found.starts_with('.') =>
        {
            ("a whole number was expected".into(), "write it without a decimal point".into())
        }
        Error::IntegerOutOfBounds => {
            ("the number is out of range".into(), "too large, or negative where it cannot be".into())
        }
        Error::ExpectedFloat => (format!("a number was expected, found `{found}`"), "such as 0.25".into()),
        Error::ExpectedString => (format!("a text in quotes was expected, found `{found}`"), "such as \"name\"".into()),
        Error::ExpectedBoolean => (format!("true or false was expected, found `{found}`"), "true or false".into()),
        Error::Eof => ("the text ends too early".into(), "a bracket is not closed".into()),
        other => (other.to_string(), "here".into()),
    };
    Problem { span: Some(span), title, help }
}

/// Byte offset of a 1-based line and column in characters.
fn byte(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(i, _)| start + i)
}

/// A visible span: the word at it, or the character before the end of the text.
fn widen(text: &str, span: Range<usize>) -> Range<usize> {
    let start = span.end.min(span.start + text[span.start..].len() - text[span.start..].trim_start().len());
    if span.end > start {
        return start..span.end;
    }
    let start = start + text[start..].len() - text[start..].trim_start().len();
    let word = text[start..].chars().take_while(|c| c.is_alphanumeric() || "._-\"".contains(*c)).map(char::len_utf8);
    let first = text[start..].chars().next().map_or(0, char::len_utf8);
    let end = (start + word.sum::<usize>().max(first)).min(text.len());
    if end > start {
        return start..end;
    }
    let before = text[..start].char_indices().next_back().map_or(0, |(i, _)| i);
    before..start
}
