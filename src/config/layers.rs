//! A value made of several files: its own and those it inherits from. A problem is shown in the first file that states the
//! field.

use super::overlay::name_of;
use super::{ConfigError, Diagnostic, Loaded, Source, Wrong, locate, parse};
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

/// One of the files.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its text.
    pub source: Source,
    /// What it states.
    tree: Value,
    /// The list entry that the file is, by the list and the name; none if it is the whole.
    entry: Option<(String, String)>,
}

/// A value made of files.
#[derive(Clone, Debug)]
pub struct Resolved<T> {
    /// The value, not yet validated.
    pub value: T,
    /// Its files, those that state more first.
    pub layers: Vec<Layer>,
    /// What its parent is, if it has one.
    pub parent: Option<Value>,
}

impl Layer {
    /// A whole file.
    pub fn new(source: Source) -> Self {
        let tree = parse::tree(&source.text).unwrap_or_default();
        Self { source, tree, entry: None }
    }

    /// A file that is an entry of a list.
    pub fn within(self, list: &str, name: &str) -> Self {
        Self { entry: Some((list.to_owned(), name.to_owned())), ..self }
    }

    /// The path in this file of a field, as far as the file states it; and how many steps it states.
    fn own(&self, steps: &[Step]) -> (String, usize) {
        let mut steps = steps;
        if let Some((list, name)) = &self.entry {
            match steps {
                [Step::Field(field), Step::Named(of, _), rest @ ..] if field == list && of == name => steps = rest,
                _ => return (String::new(), 0),
            }
        }
        let mut path = String::new();
        let mut at = &self.tree;
        let mut stated = 2 * usize::from(self.entry.is_some());
        // A text that no tree can be made of, such as one with NaN, states all.
        let all = self.tree.is_null();
        for step in steps {
            let (next, word) = match step {
                Step::Field(field) => (at.get(field), format!(".{field}")),
                Step::Named(name, here) => {
                    let n = at.as_array().and_then(|list| list.iter().position(|t| name_of(t) == Some(name)));
                    (n.and_then(|n| at.get(n)), format!("[{}]", n.unwrap_or(*here)))
                }
                Step::Index(n) => (at.get(n), format!("[{n}]")),
            };
            let Some(next) = next.or(all.then_some(&Value::Null)) else { break };
            path += &word;
            at = next;
            stated += 1;
        }
        (path.trim_start_matches('.').to_owned(), stated)
    }
}

/// A step of a path.
#[derive(Debug)]
enum Step {
    Field(String),
    Named(String, usize),
    Index(usize),
}

/// The steps of a path such as `origins[1].jobs` in a value; an entry of a list is known by its name if it has one.
fn steps(path: &str, value: &Value) -> Vec<Step> {
    let mut at = Some(value);
    let step = |part: &str| {
        let index = part.strip_suffix(']').and_then(|n| n.parse::<usize>().ok());
        at = match index {
            Some(n) => at.and_then(|v| v.get(n)),
            None => at.and_then(|v| v.get(part)),
        };
        match (index, at.and_then(name_of)) {
            (Some(n), Some(name)) => Step::Named(name.to_owned(), n),
            (Some(n), None) => Step::Index(n),
            (None, _) => Step::Field(part.to_owned()),
        }
    };
    path.split(['.', '[']).filter(|part| !part.is_empty()).map(step).collect()
}

impl<T> From<Loaded<T>> for Resolved<T> {
    fn from(file: Loaded<T>) -> Self {
        let source = Source { path: file.path, text: file.text };
        Self { value: file.value, layers: vec![Layer::new(source)], parent: None }
    }
}

impl<T: Serialize> Resolved<T> {
    /// The files it extends, the nearest first.
    pub fn parents(&self) -> impl Iterator<Item = &Path> {
        self.layers.iter().filter(|layer| layer.entry.is_none()).skip(1).map(|layer| &*layer.source.path)
    }

    /// The texts of all files, for a digest.
    pub fn text(&self) -> String {
        self.layers.iter().map(|layer| layer.source.text.as_str()).collect()
    }

    /// An error about fields, each shown in the first file that states it.
    pub fn refuse(&self, diagnostics: Vec<Diagnostic>) -> ConfigError {
        let value = serde_json::to_value(&self.value).unwrap_or_default();
        let mut files: Vec<Wrong> = Vec::new();
        for layer in &self.layers {
            let Source { path, text } = layer.source.clone();
            files.push(Wrong { path, text, problems: Vec::new() });
        }
        for c in diagnostics {
            let steps = steps(&c.field, &value);
            let owned = |(n, layer): (usize, &Layer)| {
                let (path, stated) = layer.own(&steps);
                (stated, std::cmp::Reverse(n), path)
            };
            let Some((_, n, path)) = self.layers.iter().enumerate().map(owned).max() else { continue };
            let span = locate::locate(&self.layers[n.0].source.text, &path);
            files[n.0].problems.push(c.problem(span));
        }
        files.retain(|file| !file.problems.is_empty());
        for file in &mut files {
            file.problems.sort_by_key(|p| p.span.as_ref().map_or(0, |s| s.start));
        }
        ConfigError { files }
    }
}
