//! RON files: read within limits and parsed strictly. Every problem is reported at its line and column.

pub mod aliases;
mod blame;
mod csv_table;
pub mod format;
mod layers;
mod locate;
mod overlay;
mod parse;
mod repeated;
mod source;
mod tree;

pub(crate) use blame::blame;
pub use csv_table::CsvTable;
pub use layers::{Layer, Resolved};
pub(crate) use overlay::{drop_named, is_named, name_of, overlay};
pub use repeated::repeated;
pub use source::{Source, clean, folder_of, named_folder, within};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::de::DeserializeOwned;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A problem of a file.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where, in bytes of the text.
    pub span: Option<Range<usize>>,
    /// The problem in one sentence.
    pub title: String,
    /// What was expected, or what to do.
    pub help: String,
}

/// All problems of a file, or of some files that make one thing.
#[derive(Debug)]
pub struct ConfigError {
    files: Vec<Wrong>,
}

/// A file with problems.
#[derive(Debug)]
struct Wrong {
    path: PathBuf,
    text: String,
    problems: Vec<Problem>,
}

impl ConfigError {
    /// A file that cannot be read, or is not a text.
    fn file(path: &Path, title: String, help: &str) -> Self {
        let problem = Problem { span: None, title, help: help.to_owned() };
        Self::of(path, "", vec![problem])
    }

    /// Problems of one file.
    fn of(path: &Path, text: &str, mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|p| p.span.as_ref().map_or(0, |s| s.start));
        Self { files: vec![Wrong { path: path.to_owned(), text: text.to_owned(), problems }] }
    }

    /// Problems of lines of a text, which are counted from 1; 0 stands for the text as a whole.
    pub fn of_lines(source: &Source, found: Vec<(u64, String, String)>) -> Self {
        let Source { path, text } = source.clone();
        let span = |line: u64| {
            let before = text.split_inclusive('\n').take(line.checked_sub(1)? as usize);
            let start = before.map(str::len).sum::<usize>().min(text.len());
            Some(start..start + text[start..].lines().next().map_or(0, str::len))
        };
        let problem = |(line, title, help)| Problem { span: span(line), title, help };
        Self::of(&path, &text, found.into_iter().map(problem).collect())
    }
}

impl std::error::Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.files.iter().flat_map(|file| file.problems.iter().map(move |problem| (file, problem)));
        for (i, (file, problem)) in all.enumerate() {
            let path = file.path.display().to_string();
            if i > 0 {
                writeln!(f, "\n")?;
            }
            match &problem.span {
                Some(span) => {
                    let mark = AnnotationKind::Primary.span(span.clone()).label(&problem.help);
                    let snippet = Snippet::source(&file.text).path(&path).annotation(mark);
                    let report = [Level::ERROR.primary_title(&problem.title).element(snippet)];
                    write!(f, "{}", Renderer::plain().render(&report))?;
                }
                None if problem.help.is_empty() => write!(f, "error: {path}: {}", problem.title)?,
                None => write!(f, "error: {path}: {}\n  = help: {}", problem.title, problem.help)?,
            }
        }
        Ok(())
    }
}

/// A parsed file with its text.
pub struct Loaded<T> {
    /// Where it was read.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Its value, not yet validated.
    pub value: T,
}

impl<T> Loaded<T> {
    /// The line at which a field stands in the text; none if it is not written.
    pub fn line(&self, field: &str) -> Option<usize> {
        locate::locate(&self.text, field).map(|span| self.text[..span.start].matches('\n').count() + 1)
    }

    /// An error about fields of this file, each found in the text by its path.
    pub fn refuse(&self, diagnostics: Vec<Diagnostic>) -> ConfigError {
        let located = |c: Diagnostic| {
            let span = locate::locate(&self.text, &c.field);
            c.problem(span)
        };
        ConfigError::of(&self.path, &self.text, diagnostics.into_iter().map(located).collect())
    }
}

/// A problem of a field, named by its path: `host_regions[3].beds`.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Path of the field.
    pub field: String,
    /// The problem.
    pub title: String,
    /// What would be valid.
    pub help: String,
}

impl Diagnostic {
    /// A problem of a field.
    pub fn new(field: impl Into<String>, title: impl Into<String>, help: impl Into<String>) -> Self {
        Self { field: field.into(), title: title.into(), help: help.into() }
    }

    /// The problem at its place in a text.
    fn problem(self, span: Option<Range<usize>>) -> Problem {
        Problem { span, title: format!("{}: {}", self.field, self.title), help: self.help }
    }
}

/// Reads and parses a file.
pub fn load<T: DeserializeOwned>(path: &Path) -> Result<Loaded<T>, ConfigError> {
    parsed(&Source::read(path)?)
}

/// Parses a text.
pub fn parsed<T: DeserializeOwned>(source: &Source) -> Result<Loaded<T>, ConfigError> {
    let Source { path, text } = source.clone();
    match parse::parse(&text) {
        Ok(value) => Ok(Loaded { path, text, value }),
        Err(problem) => Err(ConfigError::of(&path, &text, vec![problem])),
    }
}

/// What a text holds, whatever its type.
pub(crate) fn tree(source: &Source) -> Result<serde_json::Value, ConfigError> {
    parse::tree(&source.text).map_err(|problem| ConfigError::of(&source.path, &source.text, vec![problem]))
}

/// True if a text names a field, at any depth.
pub(crate) fn names_field(source: &Source, field: &str) -> bool {
    aliases::names_field(&source.text, field)
}

/// Parses a piece of RON, such as a lever. The error describes the problem.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    parse::parse(text).map_err(|problem| format!("{}; {}", problem.title, problem.help))
}

/// A value as RON; parsing it gives the same value.
pub fn text(value: &impl serde::Serialize) -> String {
    let pretty = ron::ser::PrettyConfig::new().struct_names(false).compact_arrays(true).new_line("\n");
    parse::options().to_string_pretty(value, pretty).expect("scenarios have a text")
}

/// Help for an unknown name: its present name if it was renamed, or the nearest name, or else a list of names (the
/// nearest five of a long list).
pub fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let distance = |k: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &k.to_lowercase());
    let mut names: Vec<_> = known.into_iter().map(|k| (distance(k), k)).collect();
    if let Some(new) = aliases::renamed(name).filter(|new| names.iter().any(|(_, k)| k == new)) {
        return format!("it is now called `{new}`");
    }
    let nearest = names.iter().min_by_key(|(d, _)| *d);
    if let Some((_, k)) = nearest.filter(|(d, k)| *d <= 1 + k.len() / 3) {
        return format!("did you mean `{k}`?");
    }
    let count = names.len();
    if count > 12 {
        names.sort();
        names.truncate(5);
    }
    let list: Vec<_> = names.iter().map(|(_, k)| *k).collect();
    let more = if count > 12 { format!(" ... ({count} names)") } else { String::new() };
    format!("expected one of: {}{more}", list.join(", "))
}
